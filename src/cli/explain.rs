//! `rolecall explain`: what a finding, a role or a duty is.

use std::fmt::Write as _;

use anstyle::{Effects, Style};
use anyhow::{Result, bail};
use clap::Args;
use rolecall::model::Side;
use rolecall::rules::{FindingKind, Role, Rule, Rules, Speaks};

use super::Outcome;
use super::input::RulesArg;
use super::output::OutputArgs;

/// Explain a finding, a role or a duty
#[derive(Args)]
pub struct ExplainArgs {
    /// Code or name of a finding (RC101, missing-cio), id of a role (cto) or of a duty
    #[arg(value_name = "CODE|ROLE|DUTY")]
    what: String,
    #[command(flatten)]
    rules: RulesArg,
    #[command(flatten)]
    output: OutputArgs,
}

const BOLD: Style = Style::new().effects(Effects::BOLD);

impl ExplainArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.rules.load()?;
        let what = self.what.trim();
        let role = rules
            .roles()
            .find(|(_, role)| role.id.eq_ignore_ascii_case(what));
        let duty = rules
            .rules()
            .find(|rule| is_duty(rule) && rule.id.eq_ignore_ascii_case(what));
        let text = if let Some(kind) = rules.catalogue.get(what) {
            finding(kind)?
        } else if let Some((_, role)) = role {
            self::role(&rules, role)?
        } else if let Some(rule) = duty {
            self::duty(&rules, rule)?
        } else {
            bail!(
                "nothing is called `{what}`{}; `rolecall rules list` names everything",
                similar(&rules, what)
            );
        };
        let mut out = self.output.open_styled()?;
        let width = self.output.width();
        for line in text.lines() {
            let indent = if line.starts_with(' ') { "    " } else { "" };
            let options = textwrap::Options::new(width).subsequent_indent(indent);
            writeln!(out, "{}", textwrap::fill(line, options))?;
        }
        out.flush()?;
        Ok(Outcome::Clean)
    }
}

fn is_duty(rule: &Rule) -> bool {
    matches!(rule.speaks, Speaks::Duty(_))
}

fn finding(kind: &FindingKind) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    writeln!(
        text,
        "{BOLD}{} {}{BOLD:#} ({})",
        kind.code,
        kind.name,
        kind.severity.name()
    )?;
    writeln!(text, "\n{}", kind.summary)?;
    for (below, severity) in kind.severities_by_size() {
        match below {
            Some(below) => writeln!(text, "  {} below {below} people", severity.name())?,
            None => writeln!(text, "  {} from there on", severity.name())?,
        }
    }
    writeln!(text, "\n{BOLD}Why{BOLD:#}: {}", kind.why)?;
    writeln!(text, "\n{BOLD}What to do{BOLD:#}: {}", kind.help)?;
    if kind.compares {
        writeln!(
            text,
            "\nIt is about two snapshots: `rolecall diff` makes it, `rolecall audit` does not."
        )?;
    }
    let thresholds: Vec<_> = kind
        .thresholds()
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    if !thresholds.is_empty() {
        writeln!(
            text,
            "\n{BOLD}Thresholds{BOLD:#}: {}",
            thresholds.join(", ")
        )?;
    }
    writeln!(
        text,
        "\nChange severity or thresholds by naming {} under `findings:` in a file given with --rules.",
        kind.code
    )?;
    Ok(text)
}

fn role(rules: &Rules, role: &Role) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    writeln!(text, "{BOLD}{}{BOLD:#} ({})\n", role.label, role.id)?;
    for side in Side::BOTH {
        if let Some(grade) = role.covers[side] {
            writeln!(
                text,
                "Covers the {} ({}).",
                rules.sides[side].label,
                grade.name()
            )?;
        }
    }
    match role.prior {
        Some(prior) => writeln!(
            text,
            "The title alone promises a focus of {prior:+} (-1 internal … +1 external)."
        )?,
        None => writeln!(text, "The title alone says nothing of the focus.")?,
    }
    if !role.acronyms.is_empty() {
        writeln!(text, "Acronyms: {}", role.acronyms.join(", "))?;
    }
    let named = rules
        .rules()
        .filter(|rule| matches!(rule.speaks, Speaks::Title(id) if rules.role(id).id == role.id));
    phrases(&mut text, "Titles", named)?;
    let context = rules
        .rules()
        .filter(|rule| matches!(rule.speaks, Speaks::Context(id) if rules.role(id).id == role.id));
    phrases(&mut text, "An acronym is read so beside", context)?;
    Ok(text)
}

fn duty(rules: &Rules, rule: &Rule) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    let Speaks::Duty(index) = rule.speaks else {
        return Ok(text);
    };
    let duty = rules.duty(index);
    let axis = &rules.axes[usize::from(duty.axis)];
    writeln!(text, "{BOLD}{}{BOLD:#}\n", rule.id)?;
    writeln!(
        text,
        "Pulls to the {} with weight {}.",
        rules.sides[duty.side].label, duty.weight
    )?;
    writeln!(
        text,
        "Axis {}: {} | {}",
        axis.id, axis.internal, axis.external
    )?;
    if let Some(area) = duty.area {
        writeln!(
            text,
            "Responsibility area: {}",
            rules.areas[usize::from(area)].label
        )?;
    }
    writeln!(text, "Source: {}", duty.source)?;
    phrases(&mut text, "Phrases", std::iter::once(rule))?;
    Ok(text)
}

fn phrases<'r>(
    text: &mut String,
    heading: &str,
    of: impl Iterator<Item = &'r Rule>,
) -> std::fmt::Result {
    let mut of = of.flat_map(|rule| &rule.phrases).peekable();
    if of.peek().is_some() {
        writeln!(text, "\n{BOLD}{heading}{BOLD:#}")?;
    }
    of.try_for_each(|phrase| writeln!(text, "  {phrase}"))
}

/// What may have been meant.
fn similar(rules: &Rules, what: &str) -> String {
    let what = what.to_lowercase();
    let names = rules
        .catalogue
        .iter()
        .flat_map(|kind| [kind.code.as_str(), kind.name.as_str()]);
    let names = names.chain(rules.roles().map(|(_, role)| role.id.as_str()));
    let names = names.chain(
        rules
            .rules()
            .filter(|rule| is_duty(rule))
            .map(|rule| rule.id.as_str()),
    );
    let likeness = |name: &&str| strsim::jaro_winkler(&name.to_lowercase(), &what);
    let best = names.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    best.filter(|name| likeness(name) > 0.8)
        .map_or(String::new(), |name| format!(" (did you mean `{name}`?)"))
}
