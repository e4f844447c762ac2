//! Which key of a position gives which field.

use std::cell::RefCell;

use crate::model::{DefectKind, Field};
use crate::read::row::header::Header;
use crate::rules::{Columns, Structure};
use crate::text::TextMap;

/// A text may have any number of keys; more of them than this are not told apart beforehand.
pub(in crate::read) const MOST_KEYS: usize = 1_000;

/// What is known of a key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// What it holds, where it holds positions.
    pub structure: Option<Structure>,
    /// The field it gives.
    pub field: Option<Field>,
    /// Whether that was decided by the first positions; else it gives the field where no other key does.
    pub is_decided: bool,
}

/// The field of every key of a file.
pub struct Keys<'c> {
    /// How headers and keys are recognised.
    pub columns: &'c Columns,
    pub(in crate::read) decided: Decided,
    /// What was looked up before.
    pub(in crate::read) known: RefCell<TextMap<String, Key>>,
}

/// What the first positions of a file decided.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    fields: TextMap<String, Option<Field>>,
    /// The keys that could both give a field, with nothing to decide between them.
    doubtful: Vec<(Field, String)>,
    /// The keys whose values are not what their names say.
    released: Vec<String>,
    /// The keys that hold lists of people within one another.
    pub(in crate::read) nested: Vec<String>,
}

impl Decided {
    fn by(header: &Header) -> Self {
        let fields = header.names.iter().cloned().zip(header.fields.clone());
        let doubtful = header.defects.iter().filter_map(|defect| {
            let DefectKind::CompetingColumns { unused, .. } = &defect.kind else {
                return None;
            };
            Some((defect.field?, unused.clone()))
        });
        Decided {
            fields: fields.collect(),
            doubtful: doubtful.collect(),
            released: header.released().map(str::to_owned).collect(),
            nested: Vec::new(),
        }
    }
}

impl<'c> Keys<'c> {
    /// Nothing is decided yet.
    pub fn new(columns: &'c Columns) -> Self {
        Keys::decided(columns, Decided::default())
    }

    /// As it was decided before.
    pub fn decided(columns: &'c Columns, decided: Decided) -> Self {
        Keys {
            columns,
            decided,
            known: RefCell::default(),
        }
    }

    /// Takes over what the first positions decided.
    pub fn decide(&mut self, header: &Header) {
        let nested = std::mem::take(&mut self.decided.nested);
        let decided = Decided {
            nested,
            ..Decided::by(header)
        };
        *self = Keys::decided(self.columns, decided);
    }

    /// What was decided.
    pub fn decisions(&self) -> &Decided {
        &self.decided
    }

    /// Whether a key that gives nothing beside another one is worth a word.
    pub fn is_doubtful(&self, field: Field, unused: &str) -> bool {
        let unused = unused.trim();
        !self.columns.is_nested(field)
            && (!self.decided.fields.contains_key(unused)
                || self
                    .decided
                    .doubtful
                    .iter()
                    .any(|(of, key)| *of == field && key == unused))
    }

    /// What is known of a key.
    pub fn get(&self, key: &str) -> Key {
        if let Some(known) = self.known.borrow().get(key) {
            return *known;
        }
        let is_nested = self.decided.nested.iter().any(|nested| nested == key);
        let structure = match is_nested {
            true => Some(Structure::Reports),
            false => self.columns.structure(key),
        };
        let first = self.columns.field(key).map(|(field, _)| field);
        let decided = self.decided.fields.get(key.trim()).copied().flatten();
        let is_released = self
            .decided
            .released
            .iter()
            .any(|released| released == key.trim());
        let first = first.filter(|_| !is_released);
        let found = Key {
            structure,
            field: decided.or(first),
            is_decided: decided.is_some(),
        };
        let mut known = self.known.borrow_mut();
        if known.len() < MOST_KEYS {
            known.insert(key.to_owned(), found);
        }
        found
    }
}
