//! Renders a chart as JSON.

use std::io;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::ser::Formatter;

use super::rows::{ChartRows, header};
use crate::chart::SeatId;
use crate::model::Field;
use crate::text::is_hidden;

/// Writes a chart as a flat JSON array, one object a line. Empty cells are left out.
///
/// # Errors
/// Those of the writer.
pub fn chart_json(rows: &ChartRows<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let mut before = "[\n";
    for seat in rows.seats() {
        out.write_all(before.as_bytes())?;
        write_line(&SeatLine { rows, seat }, Wide::Pair, out)?;
        before = ",\n";
    }
    let end = if before == "[\n" { "[]\n" } else { "\n]\n" };
    out.write_all(end.as_bytes())
}

/// How an escape of a character above U+FFFF is written.
#[derive(Clone, Copy)]
pub(in crate::report) enum Wide {
    /// As two halves, which is the only way in JSON.
    Pair,
    /// As one number of eight digits, which is the only way in YAML.
    Long,
}

/// Writes a seat on one line, as JSON that is also valid YAML of every version if `wide` is that of YAML. A
/// character that is invisible, that some YAML version reads as a line break or that it does not allow in text
/// is escaped.
pub(in crate::report) fn write_line(
    line: &SeatLine<'_, '_>,
    wide: Wide,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Escaped(wide));
    Ok(line.serialize(&mut serializer)?)
}

struct Escaped(Wide);

impl Formatter for Escaped {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        let mut written = 0;
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            if is_troublesome(c) || c == '#' && before == '#' {
                out.write_all(&text.as_bytes()[written..at])?;
                match self.0 {
                    Wide::Long if c > '\u{ffff}' => write!(out, "\\U{:08x}", u32::from(c))?,
                    _ => {
                        for half in c.encode_utf16(&mut [0; 2]) {
                            write!(out, "\\u{half:04x}")?;
                        }
                    }
                }
                written = at + c.len_utf8();
            }
            before = c;
        }
        out.write_all(&text.as_bytes()[written..])
    }
}

/// Whether a character is invisible, or is not plain text in YAML 1.1 or 1.2. Controls of ASCII are escaped in
/// JSON anyway.
pub(in crate::report) fn is_troublesome(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}') || c > '\u{7e}' && is_hidden(c)
}

/// A seat as a mapping: the title, and all other cells that are not empty.
pub(in crate::report) struct SeatLine<'r, 'c> {
    pub rows: &'r ChartRows<'c>,
    pub seat: SeatId,
}

impl Serialize for SeatLine<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in self.rows.fields() {
            let cell = self.rows.cell(self.seat, *field);
            let number = cell.parse::<u32>().ok();
            match number.filter(|_| *field == Field::Size) {
                Some(number) => map.serialize_entry(&header(*field), &number)?,
                // The title is written even if it is empty: a file without a title column is not read as a
                // chart.
                None if cell.is_empty() && *field != Field::Title => {}
                None => map.serialize_entry(&header(*field), &cell)?,
            }
        }
        map.end()
    }
}
