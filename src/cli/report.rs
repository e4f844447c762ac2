//! `rolecall report`: an audit as a document.

use anyhow::Result;
use clap::Args;
use rolecall::audit::{self, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::report::{Audited, BoardOptions, board_html};

use super::Outcome;
use super::baseline::BaselineArg;
use super::input::{FailOn, InputArgs, Keep};
use super::output::OutputArgs;
use super::progress::Progress;

/// Write an audit as a page for a board: one HTML file, to read in a browser and to print
///
/// The page says for each entity who covers the internal and the external side of technology, how sure that is and why,
/// what is wrong and what to do. It holds the chart, a checklist and how the audit was made. It loads nothing from
/// anywhere. Names of people are not shown unless --show-names asks for them.
#[derive(Args)]
pub struct ReportArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Show the names of incumbents
    #[arg(long)]
    show_names: bool,
    #[command(flatten)]
    baseline: BaselineArg,
}

impl ReportArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.input.load_rules()?;
        let folder = self.input.reading().folder();
        self.output.spare([], self.baseline.path(folder))?;
        let (reader, lost) = self.input.reader(&rules, Keep::Texts, &[&self.output])?;
        let mut progress = Progress::new(self.input.is_watched());
        let on = ClassifiedChart::read_with(reader, &rules, |read| progress.tell(read));
        progress.clear();
        let options = audit::Options {
            show_names: self.show_names,
        };
        let mut audit = audit(&on, &rules, options)?;
        let stale = self.baseline.mark(&mut audit, folder, true)?;
        audit.gather(&on, &rules, self.show_names);
        let audited = Audited {
            on: &on,
            rules: &rules,
            audit: &audit,
        };
        let options = BoardOptions {
            show_names: self.show_names,
            command: Some(command()),
            as_of: self.input.reading().as_of().map(|day| day.to_string()),
        };
        if !on.chart.sources().files.is_empty() {
            let mut out = self.output.open_data()?;
            board_html(audited, &options, &mut out)?;
            out.close()?;
        }
        let read = self.input.tell(on.chart.sources(), &lost);
        if let Some(stale) = stale {
            self.input.note(&stale);
        }
        let found = audit.counting().map(|finding| finding.severity);
        Ok(self.fail_on.outcome(read, found))
    }
}

/// The command of this run, as it was given.
fn command() -> String {
    let given = std::env::args_os().skip(1);
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
