//! Records to positions.

use std::borrow::Cow;

use super::cells::{Cell, Quoting};
use super::headings::Headings;
use super::records::Record;
use super::shift::{Shift, Usual};
use super::top::mended;
use crate::model::{Batch, Defect, DefectKind, Field, FileId, Position};
use crate::read::row::dates::{Calendar, Outside};
use crate::read::row::formula::{runs, unguarded};
use crate::read::row::habits::Habits;
use crate::read::row::header::Header;
use crate::read::row::levels::Levels;
use crate::read::row::promised::Promised;
use crate::read::row::record;
use crate::read::row::record::Cells;
use crate::rules::Columns;
use crate::text::TextMap;

/// What turns records to positions.
pub(super) struct RecordReader {
    pub file: FileId,
    /// Cell by field, for the fields that have a column.
    pub columns: Vec<(Field, usize)>,
    /// Cells that the header names; a row may leave out the nameless ones behind them.
    pub named: usize,
    pub header_len: usize,
    pub calendar: Calendar,
    pub habits: Habits,
    /// The columns that give the way from the top to each row, where these name the managers.
    pub levels: Option<Levels>,
    /// Who lists whom among those below, by the first rows.
    pub listed: TextMap<String, String>,
    /// Whether the rows hold what the first ones promised.
    pub promised: Promised,
    /// Whether all cells of a row are kept.
    pub carry: bool,
    pub headings: Headings,
    /// What the first rows say in the columns that are shown.
    pub usual: Usual,
    scratch: record::TextRoom,
    /// The number of the last row that was read.
    pub number: u32,
}

impl RecordReader {
    pub fn new(file: FileId, header: &Header, calendar: Calendar) -> Self {
        let columns = header.fields.iter().enumerate();
        let named = header
            .names
            .iter()
            .rposition(|name| !name.trim().is_empty());
        RecordReader {
            file,
            columns: columns
                .filter_map(|(cell, field)| Some(((*field)?, cell)))
                .collect(),
            named: named.map_or(0, |last| last + 1),
            header_len: header.names.len(),
            calendar,
            habits: header.habits,
            levels: header.levels.clone(),
            listed: TextMap::default(),
            promised: Promised::default(),
            carry: false,
            headings: Headings::default(),
            usual: Usual::default(),
            scratch: record::TextRoom::default(),
            number: 0,
        }
    }

    /// Whether a row tells of no seat: no cell of a field is filled, or it is a total or a note at the foot of the
    /// table, of which the first cell says so and no other is a name, a title or a manager.
    pub fn is_no_seat(&self, record: &Record<'_>, cells: &[Cell], columns: &Columns) -> bool {
        let filled = |column: usize| {
            cells
                .get(column)
                .is_some_and(|cell| !cell.is_blank(record.text))
        };
        let mut given = self.columns.iter().filter(|(_, column)| filled(*column));
        if self.columns.len() < 2 {
            return false;
        }
        let Some((field, column)) = given.next() else {
            return true;
        };
        // A duty text may begin with any word.
        if *field == Field::Responsibilities {
            return false;
        }
        if *field == Field::Incumbent && self.headings.holds(*column, record, cells) {
            return true;
        }
        let is_number = |column: usize| {
            let cell = cells.get(column);
            let cell = cell.and_then(|cell| record.text.get(cell.range()));
            cell.is_some_and(|cell| cell.trim_ascii().iter().all(u8::is_ascii_digit))
        };
        let speaks_of_seat = |field: &Field| {
            matches!(
                field,
                Field::Title | Field::Incumbent | Field::FamilyName | Field::Email
            ) || Field::MANAGER.contains(field)
        };
        if given.any(|(field, column)| speaks_of_seat(field) && !is_number(*column))
            || speaks_of_seat(field) && *field != Field::Title && *field != Field::Incumbent
        {
            return false;
        }
        let first = cells.iter().position(|cell| !cell.is_blank(record.text));
        if first != Some(*column) {
            return false;
        }
        let text = cells.get(*column).map(|cell| mended(cell, record.text).0);
        let text = text.unwrap_or_default();
        let others = cells
            .iter()
            .skip(column + 1)
            .filter(|cell| !cell.is_blank(record.text))
            .count();
        let is_sentence = *field == Field::Id && others == 0 && text.trim().contains(' ');
        columns.is_footer(&text) || is_sentence
    }

