//! Which inputs the words of a command line stand for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::error::{ReadError, ReadErrorKind};
use super::open::format_by_ending;

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
}

impl Input {
    /// What it is called in messages.
    pub(in crate::read) fn name(&self) -> String {
        match self {
            Input::File(path) | Input::InFolder { path, .. } => path.display().to_string(),
            Input::Stdin => STDIN.to_owned(),
            Input::Held { name, .. } => name.clone(),
        }
    }
}

/// What standard input is called.
pub(super) const STDIN: &str = "<stdin>";

/// The inputs found, and what was in their way.
#[derive(Debug, Default)]
pub struct Found {
    /// The inputs, in the order named; those of a folder by path.
    pub inputs: Vec<Input>,
    /// Files in folders whose ending is not that of a chart.
    pub passed_over: usize,
    /// Names that led nowhere.
    pub errors: Vec<ReadError>,
}

/// The name of the file that says what is asked of the charts beside it; it is none itself.
pub const CONFIG: &str = "rolecall.yaml";

/// Finds the inputs: `-` is standard input, a folder stands for every chart in it and below, hidden
/// ones and [`CONFIG`] left out, in the order of their paths.
pub fn discover(names: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for name in names {
        if name.as_os_str() == "-" {
            found.inputs.push(Input::Stdin);
        } else if name.is_dir() {
            walk(name, &mut found);
        } else {
            found.inputs.push(Input::File(name.clone()));
        }
    }
    found
}

fn walk(folder: &Path, found: &mut Found) {
    let before = found.inputs.len();
    let named: Arc<Path> = folder.into();
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    for entry in WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visible)
    {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
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
                let name = error.path().unwrap_or(folder).display().to_string();
                found
                    .errors
                    .push(ReadError::new(&name, std::io::Error::from(error)));
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

/// Whether a file in a folder would be read as a chart, by its name.
pub fn is_chart(path: &Path) -> bool {
    format_by_ending(path).is_some() && path.file_name().is_none_or(|name| name != CONFIG)
}
