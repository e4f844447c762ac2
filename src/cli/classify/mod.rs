//! `rolecall classify`: rows to verdicts, streaming, of any number.

mod broken;
#[cfg(feature = "arrow")]
mod columnar;
mod in_words;
mod rows;
mod tally;

use std::io;
use std::sync::Arc;

use anyhow::{Result, bail};
use broken::Broken;
use clap::{Args, ValueEnum};
use rolecall::classify::{in_order, judge};
use rolecall::model::{Batch, FileId, Subject};
use rolecall::postings::{Checks, Copies, Found, Row};
use rolecall::read::Reader;
use rolecall::report::{Detail, FoundPosting, Header, Marks, Separator, VerdictColumns};
use rolecall::rules::{FindingKind, Rules};
use rows::{Rendering, RowForm, Rows, Sink};
use tally::Tally;

use super::findings::MarkFormat;
use super::input::{FailOn, InputArgs, Keep};
use super::outputs::{Chosen, OutputsArgs, files, name_of};
use super::{Outcome, is_broken_pipe};

/// Classify rows or job descriptions: a verdict for each, in input order
///
/// Reads the same files as `audit`, of any size, and keeps only a small part of the rows in memory. A row needs only a
/// title or a duty text.
#[derive(Args)]
pub struct ClassifyArgs {
    /// How to print the verdicts; by default text, or what the ending of --output says
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    output: OutputsArgs,
    /// How much to say of the evidence for a verdict; by default everything in JSON, and nothing in text and tables
    #[arg(long, value_enum, value_name = "HOW")]
    evidence: Option<Evidence>,
    /// The columns of a table (CSV, TSV, Parquet, Arrow): those of the verdict (id, title, focus, area, basis_internal, ...) and those of the
    /// input, by their headers
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    fields: Vec<String>,
    /// Carry the columns of the input that may hold personal data into a table
    #[arg(long)]
    show_names: bool,
    #[command(flatten)]
    check: CheckArgs,
    #[command(flatten)]
    input: InputArgs,
}

/// The flags that have job descriptions checked.
#[derive(Args)]
#[command(next_help_heading = "Findings on job descriptions")]
struct CheckArgs {
    /// Add findings on the job description to each verdict (RC701 and higher), and print their counts on standard
    /// error
    #[arg(long)]
    check: bool,
    /// The least severity that makes the exit status 1
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "SEVERITY",
        requires = "check"
    )]
    fail_on: FailOn,
    /// Only findings of these codes, beginnings of codes or names: RC701,thin-text
    #[arg(long, value_name = "CODES", value_delimiter = ',', requires = "check")]
    only: Vec<String>,
    /// Leave out findings of these codes, beginnings of codes or names
    #[arg(long, value_name = "CODES", value_delimiter = ',', requires = "check")]
    ignore: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, ValueEnum)]
enum Format {
    /// A line for a person: place, focus, score, confidence, roles, title
    #[default]
    Text,
    /// A JSON array of objects
    Json,
    /// One JSON object a line
    Jsonl,
    /// A row for each verdict: its columns, then those of the input
    Csv,
    /// The same, separated by tabs
    Tsv,
    /// The same as Parquet, with lists as lists and numbers as numbers
    Parquet,
    /// The same as a file of Arrow IPC (Feather)
    Arrow,
    /// The same as a stream of Arrow IPC
    ArrowStream,
    /// With --check, findings only: file:line:column: severity[CODE] message
    Concise,
    /// With --check, annotations on a pull request, for GitHub Actions
    Github,
    /// With --check, a code quality report for GitLab
    Gitlab,
    /// With --check, SARIF 2.1.0, for code scanners
    Sarif,
    /// With --check, a test report, for nearly every CI system
    Junit,
    /// With --check, diagnostics for reviewdog
    Rdjson,
}

impl Format {
    /// The format that marks findings at their places, where this is one. Tables here are tables of verdicts.
    fn marks(self) -> Option<MarkFormat> {
        match self.is_table() {
            true => None,
            false => MarkFormat::among(self),
        }
    }

