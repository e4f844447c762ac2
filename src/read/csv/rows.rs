//! CSV to batches of positions.

use std::io::Read;

use super::cells::{Cell, line_breaks};
use super::headings::Headings;
use super::positions::RecordReader;
use super::records::{BrokenRecord, Records};
use super::shift::Usual;
use super::top::{DELIMITERS, find_header, is_headless, mended, preamble, row_at, rows_from};
use crate::model::{Batch, Field, FileId};
use crate::read::format::Format;
use crate::read::input::error::{ReadError, ReadErrorKind};
use crate::read::input::limit::Limit;
use crate::read::input::opened::Opened;
use crate::read::options::ReadOptions;
use crate::read::row::dates::Calendar;
use crate::read::row::header::Header;
use crate::read::row::promised::Promised;
use crate::read::source::{Layout, Source};
use crate::rules::{Columns, Structure};
use crate::text::{TextMap, TextSet};

/// A record longer than this is taken for one whose quote was never closed.
const LONGEST_RECORD_MIB: usize = 16;

/// The rows of an open CSV file.
pub struct CsvRows {
    records: Records<Box<dyn Read + Send>>,
    cells: Vec<Cell>,
    rows: RecordReader,
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
        options: &ReadOptions,
    ) -> Result<(CsvRows, Source), ReadError> {
        let Opened {
            name,
            head,
            is_all,
            rest,
            origin,
            format,
            ..
        } = opened;
        let (declared, preamble) = preamble(&head);
        let given = options.delimiter.or(declared);
        let candidates = given.as_ref().map_or(&DELIMITERS[..], std::slice::from_ref);
        let (delimiter, above) = find_header(&head[preamble..], is_all, candidates, columns);
        let mut first = None;
        if above == 0
            && let Some(names) = row_at(&head[preamble..], is_all, delimiter, above)
        {
            let is_headless = options.no_header || is_headless(&names, columns);
            first = is_headless.then(|| numbered(names.len()));
        }
        let below = if first.is_some() { 0 } else { above + 1 };
        let sample = rows_from(&head[preamble..], is_all, delimiter, below);

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
        let mut tally = crate::read::input::tally::Tally::default();
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
        let is_headless = first.is_some();
        let header_row = match first {
            // No row is the header, and every row may be shown as far as its fields may.
            Some(names) => Some((names, line, u64::MAX)),
            None => next()?,
        };
        let Some((names, line, offset)) = header_row else {
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
        let mut rows = RecordReader::new(file, &header, calendar);
        rows.carry = options.carry;
        rows.listed = listed(&header, &sample, columns);
        rows.headings = Headings::of(&header, &sample);
        rows.promised = Promised::by(&header, &sample, columns);
        rows.usual = Usual::of(&rows.columns, rows.named..rows.header_len, &sample);
        let draws_lines = !rows.listed.is_empty();
        if format == Format::Xlsx {
            // No row of a sheet is short: its last cells are not stored where they are empty.
            rows.named = 0;
        }
        let layout = Layout::Csv {
            delimiter,
            fields: header.fields.clone(),
            header: offset,
        };
        let mut source = Source::new(name, origin, layout, &header);
        source.tally = tally;
        source.is_tree = draws_lines;
        if is_headless {
            source
                .notes
                .push("no header row was found; the columns are numbered".to_owned());
        }
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
                    if !matches!(broken, BrokenRecord::Io(_)) {
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
            // An empty line is no row.
            self.rows.number += u32::from(!record.text.trim_ascii().is_empty());
            if self.cells.iter().all(|cell| cell.is_blank(record.text)) {
                source.tally.blank_rows += 1;
                continue;
            }
            if std::mem::take(&mut self.repeated) {
                self.rows.number = 0;
                source.tally.repeated_header += 1;
                continue;
            }
            if self.rows.is_no_seat(&record, &self.cells, columns) {
                source.tally.no_seat += 1;
                continue;
            }
            let sound = batch.defects.len();
            match self.rows.push(&record, &self.cells, &mut batch, columns) {
                Some(outside) => outside.count(&mut source.tally),
                None => source.tally.count_position(self.rows.calendar.days_in()),
            }
            source.note_unknown_words(&batch.defects[sound..]);
            self.limit.count(&batch.defects[sound..]);
        }
        if !batch.is_empty() || !batch.defects.is_empty() {
            if batch.is_full() {
                self.next = Batch::after(&batch);
            }
            return Ok(Some(batch));
        }
        source.disagreements = self.rows.promised.broken();
        match self.error.take() {
            Some(error) => Err(error),
            None if source.tally.positions + source.tally.dated_out() == 0 => {
                Err(ReadError::new(&source.name, ReadErrorKind::NoRows))
            }
            None => Ok(None),
        }
    }
}

/// What the columns of a table without a header are called.
fn numbered(count: usize) -> Vec<String> {
    (1..=count)
        .map(|number| format!("column {number}"))
        .collect()
}

/// Whom the rows of a table list below them, in a column that says so, where no column names managers.
fn listed(header: &Header, rows: &[Vec<String>], columns: &Columns) -> TextMap<String, String> {
    let mut listed = TextMap::default();
    let has_managers = Field::MANAGER
        .iter()
        .any(|field| header.column(*field).is_some());
    let is_list = |name: &String| columns.structure(name) == Some(Structure::Reports);
    let key = header.column(Field::Id).or(header.column(Field::Incumbent));
    let (false, Some(list), Some(key)) = (has_managers, header.names.iter().position(is_list), key)
    else {
        return listed;
    };
    let known: TextSet<&str> = rows
        .iter()
        .filter_map(|row| row.get(key))
        .map(|id| id.trim())
        .collect();
    for row in rows {
        let (Some(by), Some(list)) = (row.get(key), row.get(list)) else {
            continue;
        };
        for named in list
            .split([',', ';', '|', '\n'])
            .map(str::trim)
            .filter(|named| !named.is_empty())
        {
            // A number of reports is no list of them.
            let is_new = listed
                .insert(named.to_owned(), by.trim().to_owned())
                .is_none();
            if !is_new || !known.contains(named) || named == by.trim() {
                return TextMap::default();
            }
        }
    }
    listed
}

fn read_error(name: &str, broken: BrokenRecord) -> ReadError {
    match broken {
        BrokenRecord::Io(error) => ReadError::new(name, error),
        BrokenRecord::UnclosedQuote { line, column } => {
            ReadError::at(name, line, column, ReadErrorKind::UnclosedQuote)
        }
        BrokenRecord::TooLong { line, column } => {
            let kind = ReadErrorKind::RecordTooLong(LONGEST_RECORD_MIB);
            ReadError::at(name, line, column, kind)
        }
    }
}
