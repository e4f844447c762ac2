//! Renders how a verdict came about as one JSON object.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::evidence_json::Detail;
use super::json as verdict_json;
use super::json::VerdictLine;
use crate::classify::Derivation;
use crate::model::{BySide, Focus, Position, Verdict, Weighing};
use crate::report::words::rounded;
use crate::rules::Rules;

#[derive(Serialize)]
struct WhyLine<'a> {
    verdict: VerdictLine<'a>,
    weighed: BTreeMap<&'static str, Weighing>,
    below: BySide<u32>,
    without: BTreeMap<&'static str, WithoutLine<'a>>,
    turns: Vec<TurnLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alone: Option<AloneLine<'a>>,
}

/// The verdict on the row without its chart, if it differs.
#[derive(Serialize)]
struct AloneLine<'a> {
    focus: Focus,
    score: f32,
    confidence: f32,
    roles: Vec<&'a str>,
}

#[derive(Serialize)]
struct WithoutLine<'a> {
    focus: Focus,
    score: f32,
    roles: Vec<&'a str>,
}

#[derive(Serialize)]
struct TurnLine {
    side: Focus,
    weight: f32,
    focus: Focus,
}

/// Writes how the verdict on a position came about as one JSON object.
///
/// # Errors
/// Those of the writer.
pub fn why_json(
    rules: &Rules,
    file: &str,
    position: &Position<'_>,
    derivation: &Derivation,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let verdict = &derivation.verdict;
    let part = |part: Weighing| BySide {
        internal: rounded(part.internal),
        external: rounded(part.external),
    };
    let roles = |verdict: &Verdict| {
        let roles = verdict.roles.iter();
        roles
            .map(|held| rules.role(held.role).id.as_str())
            .collect()
    };
    let without = |verdict: &Verdict| WithoutLine {
        focus: verdict.focus,
        score: rounded(verdict.score),
        roles: roles(verdict),
    };
    let line = WhyLine {
        verdict: verdict_json::line(rules, file, position, verdict, Detail::Full),
        weighed: BTreeMap::from([
            ("title", part(verdict.title)),
            ("department", part(verdict.department)),
            ("duties", part(verdict.duties)),
            ("wording", part(verdict.wording)),
            ("line", part(verdict.line)),
        ]),
        below: verdict.below,
        without: derivation
            .without
            .iter()
            .map(|(field, verdict)| (field.name(), without(verdict)))
            .collect(),
        turns: derivation
            .turns
            .iter()
            .map(|turn| TurnLine {
                side: Focus::on(turn.side),
                weight: rounded(turn.weight),
                focus: turn.focus,
            })
            .collect(),
        alone: derivation.alone.as_ref().map(|alone| AloneLine {
            focus: alone.focus,
            score: rounded(alone.score),
            confidence: rounded(alone.confidence),
            roles: roles(alone),
        }),
    };
    serde_json::to_writer_pretty(&mut *out, &line)?;
    out.write_all(b"\n")
}
