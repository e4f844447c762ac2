//! Reads the files of a pack: the built-in ones, then those of the user.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use super::error::{RulesError, RulesErrorKind};
use super::form::PackForm;

static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// One file of a pack, parsed.
pub(super) struct PackFile {
    pub name: String,
    pub text: String,
    pub form: PackForm,
}

/// The folder of the built-in pack that holds nothing but tests.
const TESTS: &str = "tests";

/// The built-in files in path order, then the given ones.
pub(super) fn load(files: &[PathBuf]) -> Result<Vec<PackFile>, RulesError> {
    let mut loaded = Vec::new();
    for (name, text) in builtin().filter(|(path, _)| !path.starts_with(TESTS)) {
        loaded.push(parse(shown(name), text.to_owned())?);
    }
    for path in files {
        loaded.push(read(path)?);
    }
    Ok(loaded)
}

/// Name and text of the built-in files that hold tests.
pub(super) fn builtin_tests() -> impl Iterator<Item = (String, &'static str)> {
    let tests = builtin().filter(|(path, _)| path.starts_with(TESTS));
    tests.map(|(path, text)| (shown(path), text))
}

fn builtin() -> impl Iterator<Item = (&'static Path, &'static str)> {
    let mut files = Vec::new();
    collect(&BUILTIN, &mut files);
    files.sort_unstable_by_key(|(path, _)| *path);
    files.into_iter()
}

fn shown(builtin: &Path) -> String {
    format!("rules/{}", builtin.display())
}

fn collect<'d>(dir: &Dir<'d>, found: &mut Vec<(&'d Path, &'d str)>) {
    found.extend(
        dir.files()
            .filter_map(|file| Some((file.path(), file.contents_utf8()?))),
    );
    for below in dir.dirs() {
        collect(below, found);
    }
}

fn read(path: &Path) -> Result<PackFile, RulesError> {
    let (name, text) = text_of(path)?;
    parse(name, text)
}

/// Name and text of a file of the user.
pub(super) fn text_of(path: &Path) -> Result<(String, String), RulesError> {
    let name = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => Ok((name, text)),
        Err(error) => Err(RulesError {
            file: name,
            place: None,
            kind: error.into(),
        }),
    }
}

/// Parses a file with the parser that keeps positions; it takes longer than the other.
pub(super) fn positioned<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, RulesError> {
    let options = serde_saphyr::options! { with_snippet: false };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let at = error.location().filter(|at| at.line() > 0);
        // It tells the place in its words too.
        let message = error.to_string();
        let end = message.find(" at line ").unwrap_or(message.len());
        RulesError {
            file: name.to_owned(),
            place: at.map(|at| (at.line() as usize, at.column() as usize)),
            kind: RulesErrorKind::Form(message[..end].to_owned()),
        }
    })
}

fn parse(name: String, text: String) -> Result<PackFile, RulesError> {
    // A file with nothing but comments is an empty layer.
    let form: Result<Option<PackForm>, _> = serde_yaml::from_str(&text);
    match form {
        Ok(form) => Ok(PackFile {
            name,
            text,
            form: form.unwrap_or_default(),
        }),
        Err(error) => {
            let place = error.location().map(|at| (at.line(), at.column()));
            Err(RulesError {
                file: name,
                place,
                kind: RulesErrorKind::Yaml(error),
            })
        }
    }
}

/// Finds the file and line of an error again. The form keeps no positions, so the text of what is
/// wrong is looked for, last file first, since a later file is likelier to be the user's.
pub(super) fn blame(files: &[PackFile], kind: RulesErrorKind) -> RulesError {
    let needle = match &kind {
        RulesErrorKind::Phrase { phrase, .. } => phrase.as_str(),
        RulesErrorKind::Unknown { name, .. } => name.as_str(),
        RulesErrorKind::OutOfRange { name, .. } => name.rsplit(": ").nth(1).unwrap_or(name),
        _ => "",
    };
    for file in files.iter().rev().filter(|_| !needle.is_empty()) {
        if let Some(at) = file.text.find(needle) {
            let before = &file.text[..at];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            return RulesError {
                file: file.name.clone(),
                place: Some((line, column)),
                kind,
            };
        }
    }
    let file = files
        .last()
        .map_or_else(|| "rules".to_owned(), |file| file.name.clone());
    RulesError {
        file,
        place: None,
        kind,
    }
}