    /// Whether this is a table of verdicts.
    fn is_table(self) -> bool {
        self.separator().is_some() || self.is_columnar()
    }

    /// Whether this is a table that is written column by column.
    fn is_columnar(self) -> bool {
        matches!(self, Format::Parquet | Format::Arrow | Format::ArrowStream)
    }

    /// What parts the cells, where this is a table.
    fn separator(self) -> Option<Separator> {
        match self {
            Format::Csv => Some(Separator::Comma),
            Format::Tsv => Some(Separator::Tab),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Evidence {
    /// Nothing
    None,
    /// The matched words and the rule that matched them
    Short,
    /// Their place, axis and weight as well
    Full,
}

impl ClassifyArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.input.load_rules()?;
        let checks = self.check.checks(&rules)?;
        let chosen = self.output.chosen(self.format)?;
        let keep = self.keep(&chosen)?;
        let (mut reader, lost) = self.input.reader(&rules, keep, &files(&chosen))?;
        let has_table = chosen.iter().any(|one| one.format.is_table());
        let columns = if has_table {
            reader.first_columns()
        } else {
            Arc::default()
        };
        let mut outputs = Outputs::default();
        for one in &chosen {
            if one.format.marks().is_none() {
                outputs.add(self.rows(&rules, one.format, &columns)?, one)?;
            }
        }
        let mut run = Run {
            broken: Broken::default(),
            tally: Tally::default(),
            missed: Missed::default(),
            found: Vec::new(),
            keeps_found: chosen.iter().any(|one| one.format.marks().is_some()),
        };
        let written = run.classify(&rules, checks.as_ref(), &mut reader, &mut outputs);
        let closed = written.map_err(Into::into).and_then(|()| outputs.close());
        let sources = match closed {
            // What was lost by then is told all the same.
            Err(error) if is_broken_pipe(&error) => {
                return Ok(self.input.tell_lost(&reader.into_sources(), &lost));
            }
            other => {
                other?;
                reader.into_sources()
            }
        };
        let marks = Marks::of_postings(&rules, &sources, &run.found);
        for one in &chosen {
            if let Some(format) = one.format.marks() {
                format.write(&marks, self.check.fail_on, &one.output)?;
            }
        }
        let notes = run.broken.told().chain(outputs.left_out());
        notes
            .chain(run.missed.told())
            .for_each(|note| self.input.note(&note));
        let read = self.input.tell(&sources, &lost);
        if self.check.check {
            let remarks = run.tally.blanks.remarks();
            remarks.for_each(|remark| self.input.note(&remark));
            self.input.note(&run.tally.told());
        }
        let found = run.tally.counts.keys().map(|(severity, _)| *severity);
        Ok(self.check.fail_on.outcome(read, found))
    }

    /// What the outputs need of the inputs; flags that none of them can follow are mistakes.
    fn keep(&self, chosen: &[Chosen<Format>]) -> Result<Keep> {
        let has_table = chosen.iter().any(|one| one.format.is_table());
        let marks = chosen.iter().find(|one| one.format.marks().is_some());
        if let (Some(one), false) = (marks, self.check.check) {
            let name = name_of(&one.format);
            bail!("the format {name} shows findings only; add --check to look for them");
        }
        if !has_table && !self.fields.is_empty() {
            bail!("--fields applies only to --format csv, tsv, parquet or arrow");
        }
        if !has_table && self.show_names {
            bail!(
                "--show-names applies only to --format csv, tsv, parquet or arrow; other formats contain no names"
            );
        }
        Ok(match (marks.is_some(), has_table) {
            (false, false) => Keep::Nothing,
            (true, false) => Keep::Texts,
            (false, true) => Keep::Cells,
            (true, true) => Keep::TextsAndCells,
        })
    }

    /// How the rows of a format are rendered.
    fn rows<'r>(&self, rules: &'r Rules, format: Format, columns: &[Header]) -> Result<Rows<'r>> {
        let usual = match format {
            Format::Json | Format::Jsonl => Detail::Full,
            _ => Detail::None,
        };
        let detail = self.evidence.map_or(usual, |evidence| match evidence {
            Evidence::None => Detail::None,
            Evidence::Short => Detail::Short,
            Evidence::Full => Detail::Full,
        });
        let columns = || VerdictColumns::new(rules, &self.fields, columns, detail, self.show_names);
        let form = match (format, format.separator()) {
            (_, Some(separator)) => RowForm::Table(columns()?, separator),
            (Format::Parquet | Format::Arrow | Format::ArrowStream, None) => {
                columnar_form(format, columns()?)?
            }
            (Format::Json, None) => RowForm::JsonArray,
            (Format::Jsonl, None) => RowForm::Json,
            (_, None) => RowForm::Text,
        };
        Ok(Rows {
            rules,
            form,
            detail,
            is_checked: self.check.check,
        })
    }
}

