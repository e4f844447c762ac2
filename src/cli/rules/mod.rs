//! `rolecall rules`: the rule pack itself, one file a command.

mod fit;
mod list;
mod test;

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};

use super::Outcome;

/// Look into the rule pack
#[derive(Args)]
pub struct RulesArgs {
    #[command(subcommand)]
    command: RulesCommand,
}

#[derive(Subcommand)]
enum RulesCommand {
    List(list::ListArgs),
    Fit(fit::FitArgs),
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

impl RulesArgs {
    pub fn run(&self) -> Result<Outcome> {
        match &self.command {
            RulesCommand::List(args) => args.run(),
            RulesCommand::Fit(args) => args.run(),
            RulesCommand::Test(args) => args.run(),
        }
    }
}
