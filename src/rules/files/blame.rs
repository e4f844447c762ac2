//! Finds where an error of the compiler is in the files of a pack.

use serde_saphyr::Spanned;

use super::file::PackFile;
use super::located;
use super::located::{LineColumn, RuleValue, SpannedValue};
use crate::rules::error::{RulesError, RulesErrorKind};

/// What the compiler was working on when it found an error.
#[derive(Clone, Copy)]
pub(in crate::rules) enum At<'p> {
    /// Lists of words in the file with this index.
    Words(usize),
    /// An entry of a list: the section and the id. If several entries have the id, the last one counts.
    Entry(&'static str, &'p str),
    /// What the file with this index disables under this key.
    Disable(usize, &'static str),
    /// A section, in any file.
    Section(&'static str),
    /// The pack as a whole.
    Whole,
}

/// Finds the place of an error. The compiled form has no places, so the files are read again as trees.
pub(in crate::rules) fn blame(files: &[PackFile], at: At<'_>, kind: RulesErrorKind) -> RulesError {
    let find = |is_exact: bool| {
        files.iter().enumerate().rev().find_map(|(index, file)| {
            if matches!(at, At::Words(of) | At::Disable(of, _) if of != index) {
                return None;
            }
            let Ok(root) = located::parse::<Option<SpannedValue>>(&file.name, &file.text) else {
                return None;
            };
            Some((file, place_in(&root?.value, at, &kind, is_exact)?))
        })
    };
    // Several files may define one entry. Prefer the file that contains the wrong text.
    let found = find(true).or_else(|| find(false));
    let last = || match at {
        At::Words(index) | At::Disable(index, _) => files.get(index),
        _ => files.last(),
    };
    let file = found.map(|(file, _)| file).or_else(last);
    RulesError {
        file: file.map_or_else(|| "rules".to_owned(), |file| file.name.clone()),
        place: found.map(|(_, place)| place),
        kind,
    }
}

/// Sections whose keys are names of other things.
const KEYED: [&str; 5] = [
    "titles",
    "contexts",
    "fields",
    "default_fields",
    "duty_phrases",
];

fn place_in(
    root: &RuleValue,
    at: At<'_>,
    kind: &RulesErrorKind,
    is_exact: bool,
) -> Option<LineColumn> {
    match at {
        At::Words(_) => match kind {
            RulesErrorKind::Unknown { name, .. } => KEYED
                .iter()
                .flat_map(|section| root.map(section))
                .find_map(|(key, _)| (key.value == *name).then(|| located::place(key))),
            // The name is the section, the id and the key.
            RulesErrorKind::OutOfRange { name, .. } => {
                let mut way = name.split(": ");
                let (section, id, key) = (way.next()?, way.next()?, way.next()?);
                let mut entries = root.list(section).iter();
                let entry = entries.find(|entry| entry.value.text_of("id") == Some(id))?;
                entry.value.get(key).map(located::place)
            }
            kind => root.find(wrong(kind)?),
        },
        At::Entry(section, id) => {
            let keys = ["id", "code"];
            let is_it =
                |node: &&SpannedValue| keys.iter().any(|key| node.value.text_of(key) == Some(id));
            let entry = root.list(section).iter().rfind(is_it)?;
            let within = within(entry, kind);
            within.or_else(|| (!is_exact).then(|| located::place(entry)))
        }
        At::Disable(_, key) => root
            .get("disable")?
            .value
            .get(key)?
            .value
            .find(wrong(kind)?),
        At::Section(section) => {
            let node = root.get(section)?;
            let wrong = wrong(kind);
            if node.value.text().is_some_and(|text| Some(text) == wrong) {
                return Some(located::place(node));
            }
            if let RulesErrorKind::Missing(_) = kind {
                // If an id is missing, blame the entry that has no keys at all.
                let mut below = node.value.entries().iter();
                return below.find_map(|(_, list)| {
                    let mut items = list.value.items().iter();
                    let hollow = items.find(
                        |item| matches!(&item.value, RuleValue::Map(keys) if keys.is_empty()),
                    );
                    hollow.map(located::place)
                });
            }
            within(node, kind).or_else(|| node.value.find(wrong?))
        }
        At::Whole => None,
    }
}

fn within(node: &Spanned<RuleValue>, kind: &RulesErrorKind) -> Option<LineColumn> {
    match kind {
        // The name is a path to the number, with the key last. Its first parts may already be behind us.
        RulesErrorKind::OutOfRange { name, .. } => {
            let mut way = name.split([' ', '.']).map(|key| key.trim_end_matches(':'));
            let key = way.next_back()?;
            let within = way.fold(&node.value, |at, key| {
                at.get(key).map_or(at, |below| &below.value)
            });
            within.get(key).map(located::place)
        }
        RulesErrorKind::NotOfFinding { section, name, .. } => {
            let mut keys = node.value.map(section).iter().map(|(key, _)| key);
            keys.find(|key| *key.value == **name).map(located::place)
        }
        // The key that names the kind of thing refers to the name, here or deeper.
        RulesErrorKind::Unknown { what, name, .. } => {
            let key = what.rsplit(' ').next()?;
            let named = node.value.get(key);
            let is_it = |node: &&SpannedValue| node.value.text() == Some(name);
            named.filter(is_it).map(located::place).or_else(|| {
                let below = node.value.entries().iter();
                let mut lists = below.filter(|(_, below)| below.value.text().is_none());
                lists.find_map(|(_, below)| below.value.find(name))
            })
        }
        kind => node.value.find(wrong(kind)?),
    }
}

/// The wrong text, as written in the file.
fn wrong(kind: &RulesErrorKind) -> Option<&str> {
    match kind {
        RulesErrorKind::Phrase { phrase, .. } => Some(phrase),
        RulesErrorKind::Unknown { name, .. }
        | RulesErrorKind::NotBeneath { name, .. }
        | RulesErrorKind::Needed { name, .. } => Some(name),
        RulesErrorKind::Unfit { value, .. } => Some(value),
        _ => None,
    }
}
