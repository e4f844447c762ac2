//! `rolecall rules check`: what is wrong with the rules themselves.

use std::io::Write;
use std::path::PathBuf;

use anstyle::{AnsiColor, Effects, Style};
use anyhow::Result;
use clap::Args;
use rolecall::model::Severity;
use rolecall::rules::{self, Problem};

use super::Format;
use crate::cli::Outcome;
use crate::cli::fail_on::FailOn;
use crate::cli::output::OutputArgs;
use crate::cli::rules_arg::RulesArg;

/// Find problems in rules: phrases that never count, contradictions, acronyms that nothing decides
///
/// With files, lays them over the other rules and shows the problems in them and in the files that they extend.
/// Without files, checks the files of --rules and rolecall.yaml, or, if there are none, the built-in rules. Exit status:
/// 0 no problem at or above --fail-on, 1 problems, 2 a file cannot be read.
#[derive(Args)]
pub struct CheckArgs {
    /// Rules of your own to look at
    #[arg(value_name = "FILES")]
    files: Vec<PathBuf>,
    /// Show the problems of all rules that are loaded, the built-in ones too
    #[arg(long)]
    all: bool,
    /// How to print the problems
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    #[command(flatten)]
    rules: RulesArg,
    #[command(flatten)]
    output: OutputArgs,
}

impl CheckArgs {
    pub fn run(&self) -> Result<Outcome> {
        let given = self.rules.layers();
        self.output.spare([], given.iter().chain(&self.files))?;
        let problems = match &self.files[..] {
            files if self.all => rules::check(&[&given, files].concat(), &[]),
            [] => rules::check(&[], &given),
            files => rules::check(&given, files),
        }?;
        let mut out = self.format.open(&self.output)?;
        match self.format {
            Format::Text => text(&problems, &mut out)?,
            Format::Json => {
                serde_json::to_writer_pretty(&mut out, &problems)?;
                writeln!(out)?;
            }
        }
        out.close()?;
        let found = problems.iter().map(|problem| problem.severity);
        Ok(self.fail_on.outcome(Outcome::Clean, found))
    }
}

fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    color.on_default().effects(Effects::BOLD)
}

fn text(problems: &[Problem], out: &mut impl Write) -> std::io::Result<()> {
    for problem in problems {
        let style = style(problem.severity);
        let severity = problem.severity.name();
        writeln!(
            out,
            "{style}{severity}[{}]{style:#}: {}",
            problem.name, problem.message
        )?;
        match (problem.line, problem.column) {
            (0, _) => writeln!(out, " --> {}", problem.file)?,
            (line, column) => writeln!(out, " --> {}:{line}:{column}", problem.file)?,
        }
        writeln!(out, "  = help: {}\n", problem.help)?;
    }
    let count = |severity| {
        let of = problems.iter().filter(|one| one.severity == severity);
        format!("{} {}", of.count(), severity.name())
    };
    writeln!(out, "{}", Severity::ALL.map(count).join(", "))
}
