//! The rows of a table that is stored column by column, as a stream of CSV. No more than a batch of them is held. Line breaks
//! within cells become line separators, so that a row is a line.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};

use arrow_array::RecordBatch;
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::ChunkReader;

use super::parts::PartwiseMeter;
use super::used::{SAMPLE, used};
use super::{Stored, StoredFile, TableKind};
use crate::read::input::error::ReadErrorKind;
use crate::rules::Columns;

/// What can be read only once is held, if it must be looked up.
const MOST_HELD_MIB: u64 = 1024;

/// Rows that are decoded in one go.
const BATCH: usize = 4096;

/// The batches of a table. Those behind the first rows have only the columns that are used.
type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;

/// The rows of a table as CSV. If not all columns are asked for, the cells of columns that give no field are empty behind
/// the first rows, and are not read.
pub(in crate::read) fn rows(
    kind: TableKind,
    stored: Stored<'_>,
    columns: &Columns,
    all_columns: bool,
) -> Result<Box<dyn Read + Send>, ReadErrorKind> {
    let reading = Reading {
        columns,
        all_columns,
    };
    Ok(Box::new(match (kind, stored) {
        (TableKind::Parquet, Stored::File(file)) => {
            reading.parquet(File::open(file.path)?, Some(&file))?
        }
        (TableKind::Parquet, Stored::Once(bytes)) => {
            reading.parquet(bytes::Bytes::from(held(bytes)?), None)?
        }
        (TableKind::ArrowFile, Stored::File(file)) => {
            let bytes = io::BufReader::new(File::open(file.path)?);
            reading.file(bytes, Some(&file))?
        }
        (TableKind::ArrowFile, Stored::Once(bytes)) => {
            reading.file(Cursor::new(held(bytes)?), None)?
        }
        (TableKind::ArrowStream, Stored::File(file)) => {
            let bytes = io::BufReader::new(File::open(file.path)?);
            reading.stream(file.meter.counting(bytes, file.counted))?
        }
        (TableKind::ArrowStream, Stored::Once(bytes)) => reading.stream(bytes)?,
    }))
}

fn held(bytes: Box<dyn Read + Send>) -> Result<Vec<u8>, ReadErrorKind> {
    let mut held = Vec::new();
    let most = MOST_HELD_MIB << 20;
    bytes.take(most + 1).read_to_end(&mut held)?;
    match held.len() as u64 > most {
        true => Err(ReadErrorKind::TooLong(MOST_HELD_MIB)),
        false => Ok(held),
    }
}

/// A file whose bytes are counted in so many parts.
fn parts_of(stored: Option<&StoredFile<'_>>, parts: u64) -> io::Result<Option<PartwiseMeter>> {
    let Some(file) = stored else {
        // The bytes of what can be read only once are counted as they are read.
        return Ok(None);
    };
    let bytes = file.path.metadata()?.len();
    Ok(Some(PartwiseMeter::new(
        file.meter.clone(),
        bytes,
        parts,
        file.counted,
    )))
}

/// How a table is to be read.
struct Reading<'r> {
    columns: &'r Columns,
    all_columns: bool,
}

impl Reading<'_> {
    fn parquet<R: ChunkReader + Again + 'static>(
        &self,
        file: R,
        stored: Option<&StoredFile<'_>>,
    ) -> Result<CsvRows, ReadErrorKind> {
        let open = || {
            let file = file.again()?;
            let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(broken)?;
            Ok::<_, ReadErrorKind>(builder.with_batch_size(BATCH))
        };
        let first = open()?;
        let schema = first.schema().clone();
        let rows = first.metadata().file_metadata().num_rows();
        let mut parts = parts_of(stored, u64::try_from(rows).unwrap_or_default())?;
        let mut first = first.with_limit(SAMPLE).build().map_err(broken)?;
        let first = first.next().transpose().map_err(broken)?;
        let used = self.used(&schema, first.as_ref())?;
        let rest = open()?;
        let mask = ProjectionMask::roots(rest.parquet_schema(), used.iter().copied());
        let rest = rest.with_projection(mask).with_offset(SAMPLE);
        let rest = rest.build().map_err(broken)?;
        let mut count = move |batch: &RecordBatch| {
            if let Some(parts) = &mut parts {
                parts.count(batch.num_rows());
            }
        };
        first.iter().for_each(&mut count);
        let rest = rest.inspect(move |batch| batch.iter().for_each(&mut count));
        CsvRows::new(&schema, first, Box::new(rest), used)
    }

    fn file<R: Read + Seek + Send + 'static>(
        &self,
        file: R,
        stored: Option<&StoredFile<'_>>,
    ) -> Result<CsvRows, ReadErrorKind> {
        let batches = FileReader::try_new(file, None).map_err(broken)?;
        let mut parts = parts_of(stored, batches.num_batches() as u64)?;
        let schema = batches.schema();
        let batches = batches.inspect(move |_| {
            if let Some(parts) = &mut parts {
                parts.count(1);
            }
        });
        self.batches(&schema, Box::new(batches))
    }

    fn stream<R: Read + Send + 'static>(&self, bytes: R) -> Result<CsvRows, ReadErrorKind> {
        let batches = StreamReader::try_new(bytes, None).map_err(broken)?;
        self.batches(&batches.schema(), Box::new(batches))
    }

    fn batches(&self, schema: &SchemaRef, mut batches: Batches) -> Result<CsvRows, ReadErrorKind> {
        let first = batches.next().transpose().map_err(broken)?;
        let used = self.used(schema, first.as_ref())?;
        let kept = used.clone();
        let rest = batches.map(move |batch| batch?.project(&kept));
        CsvRows::new(schema, first, Box::new(rest), used)
    }

    /// The places of the columns that are read behind the first rows.
    fn used(
        &self,
        schema: &SchemaRef,
        first: Option<&RecordBatch>,
    ) -> Result<Vec<usize>, ReadErrorKind> {
        let names: Vec<_> = schema
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        let Some(first) = first.filter(|_| !self.all_columns) else {
            return Ok((0..names.len()).collect());
        };
        let rows = first.slice(0, first.num_rows().min(SAMPLE));
        let cells = cells(&rows)?;
        Ok(used(names, &cells, self.columns))
    }
}

