//! The keys of the first positions and what they hold, as the columns of a table.

use super::cells::{Depth, cell_text, entries};
use super::keys::{Keys, MOST_KEYS};
use super::node::Entries;
use super::tells::names_manager;
use super::walk::{NodeKind, Walk};
use crate::model::Field;
use crate::read::row::header::Header;
use crate::rules::{Columns, Structure};
use crate::text::TextMap;

/// How many of the first positions are looked at to choose between keys and to read dates.
pub const SAMPLE: usize = 500;

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
            if let NodeKind::Position {
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
