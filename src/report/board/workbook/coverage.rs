//! Who covers which side of each entity.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::places::Words;
use super::sheet::{SheetCell, WorkbookSheet};
use crate::model::Side;
use crate::report::board::coverage::{Answer, SideAnswer};
use crate::report::board::names::SeatName;

pub(super) fn coverage(answers: &[Answer], words: &Words) -> Result<Worksheet, XlsxError> {
    let mut sheet = WorkbookSheet::new(
        words.of("sheet_coverage"),
        &[
            (words.of("col_entity"), 30.0),
            (words.of("col_file"), 30.0),
            (words.of("col_seats"), 8.0),
            (words.of("side_internal"), 14.0),
            (words.of("col_by"), 45.0),
            (words.of("side_external"), 14.0),
            (words.of("col_by"), 45.0),
            (words.of("col_errors"), 8.0),
            (words.of("col_warnings"), 9.0),
        ],
    )?;
    for one in answers {
        let [internal, external] = Side::BOTH.map(|side| &one.sides[side]);
        let [by_internal, by_external] = [internal, external].map(who);
        sheet.row(&[
            SheetCell::Text(&one.name),
            SheetCell::Text(&one.file),
            SheetCell::Number(one.seats as f64),
            SheetCell::Text(words.of(&format!("state_{}", internal.state))),
            SheetCell::Text(&by_internal),
            SheetCell::Text(words.of(&format!("state_{}", external.state))),
            SheetCell::Text(&by_external),
            SheetCell::Number(one.errors as f64),
            SheetCell::Number(one.warnings as f64),
        ])?;
    }
    sheet.filtered()
}

/// Who covers a side: the seats, with their entity if it is another one.
fn who(side: &SideAnswer) -> String {
    let seats = match side.seats.is_empty() {
        true => &side.vacant,
        false => &side.seats,
    };
    let mut who: Vec<_> = seats.iter().map(named).collect();
    if side.more > 0 {
        who.push(format!("+ {}", side.more));
    }
    let who = who.join("; ");
    match side.of.is_empty() {
        true => who,
        false => format!("{who} ({})", side.of),
    }
}

fn named(seat: &SeatName) -> String {
    let id = match seat.id.is_empty() {
        true => String::new(),
        false => format!(" ({})", seat.id),
    };
    let person = match seat.person.is_empty() {
        true => String::new(),
        false => format!(", {}", seat.person),
    };
    format!("{}{id}{person}", seat.title)
}
