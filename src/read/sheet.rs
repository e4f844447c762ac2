//! Excel workbooks: one sheet becomes rows of text, each on the line that has the number of its row.

use std::io::{self, Cursor, Read};

use calamine::{Data, Reader, Xlsx, XlsxError};
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
    /// The other sheets of the workbook, where none was asked for.
    pub others: Vec<String>,
}

/// How a workbook begins: it is a zip archive.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

/// A workbook is held whole, and several times its unpacked size.
const MOST_UNPACKED_MIB: u64 = 256;
/// Rows that a sheet can have.
const MOST_ROWS: usize = 1 << 20;
/// Columns that it can have.
const MOST_COLUMNS: usize = 1 << 14;
/// The elements that have a place.
const PLACED: [&[u8]; 5] = [b"c", b"row", b"f", b"dimension", b"mergeCell"];
/// How far behind the name of its element a place is looked for.
const LONGEST_TAG: usize = 256;
/// How much of the text that should be a place is looked at.
const LONGEST_PLACE: usize = 40;
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
    check(&packed)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(packed)).map_err(broken)?;
    let names = book.sheet_names();
    let mut chosen = None;
    for (index, name) in names.iter().enumerate() {
        let is_it = match wanted {
            Some(wanted) => name == wanted || (index + 1).to_string() == wanted,
            None => true,
        };
        if !is_it {
            continue;
        }
        let rows = rows(&mut book, name, columns)?;
        let found = wanted.is_some() || rows.has_header;
        if found || chosen.is_none() {
            chosen = Some((name.clone(), rows));
        }
        if found {
            break;
        }
    }
    match chosen {
        Some((name, rows)) => Ok(Sheet {
            others: match wanted {
                Some(_) => Vec::new(),
                None => names.into_iter().filter(|other| *other != name).collect(),
            },
            name,
            is_full: rows.at >= MOST_ROWS,
            csv: rows.csv,
        }),
        None => Err(ReadErrorKind::NoSheet {
            wanted: wanted.unwrap_or_default().to_owned(),
            found: names.join("`, `"),
        }),
    }
}

/// Unpacks everything once: what an archive says of its own size may be a lie, and the library counts on
/// places that a sheet can have.
fn check(packed: &[u8]) -> Result<(), ReadErrorKind> {
    let most = MOST_UNPACKED_MIB << 20;
    let mut archive = ZipArchive::new(Cursor::new(packed)).map_err(broken)?;
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let mut text = Vec::new();
        unpacked += part.take(most + 1 - unpacked).read_to_end(&mut text)? as u64;
        if unpacked > most {
            return Err(ReadErrorKind::TooLong(MOST_UNPACKED_MIB));
        }
        if text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff") {
            return Err(broken("a part of it is written in UTF-16"));
        }
        if states_too_many(&text) {
            return Err(broken(
                "its table of texts claims more texts than it can hold",
            ));
        }
        if let Some(place) = impossible_place(&text) {
            return Err(broken(format!("no sheet has a place `{place}`")));
        }
    }
    Ok(())
}

/// Whether a part states a number of texts that it is too short to hold. The library asks for room for as many
/// as are stated before it reads the first.
fn states_too_many(xml: &[u8]) -> bool {
    memchr::memmem::find_iter(xml, b"uniqueCount").any(|at| {
        let behind = xml[at + b"uniqueCount".len()..].trim_ascii_start();
        let Some((b'=', behind)) = behind.split_first() else {
            return false;
        };
        let Some((_, value)) = behind.trim_ascii_start().split_first() else {
            return false;
        };
        let signs = [b'+', b' ', b'\t', b'\r', b'\n'];
        let digits = value.iter().filter(|byte| !signs.contains(*byte));
        let digits = digits.take_while(|byte| byte.is_ascii_digit());
        let stated = digits.fold(0_u64, |stated, digit| {
            stated
                .saturating_mul(10)
                .saturating_add(u64::from(digit - b'0'))
        });
        stated > (xml.len() / SHORTEST_TEXT) as u64
    })
}

/// No text of a table is shorter: `<si/>`.
const SHORTEST_TEXT: usize = 5;

