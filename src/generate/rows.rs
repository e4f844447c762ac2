//! Writes rows of cells as CSV or YAML.

use std::io;
use std::io::{BufWriter, Write};

use super::options::GenerateFormat;
use crate::model::Field;

const BUFFER: usize = 1 << 16;

/// Writes one position after the other.
pub enum RowWriter<W: Write> {
    /// With a header, quoted where needed.
    Csv(Box<csv::Writer<W>>),
    /// A list of mappings; empty cells are left out.
    Yaml(BufWriter<W>),
}

impl<W: Write> RowWriter<W> {
    /// Begins a file with these columns.
    pub fn new(format: GenerateFormat, fields: &[Field], out: W) -> io::Result<Self> {
        Ok(match format {
            GenerateFormat::Csv => {
                let mut csv = csv::WriterBuilder::new()
                    .buffer_capacity(BUFFER)
                    .from_writer(out);
                csv.write_record(fields.iter().map(|field| header(*field)))
                    .map_err(io_error)?;
                RowWriter::Csv(Box::new(csv))
            }
            GenerateFormat::Yaml => RowWriter::Yaml(BufWriter::with_capacity(BUFFER, out)),
        })
    }

    /// Writes a position: the cell of each column, the first of which must not be empty.
    pub fn write<'c>(&mut self, cells: impl Iterator<Item = (Field, &'c str)>) -> io::Result<()> {
        match self {
            RowWriter::Csv(csv) => csv
                .write_record(cells.map(|(_, cell)| cell))
                .map_err(io_error),
            RowWriter::Yaml(out) => {
                let mut before = "- ";
                for (field, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
                    write!(out, "{before}{}: ", header(field))?;
                    // A JSON string means the same in YAML, whatever it contains.
                    if cell.bytes().all(|byte| byte.is_ascii_digit()) {
                        out.write_all(cell.as_bytes())?;
                    } else {
                        serde_json::to_writer(&mut *out, cell)?;
                    }
                    out.write_all(b"\n")?;
                    before = "  ";
                }
                Ok(())
            }
        }
    }

    /// Writes out what is still buffered.
    pub fn finish(mut self) -> io::Result<()> {
        match &mut self {
            RowWriter::Csv(csv) => csv.flush(),
            RowWriter::Yaml(out) => out.flush(),
        }
    }
}

/// The header of a column in a generated file.
fn header(field: Field) -> &'static str {
    match field {
        Field::Incumbent => "name",
        Field::ReportsTo => "reports_to",
        Field::Entity => "company",
        other => other.name(),
    }
}

/// Unwraps the system's own error, so that the caller can recognise a broken pipe.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
