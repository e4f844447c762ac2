//! Verdicts on the rows of tables in the memory layout of Apache Arrow.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use arrow_select::concat::concat;
use rayon::prelude::*;

use super::error::Error;
use super::options::Options;
use super::table_error::TableError;
use crate::classify::judge;
use crate::model::{Batch, Field, Verdict};
use crate::read::GivenRows;
use crate::report::{Detail, VerdictBatch, VerdictColumns, verdict_schema};
use crate::rules::Rules;
use crate::text::squeeze;

/// The columns that verdicts have if none are asked for.
pub const USUAL: [&str; 8] = [
    "rank",
    "function",
    "roles",
    "focus",
    "score",
    "confidence",
    "covers_internal",
    "covers_external",
];

/// The column that says why a row has no verdict.
pub const ERROR: &str = "error";

/// The fields that a column of a table may give.
pub const FIELDS: [Field; 5] = [
    Field::Id,
    Field::Title,
    Field::Department,
    Field::Entity,
    Field::Responsibilities,
];

/// So many rows are judged in one go.
const CHUNK: usize = 1024;

/// A longer text is taken for a mistake, as in files.
const LONGEST_MIB: usize = 16;

/// Which columns of a table give which fields, and which columns the verdicts have.
///
/// Fields that no column is named for are looked for by their headers, as in files.
#[derive(Clone, Debug)]
#[must_use = "call `classifier`"]
pub struct TableOptions {
    columns: Vec<(Field, String)>,
    fields: Vec<String>,
    detail: Detail,
}

impl Default for TableOptions {
    fn default() -> Self {
        TableOptions {
            columns: Vec::new(),
            fields: USUAL.map(str::to_owned).to_vec(),
            detail: Detail::None,
        }
    }
}

impl TableOptions {
    /// Finds all columns by their headers, and gives the usual columns of the verdict.
    pub fn new() -> Self {
        TableOptions::default()
    }

    /// Takes a field from this column.
    pub fn column(mut self, field: Field, name: impl Into<String>) -> Self {
        self.columns.push((field, name.into()));
        self
    }

    /// Gives these columns of the verdict, as `rolecall classify --fields` names them.
    pub fn fields(mut self, fields: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.fields = fields.into_iter().map(Into::into).collect();
        self
    }

    /// Gives the evidence as well.
    pub fn evidence(mut self, detail: Detail) -> Self {
        self.detail = detail;
        self
    }

    /// Makes ready for the tables of a schema.
    ///
    /// # Errors
    /// Where the rules cannot be used, or the columns asked for are not there.
    pub fn classifier(self, options: &Options, table: &Schema) -> Result<TableClassifier, Error> {
        let rules = options.load()?;
        let texts = self.texts(&rules, table)?;
        let mut fields = self.fields;
        if self.detail != Detail::None && !fields.iter().any(|field| field == "evidence") {
            fields.push("evidence".to_owned());
        }
        let verdict = {
            let columns = columns(&rules, &fields, self.detail)?;
            verdict_schema(&columns, false)
        };
        let is_taken = |name: &str| name == ERROR || verdict.column_with_name(name).is_some();
        let carried = table
            .fields()
            .iter()
            .map(|field| match is_taken(field.name()) {
                true => {
                    let name = format!("input_{}", field.name());
                    Arc::new(field.as_ref().clone().with_name(name))
                }
                false => Arc::clone(field),
            });
        let error = arrow_schema::Field::new(ERROR, DataType::Utf8, true);
        let own = verdict.fields().iter().cloned().chain([Arc::new(error)]);
        let schema = Schema::new(carried.chain(own).collect::<Vec<_>>());
        Ok(TableClassifier {
            rules,
            texts,
            fields,
            detail: self.detail,
            schema: Arc::new(schema.with_metadata(table.metadata().clone())),
        })
    }

