//! Reads and parses one file of a pack.

use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::located;
use super::located::SpannedValue;
use crate::rules::entry::EntryPlace;
use crate::rules::error::{RulesError, RulesErrorKind};
use crate::rules::form::pack::PackForm;

/// One file of a pack, parsed.
pub(in crate::rules) struct PackFile {
    pub name: String,
    pub text: String,
    pub form: PackForm,
    /// Whether it is one of the files that every run uses.
    pub is_builtin: bool,
}

/// Name and text of a file of the user.
pub(in crate::rules) fn text_of(path: &Path) -> Result<(String, String), RulesError> {
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
pub(in crate::rules) fn hash(files: &[PackFile]) -> String {
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
pub(in crate::rules) fn parse_own(name: String, text: String) -> Result<PackFile, RulesError> {
    located::refuse_deep(&name, &text)?;
    parse(name, text)
}

pub(in crate::rules) fn parse(name: String, text: String) -> Result<PackFile, RulesError> {
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

impl PackForm {
    /// Notes where the entries are that a finding may be about: those of `suppress:` and `policy: ignore:`.
    /// Those of `overrides:` have patterns that start from the folder of the file.
    pub(in crate::rules) fn note_places(&mut self, file: &str, text: &str) {
        if self.suppress.is_empty() && self.overrides.is_empty() && self.policy.ignore.is_empty() {
            return;
        }
        let Ok(Some(root)) = located::parse::<Option<SpannedValue>>(file, text) else {
            return;
        };
        let place = |node: &SpannedValue| {
            let (line, column) = located::place(node);
            EntryPlace {
                file: file.to_owned(),
                line: u32::try_from(line).unwrap_or(u32::MAX),
                column: u32::try_from(column).unwrap_or(u32::MAX),
            }
        };
        let suppressed = self.suppress.iter_mut();
        for (entry, node) in suppressed.zip(root.value.list("suppress")) {
            entry.at = Some(place(node));
        }
        let overridden = self.overrides.iter_mut();
        for (entry, node) in overridden.zip(root.value.list("overrides")) {
            entry.at = Some(place(node));
        }
        let policy = root.value.get("policy");
        let ignored = policy.map_or(&[][..], |policy| policy.value.list("ignore"));
        for (entry, node) in self.policy.ignore.iter_mut().zip(ignored) {
            entry.at = Some(place(node));
        }
    }
}