/// The first of the places that the XML of a sheet names (`r="B7"`, `ref="A1:C9"`) with more letters or digits
/// than the last cell of a sheet, `XFD1048576`, has. The library does not look whether they overflow.
fn impossible_place(xml: &[u8]) -> Option<String> {
    memchr::memchr_iter(b'=', xml).find_map(|at| {
        let name = xml[..at].trim_ascii_end();
        let before = name.strip_suffix(b"ref").or(name.strip_suffix(b"r"))?;
        before.last().filter(|byte| byte.is_ascii_whitespace())?;
        // Text that looks like it stands behind a `>`.
        let near = &before[before.len().saturating_sub(LONGEST_TAG)..];
        let tag = &near[memchr::memrchr2(b'<', b'>', near)?..];
        let name = tag
            .strip_prefix(b"<")?
            .split(u8::is_ascii_whitespace)
            .next()?;
        let name = name.rsplit(|byte| *byte == b':').next()?;
        PLACED.contains(&name).then_some(())?;
        let (quote, value) = xml[at + 1..].trim_ascii_start().split_first()?;
        let end = memchr::memchr(*quote, &value[..value.len().min(LONGEST_PLACE)]);
        let value = &value[..end.unwrap_or(value.len().min(LONGEST_PLACE))];
        let is_long = |run: &[u8]| run.len() > if run[0].is_ascii_digit() { 7 } else { 3 };
        let mut runs = value.chunk_by(|one, next| {
            one.is_ascii_digit() == next.is_ascii_digit()
                && one.is_ascii_alphabetic() == next.is_ascii_alphabetic()
        });
        runs.any(is_long)
            .then(|| String::from_utf8_lossy(value).into_owned())
    })
}

fn broken(error: impl std::fmt::Display) -> ReadErrorKind {
    ReadErrorKind::Workbook(error.to_string())
}

/// The rows of a sheet. They are asked for cell by cell: two cells in far corners would make the library
/// ask for room for all the cells between them.
fn rows(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    name: &str,
    columns: &Columns,
) -> Result<Rows, ReadErrorKind> {
    let mut rows = Rows::default();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A sheet may be a drawing.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(rows),
        Err(error) => return Err(broken(error)),
    };
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let text = text(&Data::from(cell.get_value().clone()));
        if !text.is_empty() {
            rows.set(row as usize, column as usize, &text, columns)?;
        }
    }
    rows.close(columns)?;
    Ok(rows)
}

/// The rows of a sheet as CSV. Line breaks within cells become line separators, so that a row stays on
/// its line.
#[derive(Default)]
struct Rows {
    csv: Vec<u8>,
    /// The row being filled, and how many stand above it.
    cells: Vec<String>,
    at: usize,
    /// Empty cells at the end are not stored; every row gets as many as the widest above it, stray cells far
    /// to the right not counted.
    width: usize,
    /// Bytes of the row being filled.
    pending: usize,
    has_header: bool,
    /// Rows that were looked at for a header.
    seen: usize,
}

impl Rows {
    fn set(
        &mut self,
        row: usize,
        column: usize,
        text: &str,
        columns: &Columns,
    ) -> Result<(), ReadErrorKind> {
        if row < self.at || row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(broken(format!(
                "row {}, column {} is out of place",
                row + 1,
                column + 1
            )));
        }
        while self.at < row {
            self.close(columns)?;
        }
        self.pending += text.len();
        self.check()?;
        if self.cells.len() <= column {
            self.cells.resize_with(column + 1, String::new);
        }
        self.cells[column] = match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
            Some(_) => text
                .replace("\r\n", "\u{2028}")
                .replace(['\n', '\r'], "\u{2028}"),
            None => text.to_owned(),
        };
        Ok(())
    }

    /// Writes the row, and begins the next.
    fn close(&mut self, columns: &Columns) -> Result<(), ReadErrorKind> {
        self.at += 1;
        self.pending = 0;
        let mut cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            self.csv.push(b'\n');
            return self.check();
        }
        self.width = self.width.max(close_width(&cells));
        if cells.len() < self.width {
            cells.resize_with(self.width, String::new);
        }
        let mut row = csv::Writer::from_writer(&mut self.csv);
        row.write_record(&cells).map_err(io::Error::other)?;
        row.flush()?;
        drop(row);
        if !self.has_header && self.seen < TOP {
            self.seen += 1;
            self.has_header = Header::new(cells, columns, 1, 0).has_title();
        }
        self.check()
    }

    /// Many cells may show one long text that is stored once.
    fn check(&self) -> Result<(), ReadErrorKind> {
        if (self.csv.len() + self.pending) as u64 > MOST_UNPACKED_MIB << 20 {
            return Err(ReadErrorKind::TooLong(MOST_UNPACKED_MIB));
        }
        Ok(())
    }
}

/// How wide a row is up to the first wide gap: what stands behind that is a stray cell.
fn close_width(cells: &[String]) -> usize {
    let mut width = 0;
    for (column, cell) in cells.iter().enumerate() {
        if !cell.is_empty() {
            if column > width + WIDE_GAP {
                break;
            }
            width = column + 1;
        }
    }
    width
}

const WIDE_GAP: usize = 100;

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
