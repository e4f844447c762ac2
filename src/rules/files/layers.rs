//! Reads the files of the user and those that they extend, base files first.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::file::PackFile;
use super::located::{LineColumn, SpannedValue};
use super::{file, located};
use crate::rules::error::{RulesError, RulesErrorKind};

/// The name of the pack below every file. `extends` may name it, although it need not.
const BUILTIN: &str = "builtin";

/// The longest chain of files that extend each other. A longer one is probably a mistake.
const DEEPEST: usize = 64;

/// Files with those that they extend, in the order in which they are laid over each other, and all errors in
/// reading them.
#[derive(Default)]
pub(in crate::rules) struct Layers {
    pub files: Vec<PackFile>,
    /// In the order in which they were found.
    pub errors: Vec<RulesError>,
    /// The canonical paths of all files, including broken ones.
    seen: BTreeSet<PathBuf>,
    /// The chain of files whose base files are being read.
    way: Vec<(PathBuf, String)>,
}

impl Layers {
    /// Reads files, each after those that it extends. A file that several files extend, or that is given
    /// twice, keeps its first place.
    pub fn of(files: &[PathBuf]) -> Layers {
        let mut layers = Layers::default();
        for path in files {
            match file::text_of(path) {
                Ok((name, text)) => layers.add(path, name, text),
                Err(error) => layers.errors.push(error),
            }
        }
        layers
    }

    /// Returns the files.
    ///
    /// # Errors
    /// The first error that was found.
    pub fn whole(self) -> Result<Vec<PackFile>, RulesError> {
        match self.errors.into_iter().next() {
            Some(error) => Err(error),
            None => Ok(self.files),
        }
    }

    /// Whether these include a file, under any name.
    pub fn hold(&self, name: &str) -> bool {
        self.seen.contains(&identity(Path::new(name)))
    }

    fn add(&mut self, path: &Path, name: String, text: String) {
        let identity = identity(path);
        if !self.seen.insert(identity.clone()) {
            return;
        }
        let file = match file::parse_own(name, text) {
            Ok(file) => file,
            Err(error) => return self.errors.push(error),
        };
        self.way.push((identity, file.name.clone()));
        let places = Places::of(&file);
        for base in file.form.extends.iter().filter(|base| *base != BUILTIN) {
            self.base(&file, base, &places);
        }
        self.way.pop();
        self.files.push(file);
    }

    /// Reads a file that another one extends. Its path is relative to that of the other.
    fn base(&mut self, file: &PackFile, base: &str, places: &Places<'_>) {
        let folder = Path::new(&file.name).parent();
        let path = folder.map_or_else(|| PathBuf::from(base), |folder| folder.join(base));
        let identity = identity(&path);
        if let Some(start) = self.way.iter().position(|(on, _)| *on == identity) {
            let names = self.way[start..].iter().map(|(_, name)| name.clone());
            let kind = RulesErrorKind::Circle {
                files: names.chain([path.display().to_string()]).collect(),
            };
            return self.errors.push(places.error(base, kind));
        }
        if self.way.len() >= DEEPEST {
            let kind = RulesErrorKind::TooMany("files that each extend the next");
            return self.errors.push(places.error(base, kind));
        }
        match file::text_of(&path) {
            Ok((name, text)) => self.add(&path, name, text),
            Err(error) => {
                let kind = RulesErrorKind::Base(Box::new(error));
                self.errors.push(places.error(base, kind));
            }
        }
    }
}

/// The canonical path of a file, so that different paths to it compare equal.
fn identity(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Where a file names those that it extends. Looked up only if one of them cannot be used.
struct Places<'f> {
    file: &'f PackFile,
    known: OnceCell<BTreeMap<String, LineColumn>>,
}

impl<'f> Places<'f> {
    fn of(file: &'f PackFile) -> Self {
        let known = OnceCell::new();
        Places { file, known }
    }

    /// An error at the entry that names a base file.
    fn error(&self, base: &str, kind: RulesErrorKind) -> RulesError {
        let known = self.known.get_or_init(|| named_in(self.file));
        RulesError {
            file: self.file.name.clone(),
            place: known.get(base).copied(),
            kind,
        }
    }
}

/// The first place of each entry under `extends:`.
fn named_in(file: &PackFile) -> BTreeMap<String, LineColumn> {
    let root: Result<Option<SpannedValue>, _> = located::parse(&file.name, &file.text);
    let Ok(Some(root)) = root else {
        return BTreeMap::new();
    };
    let entries = root.value.list("extends").iter().rev();
    let named = entries.filter_map(|entry| {
        let text = entry.value.text()?;
        Some((text.to_owned(), located::place(entry)))
    });
    named.collect()
}
