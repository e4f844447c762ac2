//! CSV to batches of positions.

use std::borrow::Cow;
use std::io::Read;

use super::Options;
use super::cells::{Cell, Scan, Written, line_breaks, may_delimit, scan};
use super::dates::{Calendar, Outside};
use super::error::{ReadError, ReadErrorKind};
use super::formula::unguarded;
use super::header::Header;
use super::limit::Limit;
use super::open::Opened;
use super::record::{self, Cells};
use super::records::{Broken, Record, Records};
use super::source::{Layout, Source};
use crate::model::{Batch, Defect, DefectKind, Field, FileId, Position};
use crate::rules::Columns;

/// A record longer than this is taken for one whose quote was never closed.
const LONGEST_RECORD_MIB: usize = 16;

/// What may part cells; the one that makes the most of the header is taken.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many rows may stand above the header: titles, notes, a line with the version.
const MOST_ABOVE_HEADER: usize = 10;

/// The rows of an open CSV file.
pub struct CsvRows {
    records: Records<Box<dyn Read + Send>>,
    cells: Vec<Cell>,
    rows: Rows,
    /// The batch to be filled next.
    next: Batch,
    limit: Limit,
    /// Whether the next row that holds anything is the header again.
    repeated: bool,
    /// What ended the reading, to be told once the rows before it are handed out.
    error: Option<ReadError>,
}

impl CsvRows {
    /// Reads up to the header.
    pub fn open(
        opened: Opened,
        file: FileId,
        columns: &Columns,
        options: &Options,
    ) -> Result<(CsvRows, Source), ReadError> {
        let Opened {
            name,
            head,
            is_all,
            rest,
            origin,
            ..
        } = opened;
        let (declared, preamble) = preamble(&head);
        let given = options.delimiter.or(declared);
        let candidates = given.as_ref().map_or(&DELIMITERS[..], std::slice::from_ref);
        let (delimiter, above) = find_header(&head[preamble..], is_all, candidates, columns);
        let sample = sample(&head[preamble..], is_all, delimiter, above);

        let line = line_breaks(&head[..preamble]) as u64 + 1;
        let mut head = std::io::Cursor::new(head);
        head.set_position(preamble as u64);
        let bytes: Box<dyn Read + Send> = Box::new(head.chain(rest));
        let longest = LONGEST_RECORD_MIB << 20;
        let mut records = Records::new(bytes, delimiter, longest, line, preamble as u64);
        let mut cells = Vec::new();
        let mut next = || match records.next(&mut cells) {
            Ok(Some(record)) => {
                let names: Vec<_> = cells.iter().map(|c| mended(c, record.text).0).collect();
                Ok(Some((names, record.line, record.offset)))
            }
            Ok(None) => Ok(None),
            Err(broken) => Err(read_error(&name, broken)),
        };
        let mut tally = super::Tally::default();
        for _ in 0..above {
            if let Some((names, ..)) = next()? {
                tally.rows += 1;
                if names.iter().all(|name| name.trim().is_empty()) {
                    tally.blank_rows += 1;
                } else {
                    tally.above_header += 1;
                }
            }
        }
        let Some((names, line, offset)) = next()? else {
            return Err(ReadError::new(&name, ReadErrorKind::Empty));
        };
        let line_number = u32::try_from(line).unwrap_or(u32::MAX);
        let mut header = Header::new(names, columns, line_number, offset);
        header.choose(&sample, columns, line_number, offset);
        header
            .require_title(columns)
            .map_err(|kind| ReadError::at(&name, line, 1, kind))?;

        let calendar = Calendar::of_columns(options.as_of, &header, &sample);
        let repeated = sample
            .first()
            .is_some_and(|row| header.is_repeated_by(row.iter().map(String::as_str), columns));
        let rows = Rows::new(file, &header, calendar);
        let layout = Layout::Csv {
            delimiter,
            fields: header.fields.clone(),
            header: offset,
        };
        let mut source = Source::new(name, origin, layout, &header);
        source.tally = tally;
        let mut next = Batch::new(file);
        next.defects = header.defects;
        let csv = CsvRows {
            records,
            cells,
            rows,
            next,
            limit: Limit::new(options),
            repeated,
            error: None,
        };
        Ok((csv, source))
    }

