//! A chart as JSON.

use std::io;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::chart_rows::{ChartRows, header};
use crate::chart::SeatId;
use crate::model::Field;

/// Writes a chart as a flat JSON array, one object a line. Empty cells are left out.
///
/// # Errors
/// Those of the writer.
pub fn chart_json(rows: &ChartRows<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let mut before = "[\n";
    for seat in rows.seats() {
        out.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut *out, &SeatLine { rows, seat })?;
        before = ",\n";
    }
    let end = if before == "[\n" { "[]\n" } else { "\n]\n" };
    out.write_all(end.as_bytes())
}

/// A seat as a mapping of the cells that hold something, and the title.
pub(super) struct SeatLine<'r, 'c> {
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
                // A chart without the key would be none.
                None if cell.is_empty() && *field != Field::Title => {}
                None => map.serialize_entry(&header(*field), &cell)?,
            }
        }
        map.end()
    }
}
