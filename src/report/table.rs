//! Writes rows of cells as CSV or TSV.

use std::borrow::Cow;
use std::io;

use crate::read::guarded;

/// What parts the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// Commas. A cell may have several lines.
    Comma,
    /// Tabs. Tabs and line breaks in a cell become blanks, so that a row is a line.
    Tab,
}

/// The room for what waits to be written. Verdicts are tables of one row each, and a large buffer takes longer to
/// make than such a row to write.
const USUAL_ROW: usize = 512;

/// A table that is being written.
pub struct TableWriter<W: io::Write> {
    csv: csv::Writer<W>,
    separator: Separator,
    neutralise: bool,
}

impl<W: io::Write> TableWriter<W> {
    /// An empty table. With `neutralise`, a cell that a spreadsheet would run as a formula gets an apostrophe in front;
    /// reading it back removes it.
    pub fn new(out: W, separator: Separator, neutralise: bool) -> TableWriter<W> {
        let delimiter = match separator {
            Separator::Comma => b',',
            Separator::Tab => b'\t',
        };
        let csv = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .buffer_capacity(USUAL_ROW)
            .from_writer(out);
        TableWriter {
            csv,
            separator,
            neutralise,
        }
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> io::Result<()> {
        for cell in cells {
            self.cell(cell.as_ref())?;
        }
        self.end()
    }

    /// Writes the next cell of a row.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn cell(&mut self, cell: &str) -> io::Result<()> {
        let mut cell = Cow::Borrowed(cell);
        // A byte 0 would make a reader take the whole file for binary data.
        if cell.contains('\0') {
            cell = Cow::Owned(cell.replace('\0', "\u{fffd}"));
        }
        if self.separator == Separator::Tab && cell.contains(['\t', '\n', '\r']) {
            cell = Cow::Owned(cell.replace(['\t', '\n', '\r'], " "));
        }
        let cell = guarded(&cell, self.neutralise);
        self.csv.write_field(cell.as_bytes()).map_err(io_error)
    }

    /// Writes a cell behind a row that was written elsewhere.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn further_cell(&mut self, cell: &str) -> io::Result<()> {
        // The empty cell in front makes the row begin with a separator.
        self.csv.write_field("").map_err(io_error)?;
        self.cell(cell)?;
        self.end()
    }

    /// Writes a number as the next cell of a row. It may have a sign and is no formula.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn number(&mut self, number: f32) -> io::Result<()> {
        self.csv.write_field(number.to_string()).map_err(io_error)
    }

    /// Ends a row.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn end(&mut self) -> io::Result<()> {
        self.csv.write_record(None::<&[u8]>).map_err(io_error)
    }

    /// Writes out what is left.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

/// Unwraps the system's own error, so that the caller can recognise a broken pipe.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
