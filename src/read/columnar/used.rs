//! Which columns of a table are used, by its first rows.

use crate::read::row::header::Header;
use crate::rules::Columns;

/// So many of the first rows are looked at.
pub(super) const SAMPLE: usize = 500;

/// The places of the columns that give a field.
pub(super) fn used(names: Vec<String>, rows: &[Vec<String>], columns: &Columns) -> Vec<usize> {
    let mut header = Header::new(names, columns, 1, 0);
    header.choose(rows, columns, 1, 0);
    let levels = header.levels.as_ref();
    let is_used = |column: &usize| {
        let gives = header.fields.get(*column).is_some_and(Option::is_some);
        gives || levels.is_some_and(|levels| levels.columns.contains(column))
    };
    let used: Vec<_> = (0..header.names.len()).filter(is_used).collect();
    match used.is_empty() {
        // The reader tells what is missing.
        true => (0..header.names.len()).collect(),
        false => used,
    }
}
