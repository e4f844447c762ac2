//! Findings as rows of a table, for a spreadsheet or a database.

use std::io;

use super::Marks;
use crate::report::table::TableWriter;

/// The columns.
const HEADER: [&str; 14] = [
    "severity",
    "code",
    "name",
    "message",
    "entity",
    "id",
    "title",
    "file",
    "line",
    "column",
    "confidence",
    "fingerprint",
    "why",
    "help",
];

/// Writes a header and a row for each place of each finding, gravest first.
///
/// # Errors
/// Those of the writer.
pub fn findings_table<W: io::Write>(
    marks: &Marks<'_>,
    mut table: TableWriter<W>,
) -> io::Result<()> {
    table.row(HEADER)?;
    for mark in marks.gravest_first() {
        let confidence = mark.confidence.map(|sure| sure.to_string());
        table.row([
            mark.severity.name(),
            mark.code,
            mark.name(),
            &mark.message,
            mark.entity,
            &mark.id,
            &mark.title,
            &mark.place.path(),
            &mark.place.line.to_string(),
            &mark.place.column.to_string(),
            &confidence.unwrap_or_default(),
            &mark.fingerprint,
            mark.why(),
            mark.help(),
        ])?;
    }
    table.finish()
}
