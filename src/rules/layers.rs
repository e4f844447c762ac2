//! Reads the files of the user and those that they extend, base files first.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::{RulesError, RulesErrorKind};
use super::load::{self, PackFile};
use super::located::{self, Node, Place};

/// The name of the pack below every file. `extends` may name it, although it need not.
const BUILTIN: &str = "builtin";

/// The longest chain of files that extend each other. A longer one is probably a mistake.
const DEEPEST: usize = 64;

/// Files with those that they extend, in the order in which they are laid over each other, and all errors in
/// reading them.
#[derive(Default)]
pub(super) struct Layers {
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
            match load::text_of(path) {
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
        let file = match load::parse(name, text) {
            Ok(file) => file,
            Err(error) => return self.errors.push(error),
        };
        self.way.push((identity, file.name.clone()));
        for base in file.form.extends.iter().filter(|base| *base != BUILTIN) {
            self.base(&file, base);
        }
        self.way.pop();
        self.files.push(file);
    }

    /// Reads a file that another one extends. Its path is relative to that of the other.
    fn base(&mut self, file: &PackFile, base: &str) {
        let folder = Path::new(&file.name).parent();
        let path = folder.map_or_else(|| PathBuf::from(base), |folder| folder.join(base));
        let identity = identity(&path);
        if let Some(start) = self.way.iter().position(|(on, _)| *on == identity) {
            let names = self.way[start..].iter().map(|(_, name)| name.clone());
            let kind = RulesErrorKind::Circle {
                files: names.chain([path.display().to_string()]).collect(),
            };
            return self.errors.push(at_base(file, base, kind));
        }
        if self.way.len() >= DEEPEST {
            let kind = RulesErrorKind::TooMany("files that each extend the next");
            return self.errors.push(at_base(file, base, kind));
        }
        match load::text_of(&path) {
            Ok((name, text)) => self.add(&path, name, text),
            Err(error) => {
                let kind = RulesErrorKind::Base(Box::new(error));
                self.errors.push(at_base(file, base, kind));
            }
        }
    }
}

/// The canonical path of a file, so that different paths to it compare equal.
fn identity(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn at_base(file: &PackFile, base: &str, kind: RulesErrorKind) -> RulesError {
    let entry = || -> Option<Place> {
        let root: Option<Node> = located::parse(&file.name, &file.text).ok()?;
        let root = root?;
        let entries = root.value.list("extends").iter();
        let mut named = entries.filter(|entry| entry.value.text() == Some(base));
        named.next().map(located::place)
    };
    RulesError {
        file: file.name.clone(),
        place: entry(),
        kind,
    }
}
