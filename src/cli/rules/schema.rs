//! `rolecall rules schema`: the form of rules, for editors.

use std::io::Write;

use anyhow::Result;
use clap::Args;
use rolecall::rules::schema;

use crate::cli::Outcome;
use crate::cli::output::OutputArgs;

/// Write the JSON Schema of files of rules, for editors
#[derive(Args)]
pub struct SchemaArgs {
    #[command(flatten)]
    output: OutputArgs,
}

impl SchemaArgs {
    pub fn run(&self) -> Result<Outcome> {
        let mut out = self.output.open_json()?;
        serde_json::to_writer_pretty(&mut out, &schema())?;
        writeln!(out)?;
        out.close()?;
        Ok(Outcome::Clean)
    }
}
