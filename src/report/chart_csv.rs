//! Renders a chart as CSV.

use std::io;

use super::chart_rows::{ChartRows, header};
use crate::read::guarded;

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
    let mut csv = csv::Writer::from_writer(out);
    let headers = rows.fields().iter().map(|field| header(*field));
    csv.write_record(headers).map_err(io_error)?;
    for seat in rows.seats() {
        for field in rows.fields() {
            let cell = rows.cell(seat, *field);
            // A byte 0 would make the reader take the whole file for binary data.
            let cell = cell.replace('\0', "\u{fffd}");
            csv.write_field(guarded(&cell, neutralise).as_bytes())
                .map_err(io_error)?;
        }
        csv.write_record(None::<&[u8]>).map_err(io_error)?;
    }
    csv.flush()
}

/// Unwraps the system's own error, so that the caller can recognise a broken pipe.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
