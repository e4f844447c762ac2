//! Excel workbooks: one sheet becomes rows of text, each on the line that has the number of its row.

use std::collections::BTreeMap;
use std::io;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx, XlsxError};
use rustc_hash::FxHashMap;
use zip::ZipArchive;

use super::Sheet;
use super::chartness::{Chartness, chartness};
use crate::read::input::error::ReadErrorKind;
use crate::rules::Columns;

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

/// Rows that are looked at to choose a sheet.
const TOP: usize = 200;

/// Sheets that are looked at.
const MOST_SHEETS: usize = 50;

/// Reads a sheet of a workbook: the one asked for by name or number; else the one whose first rows make most of a
/// chart, the earlier among equals.
pub(in crate::read) fn sheet(
    bytes: impl Read,
    wanted: Option<&str>,
    columns: &Columns,
) -> Result<Sheet, ReadErrorKind> {
    let mut packed = Vec::new();
    let most = MOST_UNPACKED_MIB << 20;
    bytes.take(most + 1).read_to_end(&mut packed)?;
    let has_merged = check(&packed)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(packed)).map_err(broken)?;
    let names = book.sheet_names();
    let chosen = match (wanted, &names[..]) {
        (Some(wanted), _) => names
            .iter()
            .enumerate()
            .find(|(index, name)| *name == wanted || (index + 1).to_string() == wanted)
            .map(|(_, name)| name),
        (None, [only]) => Some(only),
        (None, _) => likeliest(&mut book, &names, columns)?,
    };
    let Some(name) = chosen.cloned() else {
        return Err(ReadErrorKind::NoSheet {
            wanted: wanted.unwrap_or_default().to_owned(),
            found: names.join("`, `"),
        });
    };
    let merged = match has_merged {
        true => merged_down(&mut book, &name)?,
        false => Vec::new(),
    };
    let rows = rows(&mut book, &name, merged, MOST_ROWS)?;
    Ok(Sheet {
        others: match wanted {
            Some(_) => Vec::new(),
            None => names.into_iter().filter(|other| *other != name).collect(),
        },
        name,
        is_full: rows.at >= MOST_ROWS,
        csv: rows.csv,
    })
}

/// The sheet whose first rows make most of a chart: they hold titles, name one another, and give most fields.
fn likeliest<'n>(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    names: &'n [String],
    columns: &Columns,
) -> Result<Option<&'n String>, ReadErrorKind> {
    let mut best: Option<(Chartness, &String)> = None;
    for name in names.iter().take(MOST_SHEETS) {
        let rows = rows(book, name, Vec::new(), TOP)?;
        let found = chartness(&rows.csv, columns);
        if best.as_ref().is_none_or(|(known, _)| found > *known) {
            best = Some((found, name));
        }
    }
    Ok(best.map(|(_, name)| name))
}

/// The cells that stand for several rows: the last row, the column, and the first row of each.
fn merged_down(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Result<Vec<Merged>, ReadErrorKind> {
    let merged = match book.merge_cells_by_sheet_name(name) {
        Ok(merged) => merged,
        Err(error) => return Err(broken(error)),
    };
    let tall = merged.into_iter().filter(|cell| cell.end.0 > cell.start.0);
    let merged = tall.map(|cell| Merged {
        first: cell.start.0 as usize,
        last: cell.end.0 as usize,
        column: cell.start.1 as usize,
    });
    Ok(merged.take(MOST_MERGED).collect())
}

/// Merged cells of a sheet that are filled down; more of them than this are read as they are written.
const MOST_MERGED: usize = 20_000;

/// A cell that stands for several rows.
struct Merged {
    first: usize,
    last: usize,
    column: usize,
}

/// Unpacks everything once: what an archive says of its own size may be a lie, and the library counts on
/// places that a sheet can have. Says whether any cells are merged.
fn check(packed: &[u8]) -> Result<bool, ReadErrorKind> {
    let most = MOST_UNPACKED_MIB << 20;
    let mut archive = ZipArchive::new(Cursor::new(packed)).map_err(broken)?;
    let (mut unpacked, mut has_merged) = (0, false);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let mut text = Vec::new();
        unpacked += part.take(most + 1 - unpacked).read_to_end(&mut text)? as u64;
        if unpacked > most {
            return Err(ReadErrorKind::TooLong(MOST_UNPACKED_MIB));
        }
        has_merged |= memchr::memmem::find(&text, b"mergeCell ").is_some();
        if text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff") {
            return Err(broken("a part of it is written in UTF-16"));
        }
        if states_too_many(&text) {
            return Err(broken(
                "its table of texts states more texts than it can hold",
            ));
        }
        if let Some(place) = impossible_place(&text) {
            return Err(broken(format!("`{place}` is not a valid cell address")));
        }
    }
    Ok(has_merged)
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
    merged: Vec<Merged>,
    most: usize,
) -> Result<SheetCsv, ReadErrorKind> {
    let mut rows = SheetCsv::default();
    for cell in merged {
        rows.merged.insert((cell.first, cell.column), cell.last);
    }
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A sheet may be a drawing.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(rows),
        Err(error) => return Err(broken(error)),
    };
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        if row as usize >= most {
            break;
        }
        let text = text(&Data::from(cell.get_value().clone()));
        if !text.is_empty() {
            rows.set(row as usize, column as usize, &text)?;
        }
    }
    rows.close()?;
    Ok(rows)
}

/// The rows of a sheet as CSV. Line breaks within cells become line separators, so that a row stays on
/// its line.
#[derive(Default)]
struct SheetCsv {
    csv: Vec<u8>,
    /// The row being filled, and how many stand above it.
    cells: Vec<String>,
    at: usize,
    /// Empty cells at the end are not stored; every row gets as many as the widest above it, stray cells far
    /// to the right not counted.
    width: usize,
    /// Bytes of the row being filled.
    pending: usize,
    /// The last row of each cell that stands for several, by its first row and its column.
    merged: FxHashMap<(usize, usize), usize>,
    /// Those of them that stand for the row being filled, by their column: the last row and the text.
    standing: BTreeMap<usize, (usize, String)>,
}

impl SheetCsv {
    fn set(&mut self, row: usize, column: usize, text: &str) -> Result<(), ReadErrorKind> {
        if row < self.at || row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(broken(format!(
                "row {}, column {} is out of place",
                row + 1,
                column + 1
            )));
        }
        while self.at < row {
            self.close()?;
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
        if let Some(last) = self.merged.remove(&(row, column)) {
            self.standing
                .insert(column, (last, self.cells[column].clone()));
        }
        Ok(())
    }

    /// Writes the row, and begins the next.
    fn close(&mut self) -> Result<(), ReadErrorKind> {
        let row = self.at;
        self.at += 1;
        self.pending = 0;
        let mut cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            self.csv.push(b'\n');
            return self.check();
        }
        // A merged cell stands for all rows that it covers, as far as anything else is said of them.
        self.standing.retain(|_, (last, _)| *last >= row);
        for (column, (_, text)) in &self.standing {
            if cells.len() <= *column {
                cells.resize_with(column + 1, String::new);
            }
            if cells[*column].is_empty() {
                cells[*column].clone_from(text);
            }
        }
        self.width = self.width.max(close_width(&cells));
        if cells.len() < self.width {
            cells.resize_with(self.width, String::new);
        }
        let mut row = csv::Writer::from_writer(&mut self.csv);
        row.write_record(&cells).map_err(io::Error::other)?;
        row.flush()?;
        drop(row);
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
