//! Rows with missing or surplus cells, whose cells may belong to other columns.
//!
//! A comma within a name that is not quoted moves half of the name to the next column, which may be one that is shown.

use std::ops::Range;

use crate::model::Field;
use crate::rules::{Buffers, Columns, Likeness};
use crate::text::TextSet;

/// How far the cells of a row may stand from their columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Cells are missing: text may stand so many columns too far to the left.
    Left(usize),
    /// There are surplus cells: text may stand so many columns too far to the right.
    Right(usize),
}

/// No name has more words.
const LONGEST_NAME: usize = 6;

impl Shift {
    /// The shift of a row with `found` cells, of which those before `filled` hold something; none where that is a
    /// number that the header allows.
    pub fn of(allowed: Range<usize>, found: usize, filled: usize) -> Option<Shift> {
        if found < allowed.start {
            Some(Shift::Left(allowed.start - found))
        } else if filled > allowed.end {
            Some(Shift::Right(filled - allowed.end))
        } else {
            None
        }
    }

    /// Whether the text in a column that is shown may be a name that belongs to another one.
    pub fn may_bring_a_name(
        self,
        column: usize,
        text: &str,
        known: &[(Field, usize)],
        columns: &Columns,
    ) -> bool {
        let is_shown = |field: Field| field.may_show("");
        let here = known.iter().find(|(_, of)| *of == column);
        if !here.is_some_and(|(field, _)| is_shown(*field)) {
            return false;
        }
        let from = match self {
            Shift::Left(by) => column + 1..column.saturating_add(by + 1),
            Shift::Right(by) => column.saturating_sub(by)..column,
        };
        // What a column without a field holds is not known.
        let may_hold_names = |column: usize| {
            let of = known.iter().find(|(_, of)| *of == column);
            of.is_none_or(|(field, _)| !is_shown(*field))
        };
        from.into_iter().any(may_hold_names) && may_be_a_name(text, columns)
    }
}

/// What rows without a shift say in the columns that are shown: it is shown anyway.
#[derive(Default)]
pub struct Usual(TextSet<(Field, String)>);

impl Usual {
    /// What those of some rows say that have a number of cells that the header allows.
    pub fn of(known: &[(Field, usize)], allowed: Range<usize>, rows: &[Vec<String>]) -> Usual {
        let is_sound = |row: &&Vec<String>| {
            let filled = row.iter().rposition(|cell| !cell.trim().is_empty());
            Shift::of(
                allowed.clone(),
                row.len(),
                filled.map_or(0, |last| last + 1),
            )
            .is_none()
        };
        let shown = known.iter().filter(|(field, _)| field.may_show(""));
        let texts = rows.iter().filter(is_sound).flat_map(|row| {
            let cells = shown
                .clone()
                .map(|(field, column)| (*field, row.get(*column)));
            cells.filter_map(|(field, cell)| Some((field, cell?.trim().to_owned())))
        });
        Usual(texts.collect())
    }

    /// Whether one of them says this in the column of a field.
    pub fn has(&self, field: Field, text: &str) -> bool {
        self.0.contains(&(field, text.trim().to_owned()))
    }
}

/// Whether a text may be a name, whole or in part.
fn may_be_a_name(text: &str, columns: &Columns) -> bool {
    let text = text.trim();
    let is_word = !text.contains(char::is_whitespace);
    let is_code = is_word && text.contains(|c: char| c.is_ascii_digit()) && !text.contains('@');
    text.contains(char::is_alphabetic)
        && !is_code
        && text.split_whitespace().count() <= LONGEST_NAME
        && columns.title_likeness(text, &mut Buffers::default()) == Likeness::None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn a_row_is_shifted_by_the_cells_that_it_has_too_many_or_too_few() {
        assert_eq!(Shift::of(3..4, 4, 4), None);
        assert_eq!(Shift::of(3..4, 3, 3), None);
        assert_eq!(Shift::of(3..4, 9, 4), None);
        assert_eq!(Shift::of(3..4, 2, 2), Some(Shift::Left(1)));
        assert_eq!(Shift::of(3..4, 6, 6), Some(Shift::Right(2)));
    }

    #[test]
    fn only_what_may_have_come_from_a_column_of_names_may_be_a_name() {
        let columns = &Rules::builtin().unwrap().columns;
        let known = [
            (Field::Id, 0),
            (Field::Title, 1),
            (Field::Incumbent, 2),
            (Field::Department, 3),
            (Field::Location, 4),
        ];
        let brings =
            |shift: Shift, column, text| shift.may_bring_a_name(column, text, &known, columns);
        assert!(brings(Shift::Right(1), 3, "Zoe"));
        assert!(!brings(Shift::Right(1), 3, "Information Technology"));
        assert!(!brings(Shift::Right(1), 4, "Zoe"));
        assert!(brings(Shift::Right(2), 4, "Zoe Quill (A1)"));
        assert!(!brings(Shift::Right(9), 1, "Zoe"));
        assert!(brings(Shift::Left(1), 1, "Zoe"));
        assert!(!brings(Shift::Left(1), 1, "A-12"));
        assert!(!brings(Shift::Left(1), 0, "Zoe"));
    }
}
