//! Where output goes: standard output, with colours where they are wanted, or a file.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use anstream::AutoStream;
use anyhow::{Context, Result};
use clap::Args;

#[derive(Args)]
pub struct OutputArgs {
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Columns of a page: what text is set to where there is no terminal to ask.
const PAGE: usize = 100;

impl OutputArgs {
    /// Opens the output for text with colours: they are taken out unless a terminal shows them.
    pub fn open_styled(&self) -> Result<Box<dyn Write + Send>> {
        match &self.output {
            Some(_) => Ok(Box::new(AutoStream::never(self.open()?))),
            None => Ok(Box::new(BufWriter::new(AutoStream::auto(io::stdout())))),
        }
    }

    /// Opens the output for text without colours, which then costs nothing to look for them.
    pub fn open(&self) -> Result<Box<dyn Write + Send>> {
        match &self.output {
            Some(path) => {
                let file = File::create(path)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                Ok(Box::new(BufWriter::new(file)))
            }
            None => Ok(Box::new(BufWriter::new(io::stdout()))),
        }
    }

    /// Columns to set text to.
    pub fn width(&self) -> usize {
        let on_terminal = self.output.is_none() && io::stdout().is_terminal();
        let size = on_terminal.then(terminal_size::terminal_size).flatten();
        size.map_or(PAGE, |(width, _)| usize::from(width.0))
    }
}
