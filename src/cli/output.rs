//! Where output goes: standard output, with colours where they are wanted, or files. What it may not do: destroy
//! what the run reads, leave half a file, or let text from a file control a terminal.

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
    /// What errors call it.
    name: String,
    to: Box<dyn Write + Send>,
    replacement: Option<Replacement>,
    is_terminal: bool,
}

impl OutputArgs {
    /// An output to this file.
    pub fn to(path: &Path) -> OutputArgs {
        OutputArgs {
            output: Some(path.to_owned()),
        }
    }

    /// Refuses to write over what the run reads: charts, and rules with those that they extend. A file in a folder
    /// that standard output goes to is not refused here, since it is not read.
    ///
    /// # Errors
    /// Where the output is one of these, by whatever name or link.
    pub fn spare<'i>(
        &self,
        inputs: impl IntoIterator<Item = &'i Input>,
        rules: impl IntoIterator<Item = impl AsRef<Path>>,
    ) -> Result<()> {
        let named = self.named();
        let target = named.map_or_else(standard_output, regular_file);
        let Some(target) = target else {
            return Ok(());
        };
        let is_it = |path: &Path| regular_file(path).is_some_and(|one| one == target);
        let read_as_chart = inputs.into_iter().any(|input| match input {
            Input::File(path) => is_it(path),
            Input::InFolder { path, .. } => named.is_some() && is_it(path),
            Input::Stdin => Handle::stdin().is_ok_and(|stdin| stdin == target),
            Input::Held { .. } | Input::HeldInFolder { .. } => false,
        });
        let mut rules = rules.into_iter();
        if read_as_chart || rules.any(|path| is_it(path.as_ref())) {
            let name = named.map_or_else(
                || "standard output".to_owned(),
                |path| path.display().to_string(),
            );
            bail!("{name} is an input of this run and would be overwritten; write to another file");
        }
        Ok(())
    }

    /// The file to write to, unless it is standard output.
    fn named(&self) -> Option<&Path> {
        let path = self.output.as_deref();
        path.filter(|path| *path != Path::new("/dev/stdout"))
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
        let out = self.open_raw()?;
        Ok(match self.output {
            Some(_) => out.through(|to| Visible::new(AutoStream::never(to))),
            None => out.through(|_| {
                let stdout = BufWriter::new(AutoStream::auto(io::stdout()));
                Visible::new(stdout)
            }),
        })
    }

    /// Opens the output for text without colours, which then costs nothing to look for them.
    pub fn open_text(&self) -> Result<Output> {
        Ok(self.open_raw()?.through(Visible::unstyled))
    }

    /// Opens the output for JSON.
    pub fn open_json(&self) -> Result<Output> {
        Ok(self.open_raw()?.through(JsonSafe::new))
    }

    /// Opens the output for a data format. A program must read back the same text, so that goes out as it is. A
    /// terminal reads nothing back, so there the text is made visible.
    pub fn open_data(&self) -> Result<Output> {
        let out = self.open_raw()?;
        Ok(match out.is_terminal {
            true => out.through(Visible::unstyled),
            false => out,
        })
    }

    /// Opens the output for a format that is no text.
    ///
    /// # Errors
    /// Where it would go to a terminal.
    #[cfg(feature = "arrow")]
    pub fn open_binary(&self) -> Result<Output> {
        let out = self.open_raw()?;
        if out.is_terminal {
            bail!(
                "this format is binary, so a terminal cannot show it; write it to a file with --output"
            );
        }
        Ok(out)
    }

    /// Opens the output for a format that looks after its text itself.
    pub fn open_raw(&self) -> Result<Output> {
        let Some(path) = self.named() else {
            return Ok(Output {
                name: "standard output".to_owned(),
                to: Box::new(BufWriter::new(io::stdout())),
                replacement: None,
                is_terminal: io::stdout().is_terminal(),
            });
        };
        let name = path.display().to_string();
        let fail = || format!("cannot write {name}");
        if let Some(file) = open_directly(path).with_context(fail)? {
            return Ok(Output {
                name,
                is_terminal: file.is_terminal(),
                to: Box::new(BufWriter::new(file)),
                replacement: None,
            });
        }
        let (replacement, file) = Replacement::of(path).with_context(fail)?;
        Ok(Output {
            name,
            to: Box::new(BufWriter::new(file)),
            replacement: Some(replacement),
            is_terminal: false,
        })
    }

    /// Opens the end of the file for text, without replacing what is there.
    pub fn open_behind(path: &Path) -> Result<Output> {
        let file = OpenOptions::new().create(true).append(true).open(path);
        let file = file.with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Output {
            name: path.display().to_string(),
            is_terminal: false,
            to: Box::new(Visible::unstyled(BufWriter::new(file))),
            replacement: None,
        })
    }

    /// The file, unless it is standard output.
    pub fn path(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Whether it goes to the terminal.
    pub fn is_terminal(&self) -> bool {
        self.named().is_none() && io::stdout().is_terminal()
    }

    /// Columns to set text to.
    pub fn width(&self) -> usize {
        let size = self
            .is_terminal()
            .then(terminal_size::terminal_size)
            .flatten();
        size.map_or(PAGE, |(width, _)| usize::from(width.0))
    }
}

/// A file to compare with others. Terminals and pipes are not compared: they lose nothing when they are written
/// to, and opening a pipe would wait for its other end or cut it off.
fn regular_file(path: &Path) -> Option<Handle> {
    let is_file = std::fs::metadata(path).is_ok_and(|meta| meta.is_file());
    is_file.then(|| Handle::from_path(path).ok()).flatten()
}

/// The file that standard output goes to, unless it is a terminal or a pipe.
fn standard_output() -> Option<Handle> {
    let stdout = Handle::stdout().ok()?;
    let is_file = stdout.as_file().metadata().is_ok_and(|meta| meta.is_file());
    is_file.then_some(stdout)
}

/// Leaves out the files of folders that standard output goes to. The shell makes such a file before the run begins,
/// and a run that reads what it writes has no end. Returns their names.
pub fn leave_out_standard_output(inputs: &mut Vec<Input>) -> Vec<String> {
    let mut left_out = Vec::new();
    let Some(stdout) = standard_output() else {
        return left_out;
    };
    inputs.retain(|input| match input {
        Input::InFolder { path, .. } if regular_file(path).is_some_and(|one| one == stdout) => {
            left_out.push(path.display().to_string());
            false
        }
        _ => true,
    });
    left_out
}

impl Output {
    /// The same output behind another writer.
    fn through<W: Write + Send + 'static>(
        self,
        wrap: impl FnOnce(Box<dyn Write + Send>) -> W,
    ) -> Output {
        Output {
            to: Box::new(wrap(self.to)),
            ..self
        }
    }

    /// Writes out what is left, and puts a file in its place.
    ///
    /// # Errors
    /// Those of writing; a file then stays as it was.
    pub fn close(mut self) -> Result<()> {
        self.flush()?;
        drop(self.to);
        match self.replacement {
            Some(replacement) => replacement.persist(),
            None => Ok(()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes);
        written.map_err(|error| unwritten(&self.name, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.to.flush();
        flushed.map_err(|error| unwritten(&self.name, &error))
    }
}

/// The error with the name of the output, of the same kind: a closed pipe ends a run without a word.
fn unwritten(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot write {name}: {error}"))
}