/// The outputs that show verdicts: how the rows of each are rendered, and where they go.
#[derive(Default)]
struct Outputs<'r> {
    rows: Vec<Rows<'r>>,
    sinks: Vec<Sink>,
}

impl<'r> Outputs<'r> {
    fn add(&mut self, rows: Rows<'r>, chosen: &Chosen<Format>) -> Result<()> {
        self.sinks.push(rows.open(&chosen.output)?);
        self.rows.push(rows);
        Ok(())
    }

    /// Writes out what is left, and puts files in their places.
    fn close(&mut self) -> Result<()> {
        self.sinks.drain(..).try_for_each(Sink::close)
    }

    /// Says which columns of the input the tables leave out.
    fn left_out(&self) -> impl Iterator<Item = String> {
        self.rows.iter().flat_map(Rows::left_out)
    }
}

/// How the rows of a format are rendered that is written column by column.
#[cfg(feature = "arrow")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "a build without the feature fails here"
)]
fn columnar_form(format: Format, columns: VerdictColumns<'_>) -> Result<RowForm<'_>> {
    let file = match format {
        Format::Arrow => rolecall::report::Columnar::ArrowFile,
        Format::ArrowStream => rolecall::report::Columnar::ArrowStream,
        _ => rolecall::report::Columnar::Parquet,
    };
    Ok(RowForm::Columnar(columnar::Form { columns, file }))
}

/// Refuses such a format: writing it needs libraries that this build leaves out.
#[cfg(not(feature = "arrow"))]
fn columnar_form(format: Format, _: VerdictColumns<'_>) -> Result<RowForm<'_>> {
    bail!(
        "rolecall was built without the feature `arrow`, so it cannot write {}; write csv, or use a released binary",
        name_of(&format)
    );
}

/// What is counted and kept while rows stream by.
struct Run<'r> {
    broken: Broken,
    tally: Tally<'r>,
    missed: Missed,
    found: Vec<FoundPosting<'r>>,
    /// Whether findings are shown in formats that sort them.
    keeps_found: bool,
}

/// The verdicts on a batch as they are written, and what was found in its rows.
struct Rendered<'r> {
    file: String,
    columns: Arc<[Header]>,
    /// For each output what it shows.
    outputs: Vec<Rendering>,
    rows: Vec<Row<'r>>,
}

