//! `rolecall rules`: the rule pack itself, one file a command.

mod check;
mod fit;
mod list;
mod schema;
mod test;

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};

use super::Outcome;
use super::output::{Output, OutputArgs};

/// List, check and test rules, or learn weights
#[derive(Args)]
pub struct RulesArgs {
    #[command(subcommand)]
    command: RulesCommand,
}

#[derive(Subcommand)]
enum RulesCommand {
    Check(check::CheckArgs),
    List(list::ListArgs),
    Fit(Box<fit::FitArgs>),
    Schema(schema::SchemaArgs),
    Test(test::TestArgs),
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// Lines for a person
    #[default]
    Text,
    /// One JSON object
    Json,
}

impl Format {
    /// Opens the output for it.
    fn open(self, output: &OutputArgs) -> Result<Output> {
        match self {
            Format::Text => output.open_styled(),
            Format::Json => output.open_json(),
        }
    }
}

impl RulesArgs {
    pub fn run(&self) -> Result<Outcome> {
        match &self.command {
            RulesCommand::Check(args) => args.run(),
            RulesCommand::List(args) => args.run(),
            RulesCommand::Fit(args) => args.run(),
            RulesCommand::Schema(args) => args.run(),
            RulesCommand::Test(args) => args.run(),
        }
    }
}
