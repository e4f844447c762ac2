//! `rolecall history`: who covered which side over time.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use rolecall::audit::{self, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::history::{DatedChart, History};
use rolecall::read::Day;
use rolecall::report::{history_json, history_text};

use super::Outcome;
use super::output::OutputArgs;
use super::reading::{Keep, ReadArgs};
use super::snapshots::dated;

/// Say who covered each side from when to when, over several snapshots of a chart
///
/// For each entity and side: the officers and those who stood in, how long the seats of officers were vacant or held ad
/// interim, and how often the holder changed. A snapshot is a file or a folder. Its day is in its name
/// (chart-2026-01-31.csv) or is given with --on. Names of people are not shown unless --show-names asks for them.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct HistoryArgs {
    /// Snapshots of one chart: two or more files or folders
    #[arg(value_name = "SNAPSHOTS", required = true, num_args = 2..)]
    snapshots: Vec<PathBuf>,
    /// The day of a snapshot whose name has none; give one for each snapshot, in the same order
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Vec<Day>,
    /// How to print the history
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    output: OutputArgs,
    /// Show the names of incumbents
    #[arg(long)]
    show_names: bool,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// One JSON object
    Json,
}

const EXAMPLES: &str = "\
Examples:
  rolecall history chart-2024-12-31.csv chart-2025-12-31.csv
  rolecall history old.csv new.csv --on 2024-12-31 --on 2025-12-31
  rolecall history snapshots/*.csv --format json --output history.json";

impl HistoryArgs {
    pub fn run(&self) -> Result<Outcome> {
        let dated = dated(&self.snapshots, &self.on)?;
        let rules = self.read.load_rules()?;
        let inputs = self.read.discover(&self.snapshots)?.inputs;
        self.read.spare(inputs.iter(), &rules, &[&self.output])?;
        let mut read = Vec::new();
        let options = audit::AuditOptions {
            show_names: self.show_names,
        };
        for (day, path) in dated {
            let (reader, lost) = self.read.open(&[path.to_owned()], &rules, Keep::Nothing)?;
            let on = ClassifiedChart::read(reader, &rules);
            // What was not read would look as if nobody covered a side on that day.
            if self.read.tell(on.chart.sources(), &lost) == Outcome::Failed {
                return Ok(Outcome::Failed);
            }
            if on.chart.is_empty() {
                bail!(
                    "{}: no positions; a history needs charts that have some",
                    path.display()
                );
            }
            let entities = audit(&on, &rules, options).entities;
            read.push((day, on, entities));
        }
        let snapshots = read.iter().map(|(day, on, coverage)| DatedChart {
            day: *day,
            on,
            coverage,
        });
        let history = History::of(&snapshots.collect::<Vec<_>>());
        match self.format {
            Format::Text => {
                let mut out = self.output.open_styled()?;
                history_text(&history, &rules, self.show_names, &mut out)?;
                out.close()?;
            }
            Format::Json => {
                let mut out = self.output.open_json()?;
                history_json(&history, &rules, self.show_names, &mut out)?;
                out.close()?;
            }
        }
        Ok(Outcome::Clean)
    }
}
