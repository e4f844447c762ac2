//! How much a sheet is like a chart.

use crate::model::Field;
use crate::read::csv::top::{find_header, row_at, rows_from};
use crate::read::row::header::Header;
use crate::rules::Columns;

/// How much the top of a table is that of a chart; the more, the greater: whether it has titles, whether rows are
/// told apart by an id or a name, whether rows name one another, how many fields it gives.
pub type Chartness = (bool, bool, bool, usize);

/// Looks at the first rows of a table, parted by commas.
pub fn chartness(rows: &[u8], columns: &Columns) -> Chartness {
    let (_, above) = find_header(rows, true, b",", columns);
    let Some(names) = row_at(rows, true, b',', above) else {
        return Chartness::default();
    };
    let sample = rows_from(rows, true, b',', above + 1);
    let mut header = Header::new(names, columns, 1, 0);
    header.choose(&sample, columns, 1, 0);
    if !header.has_title() || sample.is_empty() {
        return Chartness::default();
    }
    let told_apart = [
        Field::Id,
        Field::PersonId,
        Field::Incumbent,
        Field::FamilyName,
        Field::Email,
    ];
    let is_told_apart = told_apart
        .into_iter()
        .any(|field| header.column(field).is_some());
    let has_lines = header.lines.is_some_and(|(found, _)| found > 0);
    (true, is_told_apart, has_lines, header.known())
}