    /// The next rows, or `None` at the end of the file. An error ends the file; the rows before it come
    /// first.
    pub fn next_batch(
        &mut self,
        columns: &Columns,
        source: &mut Source,
    ) -> Result<Option<Batch>, ReadError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let next = Batch::new(self.rows.file);
        let mut batch = std::mem::replace(&mut self.next, next);
        while !batch.is_full() {
            let record = match self.records.next(&mut self.cells) {
                Ok(Some(record)) => record,
                Ok(None) => break,
                Err(broken) => {
                    if !matches!(broken, Broken::Io(_)) {
                        source.tally.rows += 1;
                        source.tally.unreadable += 1;
                    }
                    self.error = Some(read_error(&source.name, broken));
                    break;
                }
            };
            if let Some(kind) = self.limit.reached() {
                self.error = Some(ReadError::at(&source.name, record.line, 1, kind));
                break;
            }
            source.tally.rows += 1;
            if self.cells.iter().all(|cell| cell.is_blank(record.text)) {
                source.tally.blank_rows += 1;
                continue;
            }
            if std::mem::take(&mut self.repeated) {
                source.tally.repeated_header += 1;
                continue;
            }
            let sound = batch.defects.len();
            match self.rows.push(&record, &self.cells, &mut batch, columns) {
                Some(outside) => outside.count(&mut source.tally),
                None => source.tally.positions += 1,
            }
            self.limit.count(&batch.defects[sound..]);
        }
        if !batch.is_empty() || !batch.defects.is_empty() {
            if batch.is_full() {
                self.next = Batch::after(&batch);
            }
            return Ok(Some(batch));
        }
        match self.error.take() {
            Some(error) => Err(error),
            None if source.tally.positions + source.tally.dated_out() == 0 => {
                Err(ReadError::new(&source.name, ReadErrorKind::NoRows))
            }
            None => Ok(None),
        }
    }
}

/// What turns records to positions.
struct Rows {
    file: FileId,
    /// Cell by field, for the fields that have a column.
    columns: Vec<(Field, usize)>,
    /// Cells that the header names; a row may leave out the nameless ones behind them.
    named: usize,
    header_len: usize,
    calendar: Calendar,
    scratch: record::Scratch,
}

impl Rows {
    fn new(file: FileId, header: &Header, calendar: Calendar) -> Self {
        let columns = header.fields.iter().enumerate();
        let named = header
            .names
            .iter()
            .rposition(|name| !name.trim().is_empty());
        Rows {
            file,
            columns: columns
                .filter_map(|(cell, field)| Some(((*field)?, cell)))
                .collect(),
            named: named.map_or(0, |last| last + 1),
            header_len: header.names.len(),
            calendar,
            scratch: record::Scratch::default(),
        }
    }