    /// Adds the position of a record, unless the day asked for lies outside of its dates.
    pub fn push(
        &mut self,
        record: &Record<'_>,
        cells: &[Cell],
        batch: &mut Batch,
        columns: &Columns,
    ) -> Option<Outside> {
        let line = u32::try_from(record.line).unwrap_or(u32::MAX);
        let offset = record.offset;
        let defects = &mut batch.defects;
        let mut complain = |field, kind| {
            defects.push(Defect {
                kind,
                line,
                offset,
                field,
            });
        };
        let last = cells.iter().rposition(|cell| !cell.is_blank(record.text));
        let shift = Shift::of(
            self.named..self.header_len,
            cells.len(),
            last.map_or(0, |last| last + 1),
        );
        if shift.is_some() {
            let kind = DefectKind::RaggedRow {
                expected: self.header_len,
                found: cells.len(),
            };
            complain(None, kind);
        }
        let whole = std::str::from_utf8(record.text)
            .ok()
            .filter(|text| !text.contains('\0'));
        let mut row = Cells::default();
        // Few cells are not as they are written.
        let mut mended_cells = Vec::new();
        for (field, column) in &self.columns {
            let Some(cell) = cells.get(*column) else {
                continue;
            };
            if cell.written == Quoting::Overrun
                && !cell.overrun(record.text).trim_ascii().is_empty()
            {
                let kind = DefectKind::Misshapen {
                    found: "text after a closing quote",
                    expected: "a delimiter (double the quotes inside a quoted cell)",
                };
                complain(Some(*field), kind);
            }
            let text = match whole {
                Some(text) => cell.text(text),
                None => {
                    let (text, broken) = mended(cell, record.text);
                    if broken {
                        complain(Some(*field), DefectKind::InvalidText);
                    }
                    Cow::Owned(text)
                }
            };
            let may_be_name = shift.is_some_and(|shift| {
                shift.may_bring_a_name(*column, &text, &self.columns, columns)
                    && !self.usual.has(*field, &text)
            });
            if may_be_name {
                continue;
            }
            if runs(text.trim_start()) {
                let value = text.trim().to_owned();
                complain(Some(*field), DefectKind::Formula { value });
            }
            match text {
                Cow::Borrowed(text) => match unguarded(text) {
                    Cow::Borrowed(text) => row.set(*field, text, columns),
                    Cow::Owned(text) => mended_cells.push((*field, text)),
                },
                Cow::Owned(text) => mended_cells.push((*field, unguarded(&text).into_owned())),
            }
        }
        for (field, text) in &mended_cells {
            row.set(*field, text, columns);
        }
        let steps: Vec<String> = match &self.levels {
            Some(levels) => levels
                .columns
                .iter()
                .filter_map(|column| cells.get(*column))
                .map(|cell| mended(cell, record.text).0)
                .filter(|step| !columns.is_null(step.trim()))
                .collect(),
            None => Vec::new(),
        };
        if let Some(levels) = &self.levels
            && let Some(manager) = levels.manager(steps.iter().map(String::as_str))
        {
            row.set(Field::ReportsTo, manager, columns);
        }
        row.set_lister(&self.listed, columns);
        self.promised.count(&row, record.line);
        let mut complain = |field, kind| complain(Some(field), kind);
        let outside = self.calendar.outside(&row, &mut complain);
        if outside.is_some() {
            return outside;
        }
        let position = record::position(&row, columns, self.habits, &mut self.scratch, complain);
        batch.push(&Position {
            line,
            row: self.number,
            offset,
            ends_in: self.calendar.days_left(),
            is_ragged: shift.is_some(),
            ..position
        });
        if self.carry {
            for cell in cells {
                let text = match whole {
                    Some(text) => cell.text(text),
                    None => Cow::Owned(mended(cell, record.text).0),
                };
                batch.carried.push(&unguarded(&text));
            }
            batch.carried.end_row();
        }
        None
    }
}
