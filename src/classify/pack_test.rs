//! Runs the tests of a pack.

use serde::Serialize;

use super::Classifier;
use crate::model::{SetAside, SetAsideReason, Side, Verdict};
use crate::rules::{PackTest, Rules, Speaks};

/// A statement of a test that the verdict does not bear out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// What it is about: the key in the test.
    pub what: &'static str,
    /// What the test states.
    pub expected: String,
    /// What the verdict says.
    pub got: String,
}

impl Classifier<'_> {
    /// Runs a test of a pack: everything it states that does not hold.
    pub fn mismatches(&self, test: &PackTest) -> Vec<Mismatch> {
        let verdict = self.classify(&test.position());
        let found = Found {
            rules: self.rules,
            verdict: &verdict,
        };
        let expect = &test.expect;
        let one = |name: &Option<String>| name.clone().map(|name| vec![name]);
        let aside = |(role, reason): (&String, &String)| aside(role, reason);
        let mut differ = vec![
            differs("rank", expect.rank.map(|rank| vec![named(rank)]), || {
                vec![named(verdict.rank)]
            }),
            differs("function", one(&expect.function), || found.function()),
            differs("area", one(&expect.area), || found.area()),
            differs("roles", expect.roles.clone(), || found.roles()),
            differs(
                "modifiers",
                expect.modifiers.as_ref().map(|list| all(list)),
                || all(&verdict.modifiers),
            ),
            differs(
                "scope",
                expect.scope.map(|scope| all(scope.scope().as_slice())),
                || all(verdict.scope.as_slice()),
            ),
            differs(
                "set_aside",
                expect
                    .set_aside
                    .as_ref()
                    .map(|roles| roles.iter().map(aside).collect()),
                || found.set_aside(),
            ),
            differs(
                "focus",
                expect.focus.map(|focus| vec![named(focus)]),
                || vec![named(verdict.focus)],
            ),
            differs(
                "covers",
                expect.covers.as_ref().map(|list| all(list)),
                || found.covers(),
            ),
        ];
        if let Some(areas) = &expect.areas {
            let got = found.areas();
            let held = areas.iter().all(|area| got.contains(area));
            differ.push((!held).then(|| mismatch("areas", areas, &got)));
        }
        differ.into_iter().flatten().collect()
    }
}

/// A verdict in the words of a test.
struct Found<'a> {
    rules: &'a Rules,
    verdict: &'a Verdict,
}

impl Found<'_> {
    fn function(&self) -> Vec<String> {
        let function = self.verdict.function;
        let id = function.map(|function| self.rules.function(function).id.clone());
        vec![id.unwrap_or_else(|| "other".to_owned())]
    }

    fn area(&self) -> Vec<String> {
        let function = self.verdict.function.zip(self.verdict.area);
        let area = function.and_then(|(function, area)| {
            let areas = &self.rules.function(function).areas;
            areas.get(usize::from(area))
        });
        vec![area.map_or(NONE, String::as_str).to_owned()]
    }

    fn roles(&self) -> Vec<String> {
        let roles = self.verdict.roles.iter();
        roles
            .map(|held| self.rules.role(held.role).id.clone())
            .collect()
    }

    fn set_aside(&self) -> Vec<String> {
        let named = |set: &SetAside| {
            let reason = match set.reason {
                SetAsideReason::Modifier(modifier) => modifier.name(),
                SetAsideReason::ReadAs(_) => "read-as",
                SetAsideReason::Ambiguous => "ambiguous",
            };
            aside(&self.rules.role(set.role).id, reason)
        };
        self.verdict.set_aside.iter().map(named).collect()
    }

    fn covers(&self) -> Vec<String> {
        let covered = Side::BOTH
            .into_iter()
            .filter(|side| self.verdict.covers[*side].is_some());
        covered.map(named).collect()
    }

    /// The responsibility areas of the duties that count.
    fn areas(&self) -> Vec<String> {
        let heard = self.verdict.evidence.iter().filter(|one| one.weight != 0.0);
        let mut areas: Vec<_> = heard
            .filter_map(|one| match self.rules.speaks(one.rule) {
                Speaks::Duty(duty) => self.rules.duty(duty).area,
                _ => None,
            })
            .map(|area| self.rules.areas[usize::from(area)].id.clone())
            .collect();
        areas.sort_unstable();
        areas.dedup();
        areas
    }
}

fn differs(
    what: &'static str,
    expected: Option<Vec<String>>,
    got: impl FnOnce() -> Vec<String>,
) -> Option<Mismatch> {
    let (mut expected, mut got) = (expected?, got());
    expected.sort_unstable();
    got.sort_unstable();
    (expected != got).then(|| mismatch(what, &expected, &got))
}

fn mismatch(what: &'static str, expected: &[String], got: &[String]) -> Mismatch {
    let shown = |names: &[String]| match names {
        [] => NONE.to_owned(),
        names => names.join(", "),
    };
    Mismatch {
        what,
        expected: shown(expected),
        got: shown(got),
    }
}

const NONE: &str = "none";

fn aside(role: &str, reason: &str) -> String {
    format!("{role}: {reason}")
}

/// The names of values of the model, as packs write them.
fn all<T: Serialize>(values: &[T]) -> Vec<String> {
    values.iter().map(named).collect()
}

fn named(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
