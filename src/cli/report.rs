//! `rolecall report`: an audit as a document.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use rolecall::audit::{self, EntityCoverage, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::diff::compare;
use rolecall::history::{DatedChart, History};
use rolecall::read::Day;
#[cfg(feature = "xlsx")]
use rolecall::report::board_xlsx;
use rolecall::report::{
    Audited, BoardOptions, Diffed, Past, TextOptions, audit_markdown, board_html, diff_markdown,
};
use rolecall::rules::Rules;

use super::Outcome;
use super::baseline::BaselineArg;
use super::fail_on::FailOn;
use super::input::InputArgs;
use super::output::OutputArgs;
use super::outputs::{Chosen, OutputsArgs, files};
use super::progress::Progress;
use super::reading::Keep;
use super::snapshots::day_in_name;

/// Write an audit as a document for a board: one HTML file to read in a browser and to print, or a workbook
///
/// The page says for each entity who covers the internal and the external side of technology, how sure that is and why,
/// what is wrong and what to do. It holds the chart, a checklist and how the audit was made. It loads nothing from
/// anywhere. Names of people are not shown unless --show-names asks for them.
#[derive(Args)]
pub struct ReportArgs {
    /// What to write; by default HTML, or what the ending of --output says
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    output: OutputsArgs,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Show the names of incumbents
    #[arg(long)]
    show_names: bool,
    /// An earlier chart, to say what changed since; of several, the latest is compared. If every chart has a day in its
    /// name, the report also shows who covered the sides over time
    #[arg(long, value_name = "OLD")]
    before: Vec<PathBuf>,
    #[command(flatten)]
    baseline: BaselineArg,
    #[command(flatten)]
    input: InputArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, ValueEnum)]
enum Format {
    /// A page to read in a browser and to print
    #[default]
    Html,
    /// A workbook with the sheets Summary, Coverage, Findings and Positions, to filter and comment
    #[cfg(feature = "xlsx")]
    Xlsx,
    /// A page for wikis and tickets, as `audit --format markdown` writes it
    Markdown,
}

impl ReportArgs {
    /// Writes the report that a command line asks for.
    pub fn run(&self, given: &[OsString]) -> Result<Outcome> {
        let rules = self.input.load_rules()?;
        let folder = self.input.reading().folder();
        let chosen = self.output.chosen(self.format)?;
        for one in &chosen {
            one.output.spare([], self.baseline.path(folder))?;
        }
        let Some(before) = self.read_before(&rules, &files(&chosen))? else {
            return Ok(Outcome::Failed);
        };
        let (reader, lost) = self.input.reader(&rules, Keep::Texts, &files(&chosen))?;
        let progress = Progress::new(self.input.is_watched(), &reader);
        let on = ClassifiedChart::read_with(reader, &rules, |_| progress.tell());
        progress.clear();
        let mut audit = audit(&on, &rules, self.options());
        let stale = self.baseline.mark(&mut audit, &on.chart, folder, true)?;
        audit.gather(&on, &rules, self.show_names);
        let audited = Audited {
            on: &on,
            rules: &rules,
            audit: &audit,
        };
        if !on.chart.sources().files.is_empty() {
            self.write(audited, &before, &chosen, command(given))?;
        }
        let read = self.input.tell(on.chart.sources(), &lost);
        if let Some(stale) = stale {
            self.input.note(&stale);
        }
        let found = audit.counting().map(|finding| finding.severity);
        Ok(self.fail_on.outcome(read, found))
    }

    fn options(&self) -> audit::AuditOptions {
        audit::AuditOptions {
            show_names: self.show_names,
        }
    }

