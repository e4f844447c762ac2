//! Excel workbooks: one sheet becomes rows of text, each on the line that has the number of its row.

use std::io::{self, Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use zip::ZipArchive;

use super::error::ReadErrorKind;
use super::header::Header;
use crate::rules::Columns;

/// A sheet, written as rows of CSV.
pub(super) struct Sheet {
    /// Its name.
    pub name: String,
    /// The rows.
    pub csv: Vec<u8>,
    /// Whether it has as many rows as a sheet can have, so that the end may be missing.
    pub is_full: bool,
}

/// How a workbook begins: it is a zip archive.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

/// A workbook is held whole, and several times its unpacked size.
const MOST_UNPACKED_MIB: u64 = 256;
/// Rows that a sheet can have.
const MOST_ROWS: usize = 1 << 20;
/// Rows among which the header is looked for to choose a sheet.
const TOP: usize = 20;

/// Reads a sheet of a workbook: the one asked for by name or number; else the first whose header names
/// titles or duties; else the first.
pub(super) fn sheet(
    bytes: impl Read,
    wanted: Option<&str>,
    columns: &Columns,
) -> Result<Sheet, ReadErrorKind> {
    let mut packed = Vec::new();
    let most = MOST_UNPACKED_MIB << 20;
    bytes.take(most + 1).read_to_end(&mut packed)?;
    check_size(&packed)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(packed)).map_err(broken)?;
    let names = book.sheet_names();
    let mut chosen: Option<(String, Range<Data>)> = None;
    for (index, name) in names.iter().enumerate() {
        let is_it = match wanted {
            Some(wanted) => name == wanted || (index + 1).to_string() == wanted,
            None => true,
        };
        if !is_it {
            continue;
        }
        let cells = book.worksheet_range(name).map_err(broken)?;
        let found = wanted.is_some() || has_header(&cells, columns);
        if found || chosen.is_none() {
            chosen = Some((name.clone(), cells));
        }
        if found {
            break;
        }
    }
    match chosen {
        Some((name, cells)) => Ok(Sheet {
            name,
            is_full: cells
                .end()
                .is_some_and(|(row, _)| row as usize + 1 >= MOST_ROWS),
            csv: written(&cells)?,
        }),
        None => Err(ReadErrorKind::NoSheet {
            wanted: wanted.unwrap_or_default().to_owned(),
            found: names.join("`, `"),
        }),
    }
}

/// Unpacks everything once to nowhere: what an archive says of its own size may be a lie.
fn check_size(packed: &[u8]) -> Result<(), ReadErrorKind> {
    let most = MOST_UNPACKED_MIB << 20;
    let mut archive = ZipArchive::new(Cursor::new(packed)).map_err(broken)?;
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        unpacked += io::copy(&mut part.take(most + 1 - unpacked), &mut io::sink())?;
        if unpacked > most {
            return Err(ReadErrorKind::TooLong(MOST_UNPACKED_MIB));
        }
    }
    Ok(())
}

fn broken(error: impl std::fmt::Display) -> ReadErrorKind {
    ReadErrorKind::Workbook(error.to_string())
}

fn has_header(cells: &Range<Data>, columns: &Columns) -> bool {
    cells.rows().take(TOP).any(|row| {
        let names = row.iter().map(text).collect();
        Header::new(names, columns, 1, 0).has_title()
    })
}

/// The cells as CSV. Line breaks within cells become line separators, so that a row stays on its line.
fn written(cells: &Range<Data>) -> io::Result<Vec<u8>> {
    let above = cells.start().map_or(0, |(row, _)| row as usize);
    let mut rows = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(vec![b'\n'; above]);
    for row in cells.rows() {
        let cells = row.iter().map(|cell| {
            text(cell)
                .replace("\r\n", "\u{2028}")
                .replace(['\n', '\r'], "\u{2028}")
        });
        rows.write_record(cells).map_err(io::Error::other)?;
    }
    rows.into_inner()
        .map_err(|error| io::Error::other(error.to_string()))
}

/// A cell as a person sees it: whole numbers without fraction, days as year, month and day.
fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(at) => at.as_f64().to_string(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}
