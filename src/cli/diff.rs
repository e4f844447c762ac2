//! `rolecall diff`: what changed between two snapshots of a chart.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use rolecall::audit;
use rolecall::classify::ClassifiedChart;
use rolecall::drift::compare;
use rolecall::report::{Drifted, TextOptions, drift_json, drift_markdown, drift_text};
use rolecall::rules::Rules;

use super::Outcome;
use super::input::{FailOn, ReadArgs};
use super::output::OutputArgs;
use super::progress::Progress;
use super::wanted::WantedArgs;

/// Compare two snapshots of an org chart
///
/// Says which seats came, went, moved or changed, who covers which side now and did not before, and which
/// findings are new or fixed. Seats are found again by their id, then by their place on the chart; where
/// several could be meant, none is taken. The exit status is about what is new: findings that the old
/// snapshot had not, and those on changes (RC601 and further).
#[derive(Args)]
pub struct DiffArgs {
    /// The earlier chart: a file, a folder or `-`
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The later chart
    #[arg(value_name = "NEW")]
    new: PathBuf,
    #[command(flatten)]
    read: ReadArgs,
    /// How to print the changes
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    output: OutputArgs,
    /// The least severity of a new finding that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Show the names of incumbents
    #[arg(long)]
    show_names: bool,
    #[command(flatten)]
    wanted: WantedArgs,
    /// Show every change, where there are many
    #[arg(long)]
    details: bool,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// One JSON object
    Json,
    /// For a comment on a pull request
    Markdown,
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
        let inputs = self
            .read
            .discover(&[self.old.clone(), self.new.clone()])?
            .inputs;
        self.read.spare(inputs.iter(), &rules, &self.output)?;
        let old = self.snapshot(&self.old, &rules)?;
        let new = self.snapshot(&self.new, &rules)?;
        // Of a snapshot that is only read in part, the rest would look as if it were gone.
        let (Some(old), Some(new)) = (old, new) else {
            return Ok(Outcome::Failed);
        };
        let filter = self.wanted.filter(&[&old, &new], &rules)?;
        let options = audit::Options {
            show_names: self.show_names,
        };
        let mut drift = compare(&old, &new, &rules, options)?;
        drift.retain(&filter, &old, &new, &rules);
        let drifted = Drifted {
            old: &old,
            new: &new,
            rules: &rules,
            drift: &drift,
        };
        let mut out = match self.format {
            Format::Text => self.output.open_styled()?,
            Format::Json => self.output.open_json()?,
            Format::Markdown => self.output.open_text()?,
        };
        match self.format {
            Format::Text => {
                let options = TextOptions {
                    width: self.output.width(),
                    show_names: self.show_names,
                    areas: true,
                    details: self.details,
                };
                drift_text(drifted, options, &mut out)?;
            }
            Format::Json => drift_json(drifted, self.show_names, &mut out)?,
            Format::Markdown => drift_markdown(drifted, self.show_names, &mut out)?,
        }
        out.close()?;
        let failing = drift
            .severities()
            .any(|severity| self.fail_on.fails(severity));
        Ok(if failing {
            Outcome::Findings
        } else {
            Outcome::Clean
        })
    }

    /// Reads one of the two; nothing where it could not be read whole.
    fn snapshot(&self, path: &Path, rules: &Rules) -> Result<Option<ClassifiedChart>> {
        let (reader, lost) = self.read.open(&[path.to_owned()], rules, true)?;
        let mut progress = Progress::new(self.read.is_watched());
        let on = ClassifiedChart::read_with(reader, rules, |read| progress.tell(read));
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