    /// The earlier charts, the latest last; nothing if one could not be read whole, since the rest would look as if it
    /// had come since.
    fn read_before(&self, rules: &Rules, outputs: &[&OutputArgs]) -> Result<Option<Vec<Earlier>>> {
        let days: Vec<_> = self
            .before
            .iter()
            .map(|path| day_in_name(path).ok())
            .collect();
        if self.before.len() > 1
            && let Some(at) = days.iter().position(Option::is_none)
        {
            bail!(
                "{}: the name contains no date such as 2026-01-31, so the order of the earlier charts is unknown; put a date in each name",
                self.before[at].display()
            );
        }
        let mut before = Vec::new();
        for (path, day) in self.before.iter().zip(days) {
            let reading = self.input.reading();
            let inputs = reading.discover(std::slice::from_ref(path))?.inputs;
            reading.spare(inputs.iter(), rules, outputs)?;
            let (reader, lost) = reading.open(std::slice::from_ref(path), rules, Keep::Texts)?;
            let on = ClassifiedChart::read(reader, rules);
            if self.input.tell(on.chart.sources(), &lost) == Outcome::Failed {
                return Ok(None);
            }
            let coverage = audit(&on, rules, self.options()).entities;
            before.push(Earlier { day, on, coverage });
        }
        before.sort_by_key(|earlier| earlier.day);
        Ok(Some(before))
    }

    fn write(
        &self,
        audited: Audited<'_>,
        before: &[Earlier],
        chosen: &[Chosen<Format>],
        command: String,
    ) -> Result<()> {
        let last = before.last();
        let diff = last.map(|last| compare(&last.on, audited.on, audited.rules, self.options()));
        let history = self.history(audited, before);
        let past = Past {
            diffed: before.last().zip(diff.as_ref()).map(|(last, diff)| Diffed {
                old: &last.on,
                new: audited.on,
                rules: audited.rules,
                diff,
            }),
            history: history.as_ref(),
        };
        let options = BoardOptions {
            show_names: self.show_names,
            command: Some(command),
            as_of: self.input.reading().as_of().map(|day| day.to_string()),
        };
        for one in chosen {
            let output = &one.output;
            match one.format {
                Format::Html => {
                    let mut out = output.open_data()?;
                    board_html(audited, &options, past, &mut out)?;
                    out.close()?;
                }
                #[cfg(feature = "xlsx")]
                Format::Xlsx => {
                    let mut out = output.open_data()?;
                    board_xlsx(audited, &options, &mut out)?;
                    out.close()?;
                }
                Format::Markdown => {
                    let mut out = output.open_text()?;
                    let options = TextOptions {
                        width: output.width(),
                        show_names: self.show_names,
                        areas: true,
                        details: true,
                    };
                    audit_markdown(audited, options, &mut out)?;
                    if let Some(diffed) = past.diffed {
                        writeln!(out)?;
                        diff_markdown(diffed, self.show_names, &mut out)?;
                    }
                    out.close()?;
                }
            }
        }
        Ok(())
    }

    /// The history, if there are earlier charts and all have days.
    fn history(&self, audited: Audited<'_>, before: &[Earlier]) -> Option<History> {
        before.first()?;
        let snapshots = before.iter().map(|earlier| {
            Some(DatedChart {
                day: earlier.day?,
                on: &earlier.on,
                coverage: &earlier.coverage,
            })
        });
        let mut snapshots: Vec<_> = snapshots.collect::<Option<_>>()?;
        let now = self
            .input
            .reading()
            .as_of()
            .or_else(|| match self.input.files() {
                [only] => day_in_name(only).ok(),
                _ => None,
            });
        snapshots.push(DatedChart {
            day: now?,
            on: audited.on,
            coverage: &audited.audit.entities,
        });
        let is_in_order = snapshots.windows(2).all(|pair| pair[0].day < pair[1].day);
        if !is_in_order {
            self.input
                .note("the dates of the charts are not in order, so the report has no timeline");
            return None;
        }
        Some(History::of(&snapshots))
    }
}

/// An earlier chart.
struct Earlier {
    day: Option<Day>,
    on: ClassifiedChart,
    coverage: Vec<EntityCoverage>,
}

/// The command of this run, as it was given.
fn command(given: &[OsString]) -> String {
    let given = given.iter().skip(1);
    let given = given.map(|word| quoted(&word.to_string_lossy()));
    let given: Vec<_> = ["rolecall".to_owned()].into_iter().chain(given).collect();
    given.join(" ")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@+%".contains(c);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}