    /// The places of the columns that give the fields.
    fn texts(&self, rules: &Rules, table: &Schema) -> Result<Vec<(Field, usize)>, TableError> {
        let known = || table.fields().iter().map(|field| field.name().clone());
        let mut texts = Vec::new();
        for field in FIELDS {
            let named = self.columns.iter().find(|(own, _)| *own == field);
            let at = match named {
                Some((_, name)) => {
                    let at = table
                        .index_of(name)
                        .ok()
                        .or_else(|| known().position(|column| squeeze(&column) == squeeze(name)));
                    Some(at.ok_or_else(|| TableError::NoColumn {
                        name: name.clone(),
                        known: known().collect(),
                    })?)
                }
                None => self.found(field, rules, table),
            };
            let Some(at) = at else {
                continue;
            };
            let column = table.field(at);
            if !is_text(column.data_type(), field) {
                return Err(TableError::NoText {
                    name: column.name().clone(),
                    found: column.data_type().clone(),
                });
            }
            texts.push((field, at));
        }
        let says_work =
            |(field, _): &(Field, usize)| matches!(field, Field::Title | Field::Responsibilities);
        match texts.iter().any(says_work) {
            true => Ok(texts),
            false => Err(TableError::NoTitle(known().collect())),
        }
    }

    /// The column whose header fits a field best.
    fn found(&self, field: Field, rules: &Rules, table: &Schema) -> Option<usize> {
        let is_free = |name: &str| self.columns.iter().all(|(_, taken)| taken != name);
        let columns = table.fields().iter().enumerate();
        let fit = columns
            .filter(|(_, column)| is_free(column.name()) && is_text(column.data_type(), field));
        let fit = fit.filter_map(|(at, column)| {
            let (own, rank) = rules.columns.field(column.name())?;
            (own == field).then_some((rank, at))
        });
        fit.min().map(|(_, at)| at)
    }
}

/// Whether the values of a column are texts. Ids may be numbers.
fn is_text(data_type: &DataType, field: Field) -> bool {
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Dictionary(_, values) => is_text(values, field),
        other => field == Field::Id && other.is_integer(),
    }
}

fn columns<'r>(
    rules: &'r Rules,
    fields: &[String],
    detail: Detail,
) -> Result<VerdictColumns<'r>, TableError> {
    Ok(VerdictColumns::new(rules, fields, &[], detail, true)?)
}

/// Gives verdicts on the rows of the tables of one schema.
#[derive(Clone, Debug)]
pub struct TableClassifier {
    rules: Arc<Rules>,
    /// The columns that give fields.
    texts: Vec<(Field, usize)>,
    fields: Vec<String>,
    detail: Detail,
    schema: SchemaRef,
}

impl TableClassifier {
    /// The type of what [`classify`](Self::classify) returns: the columns of the table as they are, the columns of the
    /// verdict, and `error`.
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// Gives verdicts on batches of a table, in the threads of the pool that it is called in. Batches keep their rows, and
    /// a row without a title and a duty text gets no verdict.
    ///
    /// # Errors
    /// Where a batch is not of the schema.
    pub fn classify(&self, batches: &[RecordBatch]) -> Result<Vec<RecordBatch>, TableError> {
        let columns = columns(&self.rules, &self.fields, self.detail)?;
        let mut first = 0;
        let chunks: Vec<(usize, usize, RecordBatch)> = batches
            .iter()
            .enumerate()
            .flat_map(|(index, batch)| {
                let rows = batch.num_rows();
                let from = first;
                first += rows;
                (0..rows).step_by(CHUNK).map(move |at| {
                    let chunk = batch.slice(at, CHUNK.min(rows - at));
                    (index, from + at, chunk)
                })
            })
            .collect();
        let judged = chunks
            .par_iter()
            .map(|(index, from, chunk)| Ok((*index, self.chunk(&columns, *from, chunk)?)))
            .collect::<Result<Vec<_>, TableError>>()?;
        let mut parts = judged.into_iter().peekable();
        let whole = batches.iter().enumerate().map(|(index, batch)| {
            let mut own = Vec::new();
            while let Some((_, part)) = parts.next_if(|(of, _)| *of == index) {
                own.push(part);
            }
            self.joined(batch, &own)
        });
        whole.collect()
    }

    /// A batch, and the columns of the verdicts on its parts.
    fn joined(
        &self,
        batch: &RecordBatch,
        parts: &[Vec<ArrayRef>],
    ) -> Result<RecordBatch, TableError> {
        let carried = batch.num_columns();
        let mut columns = batch.columns().to_vec();
        for (own, field) in self.schema.fields().iter().skip(carried).enumerate() {
            let arrays = parts.iter().filter_map(|part| part.get(own));
            let arrays: Vec<_> = arrays.map(AsRef::as_ref).collect();
            columns.push(match arrays.is_empty() {
                true => arrow_array::new_empty_array(field.data_type()),
                false => concat(&arrays)?,
            });
        }
        Ok(RecordBatch::try_new(
            SchemaRef::clone(&self.schema),
            columns,
        )?)
    }

