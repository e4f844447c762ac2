//! `rolecall classify`: rows to verdicts, streaming, of any number.

use std::io::Write;

use anyhow::Result;
use clap::{Args, ValueEnum};
use rolecall::classify::{in_order, judge};
use rolecall::report::{verdict_json, verdict_text};

use super::Outcome;
use super::input::InputArgs;
use super::output::OutputArgs;

/// Classify rows or job descriptions: a verdict for each, in input order
///
/// Reads the same files as `audit`, of any size, and holds no more than a window of rows. A row needs a
/// title or a duty text, nothing else.
#[derive(Args)]
pub struct ClassifyArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How to print the verdicts
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Clone, Copy, Default, PartialEq, ValueEnum)]
enum Format {
    /// A line for a person: place, focus, score, confidence, roles, title
    #[default]
    Text,
    /// A JSON array of objects
    Json,
    /// One JSON object a line
    Jsonl,
}

impl ClassifyArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.input.load_rules()?;
        let (mut reader, lost) = self.input.reader(&rules, false)?;
        let mut out = self.output.open()?;
        let mut first = true;
        in_order(
            &mut reader,
            |batch, file| {
                // Rendering is half of the work, so it is done where the judging is.
                let mut rendered = Vec::new();
                for (position, verdict) in batch.positions().zip(judge(&rules, batch)) {
                    let written = match self.format {
                        Format::Text => {
                            verdict_text(&rules, file, &position, &verdict, &mut rendered)
                        }
                        Format::Json | Format::Jsonl => {
                            verdict_json(&rules, file, &position, &verdict, &mut rendered)
                        }
                    };
                    written?;
                }
                Ok(rendered)
            },
            |_, rendered: std::io::Result<Vec<u8>>| {
                let rendered = rendered?;
                match self.format {
                    Format::Json => write_array(&rendered, &mut first, &mut out),
                    Format::Text | Format::Jsonl => out.write_all(&rendered),
                }
            },
        )?;
        if self.format == Format::Json {
            out.write_all(if first { b"[]\n" } else { b"\n]\n" })?;
        }
        out.flush()?;
        drop(out);
        Ok(self.input.tell(&reader.into_sources(), &lost))
    }
}

/// Puts lines of JSON into the array begun by the first.
fn write_array(lines: &[u8], first: &mut bool, out: &mut impl Write) -> std::io::Result<()> {
    for line in lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        out.write_all(if *first { b"[\n" } else { b",\n" })?;
        *first = false;
        out.write_all(line)?;
    }
    Ok(())
}
