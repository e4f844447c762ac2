//! CSV to batches of positions.

use std::borrow::Cow;
use std::io::Read;

use super::cells::{Cell, Written, line_breaks};
use super::csv_header::{DELIMITERS, find_header, mended, preamble, sample};
use super::dates::{Calendar, Outside};
use super::error::{ReadError, ReadErrorKind};
use super::formula::{runs, unguarded};
use super::header::Header;
use super::limit::Limit;
use super::open::Opened;
use super::record::{self, Cells};
use super::records::{Broken, Record, Records};
use super::source::{Layout, Source};
use super::{Format, Options};
use crate::model::{Batch, Defect, DefectKind, Field, FileId, Position};
use crate::rules::Columns;

/// A record longer than this is taken for one whose quote was never closed.
const LONGEST_RECORD_MIB: usize = 16;

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
            format,
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
        let mut rows = Rows::new(file, &header, calendar);
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
        for (field, _) in &self.columns {
            let text = &mut texts[*field as usize];
            if runs(text.trim_start()) {
                let value = text.trim().to_owned();
                complain(Some(*field), DefectKind::Formula { value });
            }
            if let Cow::Owned(bare) = unguarded(text) {
                *text = Cow::Owned(bare);
            }
        }
        let mut row = Cells::default();
        for (field, _) in &self.columns {
            row.set(*field, &texts[*field as usize]);
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
