//! Reads the files of a pack: the built-in files, a preset, and, through `layers`, those of the user.

use std::io::Read;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::blame::{At, blame};
use super::error::{RulesError, RulesErrorKind};
use super::form::PackForm;
use super::layers::Layers;
use super::located;

static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// One file of a pack, parsed.
pub(super) struct PackFile {
    pub name: String,
    pub text: String,
    pub form: PackForm,
    /// Whether it is one of the files that every run uses.
    pub is_builtin: bool,
}

/// The folders of the built-in pack that hold only tests, and the presets.
const TESTS: &str = "tests";
const PRESETS: &str = "presets";

/// The built-in files in path order, then the preset, then the given files with those that they extend.
pub(super) fn load(preset: Option<&str>, files: &[PathBuf]) -> Result<Vec<PackFile>, RulesError> {
    over_builtin(preset, Layers::of(files).whole()?)
}

/// Reads texts instead of files, over the built-in files.
pub(super) fn with_texts(texts: &[(&str, &str)]) -> Result<Vec<PackFile>, RulesError> {
    let own = texts.iter();
    let own = own.map(|(name, text)| parse_own((*name).to_owned(), (*text).to_owned()));
    over_builtin(None, own.collect::<Result<Vec<_>, _>>()?)
}

fn over_builtin(preset: Option<&str>, own: Vec<PackFile>) -> Result<Vec<PackFile>, RulesError> {
    let builtin: Vec<_> = always().collect();
    let builtin = builtin.into_par_iter().map(|(name, text)| {
        parse(name, text.to_owned()).map(|file| PackFile {
            is_builtin: true,
            ..file
        })
    });
    let mut loaded = builtin.collect::<Result<Vec<_>, _>>()?;
    let asked = own.iter().rev().find_map(|file| file.form.preset.clone());
    if let Some(name) = preset.map(str::to_owned).or(asked) {
        let Some((_, text)) = presets().find(|(known, _)| *known == name) else {
            let known = presets().map(|(known, _)| known).collect::<Vec<_>>();
            let kind = RulesErrorKind::Unknown {
                what: "preset",
                name,
                known: known.join(", "),
            };
            return Err(match preset {
                Some(_) => RulesError {
                    file: "--preset".to_owned(),
                    place: None,
                    kind,
                },
                None => blame(&own, At::Section("preset"), kind),
            });
        };
        loaded.push(parse(format!("preset {name}"), text.to_owned())?);
    }
    loaded.extend(own);
    Ok(loaded)
}

/// Name and text of the built-in files that every run uses.
pub(super) fn always() -> impl Iterator<Item = (String, &'static str)> {
    let rules = builtin().filter(|(path, _)| is_always(path));
    rules.map(|(path, text)| (shown(path), text))
}

fn is_always(path: &Path) -> bool {
    !path.starts_with(TESTS) && !path.starts_with(PRESETS)
}

/// Name and text of the built-in files that hold tests.
pub(super) fn builtin_tests() -> impl Iterator<Item = (String, &'static str)> {
    let tests = builtin().filter(|(path, _)| path.starts_with(TESTS));
    tests.map(|(path, text)| (shown(path), text))
}

/// Name and text of every preset.
pub(super) fn presets() -> impl Iterator<Item = (String, &'static str)> {
    let presets = builtin().filter(|(path, _)| path.starts_with(PRESETS));
    presets.filter_map(|(path, text)| Some((path.file_stem()?.to_str()?.to_owned(), text)))
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
    read_text(path)
        .map_err(|kind| RulesError {
            file: path.display().to_string(),
            place: None,
            kind,
        })
        .map(|text| (name, text))
}

/// Reads a regular file of limited size. Anything else might have no end.
fn read_text(path: &Path) -> Result<String, RulesErrorKind> {
    let meta = std::fs::metadata(path)?;
    if !meta.is_file() {
        return Err(RulesErrorKind::NotAFile);
    }
    let mut text = String::new();
    let mut file = std::fs::File::open(path)?.take(MOST_BYTES + 1);
    file.read_to_string(&mut text)?;
    if text.len() as u64 > MOST_BYTES {
        return Err(RulesErrorKind::TooLong(MOST_BYTES >> 20));
    }
    Ok(text)
}

/// The largest rule file, in bytes. The built-in pack is a hundred times smaller.
const MOST_BYTES: u64 = 16 << 20;

/// A hash that identifies files whatever their names are: the first 32 hexadecimal digits of the SHA-256 of
/// their lengths and texts, in order.
pub(super) fn hash(files: &[PackFile]) -> String {
    let mut hasher = Sha256::new();
    for file in files {
        // A checkout on Windows may have other line ends.
        let text = file.text.replace("\r\n", "\n");
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text);
    }
    let digits = hasher.finalize();
    let digits = digits.iter().take(16);
    digits.map(|byte| format!("{byte:02x}")).collect()
}

/// Parses a file of the user, which may hold anything.
pub(super) fn parse_own(name: String, text: String) -> Result<PackFile, RulesError> {
    located::refuse_deep(&name, &text)?;
    parse(name, text)
}

fn parse(name: String, text: String) -> Result<PackFile, RulesError> {
    // A file with nothing but comments is an empty layer.
    let form: Result<Option<PackForm>, _> = serde_yaml::from_str(&text);
    match form {
        Ok(form) => {
            let mut form = form.unwrap_or_default();
            form.note_places(&name, &text);
            Ok(PackFile {
                name,
                text,
                form,
                is_builtin: false,
            })
        }
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
