//! Which inputs the words of a command line stand for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};

use super::error::{ReadError, ReadErrorKind};
use crate::read::format::format_by_ending;
use crate::text::PathGlob;

/// One input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// A file found in a folder that was named.
    InFolder {
        /// The folder as named.
        folder: Arc<Path>,
        /// The file.
        path: PathBuf,
    },
    /// Standard input.
    Stdin,
    /// What a file of that name holds, without the file.
    Held {
        /// The name, whose ending tells the format.
        name: String,
        /// The bytes.
        bytes: Arc<[u8]>,
    },
    /// What a file in a folder that was named held at another time, without the file.
    HeldInFolder {
        /// The folder as named.
        folder: Arc<Path>,
        /// The name of the file.
        name: String,
        /// The bytes.
        bytes: Arc<[u8]>,
    },
}

impl Input {
    /// What it is called in messages, and the name of its source.
    pub fn name(&self) -> String {
        match self {
            Input::File(path) | Input::InFolder { path, .. } => path.display().to_string(),
            Input::Stdin => STDIN.to_owned(),
            Input::Held { name, .. } | Input::HeldInFolder { name, .. } => name.clone(),
        }
    }

    /// Its size in bytes as it is stored, unless it is a stream.
    pub(in crate::read) fn size(&self) -> Option<u64> {
        match self {
            Input::File(path) | Input::InFolder { path, .. } => {
                let stored = std::fs::metadata(path).ok()?;
                stored.is_file().then_some(stored.len())
            }
            Input::Stdin => None,
            Input::Held { bytes, .. } | Input::HeldInFolder { bytes, .. } => {
                Some(bytes.len() as u64)
            }
        }
    }

    /// The same input with other bytes, without a look at the file.
    pub fn holding(&self, bytes: Arc<[u8]>) -> Input {
        let name = self.name();
        match self {
            Input::InFolder { folder, .. } | Input::HeldInFolder { folder, .. } => {
                let folder = Arc::clone(folder);
                Input::HeldInFolder {
                    folder,
                    name,
                    bytes,
                }
            }
            Input::File(_) | Input::Stdin | Input::Held { .. } => Input::Held { name, bytes },
        }
    }
}

/// What standard input is called.
pub(in crate::read) const STDIN: &str = "<stdin>";

/// The inputs found, and what was in their way.
#[derive(Debug, Default)]
pub struct DiscoveredInputs {
    /// The inputs, in the order named; those of a folder by path.
    pub inputs: Vec<Input>,
    /// Files in folders whose ending is not that of a chart.
    pub passed_over: usize,
    /// Names that led nowhere.
    pub errors: Vec<ReadError>,
}

/// The name of the file that says what is asked of the charts beside it; it is none itself.
pub const CONFIG: &str = "rolecall.yaml";

/// The name of the file of known findings beside it, which is no chart either.
pub const BASELINE: &str = "rolecall-baseline.json";

/// Which files of folders are read. Files that are named themselves are read in any case.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only files that one of these stands for; all where there is none.
    pub include: Vec<PathGlob>,
    /// No files that one of these stands for.
    pub exclude: Vec<PathGlob>,
    /// Read what `.gitignore` leaves out, too.
    pub with_ignored: bool,
}

impl Selection {
    /// Whether a file of a folder is read, by its path alone.
    pub fn takes(&self, path: &Path) -> bool {
        let is_one = |glob: &PathGlob| glob.matches(path);
        (self.include.is_empty() || self.include.iter().any(is_one))
            && !self.exclude.iter().any(is_one)
    }
}

/// Finds the inputs: `-` is standard input, a folder stands for every chart in it and below, in the order of their
/// paths. Hidden files, [`CONFIG`], [`BASELINE`] and what `.gitignore` names are left out.
pub fn discover(names: &[PathBuf]) -> DiscoveredInputs {
    discover_in(names, &Selection::default())
}

/// The same of a selection of files.
pub fn discover_in(names: &[PathBuf], selection: &Selection) -> DiscoveredInputs {
    let mut found = DiscoveredInputs::default();
    for name in names {
        if name.as_os_str() == "-" {
            found.inputs.push(Input::Stdin);
        } else if name.is_dir() {
            walk(name, selection, &mut found);
        } else {
            found.inputs.push(Input::File(name.clone()));
        }
    }
    found
}

fn walk(folder: &Path, selection: &Selection, found: &mut DiscoveredInputs) {
    let before = found.inputs.len();
    let named: Arc<Path> = folder.into();
    // What is ignored depends on files of the repository alone, so that it is the same on every machine.
    let entries = WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .parents(!selection.with_ignored)
        .git_ignore(!selection.with_ignored)
        .sort_by_file_name(|one, other| one.cmp(other))
        .build();
    let is_folder = |entry: &DirEntry| entry.file_type().is_some_and(|kind| kind.is_dir());
    for entry in entries {
        match entry {
            Ok(entry) if is_folder(&entry) || !selection.takes(entry.path()) => {}
            Ok(entry) if is_chart(entry.path()) && !entry.path().is_file() => {
                let name = entry.path().display().to_string();
                found
                    .errors
                    .push(ReadError::new(&name, ReadErrorKind::NotAFile));
            }
            Ok(entry) if is_chart(entry.path()) => {
                found.inputs.push(Input::InFolder {
                    folder: Arc::clone(&named),
                    path: entry.into_path(),
                });
            }
            Ok(_) => found.passed_over += 1,
            Err(error) => {
                let (name, error) = placed(error, folder);
                found.errors.push(ReadError::new(&name, error));
            }
        }
    }
    if found.inputs.len() == before {
        found.errors.push(ReadError::new(
            &folder.display().to_string(),
            ReadErrorKind::NoCharts,
        ));
    }
}

/// The path that an error of the walk is about, and the error of the system.
fn placed(error: ignore::Error, folder: &Path) -> (String, std::io::Error) {
    let mut inner = &error;
    let mut path = folder;
    while let ignore::Error::WithDepth { err, .. } | ignore::Error::WithPath { err, .. } = inner {
        if let ignore::Error::WithPath { path: at, .. } = inner {
            path = at;
        }
        inner = err;
    }
    let name = path.display().to_string();
    let told = error.to_string();
    let system = error.into_io_error();
    (name, system.unwrap_or_else(|| std::io::Error::other(told)))
}

/// Whether a file in a folder would be read as a chart, by its name.
pub fn is_chart(path: &Path) -> bool {
    let is_other = |name: &std::ffi::OsStr| name == CONFIG || name == BASELINE;
    format_by_ending(path).is_some() && !path.file_name().is_some_and(is_other)
}
