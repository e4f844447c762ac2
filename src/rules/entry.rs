//! Entries of a pack: their kinds, their places, and those that a file disabled.

use serde::Serialize;

/// Where an entry of a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPlace {
    /// The file.
    pub file: String,
    /// Line, counted from 1.
    pub line: u32,
    /// Column, counted from 1.
    pub column: u32,
}

/// Something that a file disabled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disabled {
    /// What kind of thing it is.
    pub what: EntryKind,
    /// Its id. For a phrase, the id of its rule and the phrase.
    pub id: String,
    /// The file that disabled it.
    pub layer: String,
    /// The key under `disable:` and the entry there. The entry may be another thing that this one depends on.
    pub(in crate::rules) entry: (&'static str, String),
    /// The index of the file.
    pub(in crate::rules) file: usize,
}

/// The kinds of things with ids in a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A role.
    Role,
    /// A duty.
    Duty,
    /// A finding, by its code.
    Finding,
    /// An axis.
    Axis,
    /// A responsibility area.
    Area,
    /// A function.
    Function,
    /// The words of a rule.
    Rule,
    /// A phrase of a rule.
    Phrase,
}

impl EntryKind {
    /// The name in messages.
    pub fn name(self) -> &'static str {
        match self {
            EntryKind::Role => "role",
            EntryKind::Duty => "duty",
            EntryKind::Finding => "finding",
            EntryKind::Axis => "axis",
            EntryKind::Area => "area",
            EntryKind::Function => "function",
            EntryKind::Rule => "rule",
            EntryKind::Phrase => "phrase",
        }
    }

    /// The key under `disable:`.
    pub(in crate::rules) fn key(self) -> &'static str {
        match self {
            EntryKind::Role => "roles",
            EntryKind::Duty => "duties",
            EntryKind::Finding => "findings",
            EntryKind::Axis => "axes",
            EntryKind::Area => "areas",
            EntryKind::Function => "functions",
            EntryKind::Rule => "words",
            EntryKind::Phrase => "phrases",
        }
    }
}