    /// Adds the position of a record, unless the day asked for lies outside of its dates.
    fn push(
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
        let surplus = cells.get(self.header_len..).unwrap_or_default();
        if cells.len() < self.named || !surplus.iter().all(|cell| cell.is_blank(record.text)) {
            let kind = DefectKind::RaggedRow {
                expected: self.header_len,
                found: cells.len(),
            };
            complain(None, kind);
        }
        let whole = std::str::from_utf8(record.text)
            .ok()
            .filter(|text| !text.contains('\0'));
        let mut texts: [Cow<'_, str>; Field::COUNT] = Default::default();
        for (field, column) in &self.columns {
            let Some(cell) = cells.get(*column) else {
                continue;
            };
            if cell.written == Written::Overrun
                && !cell.overrun(record.text).trim_ascii().is_empty()
            {
                let kind = DefectKind::Misshapen {
                    found: "text behind a closing quote",
                    expected: "quotes inside of a quoted cell doubled",
                };
                complain(Some(*field), kind);
            }
            texts[*field as usize] = match whole {
                Some(text) => cell.text(text),
                None => {
                    let (text, broken) = mended(cell, record.text);
                    if broken {
                        complain(Some(*field), DefectKind::InvalidText);
                    }
                    Cow::Owned(text)
                }
            };
        }
        let mut row = Cells::default();
        for (field, _) in &self.columns {
            row.set(*field, unguarded(&texts[*field as usize]));
        }
        let mut complain = |field, kind| complain(Some(field), kind);
        let outside = self.calendar.outside(&row, &mut complain);
        if outside.is_some() {
            return outside;
        }
        let position = record::position(&row, columns, &mut self.scratch, complain);
        batch.push(&Position {
            line,
            offset,
            ends_in: self.calendar.days_left(),
            ..position
        });
        None
    }
}

/// How many of the first rows are looked at to choose columns and to read dates.
const SAMPLE: usize = 500;

/// The cells of the first rows below the header that hold anything, as far as they are at hand.
fn sample(head: &[u8], is_all: bool, delimiter: u8, above: usize) -> Vec<Vec<String>> {
    let (mut at, mut cells, mut rows) = (0, Vec::new(), Vec::new());
    for row in 0.. {
        let text = &head[at..];
        if text.is_empty() || rows.len() == SAMPLE {
            break;
        }
        let Scan::Whole { next, .. } = scan(text, delimiter, is_all, &mut cells) else {
            break;
        };
        if row > above && !cells.iter().all(|cell| cell.is_blank(text)) {
            rows.push(cells.iter().map(|cell| mended(cell, text).0).collect());
        }
        at += next;
    }
    rows
}

/// The text of a cell that may hold bytes that are no text, and whether it does. What can be read is kept.
fn mended(cell: &Cell, record: &[u8]) -> (String, bool) {
    let raw = record.get(cell.range()).unwrap_or_default();
    let text = String::from_utf8_lossy(raw);
    let broken = matches!(text, Cow::Owned(_)) || text.contains('\0');
    let text = text.replace('\0', "\u{fffd}");
    let alone = Cell {
        start: 0,
        end: text.len(),
        ..*cell
    };
    (alone.text(&text).into_owned(), broken)
}

/// What stands in front of the rows: a `sep=;` line names the delimiter. Returns it, and the number
/// of bytes to pass over, a byte order mark included.
fn preamble(head: &[u8]) -> (Option<u8>, usize) {
    let mark = if head.starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    let text = &head[mark..];
    let named = text
        .get(..4)
        .is_some_and(|t| t.eq_ignore_ascii_case(b"sep="));
    let (true, Some(&delimiter)) = (named, text.get(4).filter(|byte| may_delimit(**byte))) else {
        return (None, mark);
    };
    match &text[5..] {
        [b'\r', b'\n', ..] => (Some(delimiter), mark + 7),
        [b'\n' | b'\r', ..] => (Some(delimiter), mark + 6),
        _ => (None, mark),
    }
}

/// The delimiter under which a row names the most fields (the most cells, if none does), and how many
/// records stand above that row.
fn find_header(head: &[u8], is_all: bool, delimiters: &[u8], columns: &Columns) -> (u8, usize) {
    let mut best: Option<(Likeness, u8, usize)> = None;
    for delimiter in delimiters {
        let (above, likeness) = header_row(head, is_all, *delimiter, columns);
        if best.is_none_or(|(known, ..)| likeness > known) {
            best = Some((likeness, *delimiter, above));
        }
    }
    best.map_or((DELIMITERS[0], 0), |(_, delimiter, above)| {
        (delimiter, above)
    })
}

/// How much a row is like a header: whether it names a title or duties, fields it names, cells it has.
type Likeness = (bool, usize, usize);

/// The first row that has anything in it is the header, unless it names no title and one of the next
/// rows does and names fields with most of its cells.
fn header_row(head: &[u8], is_all: bool, delimiter: u8, columns: &Columns) -> (usize, Likeness) {
    let (mut at, mut cells) = (0, Vec::new());
    let mut first: Option<(usize, Likeness)> = None;
    for above in 0..=MOST_ABOVE_HEADER {
        let text = &head[at..];
        if text.is_empty() {
            break;
        }
        let found = scan(text, delimiter, is_all, &mut cells);
        let names: Vec<_> = cells.iter().map(|cell| mended(cell, text).0).collect();
        let filled = names.iter().filter(|name| !name.trim().is_empty()).count();
        if filled > 0 {
            let cell_count = names.len();
            let header = Header::new(names, columns, 1, 0);
            let (titled, known) = (header.has_title(), header.known());
            let likeness = (titled, known, cell_count);
            match first {
                None if titled => return (above, likeness),
                None => first = Some((above, likeness)),
                Some(_) if titled && known >= 2 && known * 2 >= filled => {
                    return (above, likeness);
                }
                Some(_) => {}
            }
        }
        let Scan::Whole { next, .. } = found else {
            break;
        };
        at += next;
    }
    first.unwrap_or_default()
}

fn read_error(name: &str, broken: Broken) -> ReadError {
    match broken {
        Broken::Io(error) => ReadError::new(name, error),
        Broken::UnclosedQuote { line, column } => {
            ReadError::at(name, line, column, ReadErrorKind::UnclosedQuote)
        }
        Broken::TooLong { line, column } => {
            let kind = ReadErrorKind::RecordTooLong(LONGEST_RECORD_MIB);
            ReadError::at(name, line, column, kind)
        }
    }
}
