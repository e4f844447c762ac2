//! `rolecall completions` and `rolecall man`: what shells and `man` know of the command line.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::output::OutputArgs;
use super::{Cli, Outcome};

/// Write completions for a shell
///
/// For bash: rolecall completions bash > ~/.local/share/bash-completion/completions/rolecall
#[derive(Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
    #[command(flatten)]
    output: OutputArgs,
}

impl CompletionsArgs {
    pub fn run(&self) -> Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), NAME, &mut script);
        let mut out = self.output.open_raw()?;
        std::io::Write::write_all(&mut out, &script)?;
        out.close()?;
        Ok(Outcome::Clean)
    }
}

const NAME: &str = env!("CARGO_PKG_NAME");

/// Write man pages
///
/// Without --folder, the page of rolecall itself is written; with it, one for each command too.
#[derive(Args)]
pub struct ManArgs {
    /// Write a page for each command into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "output")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
}

impl ManArgs {
    pub fn run(&self) -> Result<Outcome> {
        if let Some(folder) = &self.folder {
            let fail = || format!("cannot write to {}", folder.display());
            std::fs::create_dir_all(folder).with_context(fail)?;
            clap_mangen::generate_to(Cli::command(), folder).with_context(fail)?;
            return Ok(Outcome::Clean);
        }
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        let mut out = self.output.open_raw()?;
        std::io::Write::write_all(&mut out, &page)?;
        out.close()?;
        Ok(Outcome::Clean)
    }
}
