//! Verdicts as Parquet and Arrow.

use std::io;

use anyhow::Result;
use arrow_array::ArrayRef;
use arrow_schema::SchemaRef;
use rolecall::classify::BatchOrigin;
use rolecall::model::{Batch, Verdict};
use rolecall::postings::PostingFinding;
use rolecall::report::{
    Columnar, ColumnarWriter, VerdictBatch, VerdictColumns, verdict_batch, verdict_schema,
};

use super::in_words::in_words;
use crate::cli::output::{Output, OutputArgs};

/// How verdicts are rendered.
pub struct Form<'r> {
    pub columns: VerdictColumns<'r>,
    pub file: Columnar,
    /// Whether findings are added to each row.
    pub is_checked: bool,
}

/// The columns of a batch, filled.
pub struct Filled(Vec<ArrayRef>);

impl Form<'_> {
    /// Opens an output, and begins the file.
    pub fn open(&self, output: &OutputArgs) -> Result<Writer> {
        let schema = verdict_schema(&self.columns, self.is_checked);
        let to = ColumnarWriter::new(self.file, &schema, output.open_binary()?)?;
        Ok(Writer { schema, to })
    }

    /// Fills the columns.
    pub fn fill(&self, batch: &Batch, origin: &BatchOrigin, verdicts: &[Verdict]) -> Filled {
        let carrying = self.columns.within(&origin.columns);
        let mut filled = VerdictBatch::with_capacity(&self.columns, verdicts.len());
        for (row, verdict) in verdicts.iter().enumerate() {
            let at = (origin.file.as_str(), batch, row);
            filled.push(&self.columns, at, verdict, &carrying);
        }
        Filled(filled.finish())
    }
}

/// An open file.
pub struct Writer {
    schema: SchemaRef,
    to: ColumnarWriter<Output>,
}

impl Writer {
    /// Writes a batch, with what was found in each row where they were checked.
    pub fn write(
        &mut self,
        filled: Filled,
        found: Option<&[Vec<PostingFinding<'_>>]>,
    ) -> io::Result<()> {
        let findings = found.map(|found| found.iter().map(|found| in_words(found)));
        let batch = verdict_batch(&self.schema, filled.0, findings).map_err(io::Error::other)?;
        match batch.num_rows() {
            0 => Ok(()),
            _ => self.to.write(&batch),
        }
    }

    /// Ends the file, and puts it in its place.
    pub fn close(self) -> Result<()> {
        self.to.finish()?.close()
    }
}
