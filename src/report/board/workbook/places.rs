//! What the sheets share: the words of the report, and in which row of which sheet something is.

use serde_json::{Map, Value};

use crate::text::TextMap;

/// The words of the report.
pub(super) struct Words(pub Map<String, Value>);

impl Words {
    pub fn of(&self, key: &str) -> &str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default()
    }
}

/// In which row of which sheet something is, counted from 0 below the head.
pub(super) struct RowPlaces<'a> {
    /// Entities, by name.
    pub entities: TextMap<&'a str, usize>,
    /// Seats, by file and line.
    pub seats: TextMap<(String, u32), usize>,
}
