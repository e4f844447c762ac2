//! Reads inputs one after the other, in batches of positions.

use std::collections::VecDeque;
use std::sync::Arc;

use super::csv::rows::CsvRows;
use super::format::Format;
use super::input::discover::Input;
use super::input::error::ReadError;
use super::input::guard;
use super::meter::{Meter, Stage};
use super::open::open;
use super::options::ReadOptions;
use super::source::Sources;
use super::tree;
use super::tree::json_lines::JsonLines;
use crate::model::{Batch, Defect, DefectKind, Field, FileId};
use crate::rules::Columns;

/// Reads inputs one after the other.
pub struct Reader<'r> {
    columns: &'r Columns,
    options: ReadOptions,
    inputs: VecDeque<Input>,
    open: Option<Open<'r>>,
    ready: VecDeque<Batch>,
    sources: Sources,
    meter: Meter,
}

/// An input that is read piece by piece.
enum Open<'r> {
    Csv(Box<CsvRows>),
    Lines(Box<JsonLines<'r>>),
}

impl<'r> Reader<'r> {
    /// A reader of inputs, in the order given.
    pub fn new(inputs: Vec<Input>, columns: &'r Columns, options: ReadOptions) -> Self {
        let (open, ready) = (None, VecDeque::new());
        Reader {
            columns,
            options,
            inputs: inputs.into(),
            open,
            ready,
            sources: Sources::default(),
            meter: Meter::default(),
        }
    }

    /// The same reader, counting in this meter.
    #[must_use]
    pub fn metered(self, meter: &Meter) -> Self {
        Reader {
            meter: meter.clone(),
            ..self
        }
    }

    /// What counts as it reads.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// The bytes of all inputs that are still to be read, where they are known beforehand.
    pub fn size(&self) -> Option<u64> {
        self.inputs.iter().map(Input::size).sum()
    }

    /// The next positions; `None` when all inputs are read. A batch belongs to one file and may hold
    /// defects only. Inputs that cannot be read are noted in the sources and passed over.
    pub fn next_batch(&mut self) -> Option<Batch> {
        let batch = self.read_batch()?;
        self.meter.count_positions(batch.len());
        Some(batch)
    }

    fn read_batch(&mut self) -> Option<Batch> {
        let meter = self.meter.clone();
        meter.time(Stage::Read, || self.read_on())
    }

    fn read_on(&mut self) -> Option<Batch> {
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
        let Some(batch) = self.read_batch() else {
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
        self.sources.company = self.options.company.take();
        self.sources
    }

    fn open(&mut self, input: Input) -> Result<(), ReadError> {
        let mut opened = open(&input, self.columns, &self.options, &self.meter)?;
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
