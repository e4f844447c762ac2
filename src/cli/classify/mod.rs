//! `rolecall classify`: rows to verdicts, streaming, of any number.

mod broken;
#[cfg(feature = "arrow")]
mod columnar;
mod in_words;
mod rows;
mod shown;
mod tally;

use std::io;
use std::sync::Arc;

use anyhow::{Result, bail};
use broken::BrokenTally;
use clap::{Args, ValueEnum};
use rolecall::classify::{in_order, judge};
use rolecall::model::{Batch, FileId, Subject};
use rolecall::postings::{Checks, Copies, PostingFinding, PostingFindings};
use rolecall::read::{Reader, Stage};
use rolecall::report::{Detail, FoundPosting, InputColumn, Marks, Separator, VerdictColumns};
use rolecall::rules::{FindingKind, Rules};
use rows::{RowForm, RowRenderer};
use shown::{Forms, Renderings, Sinks};
use tally::PostingTally;

use super::fail_on::FailOn;
use super::findings::MarkFormat;
use super::input::InputArgs;
use super::outputs::{Chosen, OutputsArgs, files, name_of};
use super::progress::Progress;
use super::reading::Keep;
use super::stats::{Clock, StatsArg};
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
    stats: StatsArg,
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
        let clock = Clock::start();
        let meter = &clock.meter;
        let rules = meter.time(Stage::Rules, || self.input.load_rules())?;
        let checks = self.check.checks(&rules)?;
        let chosen = self.output.chosen(self.format)?;
        let keep = self.keep(&chosen)?;
        let (reader, lost) = self.input.reader(&rules, keep, &files(&chosen))?;
        let mut reader = reader.metered(meter);
        // A progress and verdicts on one terminal would be in the way of each other.
        let is_in_the_way = chosen.iter().any(|one| one.output.is_terminal());
        let is_watched = self.input.is_watched() && !is_in_the_way;
        let progress = Progress::new(is_watched, &reader);
        let has_table = chosen.iter().any(|one| one.format.is_table());
        let columns = if has_table {
            reader.first_columns()
        } else {
            Arc::default()
        };
        let (mut forms, mut sinks) = (Forms::default(), Sinks::default());
        for one in &chosen {
            if one.format.marks().is_none() {
                self.open(one, &rules, &columns, (&mut forms, &mut sinks))?;
            }
        }
        let mut run = Run {
            broken: BrokenTally::default(),
            tally: PostingTally::default(),
            missed: Missed::default(),
            found: Vec::new(),
            keeps_found: chosen.iter().any(|one| one.format.marks().is_some()),
            progress,
        };
        let written = run.classify(&rules, checks.as_ref(), &mut reader, (&forms, &mut sinks));
        run.progress.clear();
        let closed = written.map_err(Into::into).and_then(|()| sinks.close());
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
                meter.time(Stage::Write, || {
                    format.write(&marks, self.check.fail_on, &one.output)
                })?;
            }
        }
        let notes = run.broken.told().chain(forms.left_out());
        notes
            .chain(run.missed.told())
            .for_each(|note| self.input.note(&note));
        let read = self.input.tell(&sources, &lost);
        if self.check.check {
            let remarks = run.tally.blanks.remarks();
            remarks.for_each(|remark| self.input.note(&remark));
            self.input.note(&run.tally.told());
        }
        self.stats.tell(&clock, &sources);
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

    /// Opens an output of verdicts.
    fn open<'r>(
        &self,
        one: &Chosen<Format>,
        rules: &'r Rules,
        columns: &[InputColumn],
        (forms, sinks): (&mut Forms<'r>, &mut Sinks),
    ) -> Result<()> {
        let usual = match one.format {
            Format::Json | Format::Jsonl => Detail::Full,
            _ => Detail::None,
        };
        let detail = self.evidence.map_or(usual, |evidence| match evidence {
            Evidence::None => Detail::None,
            Evidence::Short => Detail::Short,
            Evidence::Full => Detail::Full,
        });
        let columns = || VerdictColumns::new(rules, &self.fields, columns, detail, self.show_names);
        let form = match (one.format, one.format.separator()) {
            (_, Some(separator)) => RowForm::Table(columns()?, separator),
            #[cfg(feature = "arrow")]
            (Format::Parquet | Format::Arrow | Format::ArrowStream, None) => {
                let form = columnar::Form {
                    columns: columns()?,
                    file: match one.format {
                        Format::Arrow => rolecall::report::Columnar::ArrowFile,
                        Format::ArrowStream => rolecall::report::Columnar::ArrowStream,
                        _ => rolecall::report::Columnar::Parquet,
                    },
                    is_checked: self.check.check,
                };
                return forms.add_columnar(form, &one.output, sinks);
            }
            // Writing it needs libraries that this build leaves out.
            #[cfg(not(feature = "arrow"))]
            (Format::Parquet | Format::Arrow | Format::ArrowStream, None) => bail!(
                "rolecall was built without the feature `arrow`, so it cannot write {}; write csv, or use a released binary",
                name_of(&one.format)
            ),
            (Format::Json, None) => RowForm::JsonArray,
            (Format::Jsonl, None) => RowForm::Json,
            (_, None) => RowForm::Text,
        };
        let rows = RowRenderer {
            rules,
            form,
            detail,
            is_checked: self.check.check,
        };
        forms.add(rows, &one.output, sinks)
    }
}

