//! Bytes to positions: files, folders and standard input, CSV, YAML and JSON, with the place of every cell.
//!
//! A [`Reader`] gives batches of positions in input order and never holds more of a CSV file, or of JSON
//! Lines, than the batch it is filling. What a row's cells looked like in the source is found again on demand by
//! [`Sources::locate`], so that a position needs to remember no more than where its record begins.

mod csv;
mod input;
mod row;
mod tree;
mod xlsx;

use std::collections::VecDeque;
use std::num::NonZero;
use std::sync::Arc;

pub use input::discover::{
    BASELINE, CONFIG, Found, Input, Selection, discover, discover_in, is_chart,
};
pub use input::error::{ReadError, ReadErrorKind};
pub use input::guard::is_guarded;
pub use input::revision::{RevisionError, discover_at};
pub use input::source::{Remark, Source, Sources, Tally};
pub use input::unpack::Packing;
pub use row::dates::Day;
pub(crate) use row::formula::guarded;

use crate::model::{Batch, Defect, DefectKind, Field, FileId};
use crate::rules::Columns;
use csv::rows::CsvRows;
use input::guard;
use tree::json_lines::JsonLines;

/// The formats a chart may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Rows of cells, parted by any one sign.
    Csv,
    /// YAML: a list of positions, or a tree of them.
    Yaml,
    /// JSON: the same shapes as in YAML, and the answers of directories.
    Json,
    /// JSON Lines: one JSON text a line.
    Jsonl,
    /// An Excel workbook (`.xlsx`), of which one sheet is read.
    Xlsx,
    /// Entries of a directory.
    Ldif,
    /// A flow chart of Mermaid.
    Mermaid,
}

/// How inputs are to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What parts the cells of a CSV row; found out per file where not given.
    pub delimiter: Option<u8>,
    /// The format of inputs whose name does not tell; found out from their text where not given.
    pub format: Option<Format>,
    /// Keep the text of inputs that can be had no second time (standard input, pipes, what is compressed
    /// or in another encoding than UTF-8), up to 64 MiB each, so that places in it can be shown.
    pub hold: bool,
    /// Keep all cells of each row in its batch.
    pub carry: bool,
    /// How many broken rows of a file are put up with before the rest of it is left unread; any number
    /// where not given.
    pub max_errors: Option<NonZero<u64>>,
    /// No row names the columns; they are called `column 1`, `column 2` and so on.
    pub no_header: bool,
    /// The sheet of a workbook, by its name or number; the one that makes most of a chart where not given.
    pub sheet: Option<String>,
    /// Take all inputs for parts of one chart.
    pub join: bool,
    /// Leave out rows of people who had not started on this day, or had left before it.
    pub as_of: Option<Day>,
    /// The day of the run, by which suppressions end; `as_of` where not given.
    pub today: Option<Day>,
}

/// Reads inputs one after the other.
pub struct Reader<'r> {
    columns: &'r Columns,
    options: Options,
    inputs: VecDeque<Input>,
    open: Option<Open<'r>>,
    ready: VecDeque<Batch>,
    sources: Sources,
}

/// An input that is read piece by piece.
enum Open<'r> {
    Csv(Box<CsvRows>),
    Lines(Box<JsonLines<'r>>),
}

impl<'r> Reader<'r> {
    /// A reader of inputs, in the order given.
    pub fn new(inputs: Vec<Input>, columns: &'r Columns, options: Options) -> Self {
        let (open, ready) = (None, VecDeque::new());
        Reader {
            columns,
            options,
            inputs: inputs.into(),
            open,
            ready,
            sources: Sources::default(),
        }
    }

    /// The next positions; `None` when all inputs are read. A batch belongs to one file and may hold
    /// defects only. Inputs that cannot be read are noted in the sources and passed over.
    pub fn next_batch(&mut self) -> Option<Batch> {
        loop {
            if let Some(batch) = self.ready.pop_front() {
                return Some(batch);
            }
            if let Some(open) = &mut self.open {
                let source = self.sources.files.last_mut()?;
                let name = source.name.clone();
                let columns = self.columns;
                let next = guard::guarded(&name, || match open {
                    Open::Csv(rows) => rows.next_batch(columns, source),
                    Open::Lines(lines) => lines.next_batch(source),
                });
                match next {
                    Ok(Some(batch)) => return Some(batch),
                    Ok(None) => self.open = None,
                    Err(error) => {
                        self.sources.errors.push(error);
                        self.open = None;
                    }
                }
                continue;
            }
            let input = self.inputs.pop_front()?;
            let name = input.name();
            if let Err(error) = guard::guarded(&name, || self.open(input)) {
                self.sources.errors.push(error);
            }
        }
    }

    /// The columns of the first input that has any rows; it reads as far as it takes to know them.
    pub fn first_columns(&mut self) -> Arc<[(String, Option<Field>)]> {
        let Some(batch) = self.next_batch() else {
            return Arc::default();
        };
        let columns = Arc::clone(&self.sources.file(batch.file).columns);
        self.ready.push_front(batch);
        columns
    }

    /// The inputs that are still to be read.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> + Clone {
        self.inputs.iter()
    }

    /// The inputs read so far.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What was read so far: the sources of the positions, and what could not be read. Files of people who
    /// belong together are parts of one chart from here on.
    pub fn into_sources(mut self) -> Sources {
        self.sources.join_people();
        self.sources.today = self.options.today.or(self.options.as_of);
        self.sources
    }

    fn open(&mut self, input: Input) -> Result<(), ReadError> {
        let mut opened = input::open::open(&input, self.columns, &self.options)?;
        let file = FileId(self.sources.files.len() as u32);
        let (written, packing) = (opened.written, opened.packing);
        let sheet = opened.sheet.take();
        let mut source = match opened.format {
            Format::Csv | Format::Xlsx => {
                let rows = CsvRows::open(opened, file, self.columns, &self.options);
                let (rows, source) = rows.map_err(|error| match &sheet {
                    Some(sheet) => error.on_sheet(&sheet.name, &sheet.others),
                    None => error,
                })?;
                self.open = Some(Open::Csv(Box::new(rows)));
                source
            }
            Format::Jsonl => {
                let (lines, source) = JsonLines::open(opened, file, self.columns, &self.options)?;
                self.open = Some(Open::Lines(Box::new(lines)));
                source
            }
            Format::Yaml | Format::Json | Format::Ldif | Format::Mermaid => {
                let (source, batches, errors) =
                    tree::file::read(opened, file, self.columns, &self.options)?;
                self.sources.errors.extend(errors);
                self.ready.extend(batches);
                source
            }
        };
        source.encoding = written.encoding.name();
        source.packing = packing;
        let is_full = sheet.as_ref().is_some_and(|sheet| sheet.is_full);
        if let Some(sheet) = sheet {
            source.sheet = Some(sheet.name);
            source.other_sheets = sheet.others;
        }
        source.part_of = self.options.join.then_some(FileId(0));
        source.folder = match input {
            Input::InFolder { folder, .. } | Input::HeldInFolder { folder, .. } => Some(folder),
            Input::File(_) | Input::Stdin | Input::Held { .. } => None,
        };
        self.sources.files.push(source);
        let guessed = written.is_guess.then(|| DefectKind::GuessedEncoding {
            encoding: written.encoding.name(),
        });
        let full = is_full.then_some(DefectKind::FullSheet);
        for kind in guessed.into_iter().chain(full) {
            let mut told = Batch::new(file);
            told.defects.push(Defect {
                kind,
                line: 1,
                offset: 0,
                field: None,
            });
            self.ready.push_front(told);
        }
        Ok(())
    }
}
