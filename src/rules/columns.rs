//! Headers, keys and special values of charts, ready to be looked up.

use rustc_hash::{FxHashMap, FxHashSet};

use super::form::ColumnsForm;
use super::words::squeeze;
use crate::model::{Field, Status, Tenure};

/// What a key of a YAML chart may hold beside fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// A list of entities, each with positions.
    Entities,
    /// A list of positions.
    Positions,
    /// The positions that report to this one.
    Reports,
}

/// How headers, keys and special values are recognised. All comparing is on squeezed text: case,
/// accents, blanks and signs do not matter.
#[derive(Debug, Default)]
pub struct Columns {
    aliases: FxHashMap<String, (Field, usize)>,
    shown: Vec<(Field, Vec<String>)>,
    structure: FxHashMap<String, Structure>,
    entity_name: FxHashSet<String>,
    roots: Markers<()>,
    status: Markers<Status>,
    tenure: Markers<Tenure>,
    placeholders: Markers<()>,
}

/// Values with a meaning of their own.
#[derive(Debug)]
struct Markers<T> {
    by_word: FxHashMap<String, T>,
    /// The ASCII signs that one of them begins with, as bits.
    starts: u128,
}

impl<T> Default for Markers<T> {
    fn default() -> Self {
        Markers {
            by_word: FxHashMap::default(),
            starts: 0,
        }
    }
}

impl<T: Copy> Markers<T> {
    fn add(&mut self, words: &[String], meaning: T) {
        for word in words.iter().map(|word| marker(word)) {
            let first = word.bytes().next().filter(u8::is_ascii);
            self.starts |= first.map_or(u128::MAX, |byte| 1 << byte);
            self.by_word.insert(word, meaning);
        }
    }

    /// Hardly any id or name of a chart is a marker, and most show it by their first letter, before
    /// they are folded.
    fn get(&self, value: &str) -> Option<T> {
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        match value.bytes().find(is_word) {
            Some(byte) if byte.is_ascii() && self.starts >> byte.to_ascii_lowercase() & 1 == 0 => {
                None
            }
            _ => self.by_word.get(&marker(value)).copied(),
        }
    }
}

impl Columns {
    pub(super) fn new(form: ColumnsForm) -> Self {
        let mut columns = Columns {
            entity_name: squeezed(&form.structure.entity_name),
            ..Columns::default()
        };
        columns.roots.add(&form.root_markers, ());
        columns.placeholders.add(&form.placeholders, ());
        for (field, aliases) in form.aliases {
            for (rank, alias) in aliases.iter().enumerate() {
                columns
                    .aliases
                    .entry(squeeze(alias))
                    .or_insert((field, rank));
            }
            columns.shown.push((field, aliases));
        }
        let keys = [
            (form.structure.entities, Structure::Entities),
            (form.structure.positions, Structure::Positions),
            (form.structure.reports, Structure::Reports),
        ];
        for (aliases, structure) in keys {
            columns
                .structure
                .extend(aliases.iter().map(|alias| (squeeze(alias), structure)));
        }
        for (status, words) in form.status {
            columns.status.add(&words, status);
        }
        for (tenure, words) in form.tenure {
            columns.tenure.add(&words, tenure);
        }
        columns
    }

    /// The field that a header or key names, and its place among the aliases of that field: the
    /// lower, the likelier.
    pub fn field(&self, header: &str) -> Option<(Field, usize)> {
        self.aliases.get(&squeeze(header)).copied()
    }

    /// The headers that name a field, the likeliest first.
    pub fn aliases(&self, field: Field) -> &[String] {
        self.shown
            .iter()
            .find(|(of, _)| *of == field)
            .map_or(&[], |(_, aliases)| aliases)
    }

    /// What a key of a YAML chart holds, where it holds positions.
    pub fn structure(&self, key: &str) -> Option<Structure> {
        self.structure.get(&squeeze(key)).copied()
    }

    /// Whether a key beside a list of positions names the entity they belong to.
    pub fn names_entity(&self, key: &str) -> bool {
        self.entity_name.contains(&squeeze(key))
    }

    /// Whether a manager so named means that there is none.
    pub fn is_root(&self, manager: &str) -> bool {
        manager.is_empty() || self.roots.get(manager).is_some()
    }

    /// The status that a value means.
    pub fn status(&self, value: &str) -> Option<Status> {
        self.status.get(value)
    }

    /// The tenure that a value means.
    pub fn tenure(&self, value: &str) -> Option<Tenure> {
        self.tenure.get(value)
    }

    /// Whether a value stands for none: "N/D", "TBD".
    pub fn is_placeholder(&self, value: &str) -> bool {
        self.placeholders.get(value).is_some()
    }
}

/// Markers may be signs only ("-"), which squeezing would lose.
fn marker(value: &str) -> String {
    let squeezed = squeeze(value);
    if squeezed.is_empty() {
        value.trim().to_owned()
    } else {
        squeezed
    }
}

fn squeezed(words: &[String]) -> FxHashSet<String> {
    words.iter().map(|word| marker(word)).collect()
}