/// The same bytes to be read once more.
trait Again: Sized {
    fn again(&self) -> io::Result<Self>;
}

impl Again for File {
    fn again(&self) -> io::Result<File> {
        self.try_clone()
    }
}

impl Again for bytes::Bytes {
    fn again(&self) -> io::Result<bytes::Bytes> {
        Ok(self.clone())
    }
}

/// A stream of CSV.
struct CsvRows {
    batches: Batches,
    /// How many columns the table has, and which of them the batches have.
    width: usize,
    used: Vec<usize>,
    csv: Vec<u8>,
    at: usize,
}

impl CsvRows {
    fn new(
        schema: &SchemaRef,
        first: Option<RecordBatch>,
        batches: Batches,
        used: Vec<usize>,
    ) -> Result<Self, ReadErrorKind> {
        let mut rows = CsvRows {
            batches,
            width: schema.fields().len(),
            used: (0..schema.fields().len()).collect(),
            csv: Vec::new(),
            at: 0,
        };
        let mut names = csv::Writer::from_writer(&mut rows.csv);
        let fields = schema.fields().iter().map(|field| on_a_line(field.name()));
        names.write_record(fields).map_err(io::Error::other)?;
        names.flush()?;
        drop(names);
        if let Some(first) = first {
            rows.write(&first)?;
        }
        rows.used = used;
        Ok(rows)
    }

    /// Writes the rows of a batch that has the used columns.
    fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        let mut texts = texts(batch).map_err(io::Error::other)?;
        let mut places = vec![None; self.width];
        for (at, column) in self.used.iter().enumerate() {
            if let Some(place) = places.get_mut(*column) {
                *place = Some(at);
            }
        }
        let mut csv = csv::Writer::from_writer(&mut self.csv);
        for row in 0..batch.num_rows() {
            for place in &places {
                let text = match place.and_then(|at| texts.get_mut(at)) {
                    Some(text) => text.of(row).map_err(io::Error::other)?,
                    None => "",
                };
                csv.write_field(text).map_err(io::Error::other)?;
            }
            csv.write_record(None::<&[u8]>).map_err(io::Error::other)?;
        }
        csv.flush()
    }
}

impl Read for CsvRows {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.at == self.csv.len() {
            self.csv.clear();
            self.at = 0;
            let Some(batch) = self.batches.next() else {
                return Ok(0);
            };
            self.write(&batch.map_err(io::Error::other)?)?;
        }
        let rest = self.csv.get(self.at..).unwrap_or_default();
        let count = rest.len().min(to.len());
        to[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }
}

/// The cells of a batch, row by row.
fn cells(batch: &RecordBatch) -> Result<Vec<Vec<String>>, ReadErrorKind> {
    let mut texts = texts(batch).map_err(broken)?;
    let rows = (0..batch.num_rows()).map(|row| {
        let cells = texts.iter_mut().map(|text| text.of(row).map(str::to_owned));
        cells.collect::<Result<_, _>>().map_err(broken)
    });
    rows.collect()
}

fn texts(batch: &RecordBatch) -> Result<Vec<Texts<'_>>, ArrowError> {
    const OPTIONS: FormatOptions<'static> = FormatOptions::new().with_display_error(true);
    let columns = batch.columns().iter().map(|column| {
        Ok(Texts {
            values: ArrayFormatter::try_new(column.as_ref(), &OPTIONS)?,
            is_float: matches!(
                column.data_type(),
                DataType::Float16 | DataType::Float32 | DataType::Float64
            ),
            text: String::new(),
        })
    });
    columns.collect()
}

/// The values of a column as texts. Null is an empty one.
struct Texts<'a> {
    values: ArrayFormatter<'a>,
    is_float: bool,
    text: String,
}

impl Texts<'_> {
    fn of(&mut self, row: usize) -> Result<&str, std::fmt::Error> {
        self.text.clear();
        write!(self.text, "{}", self.values.value(row))?;
        // Ids of which some are missing become floats in some programs.
        if self.is_float && self.text.ends_with(".0") {
            self.text.truncate(self.text.len() - 2);
        }
        if self.text.contains(['\n', '\r', '\0']) {
            self.text = on_a_line(&self.text);
        }
        Ok(&self.text)
    }
}

fn on_a_line(text: &str) -> String {
    let text = text.replace("\r\n", "\u{2028}");
    text.replace(['\n', '\r'], "\u{2028}")
        .replace('\0', "\u{fffd}")
}

fn broken(error: impl std::fmt::Display) -> ReadErrorKind {
    ReadErrorKind::Columnar(error.to_string())
}
