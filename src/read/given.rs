//! Rows that a program hands over, field by field, become batches of positions. Their cells mean what they would mean in a
//! file.

use super::row::formula::unguarded;
use super::row::habits::Habits;
use super::row::record::{self, Cells, TextRoom};
use crate::model::{Batch, Field, FileId, Position};
use crate::rules::Columns;

/// Rows that a program hands over, on their way to a batch.
pub struct GivenRows<'r> {
    columns: &'r Columns,
    scratch: TextRoom,
    batch: Batch,
}

impl<'r> GivenRows<'r> {
    /// No rows yet.
    pub fn new(columns: &'r Columns) -> Self {
        GivenRows {
            columns,
            scratch: TextRoom::default(),
            batch: Batch::new(FileId(0)),
        }
    }

    /// Adds a row by its number, with the cells of some fields.
    pub fn push<'c>(&mut self, row: u32, given: impl IntoIterator<Item = (Field, &'c str)>) {
        let readable = given.into_iter().map(|(field, cell)| {
            // As in files, a byte 0 is no text.
            let cell = cell.replace('\0', "\u{fffd}");
            (field, unguarded(&cell).into_owned())
        });
        let readable: Vec<_> = readable.collect();
        let mut cells = Cells::default();
        for (field, cell) in &readable {
            cells.set(*field, cell, self.columns);
        }
        let habits = Habits::default();
        let position = record::position(&cells, self.columns, habits, &mut self.scratch, |_, _| {});
        self.batch.push(&Position {
            line: row,
            row,
            ..position
        });
    }

    /// Whether the rows should be taken before more are added.
    pub fn is_full(&self) -> bool {
        self.batch.is_full()
    }

    /// The rows so far.
    pub fn take(&mut self) -> Batch {
        std::mem::replace(&mut self.batch, Batch::new(FileId(0)))
    }
}
