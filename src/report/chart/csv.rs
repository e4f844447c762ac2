//! Renders a chart as CSV.

use std::io;

use super::rows::{ChartRows, header};
use crate::report::table::{Separator, TableWriter};

/// Writes a chart as CSV. With `neutralise`, a cell that a spreadsheet would run as a formula gets an
/// apostrophe in front; reading the file back removes it.
///
/// # Errors
/// Those of the writer.
pub fn chart_csv(
    rows: &ChartRows<'_>,
    neutralise: bool,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut table = TableWriter::new(out, Separator::Comma, neutralise);
    table.row(rows.fields().iter().map(|field| header(*field)))?;
    for seat in rows.seats() {
        table.row(rows.fields().iter().map(|field| rows.cell(seat, *field)))?;
    }
    table.finish()
}
