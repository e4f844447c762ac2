//! `rolecall explain`: what a finding, a role or a duty is.

use std::io::Write;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use rolecall::audit::FindingExample;
use rolecall::report::{
    Explained, ExplainedWord, explain_all_json, explain_all_markdown, explain_index_json,
    explain_index_markdown, explain_index_text, explain_json, explain_markdown, explain_text,
};
use rolecall::rules::{FindingKind, Rule, Rules, Speaks};

use super::Outcome;
use super::output::OutputArgs;
use super::rules_arg::RulesArg;

/// Explain a finding, with an example, or a role or a duty
///
/// For a finding, shows a small chart that has it, what rolecall reports on that chart, and the repaired chart.
/// Without an argument, lists all findings.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct ExplainArgs {
    /// Code or name of a finding (RC101, missing-cio), beginning of codes (RC1), id of a role (cto) or of a duty
    #[arg(value_name = "CODE|ROLE|DUTY")]
    what: Option<String>,
    /// Explain every finding in full
    #[arg(long, conflicts_with = "what")]
    all: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    rules: RulesArg,
    #[command(flatten)]
    output: OutputArgs,
}

const EXAMPLES: &str = "\
Examples:
  rolecall explain RC203                              one finding
  rolecall explain RC2                                all findings whose codes begin with RC2
  rolecall explain --all --format markdown            a page about all of them";

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// One JSON object
    Json,
    /// Markdown
    Markdown,
}

/// Text is easier to read when it is no wider than this.
const WIDEST: usize = 80;

/// What is asked for.
enum Topic<'r> {
    /// The findings whose codes begin so.
    Index(&'r str),
    Finding(&'r FindingKind),
    All,
    Word(ExplainedWord),
}

impl ExplainArgs {
    pub fn run(&self) -> Result<Outcome> {
        let rules = self.rules.load()?;
        self.output.spare([], &rules.layers)?;
        let topic = self.topic(&rules)?;
        let width = self.output.width().min(WIDEST);
        let mut out = match self.format {
            Format::Text => self.output.open_styled()?,
            Format::Json => self.output.open_json()?,
            Format::Markdown => self.output.open_text()?,
        };
        let out_to = &mut out;
        match (topic, self.format) {
            (Topic::Index(codes), Format::Text) => explain_index_text(&rules, codes, width, out_to),
            (Topic::Index(codes), Format::Json) => explain_index_json(&rules, codes, out_to),
            (Topic::Index(codes), Format::Markdown) => {
                explain_index_markdown(&rules, codes, out_to)
            }
            (Topic::Finding(kind), format) => {
                let explained = &explained(&rules, [kind])?[0];
                match format {
                    Format::Text => explain_text(explained, width, out_to),
                    Format::Json => explain_json(explained, out_to),
                    Format::Markdown => explain_markdown(explained, out_to),
                }
            }
            (Topic::All, format) => {
                let explained = explained(&rules, rules.catalogue.iter())?;
                match format {
                    Format::Text => {
                        for (index, one) in explained.iter().enumerate() {
                            if index > 0 {
                                writeln!(out_to)?;
                            }
                            explain_text(one, width, out_to)?;
                        }
                        Ok(())
                    }
                    Format::Json => explain_all_json(&explained, out_to),
                    Format::Markdown => explain_all_markdown(&rules, &explained, out_to),
                }
            }
            (Topic::Word(word), Format::Text) => word.text(width, out_to),
            (Topic::Word(word), Format::Json) => word.json(out_to),
            (Topic::Word(word), Format::Markdown) => word.markdown(out_to),
        }?;
        out.close()?;
        Ok(Outcome::Clean)
    }

    fn topic<'r>(&'r self, rules: &'r Rules) -> Result<Topic<'r>> {
        let what = match self.what.as_deref().map(str::trim) {
            _ if self.all => return Ok(Topic::All),
            None => return Ok(Topic::Index("")),
            Some(what) => what,
        };
        if let Some(kind) = rules.catalogue.get(what) {
            return Ok(Topic::Finding(kind));
        }
        let mut roles = rules.roles();
        if let Some((_, role)) = roles.find(|(_, role)| role.id.eq_ignore_ascii_case(what)) {
            return Ok(Topic::Word(ExplainedWord::role(rules, role)));
        }
        let mut named = rules
            .rules()
            .filter(|rule| rule.id.eq_ignore_ascii_case(what));
        if let Some(word) = named.find_map(|rule| ExplainedWord::duty(rules, rule)) {
            return Ok(Topic::Word(word));
        }
        if !what.is_empty() && rules.catalogue.beginning(what).next().is_some() {
            return Ok(Topic::Index(what));
        }
        bail!(
            "nothing is called `{what}`{}; `rolecall explain` lists the findings, `rolecall rules list` \
             everything",
            meant(rules, what)
        )
    }
}

/// Findings with their examples, which are shown under the built-in rules: those are what they are tests of.
fn explained<'r>(
    rules: &Rules,
    kinds: impl IntoIterator<Item = &'r FindingKind>,
) -> Result<Vec<Explained<'r>>> {
    let own;
    let builtin = if rules.layers.is_empty() {
        rules
    } else {
        own = Rules::builtin()?;
        &own
    };
    let explained = kinds.into_iter().map(|kind| {
        let example = FindingExample::of(&kind.code);
        let example = example.map(|example| example.shown(kind.about, builtin));
        Ok(Explained {
            kind,
            example: example.transpose()?,
        })
    });
    explained.collect()
}

/// So many names are suggested.
const MOST_MEANT: usize = 3;
/// So alike must they be.
const ALIKE: f64 = 0.8;
/// Nothing else can be meant.
const SURE: f64 = 1.0;

/// What may have been meant, the likeliest first.
fn meant(rules: &Rules, what: &str) -> String {
    let what = what.to_lowercase();
    let kinds = rules.catalogue.iter();
    let names = kinds.flat_map(|kind| [kind.code.as_str(), kind.name.as_str()]);
    let names = names.chain(rules.roles().map(|(_, role)| role.id.as_str()));
    let duties = rules.rules().filter(|rule| is_duty(rule));
    let names = names.chain(duties.map(|rule| rule.id.as_str()));
    let mut alike: Vec<_> = names
        .map(|name| (likeness(&name.to_lowercase(), &what), name))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0));
    if alike.first().is_some_and(|(likeness, _)| *likeness == SURE) {
        alike.truncate(1);
    }
    let best = alike.iter().take(MOST_MEANT);
    let best: Vec<_> = best.map(|(_, name)| format!("`{name}`")).collect();
    match best.as_slice() {
        [] => String::new(),
        [one] => format!(" (did you mean {one}?)"),
        [others @ .., last] => format!(" (did you mean {} or {last}?)", others.join(", ")),
    }
}

fn is_duty(rule: &Rule) -> bool {
    matches!(rule.speaks, Speaks::Duty(_))
}

/// How alike two names are, from 0 to 1; letters typed for the digits they look like count for those.
fn likeness(name: &str, typed: &str) -> f64 {
    if name == typed.replace('o', "0").replace(['l', 'i'], "1") {
        return SURE;
    }
    strsim::jaro_winkler(name, typed)
}