/// What is counted and kept while rows stream by.
struct Run<'r> {
    broken: BrokenTally,
    tally: PostingTally<'r>,
    missed: Missed,
    found: Vec<FoundPosting<'r>>,
    /// Whether findings are shown in formats that sort them.
    keeps_found: bool,
    progress: Progress,
}

/// The verdicts on a batch as they are written, and what was found in its rows.
struct Rendered<'r> {
    file: String,
    columns: Arc<[InputColumn]>,
    shown: Renderings,
    rows: Vec<PostingFindings<'r>>,
}

impl<'r> Run<'r> {
    fn classify(
        &mut self,
        rules: &Rules,
        checks: Option<&Checks<'r>>,
        reader: &mut Reader<'_>,
        (forms, sinks): (&Forms<'_>, &mut Sinks),
    ) -> io::Result<()> {
        let mut copies = Copies::default();
        let meter = &reader.meter().clone();
        in_order(
            reader,
            |batch, origin| {
                let verdicts = meter.time(Stage::Classify, || judge(rules, batch));
                // Rendering is half of the work, so it is done where the judging is.
                let shown = meter.time(Stage::Write, || forms.render(batch, origin, &verdicts))?;
                let mut rendered = Rendered {
                    file: origin.file.clone(),
                    columns: Arc::clone(&origin.columns),
                    shown,
                    rows: Vec::new(),
                };
                if let Some(checks) = checks {
                    let each = batch.positions().zip(&verdicts);
                    let each =
                        each.map(|(position, verdict)| checks.row(&position, verdict, origin));
                    rendered.rows = meter.time(Stage::Audit, || each.collect());
                }
                Ok(rendered)
            },
            |batch, rendered: io::Result<Rendered<'r>>| {
                let rendered = rendered?;
                self.progress.tell();
                self.broken.count(&batch);
                self.missed.look_at(batch.file, &rendered, forms);
                let write = |found: Option<&[Vec<PostingFinding<'r>>]>| {
                    meter.time(Stage::Write, || sinks.write(forms, rendered.shown, found))
                };
                let Some(checks) = checks else {
                    return write(None);
                };
                let found = rendered.rows.into_iter().zip(batch.positions());
                let found = found.map(|(row, position)| {
                    self.tally.blanks.count(&rendered.file, &row);
                    let found = checks.finish(row, &rendered.file, position.line, &mut copies);
                    found.iter().for_each(|one| self.tally.count(one));
                    found
                });
                let found: Vec<Vec<PostingFinding<'r>>> =
                    meter.time(Stage::Audit, || found.collect());
                write(Some(&found))?;
                if self.keeps_found {
                    self.keep_found(&batch, found);
                }
                Ok(())
            },
        )
    }

    fn keep_found(&mut self, batch: &Batch, found: Vec<Vec<PostingFinding<'r>>>) {
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
    fn look_at(&mut self, file: FileId, rendered: &Rendered<'_>, forms: &Forms<'_>) {
        let is_first = self.last.is_none();
        if self.last.replace(file) == Some(file) || is_first {
            return;
        }
        let missed = forms.missed(&rendered.columns);
        if !missed.is_empty() {
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
        Ok(Some(Checks::new(rules, wanted)))
    }
}
