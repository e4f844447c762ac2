//! Renders a chart as YAML.

use std::io;

use super::json::{SeatLine, Wide, is_troublesome, write_line};
use super::rows::ChartRows;
use crate::text::may_command;

/// Writes a chart as a flat YAML list. Empty cells are left out. Text that YAML could read as another type is
/// quoted, also a number beyond all bounds (`1e999`).
///
/// # Errors
/// Those of the writer.
pub fn chart_yaml(rows: &ChartRows<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let mut is_empty = true;
    for seat in rows.seats() {
        is_empty = false;
        let line = SeatLine { rows, seat };
        let mut cells = rows.fields().iter().map(|field| rows.cell(seat, *field));
        let needs_quotes = |cell: &str| {
            cell.contains(is_troublesome)
                || may_command(cell.as_bytes())
                || cell.parse::<f64>().is_ok_and(|number| !number.is_finite())
        };
        if cells.any(|cell| needs_quotes(&cell)) {
            out.write_all(b"- ")?;
            write_line(&line, Wide::Long, out)?;
            out.write_all(b"\n")?;
        } else {
            // Serialise each seat as a list of one, so that the whole chart need not be held in memory.
            let text = serde_yaml::to_string(&[line]).map_err(io::Error::other)?;
            out.write_all(text.as_bytes())?;
        }
    }
    if is_empty {
        out.write_all(b"[]\n")?;
    }
    Ok(())
}
