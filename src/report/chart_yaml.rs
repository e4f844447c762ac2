//! A chart as YAML.

use std::io;

use super::chart_json::SeatLine;
use super::chart_rows::ChartRows;

/// Writes a chart as a flat YAML list. Empty cells are left out, and whatever YAML could take for
/// something other than text is quoted.
///
/// # Errors
/// Those of the writer.
pub fn chart_yaml(rows: &ChartRows<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let mut is_empty = true;
    for seat in rows.seats() {
        is_empty = false;
        let line = SeatLine { rows, seat };
        let breaks = ['\u{85}', '\u{2028}', '\u{2029}'];
        let mut cells = rows.fields().iter().map(|field| rows.cell(seat, *field));
        if cells.any(|cell| cell.contains(breaks)) {
            // YAML 1.1 takes these for line breaks, and 1.2 does not. JSON is YAML of both kinds.
            out.write_all(b"- ")?;
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        } else {
            // A list of one, so that a chart of any size need not be held as a whole.
            let text = serde_yaml::to_string(&[line]).map_err(io::Error::other)?;
            out.write_all(text.as_bytes())?;
        }
    }
    if is_empty {
        out.write_all(b"[]\n")?;
    }
    Ok(())
}
