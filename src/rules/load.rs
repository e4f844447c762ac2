//! Reads the files of a pack: the built-in ones, then those of the user.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::error::{RulesError, RulesErrorKind};
use super::form::PackForm;

static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// One file of a pack, parsed.
pub(super) struct PackFile {
    pub name: String,
    pub text: String,
    pub form: PackForm,
}

/// The built-in files in path order, then the given ones.
pub(super) fn load(files: &[PathBuf]) -> Result<Vec<PackFile>, RulesError> {
    let mut builtin = Vec::new();
    collect(&BUILTIN, &mut builtin);
    builtin.sort_unstable_by_key(|(path, _)| *path);
    let mut loaded = Vec::new();
    for (path, text) in builtin {
        loaded.push(parse(format!("rules/{}", path.display()), text.to_owned())?);
    }
    for path in files {
        loaded.push(read(path)?);
    }
    Ok(loaded)
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
    let name = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => parse(name, text),
        Err(error) => Err(RulesError {
            file: name,
            place: None,
            kind: error.into(),
        }),
    }
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
