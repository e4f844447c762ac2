//! Every finding at every place, with what to do.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::places::{RowPlaces, Words};
use super::sheet::{MOST_ROWS, SheetCell, WorkbookSheet};
use crate::model::Accepted;
use crate::report::{Audited, Marks};

/// The sheet, and how many rows did not fit.
pub(super) fn findings(
    audited: Audited<'_>,
    words: &Words,
    rows: &RowPlaces<'_>,
) -> Result<(Worksheet, usize), XlsxError> {
    let mut sheet = WorkbookSheet::new(
        words.of("sheet_findings"),
        &[
            (words.of("col_severity"), 10.0),
            (words.of("col_one_code"), 8.0),
            (words.of("col_finding"), 70.0),
            (words.of("col_entity"), 25.0),
            (words.of("col_seat"), 35.0),
            (words.of("col_file"), 30.0),
            (words.of("col_line"), 8.0),
            (words.of("col_do"), 60.0),
            (words.of("col_accepted"), 30.0),
        ],
    )?;
    let marks = Marks::of_audit(audited);
    let all = marks.gravest_first();
    for mark in &all {
        let seat = match mark.id.is_empty() {
            true => mark.title.clone().into_owned(),
            false => format!("{} ({})", mark.title, mark.id),
        };
        let path = mark.place.path();
        let seat_at = (path.clone(), mark.place.line);
        sheet.row(&[
            SheetCell::Text(words.of(&format!("severity_{}", mark.severity.name()))),
            SheetCell::Text(mark.code),
            SheetCell::Text(&mark.message),
            SheetCell::Link {
                text: mark.entity,
                sheet: words.of("sheet_coverage"),
                row: rows.entities.get(mark.entity).copied(),
            },
            SheetCell::Link {
                text: &seat,
                sheet: words.of("sheet_positions"),
                row: rows.seats.get(&seat_at).copied(),
            },
            SheetCell::Text(&path),
            SheetCell::Number(f64::from(mark.place.line)),
            SheetCell::Text(mark.help()),
            SheetCell::Text(
                &mark
                    .accepted
                    .map_or(String::new(), |one| accepted(one, words)),
            ),
        ])?;
    }
    Ok((sheet.filtered()?, all.len().saturating_sub(MOST_ROWS)))
}

/// Why a finding does not count.
fn accepted(accepted: &Accepted, words: &Words) -> String {
    match accepted {
        Accepted::Suppressed { reason, .. } if !reason.is_empty() => reason.clone(),
        Accepted::Suppressed { .. } => words.of("how_suppressed").to_owned(),
        Accepted::Baseline => words.of("how_baseline").to_owned(),
    }
}
