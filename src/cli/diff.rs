//! `rolecall diff`: what changed between two snapshots of a chart.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use rolecall::audit;
use rolecall::classify::ClassifiedChart;
use rolecall::diff::compare;
use rolecall::report::{Diffed, Marks, TextOptions, diff_json, diff_markdown, diff_text};
use rolecall::rules::Rules;

use super::Outcome;
use super::fail_on::FailOn;
use super::findings::{MarkFormat, job_summary};
use super::output::OutputArgs;
use super::outputs::{Chosen, OutputsArgs, files};
use super::progress::Progress;
use super::reading::{Keep, ReadArgs};
use super::wanted::WantedArgs;

/// Compare two snapshots of an org chart
///
/// Shows which seats were added, removed, moved or changed, how the coverage of each side changed, and which findings
/// are new or fixed. Seats are matched by their id, then by their place on the chart; if several could match, none is
/// chosen. The exit status depends only on new findings and on findings on changes (RC601 and higher).
#[derive(Args)]
pub struct DiffArgs {
    /// The earlier chart: a file, a folder or `-`
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The later chart
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How to print the changes; by default text, or what the ending of --output says
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    output: OutputsArgs,
    /// The least severity of a new finding that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Show the names of incumbents
    #[arg(long)]
    show_names: bool,
    /// Show every change, where there are many
    #[arg(long)]
    details: bool,
    #[command(flatten)]
    wanted: WantedArgs,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// One JSON object
    Json,
    /// For a comment on a pull request
    Markdown,
    /// New findings and findings on changes, with a row for each place
    Csv,
    /// The same, separated by tabs
    Tsv,
    /// The same findings, a line for each place: file:line:column: severity[CODE] message
    Concise,
    /// The same findings as annotations on a pull request, for GitHub Actions
    Github,
    /// The same findings as a code quality report for GitLab
    Gitlab,
    /// The same findings as SARIF 2.1.0, for code scanners
    Sarif,
    /// The same findings as a test report, for nearly every CI system
    Junit,
    /// The same findings as diagnostics for reviewdog
    Rdjson,
}

impl DiffArgs {
    pub fn run(&self) -> Result<Outcome> {
        let is_input = |path: &Path| path == Path::new("-");
        if is_input(&self.old) && is_input(&self.new) {
            bail!("only one of the two snapshots can be standard input");
        }
        if self.old == self.new {
            self.read
                .note("both snapshots are the same file; name an earlier and a later one");
        }
        let rules = self.read.load_rules()?;
        let chosen = self.output.chosen(self.format)?;
        let inputs = self
            .read
            .discover(&[self.old.clone(), self.new.clone()])?
            .inputs;
        self.read.spare(inputs.iter(), &rules, &files(&chosen))?;
        let old = self.snapshot(&self.old, &rules)?;
        let new = self.snapshot(&self.new, &rules)?;
        // Of a snapshot that is only read in part, the rest would look as if it were gone.
        let (Some(old), Some(new)) = (old, new) else {
            return Ok(Outcome::Failed);
        };
        let filter = self.wanted.filter(&[&old, &new], &rules)?;
        let options = audit::AuditOptions {
            show_names: self.show_names,
        };
        let mut diff = compare(&old, &new, &rules, options);
        diff.retain(&filter, &old, &new, &rules);
        let diffed = Diffed {
            old: &old,
            new: &new,
            rules: &rules,
            diff: &diff,
        };
        for one in &chosen {
            self.write(diffed, one)?;
        }
        Ok(self.fail_on.outcome(Outcome::Clean, diff.severities()))
    }

    /// Writes what changed in one format.
    fn write(&self, diffed: Diffed<'_>, chosen: &Chosen<Format>) -> Result<()> {
        let output = &chosen.output;
        if let Some(format) = MarkFormat::among(chosen.format) {
            let hidden = format.write(&Marks::of_diff(diffed), self.fail_on, output)?;
            if let Some(page) = job_summary().filter(|_| hidden > 0) {
                let mut out = OutputArgs::open_behind(&page)?;
                diff_markdown(diffed, self.show_names, &mut out)?;
                out.close()?;
                self.read
                    .note("all changes and findings are in the job summary");
            }
            return Ok(());
        }
        let mut out = match chosen.format {
            Format::Json => output.open_json()?,
            Format::Markdown => output.open_text()?,
            _ => output.open_styled()?,
        };
        match chosen.format {
            Format::Json => diff_json(diffed, self.show_names, &mut out)?,
            Format::Markdown => diff_markdown(diffed, self.show_names, &mut out)?,
            _ => {
                let options = TextOptions {
                    width: output.width(),
                    show_names: self.show_names,
                    areas: true,
                    details: self.details,
                };
                diff_text(diffed, options, &mut out)?;
            }
        }
        out.close()
    }

    /// Reads one of the two; nothing where it could not be read whole.
    fn snapshot(&self, path: &Path, rules: &Rules) -> Result<Option<ClassifiedChart>> {
        let (reader, lost) = self.read.open(&[path.to_owned()], rules, Keep::Texts)?;
        let progress = Progress::new(self.read.is_watched(), &reader);
        let on = ClassifiedChart::read_with(reader, rules, |_| progress.tell());
        progress.clear();
        if self.read.tell(on.chart.sources(), &lost) == Outcome::Failed {
            return Ok(None);
        }
        if on.chart.is_empty() {
            bail!(
                "{}: no positions to compare; give a chart that has some",
                path.display()
            );
        }
        Ok(Some(on))
    }
}
