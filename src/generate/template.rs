//! Texts with choices, from which many different texts can be drawn.
//!
//! `(a|b)` is one of the two, and `[a]` is optional, as in the phrases of a rule pack. Every other character
//! is literal. Blanks left over by an empty choice are removed.

use fastrand::Rng;

use super::error::GenerateError;

/// The deepest nesting of choices. The limit protects the stack from a hostile text.
const DEEPEST: usize = 16;

/// A parsed text with choices.
#[derive(Debug, Default)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Text(String),
    OneOf(Vec<Template>),
}

impl Template {
    /// Parses a text.
    pub fn parse(text: &str) -> Result<Template, GenerateError> {
        let fail = |reason| GenerateError::Choice {
            text: text.to_owned(),
            reason,
        };
        let mut rest = text;
        let template = sequence(&mut rest, 0).map_err(fail)?;
        match rest.chars().next() {
            None => Ok(template),
            Some('|') => Err(fail("`|` outside of round brackets")),
            Some(_) => Err(fail("a bracket is closed that was not opened")),
        }
    }

    /// Draws one of the texts into a buffer, which is emptied first.
    pub fn draw(&self, rng: &mut Rng, out: &mut String) {
        out.clear();
        self.append(rng, out);
        out.truncate(out.trim_end().len());
    }

    fn append(&self, rng: &mut Rng, out: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(text) if out.is_empty() || out.ends_with(' ') => {
                    out.push_str(text.trim_start());
                }
                Part::Text(text) => out.push_str(text),
                Part::OneOf(choices) => choices[rng.usize(..choices.len())].append(rng, out),
            }
        }
    }
}

/// Parses up to the end, or to a sign that belongs to the enclosing bracket.
fn sequence(rest: &mut &str, depth: usize) -> Result<Template, &'static str> {
    let mut parts = Vec::new();
    loop {
        let end = rest.find(['(', '[', '|', ')', ']']).unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        if !text.is_empty() {
            parts.push(Part::Text(text.to_owned()));
        }
        *rest = after;
        let close = match after.chars().next() {
            Some('(') => ')',
            Some('[') => ']',
            _ => return Ok(Template { parts }),
        };
        *rest = &after[1..];
        parts.push(Part::OneOf(choices(rest, close, depth + 1)?));
    }
}

fn choices(rest: &mut &str, close: char, depth: usize) -> Result<Vec<Template>, &'static str> {
    if depth > DEEPEST {
        return Err("brackets too deep in one another");
    }
    let mut choices = Vec::new();
    if close == ']' {
        choices.push(Template::default());
    }
    loop {
        choices.push(sequence(rest, depth)?);
        let sign = rest.chars().next();
        *rest = rest.get(1..).unwrap_or_default();
        match sign {
            Some('|') if close == ')' => {}
            Some('|') => return Err("`|` outside of round brackets"),
            Some(sign) if sign == close => return Ok(choices),
            Some(_) => return Err("a bracket is closed by one of another kind"),
            None => return Err("a bracket is not closed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all(text: &str) -> Vec<String> {
        let template = Template::parse(text).unwrap();
        let mut rng = Rng::with_seed(7);
        let mut out = String::new();
        let mut drawn = BTreeSet::new();
        for _ in 0..200 {
            template.draw(&mut rng, &mut out);
            drawn.insert(out.clone());
        }
        drawn.into_iter().collect()
    }

    #[test]
    fn every_choice_is_drawn_and_no_blank_is_left_over() {
        assert_eq!(
            all("[Senior] (Network|Test) Engineer[, North]").len(),
            2 * 2 * 2
        );
        assert_eq!(
            all("[Senior] Tester [II]"),
            ["Senior Tester", "Senior Tester II", "Tester", "Tester II"]
        );
        assert_eq!(
            all("[(One.|Two.)] [Three.]"),
            ["", "One.", "One. Three.", "Three.", "Two.", "Two. Three."]
        );
    }

    #[test]
    fn unmatched_brackets_are_refused() {
        for text in [
            "(a",
            "a)",
            "[a",
            "(a]",
            "a|b",
            "[a|b]",
            &"(".repeat(100_000),
        ] {
            assert!(Template::parse(text).is_err(), "{text:.20}");
        }
    }
}
