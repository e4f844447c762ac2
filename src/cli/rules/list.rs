//! `rolecall rules list`: what the rule pack holds.

use std::collections::BTreeMap;
use std::io::Write;

use anstyle::{Effects, Style};
use anyhow::Result;
use clap::{Args, ValueEnum};
use rolecall::rules::{EntryKind, PackInfo, Rule, Rules, Speaks};
use serde_json::json;

use super::Format;
use crate::cli::Outcome;
use crate::cli::output::OutputArgs;
use crate::cli::rules_arg::RulesArg;

/// List findings, roles, duties and words
///
/// Shows which file each entry comes from, unless it is in the built-in pack. Also shows what your files switch off.
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
    /// Fields of work
    Functions,
    Duties,
    /// Responsibility areas
    Areas,
    /// Words of titles and texts, by the ids of their rules
    Words,
}

const BOLD: Style = Style::new().effects(Effects::BOLD);

impl ListArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.rules.load()?;
        self.output.spare([], &rules.layers)?;
        let mut out = self.format.open(&self.output)?;
        match self.format {
            Format::Text => self.text(&rules, &mut out)?,
            Format::Json => {
                serde_json::to_writer_pretty(&mut out, &self.json(&rules))?;
                writeln!(out)?;
            }
        }
        out.close()?;
        Ok(Outcome::Clean)
    }

    fn wants(&self, section: Section) -> bool {
        self.what.is_none_or(|what| what == section)
    }

    fn text(&self, rules: &Rules, out: &mut impl Write) -> std::io::Result<()> {
        let layers = rules.layers.iter().map(|layer| format!(" + {layer}"));
        let layers: String = layers.collect();
        let PackInfo { name, version } = &rules.info;
        writeln!(out, "{BOLD}{name} {version}{BOLD:#}{layers}")?;
        writeln!(out, "hash {}", rules.hash)?;
        if self.wants(Section::Findings) {
            findings(rules, out)?;
        }
        if self.wants(Section::Roles) {
            roles(rules, out)?;
        }
        if self.wants(Section::Functions) {
            writeln!(out, "\n{BOLD}Functions{BOLD:#}")?;
            for function in rules.functions() {
                writeln!(out, "  {:<38} {}", function.id, function.label)?;
            }
        }
        if self.wants(Section::Duties) {
            duties(rules, out)?;
        }
        if self.wants(Section::Areas) {
            writeln!(out, "\n{BOLD}Areas{BOLD:#}")?;
            for area in &rules.areas {
                let side = area.side.name();
                writeln!(out, "  {:<38} {} ({side})", area.id, area.label)?;
            }
        }
        if self.wants(Section::Words) {
            writeln!(out, "\n{BOLD}Words{BOLD:#}")?;
            for ((id, layer), phrases) in words(rules) {
                let count = phrases.len();
                let layer = from(layer.map(|layer| rules.layers[layer].as_str()));
                writeln!(out, "  {id:<45} {count} phrases{layer}")?;
            }
        }
        if !rules.disabled.is_empty() {
            writeln!(out, "\n{BOLD}Switched off{BOLD:#}")?;
        }
        for off in &rules.disabled {
            let layer = from(Some(&off.layer));
            writeln!(out, "  {:<8}  {}{layer}", off.what.name(), off.id)?;
        }
        Ok(())
    }

    fn json(&self, rules: &Rules) -> serde_json::Value {
        let disabled = rules.disabled.iter();
        let disabled =
            disabled.map(|off| json!({ "what": off.what, "id": off.id, "layer": off.layer }));
        let mut list = json!({
            "name": rules.info.name, "version": rules.info.version, "layers": rules.layers,
            "hash": rules.hash, "disabled": disabled.collect::<Vec<_>>(),
        });
        let layer = |what, id| rules.layer_of(what, id);
        if self.wants(Section::Findings) {
            list["findings"] = rules
                .catalogue
                .iter()
                .map(|kind| {
                    json!({
                        "code": kind.code, "name": kind.name, "severity": kind.severity, "enabled": kind.enabled,
                        "layer": layer(EntryKind::Finding, &kind.code),
                        "summary": kind.summary, "why": kind.why, "help": kind.help,
                        "about": kind.about,
                    })
                })
                .collect();
        }
        if self.wants(Section::Roles) {
            list["roles"] = rules
                .roles()
                .map(|(_, role)| {
                    json!({
                        "id": role.id, "label": role.label, "acronyms": role.acronyms, "prior": role.prior,
                        "layer": layer(EntryKind::Role, &role.id),
                    })
                })
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
                        "source": duty.source, "phrases": rule.phrases, "layer": layer(EntryKind::Duty, &rule.id),
                    }))
                })
                .collect();
        }
        if self.wants(Section::Functions) {
            list["functions"] = rules
                .functions()
                .iter()
                .map(|one| json!({ "id": one.id, "label": one.label }))
                .collect();
        }
        if self.wants(Section::Areas) {
            list["areas"] = rules
                .areas
                .iter()
                .map(|one| json!({ "id": one.id, "label": one.label, "side": one.side }))
                .collect();
        }
        if self.wants(Section::Words) {
            list["words"] = words(rules)
                .into_iter()
                .map(|((id, layer), phrases)| {
                    let layer = layer.map(|layer| &rules.layers[layer]);
                    json!({ "id": id, "phrases": phrases, "layer": layer })
                })
                .collect();
        }
        list
    }
}

/// The file that an entry comes from, where it is not one of the built-in pack.
fn from(layer: Option<&str>) -> String {
    layer.map_or(String::new(), |layer| format!("  [{layer}]"))
}

fn findings(rules: &Rules, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "\n{BOLD}Findings{BOLD:#}")?;
    for kind in rules.catalogue.iter() {
        let severity = match kind.enabled {
            true => kind.severity.name(),
            false => "off",
        };
        let layer = from(rules.layer_of(EntryKind::Finding, &kind.code));
        writeln!(
            out,
            "  {}  {severity:<7}  {:<22} {}{layer}",
            kind.code, kind.name, kind.summary
        )?;
    }
    Ok(())
}

fn roles(rules: &Rules, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "\n{BOLD}Roles{BOLD:#}")?;
    for (_, role) in rules.roles() {
        let acronyms = if role.acronyms.is_empty() {
            String::new()
        } else {
            format!(" ({})", role.acronyms.join(", "))
        };
        let layer = from(rules.layer_of(EntryKind::Role, &role.id));
        writeln!(out, "  {:<38} {}{acronyms}{layer}", role.id, role.label)?;
    }
    Ok(())
}

fn duties(rules: &Rules, out: &mut impl Write) -> std::io::Result<()> {
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
                let count = rule.phrases.len();
                let layer = from(rules.layer_of(EntryKind::Duty, &rule.id));
                writeln!(
                    out,
                    "  {weight:>+4}  {:<34} {count} phrases{layer}",
                    rule.id
                )?;
            }
        }
    }
    Ok(())
}

/// Phrases by the id of their rule, as `disable:` names it, and the layer that they stand in; duties apart.
fn words(rules: &Rules) -> BTreeMap<(&str, Option<usize>), Vec<&str>> {
    let mut words: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    let is_duty = |rule: &&Rule| matches!(rule.speaks, Speaks::Duty(_));
    for rule in rules
        .rules()
        .filter(|rule| !is_duty(rule) && !rule.phrases.is_empty())
    {
        let phrases = words.entry((rule.id.as_str(), rule.layer)).or_default();
        phrases.extend(rule.phrases.iter().map(String::as_str));
    }
    words
}
