//! `rolecall audit`: org charts to findings.

use std::io::Write;

use anyhow::Result;
use clap::{Args, ValueEnum};
use rolecall::audit::{self, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::report::{Audited, TextOptions, audit_json, audit_jsonl, audit_text};

use super::Outcome;
use super::input::{FailOn, InputArgs};
use super::output::OutputArgs;

/// Audit org charts: who covers what, and what is wrong
///
/// Prints for each company or body on the chart who covers the internal and the external side of
/// technology and why, then every finding with its source line. Names of people are not shown unless
/// --show-names asks for them.
#[derive(Args)]
pub struct AuditArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How to print the audit
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    output: OutputArgs,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Show the names of incumbents
    #[arg(long)]
    show_names: bool,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// One JSON object
    Json,
    /// One JSON object a line: files, entities, findings, summary
    Jsonl,
}

impl AuditArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.input.load_rules()?;
        let (reader, lost) = self.input.reader(&rules, true)?;
        let on = ClassifiedChart::read(reader, &rules);
        let audit = audit(
            &on,
            &rules,
            audit::Options {
                show_names: self.show_names,
            },
        )?;
        let audited = Audited {
            on: &on,
            rules: &rules,
            audit: &audit,
        };

        let mut out = match self.format {
            Format::Text => self.output.open_styled()?,
            Format::Json | Format::Jsonl => self.output.open()?,
        };
        match self.format {
            // Of nothing there is nothing to say to a person.
            Format::Text if on.chart.sources().files.is_empty() => {}
            Format::Text => {
                let options = TextOptions {
                    width: self.output.width(),
                    show_names: self.show_names,
                };
                audit_text(audited, options, &mut out)?;
            }
            Format::Json => audit_json(audited, &mut out)?,
            Format::Jsonl => audit_jsonl(audited, &mut out)?,
        }
        out.flush()?;
        drop(out);
        let read = self.input.tell(on.chart.sources(), &lost);
        let failing = audit
            .findings
            .iter()
            .any(|finding| self.fail_on.fails(finding.severity));
        Ok(match read {
            Outcome::Clean if failing => Outcome::Findings,
            other => other,
        })
    }
}
