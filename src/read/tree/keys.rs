//! Which key of a position gives which field.

use crate::text::TextMap;
use std::cell::RefCell;

use super::cells::{Depth, cell_text, entries};
use super::nested;
use super::node::{Entries, Node};
use super::walk::{Kind, Walk, names_manager};
use crate::model::{DefectKind, Field};
use crate::read::row::header::Header;
use crate::rules::{Columns, Structure};

/// How many of the first positions are looked at to choose between keys and to read dates.
pub const SAMPLE: usize = 500;

/// A text may have any number of keys; more of them than this are not told apart beforehand.
const MOST_KEYS: usize = 1_000;

/// The name of the column of ids that are the keys of a mapping of positions. No key is written so.
const OF_MAPPING: &str = "\u{0}";

/// How many characters of a value are looked at.
const LOOKED_AT: usize = 200;

/// The keys of the first positions and what they hold, as the columns of a table.
#[derive(Default)]
pub struct Sample {
    names: Vec<String>,
    columns: TextMap<String, usize>,
    rows: Vec<Vec<String>>,
    /// Whether any position lists the ids of those that report to it.
    pub names_reports: bool,
}

impl Sample {
    /// Whether enough has been seen.
    pub fn is_full(&self) -> bool {
        self.rows.len() >= SAMPLE
    }

    /// Adds the positions of a tree, if there are any.
    pub fn look_at(&mut self, walk: Result<Walk<'_, '_>, &'static str>, keys: &Keys<'_>) {
        for item in walk.into_iter().flatten() {
            if self.is_full() {
                return;
            }
            if let Kind::Position {
                entries, below, id, ..
            } = item.kind
            {
                self.names_reports |= below.is_some();
                self.add(entries, id, keys);
            }
        }
    }

    fn add(&mut self, written: Entries<'_>, id: Option<&str>, keys: &Keys<'_>) {
        let mut row = Vec::new();
        if let Some(id) = id {
            let column = *self
                .columns
                .entry(OF_MAPPING.to_owned())
                .or_insert_with(|| {
                    self.names.push(OF_MAPPING.to_owned());
                    self.names.len() - 1
                });
            row.resize(column + 1, String::new());
            row[column] = id.to_owned();
        }
        for entry in entries(written.iter(), keys, Depth::All) {
            let Some(key) = entry.key else {
                continue;
            };
            let known = keys.get(&key);
            if known.structure == Some(Structure::Reports)
                && !names_manager(&key, entry.value, keys)
            {
                continue;
            }
            let next = self.names.len();
            let column = match self.columns.get(key.trim()) {
                Some(column) => *column,
                None if next == MOST_KEYS => continue,
                None => {
                    self.names.push(key.trim().to_owned());
                    self.columns.insert(key.trim().to_owned(), next);
                    next
                }
            };
            let Some(text) = cell_text(entry.value) else {
                continue;
            };
            if row.len() <= column {
                row.resize(column + 1, String::new());
            }
            if row[column].is_empty() {
                row[column] = text.chars().take(LOOKED_AT).collect();
            }
        }
        self.rows.push(row);
    }

    /// The first positions, key by key.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Lets them decide, as the first rows below a header do.
    pub fn choose(&self, columns: &Columns) -> Header {
        let mut header = Header::new(self.names.clone(), columns, 1, 0);
        if let Some(column) = self.columns.get(OF_MAPPING)
            && header.column(Field::Id).is_none()
        {
            header.fields[*column] = Some(Field::Id);
        }
        header.choose(&self.rows, columns, 1, 0);
        header
    }
}

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
    decided: Decided,
    /// What was looked up before.
    known: RefCell<TextMap<String, Key>>,
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
    nested: Vec<String>,
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

    /// Takes the keys under which a text nests lists of people for keys of reports.
    pub fn nest(&mut self, root: &Node<'_>) {
        let nested = nested::keys(root, self);
        self.decided.nested.extend(nested);
        self.known.borrow_mut().clear();
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
