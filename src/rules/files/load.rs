//! Reads the files of a pack: the built-in files, a preset, and, through `layers`, those of the user.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use rayon::prelude::*;

use super::blame::{At, blame};
use super::file::{PackFile, parse, parse_own};
use super::layers::Layers;
use crate::rules::error::{RulesError, RulesErrorKind};
use crate::rules::form::pack::PackForm;
use crate::rules::near::choices;

static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The same files as JSON, as the build script wrote them.
static AS_JSON: Dir<'_> = include_dir!("$OUT_DIR/rules");

/// The folders of the built-in pack that hold only tests, and the presets.
const TESTS: &str = "tests";

const PRESETS: &str = "presets";

/// The built-in files in path order, then the preset, then the given files with those that they extend.
pub(in crate::rules) fn load(
    preset: Option<&str>,
    files: &[PathBuf],
) -> Result<Vec<PackFile>, RulesError> {
    over_builtin(preset, Layers::of(files).whole()?)
}

/// Reads texts instead of files, over the built-in files and a preset.
pub(in crate::rules) fn with_texts(
    preset: Option<&str>,
    texts: &[(&str, &str)],
) -> Result<Vec<PackFile>, RulesError> {
    let own = texts.iter();
    let own = own.map(|(name, text)| parse_own((*name).to_owned(), (*text).to_owned()));
    over_builtin(preset, own.collect::<Result<Vec<_>, _>>()?)
}

fn over_builtin(preset: Option<&str>, own: Vec<PackFile>) -> Result<Vec<PackFile>, RulesError> {
    let builtin: Vec<_> = builtin().filter(|(path, _)| is_always(path)).collect();
    let builtin = builtin.into_par_iter().map(|(path, text)| {
        let form = match as_json(path) {
            Some(form) => form,
            // The YAML says what is wrong, and where.
            None => parse(shown(path), text.to_owned())?.form,
        };
        Ok(PackFile {
            name: shown(path),
            text: text.to_owned(),
            form,
            is_builtin: true,
        })
    });
    let mut loaded = builtin.collect::<Result<Vec<_>, _>>()?;
    let asked = own.iter().rev().find_map(|file| file.form.preset.clone());
    if let Some(name) = preset.map(str::to_owned).or(asked) {
        let Some((_, text)) = presets().find(|(known, _)| *known == name) else {
            let known: Vec<_> = presets().map(|(known, _)| known).collect();
            let kind = RulesErrorKind::Unknown {
                what: "preset",
                choices: choices(&name, known.iter().map(String::as_str)),
                name,
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
pub(in crate::rules) fn always() -> impl Iterator<Item = (String, &'static str)> {
    let rules = builtin().filter(|(path, _)| is_always(path));
    rules.map(|(path, text)| (shown(path), text))
}

fn is_always(path: &Path) -> bool {
    !path.starts_with(TESTS) && !path.starts_with(PRESETS)
}

/// Name and text of the built-in files that hold tests.
pub(in crate::rules) fn builtin_tests() -> impl Iterator<Item = (String, &'static str)> {
    let tests = builtin().filter(|(path, _)| path.starts_with(TESTS));
    tests.map(|(path, text)| (shown(path), text))
}

/// Name and text of every preset.
pub(in crate::rules) fn presets() -> impl Iterator<Item = (String, &'static str)> {
    let presets = builtin().filter(|(path, _)| path.starts_with(PRESETS));
    presets.filter_map(|(path, text)| Some((path.file_stem()?.to_str()?.to_owned(), text)))
}

/// What a file of the built-in pack holds.
fn as_json(path: &Path) -> Option<PackForm> {
    let file = AS_JSON.get_file(path.with_extension("json"))?;
    let form: Option<PackForm> = serde_json::from_slice(file.contents()).ok()?;
    Some(form.unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_script_loses_nothing() {
        for (path, text) in builtin().filter(|(path, _)| is_always(path)) {
            let from_yaml = parse(shown(path), text.to_owned()).unwrap().form;
            let from_json = as_json(path).unwrap();
            assert_eq!(
                format!("{from_json:?}"),
                format!("{from_yaml:?}"),
                "{path:?}"
            );
        }
    }
}
