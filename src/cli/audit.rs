//! `rolecall audit`: org charts to findings.

use anyhow::Result;
use clap::{Args, ValueEnum};
use rolecall::audit::{self, audit_for, suggested_preset};
use rolecall::classify::ClassifiedChart;
use rolecall::report::{Audited, TextOptions, audit_json, audit_jsonl, audit_text};
use rolecall::rules::Rules;

use super::Outcome;
use super::input::{FailOn, InputArgs};
use super::output::OutputArgs;
use super::progress::Progress;
use super::wanted::WantedArgs;

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
    #[command(flatten)]
    wanted: WantedArgs,
    /// Show who holds which responsibility area of each entity
    #[arg(long)]
    areas: bool,
    /// Show everything of every entity, where there are many
    #[arg(long)]
    details: bool,
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
        let (reader, lost) = self.input.reader(&rules, true, &self.output)?;
        let mut progress = Progress::new(self.input.is_watched());
        let on = ClassifiedChart::read_with(reader, &rules, |read| progress.tell(read));
        progress.clear();
        let filter = self.wanted.filter(&[&on], &rules)?;
        let options = audit::Options {
            show_names: self.show_names,
        };
        let mut audit = audit_for(&on, &rules, options, &filter)?;
        audit.gather(&on, &rules, self.show_names);
        let audited = Audited {
            on: &on,
            rules: &rules,
            audit: &audit,
        };

        let mut out = match self.format {
            Format::Text => self.output.open_styled()?,
            Format::Json | Format::Jsonl => self.output.open_json()?,
        };
        match self.format {
            // Of nothing there is nothing to say to a person.
            Format::Text if on.chart.sources().files.is_empty() => {}
            Format::Text => {
                let options = TextOptions {
                    width: self.output.width(),
                    show_names: self.show_names,
                    areas: self.areas,
                    details: self.details || self.wanted.names_entities(),
                };
                audit_text(audited, options, &mut out)?;
            }
            Format::Json => audit_json(audited, &mut out)?,
            Format::Jsonl => audit_jsonl(audited, &mut out)?,
        }
        out.close()?;
        let read = self.input.tell(on.chart.sources(), &lost);
        self.suggest(&on, &rules);
        let failing = audit
            .findings
            .iter()
            .any(|finding| self.fail_on.fails(finding.severity));
        Ok(match read {
            Outcome::Clean if failing => Outcome::Findings,
            other => other,
        })
    }

    /// Says which preset would suit the chart, where nobody has laid anything over the rules.
    fn suggest(&self, on: &ClassifiedChart, rules: &Rules) {
        if !rules.layers.is_empty() {
            return;
        }
        let presets = Rules::presets();
        if let Some(preset) = suggested_preset(&on.chart, &presets) {
            self.input.note(&format!(
                "--preset {} may suit this chart: {}",
                preset.name, preset.summary
            ));
        }
    }
}
