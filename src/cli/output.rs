//! Where output goes: standard output, with colours where they are wanted, or files. What it may not do: destroy
//! what the run reads, leave half a file, or let text of a stranger through that steers who reads it.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::AutoStream;
use anyhow::{Context, Result, bail};
use clap::Args;
use rolecall::read::Input;
use rolecall::text::{JsonSafe, Visible};
use same_file::Handle;

use super::replace::{Replacement, folder_of, open_directly};

#[derive(Args)]
pub struct OutputArgs {
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl From<PathBuf> for OutputArgs {
    fn from(path: PathBuf) -> OutputArgs {
        let output = (path != Path::new("-")).then_some(path);
        OutputArgs { output }
    }
}

/// Columns of a page: what text is set to where there is no terminal to ask.
const PAGE: usize = 100;

/// An open output. What is not closed in the end is not kept: a file then stays as it was.
pub struct Output {
    to: Box<dyn Write + Send>,
    replacement: Option<Replacement>,
}

impl OutputArgs {
    /// Refuses to write over what the run reads: charts, and rules with those that they extend.
    ///
    /// # Errors
    /// Where the output is one of these, by whatever name or link.
    pub fn spare<'i>(
        &self,
        inputs: impl IntoIterator<Item = &'i Input>,
        rules: impl IntoIterator<Item = impl AsRef<Path>>,
    ) -> Result<()> {
        let Some(output) = &self.output else {
            return Ok(());
        };
        let Ok(target) = Handle::from_path(output) else {
            return Ok(());
        };
        // Terminals and pipes lose nothing when they are written to.
        if !std::fs::metadata(output).is_ok_and(|meta| meta.is_file()) {
            return Ok(());
        }
        let is_it = |found: io::Result<Handle>| found.is_ok_and(|one| one == target);
        let read_as_chart = inputs.into_iter().any(|input| match input {
            Input::File(path) | Input::InFolder { path, .. } => is_it(Handle::from_path(path)),
            Input::Stdin => is_it(Handle::stdin()),
            Input::Held { .. } => false,
        });
        let mut rules = rules.into_iter();
        if read_as_chart || rules.any(|path| is_it(Handle::from_path(path))) {
            bail!(
                "{} is an input of this run and would be overwritten; write to another file",
                output.display()
            );
        }
        Ok(())
    }

    /// What to say of a new file that lies in a folder that was read as charts: the next run would read it too.
    pub fn caution<'i>(&self, inputs: impl IntoIterator<Item = &'i Input>) -> Option<String> {
        let output = self.output.as_ref()?;
        rolecall::read::is_chart(output).then_some(())?;
        let place = std::fs::canonicalize(folder_of(output)).ok()?;
        let within = inputs.into_iter().any(|input| match input {
            Input::InFolder { folder, .. } => {
                std::fs::canonicalize(folder).is_ok_and(|folder| place.starts_with(folder))
            }
            _ => false,
        });
        within.then(|| {
            format!(
                "{} is in a folder of charts, so the next run would read it; move it away first",
                output.display()
            )
        })
    }

    /// Opens the output for text with colours: they are taken out unless a terminal shows them.
    pub fn open_styled(&self) -> Result<Output> {
        let Output { to, replacement } = self.open_raw()?;
        let to: Box<dyn Write + Send> = match self.output {
            Some(_) => Box::new(Visible::new(AutoStream::never(to))),
            None => {
                let stdout = BufWriter::new(AutoStream::auto(io::stdout()));
                Box::new(Visible::new(stdout))
            }
        };
        Ok(Output { to, replacement })
    }

    /// Opens the output for text without colours, which then costs nothing to look for them.
    pub fn open_text(&self) -> Result<Output> {
        let Output { to, replacement } = self.open_raw()?;
        let to = Box::new(Visible::new(to));
        Ok(Output { to, replacement })
    }

    /// Opens the output for JSON.
    pub fn open_json(&self) -> Result<Output> {
        let Output { to, replacement } = self.open_raw()?;
        let to = Box::new(JsonSafe::new(to));
        Ok(Output { to, replacement })
    }

    /// Opens the output for a format that looks after its text itself.
    pub fn open_raw(&self) -> Result<Output> {
        let stdout = || Box::new(BufWriter::new(io::stdout()));
        let Some(path) = &self.output else {
            return Ok(Output {
                to: stdout(),
                replacement: None,
            });
        };
        let fail = || format!("cannot write {}", path.display());
        if path == Path::new("/dev/stdout") {
            return Ok(Output {
                to: stdout(),
                replacement: None,
            });
        }
        if let Some(file) = open_directly(path).with_context(fail)? {
            return Ok(Output {
                to: Box::new(BufWriter::new(file)),
                replacement: None,
            });
        }
        let (replacement, file) = Replacement::of(path).with_context(fail)?;
        Ok(Output {
            to: Box::new(BufWriter::new(file)),
            replacement: Some(replacement),
        })
    }

    /// Opens the end of the file for text, without replacing what is there.
    pub fn open_behind(path: &Path) -> Result<Output> {
        let file = OpenOptions::new().create(true).append(true).open(path);
        let file = file.with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Output {
            to: Box::new(Visible::new(BufWriter::new(file))),
            replacement: None,
        })
    }

    /// The file, unless it is standard output.
    pub fn path(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Columns to set text to.
    pub fn width(&self) -> usize {
        let on_terminal = self.output.is_none() && io::stdout().is_terminal();
        let size = on_terminal.then(terminal_size::terminal_size).flatten();
        size.map_or(PAGE, |(width, _)| usize::from(width.0))
    }
}

impl Output {
    /// Writes out what is left, and puts a file in its place.
    ///
    /// # Errors
    /// Those of writing; a file then stays as it was.
    pub fn close(mut self) -> Result<()> {
        self.to.flush()?;
        drop(self.to);
        match self.replacement {
            Some(replacement) => replacement.persist(),
            None => Ok(()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
