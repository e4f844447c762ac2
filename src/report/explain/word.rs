//! Renders what a role or a duty of the rule pack is, in each format.

use std::io;

use anstyle::{Effects, Style};
use serde::Serialize;

use super::json::written;
use crate::model::Side;
use crate::rules::{Role, Rule, Rules, Speaks};

const BOLD: Style = Style::new().effects(Effects::BOLD);

/// A role or a duty of the rule pack, described.
#[derive(Serialize)]
pub struct ExplainedWord {
    id: String,
    label: Option<String>,
    facts: Vec<String>,
    phrases: Vec<Phrases>,
}

#[derive(Serialize)]
struct Phrases {
    heading: &'static str,
    phrases: Vec<String>,
}

impl ExplainedWord {
    /// Describes a role.
    pub fn role(rules: &Rules, role: &Role) -> ExplainedWord {
        let mut facts = Vec::new();
        for side in Side::BOTH {
            if let Some(grade) = role.covers[side] {
                let (label, grade) = (&rules.sides[side].label, grade.name());
                facts.push(format!("Covers the {label} ({grade})."));
            }
        }
        facts.push(match role.prior {
            Some(prior) => {
                format!(
                    "The title alone promises a focus of {prior:+} (-1 internal … +1 external)."
                )
            }
            None => "The title alone says nothing about the focus.".to_owned(),
        });
        if !role.acronyms.is_empty() {
            facts.push(format!("Acronyms: {}", role.acronyms.join(", ")));
        }
        let is_it = |id| rules.role(id).id == role.id;
        let rules_of = |wanted: &dyn Fn(Speaks) -> bool| {
            let of = rules.rules().filter(|rule| wanted(rule.speaks));
            of.flat_map(|rule| &rule.phrases)
                .map(ToString::to_string)
                .collect()
        };
        let titles = rules_of(&|speaks| matches!(speaks, Speaks::Title(id) if is_it(id)));
        let beside = rules_of(&|speaks| matches!(speaks, Speaks::Context(id) if is_it(id)));
        ExplainedWord {
            id: role.id.clone(),
            label: Some(role.label.clone()),
            facts,
            phrases: vec![
                Phrases {
                    heading: "Titles",
                    phrases: titles,
                },
                Phrases {
                    heading: "Words that give an acronym this meaning",
                    phrases: beside,
                },
            ],
        }
    }

    /// Describes a duty. Returns nothing if the rule is not a duty.
    pub fn duty(rules: &Rules, rule: &Rule) -> Option<ExplainedWord> {
        let Speaks::Duty(index) = rule.speaks else {
            return None;
        };
        let duty = rules.duty(index);
        let axis = &rules.axes[usize::from(duty.axis)];
        let side = &rules.sides[duty.side].label;
        let mut facts = vec![
            format!("Pulls to the {side} with weight {}.", duty.weight),
            format!("Axis {}: {} | {}", axis.id, axis.internal, axis.external),
        ];
        if let Some(area) = duty.area {
            let label = &rules.areas[usize::from(area)].label;
            facts.push(format!("Responsibility area: {label}"));
        }
        facts.push(format!("Source: {}", duty.source));
        let phrases = rule.phrases.iter().map(ToString::to_string).collect();
        Some(ExplainedWord {
            id: rule.id.clone(),
            label: None,
            facts,
            phrases: vec![Phrases {
                heading: "Phrases",
                phrases,
            }],
        })
    }

    fn title(&self) -> String {
        match &self.label {
            Some(label) => format!("{label} ({})", self.id),
            None => self.id.clone(),
        }
    }

    fn lists(&self) -> impl Iterator<Item = &Phrases> {
        self.phrases.iter().filter(|list| !list.phrases.is_empty())
    }

    /// Writes the description as text.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn text(&self, width: usize, out: &mut impl io::Write) -> io::Result<()> {
        writeln!(out, "{BOLD}{}{BOLD:#}\n", self.title())?;
        for fact in &self.facts {
            writeln!(out, "{}", textwrap::fill(fact, width))?;
        }
        let options = textwrap::Options::new(width)
            .initial_indent("  ")
            .subsequent_indent("    ");
        for list in self.lists() {
            writeln!(out, "\n{BOLD}{}{BOLD:#}", list.heading)?;
            for phrase in &list.phrases {
                writeln!(out, "{}", textwrap::fill(phrase, &options))?;
            }
        }
        Ok(())
    }

    /// Writes the description as one JSON object.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn json(&self, out: &mut impl io::Write) -> io::Result<()> {
        written(self, out)
    }

    /// Writes the description as Markdown.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn markdown(&self, out: &mut impl io::Write) -> io::Result<()> {
        writeln!(out, "# {}\n", self.title())?;
        for fact in &self.facts {
            writeln!(out, "- {fact}")?;
        }
        for list in self.lists() {
            writeln!(out, "\n## {}\n", list.heading)?;
            for phrase in &list.phrases {
                writeln!(out, "- `{phrase}`")?;
            }
        }
        Ok(())
    }
}
