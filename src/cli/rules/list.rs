//! `rolecall rules list`: what the rule pack holds.

use std::io::Write;

use anstyle::{Effects, Style};
use anyhow::Result;
use clap::{Args, ValueEnum};
use rolecall::rules::{Rules, Speaks};
use serde_json::json;

use super::Format;
use crate::cli::Outcome;
use crate::cli::input::RulesArg;
use crate::cli::output::OutputArgs;

/// List findings, roles and duties
#[derive(Args)]
pub struct ListArgs {
    /// What to list; everything by default
    #[arg(value_enum)]
    what: Option<Section>,
    /// How to print the list
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    rules: RulesArg,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Section {
    Findings,
    Roles,
    Duties,
}

const BOLD: Style = Style::new().effects(Effects::BOLD);

impl ListArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.rules.load()?;
        let mut out = self.output.open_styled()?;
        match self.format {
            Format::Text => self.text(&rules, &mut out)?,
            Format::Json => {
                serde_json::to_writer_pretty(&mut out, &self.json(&rules))?;
                writeln!(out)?;
            }
        }
        out.flush()?;
        Ok(Outcome::Clean)
    }

    fn wants(&self, section: Section) -> bool {
        self.what.is_none_or(|what| what == section)
    }

    fn text(&self, rules: &Rules, out: &mut impl Write) -> std::io::Result<()> {
        writeln!(
            out,
            "{BOLD}{} {}{BOLD:#}",
            rules.info.name, rules.info.version
        )?;
        if self.wants(Section::Findings) {
            writeln!(out, "\n{BOLD}Findings{BOLD:#}")?;
            for kind in rules.catalogue.iter() {
                writeln!(
                    out,
                    "  {}  {:<7}  {:<22} {}",
                    kind.code,
                    kind.severity.name(),
                    kind.name,
                    kind.summary
                )?;
            }
        }
        if self.wants(Section::Roles) {
            writeln!(out, "\n{BOLD}Roles{BOLD:#}")?;
            for (_, role) in rules.roles() {
                let acronyms = if role.acronyms.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", role.acronyms.join(", "))
                };
                writeln!(out, "  {:<38} {}{acronyms}", role.id, role.label)?;
            }
        }
        if self.wants(Section::Duties) {
            for axis in &rules.axes {
                writeln!(
                    out,
                    "\n{BOLD}Duties: {}{BOLD:#} ({} | {})",
                    axis.id, axis.internal, axis.external
                )?;
                for rule in rules.rules() {
                    let Speaks::Duty(index) = rule.speaks else {
                        continue;
                    };
                    let duty = rules.duty(index);
                    if rules.axes[usize::from(duty.axis)].id == axis.id {
                        let weight = duty.side.sign() * duty.weight;
                        writeln!(
                            out,
                            "  {weight:>+4}  {:<34} {} phrases",
                            rule.id,
                            rule.phrases.len()
                        )?;
                    }
                }
            }
        }
        Ok(())
    }

    fn json(&self, rules: &Rules) -> serde_json::Value {
        let mut list = json!({ "name": rules.info.name, "version": rules.info.version });
        if self.wants(Section::Findings) {
            list["findings"] = rules
                .catalogue
                .iter()
                .map(|kind| {
                    json!({
                        "code": kind.code, "name": kind.name, "severity": kind.severity,
                        "summary": kind.summary, "why": kind.why, "help": kind.help,
                        "compares": kind.compares,
                    })
                })
                .collect();
        }
        if self.wants(Section::Roles) {
            list["roles"] = rules
                .roles()
                .map(|(_, role)| json!({ "id": role.id, "label": role.label, "acronyms": role.acronyms, "prior": role.prior }))
                .collect();
        }
        if self.wants(Section::Duties) {
            list["duties"] = rules
                .rules()
                .filter_map(|rule| {
                    let Speaks::Duty(index) = rule.speaks else {
                        return None;
                    };
                    let duty = rules.duty(index);
                    let axis = &rules.axes[usize::from(duty.axis)].id;
                    Some(json!({
                        "id": rule.id, "axis": axis, "side": duty.side, "weight": duty.weight,
                        "source": duty.source, "phrases": rule.phrases,
                    }))
                })
                .collect();
        }
        list
    }
}
