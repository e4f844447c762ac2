//! Renders how a verdict came about as text that a person can follow and check.

use std::io;

use anstyle::{AnsiColor, Effects, Style};

use crate::classify::Derivation;
use crate::model::{
    Basis, BySide, Evidence, Field, Focus, Position, Side, TwoSides, Verdict, Weighing,
};
use crate::report::words::{NARROWEST, function, plain, reason, rounded};
use crate::rules::{Rules, Speaks};

const BOLD: Style = Style::new().effects(Effects::BOLD);

const DIM: Style = Style::new().effects(Effects::DIMMED);

const INTERNAL: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);

const EXTERNAL: Style = AnsiColor::Magenta.on_default().effects(Effects::BOLD);

/// Writes how the verdict on a position came about: what each text says, its weight, the sum, and what would
/// have changed the verdict.
///
/// # Errors
/// Those of the writer.
pub fn why_text(
    rules: &Rules,
    position: &Position<'_>,
    derivation: &Derivation,
    width: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let why = Why {
        rules,
        position,
        verdict: &derivation.verdict,
        width: width.max(NARROWEST),
    };
    why.verdict(out)?;
    if let Some(alone) = &derivation.alone {
        why.alone(alone, out)?;
    }
    why.title(out)?;
    for field in [Field::Department, Field::Entity, Field::Responsibilities] {
        why.text(field, out)?;
    }
    why.sum(out)?;
    why.alternatives(derivation, out)
}

struct Why<'a> {
    rules: &'a Rules,
    position: &'a Position<'a>,
    verdict: &'a Verdict,
    width: usize,
}

