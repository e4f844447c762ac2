//! What the words of a command line ask for: one file a command. Each turns its flags into options of
//! the library, calls it, and says how it went.

mod audit;
mod baseline;
mod chart;
mod classify;
mod completions;
mod config;
mod configured;
mod diff;
mod evaluate;
mod explain;
mod export;
mod fail_on;
mod findings;
mod fix;
mod found;
mod generate;
mod history;
mod init;
mod input;
mod lsp;
mod output;
mod outputs;
mod progress;
mod reading;
mod replace;
mod report;
mod rules;
mod rules_arg;
mod say;
mod seats;
mod snapshots;
mod stats;
mod text_file;
mod told;
mod wanted;
mod why;

use std::ffi::OsString;
use std::io::Write;
use std::sync::Once;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand, ValueEnum};

use say::complain;

/// How a run went; its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing at or above the failing severity.
    Clean,
    /// Findings at or above it.
    Findings,
    /// The run itself failed, in whole or in part.
    Failed,
}

impl Outcome {
    /// The exit status.
    fn status(self) -> u8 {
        match self {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::Failed => 2,
        }
    }
}

/// Says who really runs technology in an organisation, and what is wrong with its chart.
///
/// rolecall reads org charts (CSV, Excel, YAML, JSON and more) and judges every seat by its title and its duties. It
/// reports who covers the internal side of technology (the work of a chief information officer: IT operations,
/// productivity, employees) and who covers the external side (the work of a chief technology officer: products,
/// innovation, customers), with the evidence for every verdict.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = EXIT_STATUS, after_long_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colours; by default on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
}

const EXIT_STATUS: &str =
    "Exit status: 0 no finding at or above --fail-on; 1 findings; 2 the run itself failed.";

const EXAMPLES: &str = "\
Examples:
  rolecall audit chart.csv                     who covers what, and what is wrong
  rolecall audit charts/ --format json         every chart in a folder, for a program
  rolecall report chart.csv -o report.html     the same as a page for a board
  rolecall diff old.csv new.csv                what changed between two snapshots
  rolecall classify jobs.csv --format jsonl    a verdict for every row, of any number
  rolecall why chart.csv 102                   how the verdict on position 102 came about
  rolecall explain RC101                       what a finding means and what to do

Exit status: 0 no finding at or above --fail-on; 1 findings; 2 the run itself failed.";

#[derive(Clone, Copy, Default, ValueEnum)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    Audit(audit::AuditArgs),
    Classify(classify::ClassifyArgs),
    Diff(diff::DiffArgs),
    History(history::HistoryArgs),
    Baseline(baseline::BaselineArgs),
    Evaluate(evaluate::EvaluateArgs),
    Chart(chart::ChartArgs),
    Report(report::ReportArgs),
    Export(export::ExportArgs),
    Why(why::WhyArgs),
    Explain(explain::ExplainArgs),
    Rules(rules::RulesArgs),
    Generate(generate::GenerateArgs),
    Init(init::InitArgs),
    Config(config::ConfigArgs),
    Lsp(lsp::LspArgs),
    Completions(completions::CompletionsArgs),
    Man(completions::ManArgs),
}

/// Runs a command line, the name of the program first, and returns its exit status: 0 if nothing was found, 1 for findings,
/// and 2 if the run failed.
pub fn command_line(given: Vec<OsString>) -> u8 {
    // A program may run several command lines.
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // A panic in a library is reported as an error of the file that caused it.
            if !rolecall::read::is_guarded() {
                usual(panic);
            }
        }));
    });
    match run(&given) {
        Ok(outcome) => outcome.status(),
        // The reader of our output has closed it. End quietly, as a filter does.
        Err(error) if is_broken_pipe(&error) => Outcome::Clean.status(),
        Err(error) => {
            complain(&format!("{error:#}"));
            Outcome::Failed.status()
        }
    }
}

fn run(given: &[OsString]) -> Result<Outcome> {
    let configured = configured::arguments(given.to_vec())?;
    let cli = match Cli::try_parse_from(configured) {
        Ok(cli) => cli,
        Err(told) => return tell_of_flags(&told),
    };
    match cli.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    match cli.command {
        Command::Audit(args) => args.run(),
        Command::Classify(args) => args.run(),
        Command::Diff(args) => args.run(),
        Command::History(args) => args.run(),
        Command::Evaluate(args) => args.run(),
        Command::Chart(args) => args.run(),
        Command::Report(args) => args.run(given),
        Command::Export(args) => args.run(),
        Command::Why(args) => args.run(),
        Command::Explain(args) => args.run(),
        Command::Rules(args) => args.run(),
        Command::Generate(args) => args.run(),
        Command::Baseline(args) => args.run(),
        Command::Init(args) => args.run(),
        Command::Config(args) => args.run(),
        Command::Lsp(args) => args.run(given),
        Command::Completions(args) => args.run(),
        Command::Man(args) => args.run(),
    }
}

/// Whether a run ended because nobody reads on.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>();
        io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

/// Shows what was asked for instead of a run (help, version), or what is wrong with the command line.
fn tell_of_flags(told: &clap::Error) -> Result<Outcome> {
    if told.use_stderr() {
        // It quotes arguments, which may hold styles of their own: so it has none.
        say::say_lines(&told.render().to_string());
        return Ok(Outcome::Failed);
    }
    let mut out = anstream::stdout();
    let written = write!(out, "{}", told.render().ansi()).and_then(|()| out.flush());
    written.context("cannot write to standard output")?;
    Ok(Outcome::Clean)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_flags_fit_together() {
        super::Cli::command().debug_assert();
    }
}
