//! CSV to batches of positions.

use std::borrow::Cow;
use std::io::Read;

use super::cells::{Cell, Quoting, line_breaks};
use super::headings::Headings;
use super::records::{BrokenRecord, Record, Records};
use super::shift::{Shift, Usual};
use super::top::{DELIMITERS, find_header, is_headless, mended, preamble, row_at, rows_from};
use crate::model::{Batch, Defect, DefectKind, Field, FileId, Position};
use crate::read::format::Format;
use crate::read::input::error::{ReadError, ReadErrorKind};
use crate::read::input::limit::Limit;
use crate::read::input::opened::Opened;
use crate::read::options::ReadOptions;
use crate::read::row::dates::{Calendar, Outside};
use crate::read::row::formula::{runs, unguarded};
use crate::read::row::habits::Habits;
use crate::read::row::header::Header;
use crate::read::row::levels::Levels;
use crate::read::row::promised::Promised;
use crate::read::row::record;
use crate::read::row::record::Cells;
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

/// What turns records to positions.
struct RecordReader {
    file: FileId,
    /// Cell by field, for the fields that have a column.
    columns: Vec<(Field, usize)>,
    /// Cells that the header names; a row may leave out the nameless ones behind them.
    named: usize,
    header_len: usize,
    calendar: Calendar,
    habits: Habits,
    /// The columns that give the way from the top to each row, where these name the managers.
    levels: Option<Levels>,
    /// Who lists whom among those below, by the first rows.
    listed: TextMap<String, String>,
    /// Whether the rows hold what the first ones promised.
    promised: Promised,
    /// Whether all cells of a row are kept.
    carry: bool,
    headings: Headings,
    /// What the first rows say in the columns that are shown.
    usual: Usual,
    scratch: record::TextRoom,
    /// The number of the last row that was read.
    number: u32,
}

impl RecordReader {
    fn new(file: FileId, header: &Header, calendar: Calendar) -> Self {
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
    fn is_no_seat(&self, record: &Record<'_>, cells: &[Cell], columns: &Columns) -> bool {
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