impl Why<'_> {
    fn verdict(&self, out: &mut impl io::Write) -> io::Result<()> {
        let verdict = self.verdict;
        let (score, confidence) = (rounded(verdict.score), verdict.confidence);
        let focus = verdict.focus.name();
        writeln!(
            out,
            "{BOLD}{focus}{BOLD:#}, score {score:+.2}, confidence {confidence:.2}"
        )?;
        let function = function(self.rules, verdict.function);
        writeln!(out, "  rank {}, function {function}", verdict.rank.name())?;
        for held in &verdict.roles {
            let role = self.rules.role(held.role);
            let by = match held.basis {
                Basis::Title => "by title",
                Basis::Duties => "by duty",
                Basis::Unit => "by unit",
            };
            writeln!(out, "  {} ({}), {by}", role.label, role.id)?;
        }
        for aside in &verdict.set_aside {
            let role = self.rules.role(aside.role);
            let reason = reason(self.rules, aside.reason);
            writeln!(out, "  not {} ({}): {reason}", role.label, role.id)?;
        }
        if verdict.roles.is_empty() && verdict.set_aside.is_empty() {
            writeln!(out, "  no executive role")?;
        }
        for side in Side::BOTH {
            let label = &self.rules.sides[side].label;
            if let Some(coverage) = verdict.covers[side] {
                let grade = coverage.grade.name();
                writeln!(out, "  covers the {label} ({grade})")?;
            } else if let Some(role) = verdict.elsewhere[side] {
                let title = &self.rules.role(role).label;
                writeln!(
                    out,
                    "  does not cover the {label}: in a house of this kind, a {title} has other work"
                )?;
            }
        }
        Ok(())
    }

    /// Says why `classify`, which does not see the chart, gives the row another verdict.
    fn alone(&self, alone: &Verdict, out: &mut impl io::Write) -> io::Result<()> {
        let below = self.verdict.line != alone.line;
        let around = !below || self.verdict.roles != alone.roles;
        let adds = match (below, around) {
            (true, false) => "the seats below",
            (true, true) => "the titles around it and the seats below",
            (false, _) => "the titles around it",
        };
        let of_unit = match self.verdict.unit_text {
            true => ", and shows that the duty text describes the unit",
            false => "",
        };
        let said = format!(
            "`rolecall classify` judges the row alone: {}, score {:+.2}, confidence {:.2}, {}. The chart adds {adds}{of_unit}.",
            alone.focus.name(),
            rounded(alone.score),
            alone.confidence,
            self.roles(alone),
        );
        let options = textwrap::Options::new(self.width)
            .initial_indent("  ")
            .subsequent_indent("  ");
        writeln!(out, "{}", textwrap::fill(&said, options))
    }

    /// Writes the title on one line, and below it the meaning of each stretch of it.
    fn title(&self, out: &mut impl io::Write) -> io::Result<()> {
        let title = self.position.title;
        if title.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{BOLD}Title{BOLD:#}\n  {}", flat(title))?;
        let spoken = self.spoken(Field::Title);
        if spoken.is_empty() {
            writeln!(out, "  {DIM}it has no known word{DIM:#}")?;
        }
        for (start, end, said) in self.by_stretch(&spoken) {
            let before = flat(title.get(..start).unwrap_or_default());
            let under = flat(title.get(start..end).unwrap_or_default());
            let (from, marks) = (before.chars().count(), under.chars().count().max(1));
            writeln!(
                out,
                "  {:from$}{} {}",
                "",
                "^".repeat(marks),
                said.join("; ")
            )?;
        }
        Ok(())
    }

    /// Writes a text with its evidence in numbered brackets, and below it the meaning of each.
    fn text(&self, field: Field, out: &mut impl io::Write) -> io::Result<()> {
        let text = self.position.text(field);
        let spoken = self.spoken(field);
        if text.is_empty() || field == Field::Entity && spoken.is_empty() {
            return Ok(());
        }
        let heading = match field {
            Field::Responsibilities => "Duties",
            Field::Department => "Department",
            _ => "Entity",
        };
        writeln!(out, "\n{BOLD}{heading}{BOLD:#}")?;
        let stretches = self.by_stretch(&spoken);
        let options = textwrap::Options::new(self.width)
            .initial_indent("  ")
            .subsequent_indent("  ");
        let marked = marked(text, &stretches);
        writeln!(out, "{}", textwrap::fill(&plain(&marked), options))?;
        let tells_of_unit = self.verdict.unit_text && field == Field::Responsibilities;
        if tells_of_unit {
            writeln!(
                out,
                "  {DIM}it does not count here: it describes the unit (the manager and other seats have the same text){DIM:#}"
            )?;
        } else if stretches.is_empty() {
            writeln!(out, "  {DIM}it has no known phrase{DIM:#}")?;
        }
        for (index, (start, end, said)) in stretches.iter().enumerate() {
            let quote = plain(text.get(*start..*end).unwrap_or_default()).into_owned();
            writeln!(out, "  [{}] {quote}: {}", index + 1, said.join("; "))?;
        }
        Ok(())
    }

    /// Groups evidence by its stretch of text. Each statement appears once.
    fn by_stretch(&self, spoken: &[&Evidence]) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for evidence in spoken {
            let (start, end) = (evidence.start as usize, evidence.end as usize);
            let said = self.said(evidence);
            match stretches.last_mut() {
                Some((from, to, all)) if (*from, *to) == (start, end) => {
                    if !all.contains(&said) {
                        all.push(said);
                    }
                }
                _ => stretches.push((start, end, vec![said])),
            }
        }
        stretches
    }

    /// The evidence found in a field, in the order of the text.
    fn spoken(&self, field: Field) -> Vec<&Evidence> {
        let mut spoken: Vec<_> = self
            .verdict
            .evidence
            .iter()
            .filter(|evidence| evidence.field == field)
            .collect();
        spoken.sort_by_key(|evidence| (evidence.start, evidence.end, evidence.rule));
        spoken
    }

    /// What an evidence says, and its weight.
    fn said(&self, evidence: &Evidence) -> String {
        let rule = self.rules.rule(evidence.rule);
        let Speaks::Duty(duty) = rule.speaks else {
            return format!("{}{}", rule.id, weight(evidence.weight));
        };
        let duty = self.rules.duty(duty);
        let area = duty
            .area
            .map_or("", |area| &self.rules.areas[usize::from(area)].label);
        let axis = &self.rules.axes[usize::from(duty.axis)].id;
        let of = if evidence.weight.abs() + ROUNDING < duty.weight {
            format!(" of {:.1}", duty.weight)
        } else {
            String::new()
        };
        let parted = if area.is_empty() { "" } else { "; " };
        let weight = match evidence.weight == 0.0 {
            true => format!(", {} 0.0", Focus::on(duty.side).name()),
            false => weight(evidence.weight),
        };
        format!("{} ({axis}{parted}{area}){weight}{of}", rule.id)
    }

    fn sum(&self, out: &mut impl io::Write) -> io::Result<()> {
        let verdict = self.verdict;
        let below = verdict.below;
        let below = format!("seats below ({} : {})", below.internal, below.external);
        writeln!(
            out,
            "\n{BOLD}Sum{BOLD:#}{:24}{INTERNAL}internal{INTERNAL:#}  {EXTERNAL}external{EXTERNAL:#}",
            ""
        )?;
        let parts = [
            ("title", verdict.title),
            ("department", verdict.department),
            ("duties", verdict.duties),
            ("wording", verdict.wording),
            (below.as_str(), verdict.line),
        ];
        let speak = parts
            .iter()
            .filter(|(_, part)| *part != Weighing::default());
        for (name, part) in speak.chain([&("all", verdict.weighed())]) {
            writeln!(
                out,
                "  {name:<25}{:>8.1}  {:>8.1}",
                part.internal, part.external
            )?;
        }
        let BySide { internal, external } = verdict.weighed();
        let doubt = self.rules.model.doubt;
        writeln!(
            out,
            "  score = ({external:.1} - {internal:.1}) / ({internal:.1} + {external:.1} + {doubt:.1}) = {:+.2}",
            rounded(verdict.score)
        )?;
        let said = verdict.said();
        let weaker = said.internal.min(said.external);
        let mixed = self.rules.mixed(weaker, verdict);
        let by_phrases = self.rules.mixed_by_phrases(weaker, verdict);
        let bound = mixed.below;
        let rule = match verdict.focus {
            Focus::Unknown => format!(
                "less than {:.1} in all is too little to tell",
                self.rules.least_to_tell(verdict.weighed(), verdict)
            ),
            Focus::Mixed if bound <= 0.0 => "both sides weigh the same, so it is mixed".to_owned(),
            Focus::Mixed if bound != by_phrases.below && bound >= 1.0 => {
                "by the words of the text, it is mixed".to_owned()
            }
            Focus::Mixed if bound != by_phrases.below => {
                format!("by the words of the text, it is mixed between -{bound:.2} and +{bound:.2}")
            }
            Focus::Mixed if verdict.two_sides == Some(TwoSides::Even) => format!(
                "the text says that both sides have an even share, and between -{bound:.2} and +{bound:.2} it is mixed"
            ),
            Focus::Mixed if verdict.two_sides.is_some() => format!(
                "the text says that there are two sides, and between -{bound:.2} and +{bound:.2} it is mixed"
            ),
            Focus::Mixed => format!("between -{bound:.2} and +{bound:.2} it is mixed"),
            focus if verdict.score.abs() < bound => format!(
                "less than {:.1} on one side makes no mixed focus, so it is {}",
                mixed.least,
                focus.name()
            ),
            focus if bound < 0.0 => format!("by the words of the text, it is {}", focus.name()),
            focus => format!("beyond {bound:.2} it is {}", focus.name()),
        };
        writeln!(out, "  {rule}")
    }

    fn alternatives(&self, derivation: &Derivation, out: &mut impl io::Write) -> io::Result<()> {
        writeln!(out, "\n{BOLD}What would have changed it{BOLD:#}")?;
        for (field, without) in &derivation.without {
            let name = match field {
                Field::Responsibilities => "duties",
                other => other.name(),
            };
            let roles = self.roles(without);
            if without.score == self.verdict.score && roles == self.roles(self.verdict) {
                continue;
            }
            let same = without.focus == self.verdict.focus && roles == self.roles(self.verdict);
            let said = if same {
                format!("the same ({:+.2})", rounded(without.score))
            } else {
                format!(
                    "{} ({:+.2}), {roles}",
                    without.focus.name(),
                    rounded(without.score)
                )
            };
            writeln!(out, "  without the {name}: {said}")?;
        }
        for turn in &derivation.turns {
            let (side, focus) = (Focus::on(turn.side).name(), turn.focus.name());
            writeln!(
                out,
                "  {:.1} more for the {side} side: {focus}",
                turn.weight
            )?;
        }
        Ok(())
    }

    fn roles(&self, verdict: &Verdict) -> String {
        let roles = verdict.roles.iter();
        let roles: Vec<_> = roles
            .map(|held| self.rules.role(held.role).id.as_str())
            .collect();
        if roles.is_empty() {
            "no role".to_owned()
        } else {
            roles.join(" + ")
        }
    }
}

