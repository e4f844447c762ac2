//! Where the values of a text stand, and which of them may be shown.

use std::ops::Range;

use super::cells::Given;
use super::keys::Keys;
use super::node::{Entries, Node, Value};
use crate::model::Field;
use crate::rules::Columns;

/// The places of the values of a text that was read whole.
#[derive(Debug, Default)]
pub struct Noted {
    /// By the byte at which their records begin.
    pub cells: Vec<NotedCell>,
    /// Where text stands that may be shown, in order. Everything else is somebody's own business.
    pub public: Vec<Range<u32>>,
    /// Keys that may be shown.
    pub keys: Vec<String>,
}

/// The place of a value.
#[derive(Clone, Debug)]
pub struct NotedCell {
    /// Byte at which the record begins.
    pub record: u32,
    /// Line of the value.
    pub line: u32,
    /// Column of the value.
    pub column: u32,
    /// Bytes of the value.
    pub span: Range<u32>,
    /// The field it gives.
    pub field: Field,
}

/// A text may write its keys in any number of ways; more of them than this are not shown.
const MOST_KEYS: usize = 500;

impl Noted {
    /// Notes the cells of a position.
    pub fn position(&mut self, written: Entries<'_>, given: &Given<'_>, keys: &Keys<'_>) {
        let Some((first, _)) = written.first() else {
            return;
        };
        self.keys(written, keys);
        for (key, field) in &given.keys {
            if field.is_some() {
                self.key(key);
            }
        }
        for cell in &given.cells {
            if let Some(key) = cell.key.text() {
                self.key(key);
            }
            self.values(cell.field, cell.value, keys.columns);
            self.cells.push(NotedCell {
                record: first.span.start,
                line: cell.value.line,
                column: cell.value.column,
                span: cell.value.span.clone(),
                field: cell.field,
            });
        }
    }

    /// Notes the keys of a mapping that hold positions.
    pub fn keys(&mut self, written: Entries<'_>, keys: &Keys<'_>) {
        for key in written.iter().filter_map(|(key, _)| key.text()) {
            if keys.get(key).structure.is_some() {
                self.key(key);
            }
        }
    }

    /// Notes a key.
    pub fn key(&mut self, key: &str) {
        if self.keys.len() < MOST_KEYS && !self.keys.iter().any(|known| known == key) {
            self.keys.push(key.to_owned());
        }
    }

    /// Of a list only the values: a comment may stand between them.
    fn values(&mut self, field: Field, value: &Node<'_>, columns: &Columns) {
        match &value.value {
            Value::List(items) => {
                for item in items {
                    self.values(field, item, columns);
                }
            }
            _ if value
                .text()
                .is_none_or(|text| may_show(field, text, columns)) =>
            {
                self.public.push(value.span.clone());
            }
            _ => {}
        }
    }

    /// Puts everything in the order of the text.
    pub fn sort(&mut self) {
        self.cells.sort_by_key(|cell| cell.record);
        self.public.sort_by_key(|range| range.start);
    }
}

/// Whether a value may be shown: a word that its column does not know may be a name.
fn may_show(field: Field, text: &str, columns: &Columns) -> bool {
    match field {
        Field::Status | Field::Tenure => {
            columns.status(text).is_some() || columns.tenure(text).is_some()
        }
        field => field.may_show(text),
    }
}
