//! Renders verdicts row by row, and writes them where they go.

use std::io::{self, Write};

use anyhow::Result;
use rolecall::classify::Origin;
use rolecall::model::{Batch, Verdict};
use rolecall::postings::Found;
use rolecall::report::{
    Carrying, Detail, FINDINGS, Header, VerdictColumns, evidence_text, findings_json,
    findings_text, verdict_json, verdict_text,
};
use rolecall::rules::Rules;

use super::broken::defects_of;
use crate::cli::output::{Output, OutputArgs};

/// How verdicts are rendered.
pub struct Rows<'r> {
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
    Table(VerdictColumns<'r>),
}

impl Rows<'_> {
    /// Opens an output for such rows.
    pub fn open(&self, output: &OutputArgs) -> Result<Output> {
        match self.form {
            RowForm::Text => output.open_text(),
            RowForm::Json => output.open_json(),
            // Tables guard their cells themselves.
            RowForm::Table(_) => output.open_data(),
        }
    }

    /// What stands above the rows.
    pub fn header(&self) -> io::Result<Vec<u8>> {
        let mut header = Vec::new();
        if let RowForm::Table(columns) = &self.form {
            let further: &[&str] = if self.is_checked { &[FINDINGS] } else { &[] };
            columns.header(further, &mut header)?;
        }
        Ok(header)
    }

    /// Where the columns of a table are in the file of a batch.
    pub fn within(&self, origin: &Origin) -> Option<Carrying> {
        match &self.form {
            RowForm::Table(columns) => Some(columns.within(&origin.columns)),
            RowForm::Text | RowForm::Json => None,
        }
    }

    /// Renders a verdict.
    pub fn row(
        &self,
        (file, batch, row): (&str, &Batch, usize),
        verdict: &Verdict,
        carrying: Option<&Carrying>,
        to: &mut Vec<u8>,
    ) -> io::Result<()> {
        let (rules, position) = (self.rules, batch.position(row));
        let defects = || defects_of(batch, position.line);
        match &self.form {
            RowForm::Text => {
                verdict_text(rules, file, &position, verdict, to)?;
                let defects = defects();
                if !defects.is_empty() && to.pop().is_some() {
                    writeln!(to, " ({})", defects.join(", "))?;
                }
                evidence_text(rules, &position, verdict, self.detail, to)
            }
            RowForm::Json => {
                verdict_json(rules, file, &position, verdict, self.detail, to)?;
                let defects = defects();
                if !defects.is_empty() {
                    to.truncate(to.len().saturating_sub("}\n".len()));
                    let quoted: Vec<_> = defects.iter().map(|name| format!("\"{name}\"")).collect();
                    writeln!(to, ",\"defects\":[{}]}}", quoted.join(","))?;
                }
                Ok(())
            }
            RowForm::Table(columns) => match carrying {
                Some(carrying) => columns.row((file, batch, row), verdict, carrying, to),
                None => Ok(()),
            },
        }
    }

    /// Adds findings to a row that is already rendered.
    pub fn with_findings(
        &self,
        row: &[u8],
        found: &[Found<'_>],
        to: &mut Vec<u8>,
    ) -> io::Result<()> {
        match &self.form {
            RowForm::Text => {
                to.extend_from_slice(row);
                findings_text(found, to)
            }
            RowForm::Json => findings_json(row, found, to),
            RowForm::Table(columns) => {
                let found = found.iter().map(|one| {
                    let (code, name) = (&one.kind.code, &one.kind.name);
                    format!("{code} {name}: {}", one.message)
                });
                let found: Vec<_> = found.collect();
                columns.further(row, &found.join("; "), to)
            }
        }
    }

    /// The columns of a file that a table has no place for.
    pub fn missed(&self, columns: &[Header]) -> Option<Vec<String>> {
        match &self.form {
            RowForm::Table(own) => Some(own.missed(columns)),
            RowForm::Text | RowForm::Json => None,
        }
    }

    /// Says which columns of the first file a table leaves out.
    pub fn left_out(&self) -> Vec<String> {
        let RowForm::Table(columns) = &self.form else {
            return Vec::new();
        };
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
}

/// Where rows go: as they are, or into one array.
pub struct Sink {
    is_array: bool,
    is_empty: bool,
    to: Output,
}

impl Sink {
    /// A sink that nothing was written to yet.
    pub fn new(to: Output, is_array: bool) -> Sink {
        Sink {
            is_array,
            is_empty: true,
            to,
        }
    }

    /// Writes rendered rows.
    pub fn lines(&mut self, rendered: &[u8]) -> io::Result<()> {
        if !self.is_array {
            return self.to.write_all(rendered);
        }
        let lines = rendered.split(|byte| *byte == b'\n');
        for line in lines.filter(|line| !line.is_empty()) {
            self.to
                .write_all(if self.is_empty { b"[\n" } else { b",\n" })?;
            self.is_empty = false;
            self.to.write_all(line)?;
        }
        Ok(())
    }

    /// Ends the array and closes the output.
    pub fn close(mut self) -> Result<()> {
        if self.is_array {
            let end: &[u8] = if self.is_empty { b"[]\n" } else { b"\n]\n" };
            self.to.write_all(end)?;
        }
        self.to.close()
    }
}
