//! Renders verdicts batch by batch, and writes them where they go.

use std::io::{self, Write};

use anyhow::Result;
use rolecall::classify::BatchOrigin;
use rolecall::model::{Batch, Verdict};
use rolecall::postings::PostingFinding;
use rolecall::report::{
    Detail, Separator, VerdictColumns, evidence_text, findings_json, findings_text, verdict_json,
    verdict_table_findings, verdict_table_header, verdict_table_row, verdict_text,
};
use rolecall::rules::Rules;

use super::broken::defects_of;
use super::in_words::in_words;
use crate::cli::output::{Output, OutputArgs};

/// How verdicts are rendered.
pub struct RowRenderer<'r> {
    pub rules: &'r Rules,
    pub form: RowForm<'r>,
    pub detail: Detail,
    /// Whether findings are added to each row.
    pub is_checked: bool,
}

/// The form of a row.
pub enum RowForm<'r> {
    Text,
    Json,
    /// The objects are those of one array.
    JsonArray,
    Table(VerdictColumns<'r>, Separator),
}

/// The verdicts on a batch as one output shows them.
pub struct RenderedBatch {
    text: Vec<u8>,
    /// Where each row ends in it.
    ends: Vec<usize>,
}

impl<'r> RowRenderer<'r> {
    /// Opens an output for such rows, and writes what stands above them.
    pub fn open(&self, output: &OutputArgs) -> Result<Sink> {
        let mut sink = Sink::Lines(match &self.form {
            RowForm::Text => output.open_text()?,
            RowForm::Json => output.open_json()?,
            RowForm::JsonArray => {
                return Ok(Sink::Array {
                    to: output.open_json()?,
                    is_empty: true,
                });
            }
            // Tables guard their cells themselves.
            RowForm::Table(..) => output.open_data()?,
        });
        if let (RowForm::Table(columns, separator), Sink::Lines(to)) = (&self.form, &mut sink) {
            verdict_table_header(columns, *separator, self.is_checked, to)?;
        }
        Ok(sink)
    }

    /// Renders the verdicts on a batch.
    pub fn render(
        &self,
        batch: &Batch,
        origin: &BatchOrigin,
        verdicts: &[Verdict],
    ) -> io::Result<RenderedBatch> {
        let (mut text, mut ends) = (Vec::new(), Vec::with_capacity(verdicts.len()));
        match &self.form {
            RowForm::Text => {
                for (position, verdict) in batch.positions().zip(verdicts) {
                    verdict_text(self.rules, &origin.file, &position, verdict, &mut text)?;
                    let defects = defects_of(batch, position.line);
                    if !defects.is_empty() && text.pop().is_some() {
                        writeln!(text, " ({})", defects.join(", "))?;
                    }
                    evidence_text(self.rules, &position, verdict, self.detail, &mut text)?;
                    ends.push(text.len());
                }
            }
            RowForm::Json | RowForm::JsonArray => {
                for (position, verdict) in batch.positions().zip(verdicts) {
                    let (rules, file) = (self.rules, origin.file.as_str());
                    verdict_json(rules, file, &position, verdict, self.detail, &mut text)?;
                    let defects = defects_of(batch, position.line);
                    if !defects.is_empty() {
                        text.truncate(text.len().saturating_sub("}\n".len()));
                        let quoted = defects.iter().map(|name| format!("\"{name}\""));
                        let quoted: Vec<_> = quoted.collect();
                        writeln!(text, ",\"defects\":[{}]}}", quoted.join(","))?;
                    }
                    ends.push(text.len());
                }
            }
            RowForm::Table(columns, separator) => {
                let carrying = columns.within(&origin.columns);
                for (row, verdict) in verdicts.iter().enumerate() {
                    let at = (origin.file.as_str(), batch, row);
                    verdict_table_row(columns, *separator, at, verdict, &carrying, &mut text)?;
                    ends.push(text.len());
                }
            }
        }
        Ok(RenderedBatch { text, ends })
    }

    /// Adds findings to rows that are already rendered.
    fn with_findings(
        &self,
        RenderedBatch { text, ends }: &RenderedBatch,
        found: &[Vec<PostingFinding<'_>>],
    ) -> io::Result<Vec<u8>> {
        let (mut to, mut from) = (Vec::with_capacity(text.len()), 0);
        for (found, end) in found.iter().zip(ends) {
            let row = text.get(from..*end).unwrap_or_default();
            from = *end;
            match &self.form {
                RowForm::Text => {
                    to.extend_from_slice(row);
                    findings_text(found, &mut to)?;
                }
                RowForm::Json | RowForm::JsonArray => findings_json(row, found, &mut to)?,
                RowForm::Table(_, separator) => {
                    verdict_table_findings(row, *separator, &in_words(found), &mut to)?;
                }
            }
        }
        Ok(to)
    }

    /// The columns, where this is a table.
    pub fn columns(&self) -> Option<&VerdictColumns<'r>> {
        match &self.form {
            RowForm::Text | RowForm::Json | RowForm::JsonArray => None,
            RowForm::Table(columns, _) => Some(columns),
        }
    }
}

/// Where rows go.
pub enum Sink {
    /// As they are.
    Lines(Output),
    /// Into one array of JSON.
    Array { to: Output, is_empty: bool },
}

impl Sink {
    /// Writes the rows of a batch, with what was found in each where they were checked.
    pub fn write(
        &mut self,
        rows: &RowRenderer<'_>,
        lines: &RenderedBatch,
        found: Option<&[Vec<PostingFinding<'_>>]>,
    ) -> io::Result<()> {
        match found {
            Some(found) => self.lines(&rows.with_findings(lines, found)?),
            None => self.lines(&lines.text),
        }
    }

    fn lines(&mut self, rendered: &[u8]) -> io::Result<()> {
        match self {
            Sink::Lines(to) => to.write_all(rendered),
            Sink::Array { to, is_empty } => {
                let lines = rendered.split(|byte| *byte == b'\n');
                for line in lines.filter(|line| !line.is_empty()) {
                    to.write_all(if *is_empty { b"[\n" } else { b",\n" })?;
                    *is_empty = false;
                    to.write_all(line)?;
                }
                Ok(())
            }
        }
    }

    /// Ends what is written, and closes the output.
    pub fn close(self) -> Result<()> {
        match self {
            Sink::Lines(to) => to.close(),
            Sink::Array { mut to, is_empty } => {
                to.write_all(if is_empty { b"[]\n" } else { b"\n]\n" })?;
                to.close()
            }
        }
    }
}
