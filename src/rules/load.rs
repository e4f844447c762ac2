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

/// The folder of the built-in pack that holds nothing but tests.
const TESTS: &str = "tests";

/// The built-in files in path order, then the given ones.
pub(super) fn load(files: &[PathBuf]) -> Result<Vec<PackFile>, RulesError> {
    let texts = texts(files)?.into_iter();
    texts.map(|(name, text)| parse(name, text)).collect()
}

/// Name and text of the same files.
pub(super) fn texts(files: &[PathBuf]) -> Result<Vec<(String, String)>, RulesError> {
    let rules = builtin().filter(|(path, _)| !path.starts_with(TESTS));
    let mut texts: Vec<_> = rules
        .map(|(path, text)| (shown(path), text.to_owned()))
        .collect();
    for path in files {
        texts.push(text_of(path)?);
    }
    Ok(texts)
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

pub(super) fn parse(name: String, text: String) -> Result<PackFile, RulesError> {
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
