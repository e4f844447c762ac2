//! Every seat with its verdict.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::places::{RowPlaces, Words};
use super::sheet::{SheetCell, SheetColumn, WorkbookSheet};
use crate::chart::SeatId;
use crate::model::{Focus, Side, Verdict};
use crate::report::Audited;
use crate::report::words::{function, matched, rounded};

/// The most words that counted which a row shows.
const MOST_WORDS: usize = 12;

pub(super) fn positions(
    audited: Audited<'_>,
    words: &Words,
    rows: &RowPlaces<'_>,
    show_names: bool,
) -> Result<Worksheet, XlsxError> {
    let mut columns: Vec<SheetColumn<'_>> = vec![
        (words.of("col_id"), 12.0),
        (words.of("col_title"), 40.0),
        (words.of("col_entity"), 25.0),
        (words.of("col_department"), 25.0),
        (words.of("col_manager"), 12.0),
        (words.of("col_rank"), 12.0),
        (words.of("col_function"), 18.0),
        (words.of("col_focus"), 10.0),
        (words.of("col_score"), 8.0),
        (words.of("col_confidence"), 11.0),
        (words.of("side_internal"), 14.0),
        (words.of("side_external"), 14.0),
        (words.of("col_words"), 60.0),
        (words.of("col_file"), 30.0),
        (words.of("col_line"), 8.0),
    ];
    if show_names {
        columns.push((words.of("col_person"), 25.0));
    }
    let mut sheet = WorkbookSheet::new(words.of("sheet_positions"), &columns)?;
    for seat in audited.on.chart.seats() {
        let is_written = row(audited, words, rows, show_names, seat, &mut sheet)?;
        if !is_written {
            break;
        }
    }
    sheet.filtered()
}

fn row(
    audited: Audited<'_>,
    words: &Words,
    rows: &RowPlaces<'_>,
    show_names: bool,
    seat: SeatId,
    sheet: &mut WorkbookSheet,
) -> Result<bool, XlsxError> {
    let on = audited.on;
    let chart = &on.chart;
    let position = chart.position(seat);
    let sketch = on.sketch(seat);
    let verdict = on.verdict(seat);
    let id = |seat: SeatId| {
        let position = chart.position(seat);
        match position.has_made_up_id() {
            true => String::new(),
            false => position.shown_id().into_owned(),
        }
    };
    let entity = &chart.entity(chart.entity_of(seat)).name;
    let number = |number: fn(&Verdict) -> f32| {
        let number = verdict.map(number).map(rounded);
        number.map_or(SheetCell::Text(""), |number| {
            SheetCell::Number(shortest(number))
        })
    };
    let covers = |side: Side| {
        let coverage = verdict.and_then(|verdict| verdict.coverage(side));
        coverage.map_or("", |coverage| coverage.grade.name())
    };
    let said = verdict.map_or(String::new(), |verdict| {
        let counted = verdict.evidence.iter().filter(|one| one.weight != 0.0);
        let said = counted.map(|one| matched(&position, one));
        said.take(MOST_WORDS).collect::<Vec<_>>().join("; ")
    });
    let (own, manager) = (id(seat), chart.manager(seat).map(id).unwrap_or_default());
    let file = &chart.sources().file(position.file).name;
    let mut cells = vec![
        SheetCell::Text(&own),
        SheetCell::Text(position.title),
        SheetCell::Link {
            text: entity,
            sheet: words.of("sheet_coverage"),
            row: rows.entities.get(entity.as_str()).copied(),
        },
        SheetCell::Text(position.department),
        SheetCell::Text(&manager),
        SheetCell::Text(sketch.rank.name()),
        SheetCell::Text(function(audited.rules, sketch.function)),
        SheetCell::Text(
            verdict
                .map_or(Focus::Unknown, |verdict| verdict.focus)
                .name(),
        ),
        number(|verdict| verdict.score),
        number(|verdict| verdict.confidence),
        SheetCell::Text(covers(Side::Internal)),
        SheetCell::Text(covers(Side::External)),
        SheetCell::Text(&said),
        SheetCell::Text(file),
        SheetCell::Number(f64::from(position.line)),
    ];
    if show_names {
        cells.push(SheetCell::Text(position.incumbent));
    }
    sheet.row(&cells)
}

/// The same number without the digits that only a wider type would add.
fn shortest(number: f32) -> f64 {
    number.to_string().parse().unwrap_or_default()
}