/// Two weights that differ by less than this are shown as the same.
const ROUNDING: f32 = 0.05;

/// A weight and its side. Empty for evidence that does not bear on the focus.
fn weight(weight: f32) -> String {
    if weight == 0.0 {
        return String::new();
    }
    let (side, style) = if weight < 0.0 {
        (Side::Internal, INTERNAL)
    } else {
        (Side::External, EXTERNAL)
    };
    format!(
        ", {style}{} {:.1}{style:#}",
        Focus::on(side).name(),
        weight.abs()
    )
}

/// The first byte, the byte behind the last, and what the stretch says.
type Stretch = (usize, usize, Vec<String>);

/// Puts numbered brackets around every stretch of the text. If stretches overlap, only the first is marked.
fn marked(text: &str, stretches: &[Stretch]) -> String {
    let mut marked = String::with_capacity(text.len() + stretches.len() * 5);
    let mut done = 0;
    for (index, (start, end, _)) in stretches.iter().enumerate() {
        let (Some(before), Some(words)) = (text.get(done..*start), text.get(*start..*end)) else {
            continue;
        };
        marked.push_str(before);
        marked.push_str(&format!("[{} {words}]", index + 1));
        done = *end;
    }
    marked.push_str(text.get(done..).unwrap_or_default());
    marked
}

/// Puts text on one line without moving any character, so that marks below it stay aligned.
fn flat(text: &str) -> String {
    let sign = |c: char| if c.is_whitespace() { ' ' } else { c };
    let plain_sign = |c: char| {
        plain(c.encode_utf8(&mut [0; 4]))
            .chars()
            .next()
            .unwrap_or(' ')
    };
    text.chars().map(sign).map(plain_sign).collect()
}