impl<'r> Run<'r> {
    fn classify(
        &mut self,
        rules: &Rules,
        checks: Option<&Checks<'r>>,
        reader: &mut Reader<'_>,
        outputs: &mut Outputs<'_>,
    ) -> io::Result<()> {
        let Outputs { rows, sinks } = outputs;
        let rows: &[Rows<'_>] = rows;
        let mut copies = Copies::default();
        in_order(
            reader,
            |batch, origin| {
                let verdicts = judge(rules, batch);
                // Rendering is half of the work, so it is done where the judging is.
                let outputs = rows
                    .iter()
                    .map(|rows| rows.render(batch, origin, &verdicts));
                let mut rendered = Rendered {
                    file: origin.file.clone(),
                    columns: Arc::clone(&origin.columns),
                    outputs: outputs.collect::<io::Result<_>>()?,
                    rows: Vec::new(),
                };
                if let Some(checks) = checks {
                    let each = batch.positions().zip(&verdicts);
                    let each =
                        each.map(|(position, verdict)| checks.row(&position, verdict, origin));
                    rendered.rows = each.collect();
                }
                Ok(rendered)
            },
            |batch, rendered: io::Result<Rendered<'r>>| {
                let rendered = rendered?;
                self.broken.count(&batch);
                self.missed.look_at(batch.file, &rendered, rows);
                let each = rows.iter().zip(sinks.iter_mut()).zip(rendered.outputs);
                let Some(checks) = checks else {
                    return each
                        .into_iter()
                        .try_for_each(|((rows, sink), output)| sink.write(rows, output, None));
                };
                let found = rendered.rows.into_iter().zip(batch.positions());
                let found = found.map(|(row, position)| {
                    self.tally.blanks.count(&rendered.file, &row);
                    let found = checks.finish(row, &rendered.file, position.line, &mut copies);
                    found.iter().for_each(|one| self.tally.count(one));
                    found
                });
                let found: Vec<Vec<Found<'r>>> = found.collect();
                for ((rows, sink), output) in each {
                    sink.write(rows, output, Some(&found))?;
                }
                if self.keeps_found {
                    self.keep_found(&batch, found);
                }
                Ok(())
            },
        )
    }

    fn keep_found(&mut self, batch: &Batch, found: Vec<Vec<Found<'r>>>) {
        for (found, position) in found.into_iter().zip(batch.positions()) {
            self.found
                .extend(found.into_iter().map(|found| FoundPosting {
                    found,
                    file: batch.file,
                    at: (position.line, position.offset),
                    entity: position.entity.to_owned(),
                    id: position.shown_id().into_owned(),
                    title: position.title.to_owned(),
                }));
        }
    }
}

/// Columns of further files that a table has no place for, since its columns are those of the first file.
#[derive(Default)]
struct Missed {
    last: Option<FileId>,
    files: Vec<String>,
}

impl Missed {
    fn look_at(&mut self, file: FileId, rendered: &Rendered<'_>, rows: &[Rows<'_>]) {
        let is_first = self.last.is_none();
        if self.last.replace(file) == Some(file) || is_first {
            return;
        }
        let missed = rows.iter().find_map(|rows| rows.missed(&rendered.columns));
        if let Some(missed) = missed.filter(|missed| !missed.is_empty()) {
            let columns = missed.join("`, `");
            let file = &rendered.file;
            self.files.push(format!(
                "warning: {file}: left out the columns `{columns}`, because the table has only the columns of the first file"
            ));
        }
    }

    fn told(&self) -> impl Iterator<Item = String> {
        self.files.iter().cloned()
    }
}

impl CheckArgs {
    /// What is asked for, if anything; a word that means nothing is a mistake, not an empty report.
    fn checks<'r>(&self, rules: &'r Rules) -> Result<Option<Checks<'r>>> {
        if !self.check {
            return Ok(None);
        }
        for word in self.only.iter().chain(&self.ignore) {
            let mut kinds = rules.catalogue.iter();
            let is_made = |kind: &FindingKind| kind.about == Subject::JobDescription;
            if !kinds.any(|kind| is_made(kind) && kind.is_meant_by(word)) {
                bail!("no finding on job descriptions has the code `{word}`");
            }
        }
        let wanted = |kind: &FindingKind| {
            let is_one = |word: &String| kind.is_meant_by(word);
            (self.only.is_empty() || self.only.iter().any(is_one))
                && !self.ignore.iter().any(is_one)
        };
        Ok(Some(Checks::new(rules, wanted)?))
    }
}