    /// The columns of the verdicts on a few rows.
    fn chunk(
        &self,
        columns: &VerdictColumns<'_>,
        first: usize,
        rows: &RecordBatch,
    ) -> Result<Vec<ArrayRef>, TableError> {
        let texts = self.texts.iter().map(|(field, at)| {
            let text = cast(rows.column(*at), &DataType::Utf8)?;
            Ok((*field, StringArray::from(text.to_data())))
        });
        let texts = texts.collect::<Result<Vec<_>, ArrowError>>()?;
        let mut verdicts = Verdicts::new(&self.rules, columns, rows.num_rows());
        for row in 0..rows.num_rows() {
            let given = texts.iter().filter(|(_, texts)| texts.is_valid(row));
            let given = given.map(|(field, texts)| (*field, texts.value(row)));
            let number = u32::try_from(first + row + 1).unwrap_or(u32::MAX);
            verdicts.row(number, given);
        }
        Ok(verdicts.finish())
    }
}

/// The verdicts on a few rows on their way to columns.
struct Verdicts<'a> {
    rules: &'a Rules,
    columns: &'a VerdictColumns<'a>,
    given: GivenRows<'a>,
    filled: VerdictBatch,
    errors: StringBuilder,
    /// What became of the rows that were read and are not written yet.
    waiting: Vec<Waiting>,
}

enum Waiting {
    ToJudge,
    Nothing,
    TooLong,
}

impl<'a> Verdicts<'a> {
    fn new(rules: &'a Rules, columns: &'a VerdictColumns<'a>, rows: usize) -> Self {
        Verdicts {
            rules,
            columns,
            given: GivenRows::new(&rules.columns),
            filled: VerdictBatch::with_capacity(columns, rows),
            errors: StringBuilder::new(),
            waiting: Vec::with_capacity(rows),
        }
    }

    fn row<'c>(&mut self, number: u32, given: impl Iterator<Item = (Field, &'c str)> + Clone) {
        let says_work = |field: Field| matches!(field, Field::Title | Field::Responsibilities);
        let length: usize = given.clone().map(|(_, text)| text.len()).sum();
        if !given.clone().any(|(field, _)| says_work(field)) {
            self.waiting.push(Waiting::Nothing);
        } else if length > LONGEST_MIB << 20 {
            self.waiting.push(Waiting::TooLong);
        } else {
            self.given.push(number, given);
            self.waiting.push(Waiting::ToJudge);
        }
        if self.given.is_full() {
            self.judge();
        }
    }

    /// Judges the rows that are waiting, and writes them.
    fn judge(&mut self) {
        let batch = self.given.take();
        let mut verdicts = self.verdicts(&batch).into_iter().enumerate();
        for waiting in std::mem::take(&mut self.waiting) {
            let outcome = match waiting {
                Waiting::Nothing => Ok(None),
                Waiting::TooLong => Err(format!("its texts are longer than {LONGEST_MIB} MiB")),
                Waiting::ToJudge => match verdicts.next() {
                    Some((row, Some(verdict))) => Ok(Some((row, verdict))),
                    _ => Err("the text could not be judged; please report this".to_owned()),
                },
            };
            match &outcome {
                Ok(Some((row, verdict))) => {
                    let carrying = self.columns.within(&Arc::default());
                    let at = ("", &batch, *row);
                    self.filled.push(self.columns, at, verdict, &carrying);
                }
                Ok(None) | Err(_) => self.filled.push_null(),
            }
            self.errors.append_option(outcome.err());
        }
    }

    /// The verdicts on the rows of a batch. A row that cannot be judged costs no other row its verdict.
    fn verdicts(&self, batch: &Batch) -> Vec<Option<Verdict>> {
        let tried =
            |batch: &Batch| catch_unwind(AssertUnwindSafe(|| judge(self.rules, batch))).ok();
        if let Some(verdicts) = tried(batch) {
            return verdicts.into_iter().map(Some).collect();
        }
        let alone = batch.positions().map(|position| {
            let mut one = Batch::new(batch.file);
            one.push(&position);
            tried(&one)?.pop()
        });
        alone.collect()
    }

    fn finish(mut self) -> Vec<ArrayRef> {
        self.judge();
        let mut columns = self.filled.finish();
        columns.push(Arc::new(self.errors.finish()));
        columns
    }
}
