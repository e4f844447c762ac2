//! Headings between the rows of a table: "ENGINEERING", above those who work there.

use super::cells::Cell;
use super::records::Record;
use super::top::mended;
use crate::model::Field;
use crate::read::row::header::Header;

/// Whether a table may have headings between its rows.
#[derive(Debug, Default)]
pub(in crate::read) struct Headings {
    /// In the first rows, names are not in capitals, so a name in capitals is none.
    are_possible: bool,
}

impl Headings {
    /// Looks at the names of the first rows that have a title.
    pub(in crate::read) fn of(header: &Header, rows: &[Vec<String>]) -> Self {
        let columns = (header.column(Field::Incumbent), header.column(Field::Title));
        let (Some(name), Some(title)) = columns else {
            return Headings::default();
        };
        let cell = |row: &Vec<String>, column: usize| {
            !row.get(column).is_none_or(|cell| cell.trim().is_empty())
        };
        let titled = rows.iter();
        let titled = titled.filter(|row| cell(row, title) && cell(row, name));
        let (mut names, mut in_capitals) = (0, 0);
        for row in titled {
            names += 1;
            in_capitals += usize::from(is_in_capitals(&row[name]));
        }
        Headings {
            are_possible: in_capitals * 2 < names,
        }
    }

    /// Whether a row is a heading: its only cell is in this column, that of names, and in capitals.
    pub(in crate::read) fn holds(
        &self,
        column: usize,
        record: &Record<'_>,
        cells: &[Cell],
    ) -> bool {
        let filled = cells.iter().filter(|cell| !cell.is_blank(record.text));
        if !self.are_possible || filled.count() != 1 {
            return false;
        }
        let text = cells.get(column).map(|cell| mended(cell, record.text).0);
        text.is_some_and(|text| is_in_capitals(&text))
    }
}

/// Whether a text of some length has no small letters.
fn is_in_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters > 2 && !text.chars().any(char::is_lowercase)
}
