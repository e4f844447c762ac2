//! The outputs that show verdicts: how the rows of each are rendered, and where they go.

use std::io;

use anyhow::Result;
use rolecall::classify::BatchOrigin;
use rolecall::model::{Batch, Verdict};
use rolecall::postings::PostingFinding;
use rolecall::report::{InputColumn, VerdictColumns};

#[cfg(feature = "arrow")]
use super::columnar;
use super::rows::{RenderedBatch, RowRenderer, Sink};
use crate::cli::output::OutputArgs;

/// How verdicts are rendered for each output.
#[derive(Default)]
pub struct Forms<'r> {
    lines: Vec<RowRenderer<'r>>,
    #[cfg(feature = "arrow")]
    tables: Vec<columnar::Form<'r>>,
}

/// Where the renderings go, in the order of the forms.
#[derive(Default)]
pub struct Sinks {
    lines: Vec<Sink>,
    #[cfg(feature = "arrow")]
    tables: Vec<columnar::Writer>,
}

/// The verdicts on a batch as each output shows them, in the order of the forms.
pub struct Renderings {
    lines: Vec<RenderedBatch>,
    #[cfg(feature = "arrow")]
    tables: Vec<columnar::Filled>,
}

impl<'r> Forms<'r> {
    /// Adds an output that is written row by row, and opens it.
    pub fn add(&mut self, rows: RowRenderer<'r>, to: &OutputArgs, sinks: &mut Sinks) -> Result<()> {
        sinks.lines.push(rows.open(to)?);
        self.lines.push(rows);
        Ok(())
    }

    /// Adds an output that is written column by column, and opens it.
    #[cfg(feature = "arrow")]
    pub fn add_columnar(
        &mut self,
        form: columnar::Form<'r>,
        to: &OutputArgs,
        sinks: &mut Sinks,
    ) -> Result<()> {
        sinks.tables.push(form.open(to)?);
        self.tables.push(form);
        Ok(())
    }

    /// Renders the verdicts on a batch.
    pub fn render(
        &self,
        batch: &Batch,
        origin: &BatchOrigin,
        verdicts: &[Verdict],
    ) -> io::Result<Renderings> {
        let lines = self.lines.iter();
        let lines = lines.map(|rows| rows.render(batch, origin, verdicts));
        #[cfg(feature = "arrow")]
        let tables = self.tables.iter();
        Ok(Renderings {
            lines: lines.collect::<io::Result<_>>()?,
            #[cfg(feature = "arrow")]
            tables: tables
                .map(|form| form.fill(batch, origin, verdicts))
                .collect(),
        })
    }

    /// The columns of a file that a table has no place for.
    pub fn missed(&self, columns: &[InputColumn]) -> Vec<String> {
        let first = self.columns().next();
        first.map_or_else(Vec::new, |table| table.missed(columns))
    }

    /// Says which columns of the first file the tables leave out.
    pub fn left_out(&self) -> impl Iterator<Item = String> {
        self.columns().flat_map(left_out)
    }

    /// The columns of each table.
    fn columns(&self) -> impl Iterator<Item = &VerdictColumns<'r>> {
        let columns = self.lines.iter().filter_map(RowRenderer::columns);
        #[cfg(feature = "arrow")]
        let columns = columns.chain(self.tables.iter().map(|form| &form.columns));
        columns
    }
}

fn left_out(columns: &VerdictColumns<'_>) -> Vec<String> {
    let mut told = Vec::new();
    if !columns.personal.is_empty() {
        let left_out = columns.personal.join("`, `");
        told.push(format!(
            "left out columns that may hold personal data: `{left_out}`; --show-names includes them"
        ));
    }
    if !columns.unread.is_empty() {
        let left_out = columns.unread.join("`, `");
        told.push(format!(
            "left out columns that rolecall does not know: `{left_out}`; --fields includes those that it names"
        ));
    }
    told
}

impl Sinks {
    /// Writes the rows of a batch, with what was found in each where they were checked.
    pub fn write(
        &mut self,
        forms: &Forms<'_>,
        renderings: Renderings,
        found: Option<&[Vec<PostingFinding<'_>>]>,
    ) -> io::Result<()> {
        let lines = self.lines.iter_mut().zip(&forms.lines);
        for ((sink, rows), lines) in lines.zip(renderings.lines) {
            sink.write(rows, &lines, found)?;
        }
        #[cfg(feature = "arrow")]
        for (writer, filled) in self.tables.iter_mut().zip(renderings.tables) {
            writer.write(filled, found)?;
        }
        Ok(())
    }

    /// Writes out what is left, and puts files in their places.
    pub fn close(self) -> Result<()> {
        self.lines.into_iter().try_for_each(Sink::close)?;
        #[cfg(feature = "arrow")]
        self.tables
            .into_iter()
            .try_for_each(columnar::Writer::close)?;
        Ok(())
    }
}
