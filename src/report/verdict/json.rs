//! Renders one verdict as one JSON object on a line.

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use super::evidence_json::{Detail, EvidenceLine, evidence};
use crate::model::{
    AcronymBasis, Basis, BySide, Focus, Grade, Modifier, Position, Rank, Scope, Side, Verdict,
};
use crate::report::words::{area, function, reason, rounded};
use crate::rules::Rules;

/// A verdict in its output form.
#[derive(Serialize)]
pub(in crate::report) struct VerdictLine<'a> {
    file: &'a str,
    line: u32,
    /// Missing where the verdict is on no row of a file.
    #[serde(skip_serializing_if = "is_none")]
    row: u32,
    id: Cow<'a, str>,
    title: &'a str,
    rank: Rank,
    function: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<&'a str>,
    roles: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    set_aside: Vec<SetAsideLine<'a>>,
    #[serde(skip_serializing_if = "<[Modifier]>::is_empty")]
    modifiers: &'a [Modifier],
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<Scope>,
    #[serde(skip_serializing_if = "covers_nothing")]
    covers: BySide<Option<CoverageLine>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acronym: Option<AcronymBasis>,
    focus: Focus,
    score: f32,
    confidence: f32,
    rules: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<EvidenceLine<'a>>>,
}

#[derive(Serialize)]
struct SetAsideLine<'a> {
    role: &'a str,
    reason: String,
}

#[derive(Serialize)]
struct CoverageLine {
    grade: Grade,
    basis: Basis,
}

fn is_none(row: &u32) -> bool {
    *row == 0
}

fn covers_nothing(covers: &BySide<Option<CoverageLine>>) -> bool {
    covers.internal.is_none() && covers.external.is_none()
}

/// Writes a verdict as one line of JSON Lines. `start` and `end` of an evidence are byte offsets in the
/// field.
///
/// # Errors
/// Those of the writer.
pub fn verdict_json(
    rules: &Rules,
    file: &str,
    position: &Position<'_>,
    verdict: &Verdict,
    detail: Detail,
    out: &mut impl io::Write,
) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &line(rules, file, position, verdict, detail))?;
    out.write_all(b"\n")
}

/// A verdict in its output form.
pub(crate) fn verdict_line<'a>(
    rules: &'a Rules,
    file: &'a str,
    position: &Position<'a>,
    verdict: &'a Verdict,
    detail: Detail,
) -> impl Serialize {
    line(rules, file, position, verdict, detail)
}

/// Converts a verdict to its output form.
pub(in crate::report) fn line<'a>(
    rules: &'a Rules,
    file: &'a str,
    position: &Position<'a>,
    verdict: &'a Verdict,
    detail: Detail,
) -> VerdictLine<'a> {
    let covers = |side: Side| {
        verdict.covers[side].map(|coverage| CoverageLine {
            grade: coverage.grade,
            basis: coverage.basis,
        })
    };
    VerdictLine {
        file,
        line: position.line,
        row: position.row,
        id: position.shown_id(),
        title: position.title,
        rank: verdict.rank,
        function: function(rules, verdict.function),
        area: area(rules, verdict),
        roles: verdict
            .roles
            .iter()
            .map(|held| rules.role(held.role).id.as_str())
            .collect(),
        set_aside: verdict
            .set_aside
            .iter()
            .map(|aside| SetAsideLine {
                role: &rules.role(aside.role).id,
                reason: reason(rules, aside.reason),
            })
            .collect(),
        modifiers: &verdict.modifiers,
        scope: verdict.scope,
        covers: BySide {
            internal: covers(Side::Internal),
            external: covers(Side::External),
        },
        acronym: verdict.acronym,
        focus: verdict.focus,
        score: rounded(verdict.score),
        confidence: rounded(verdict.confidence),
        rules: &rules.hash,
        evidence: (detail != Detail::None).then(|| evidence(rules, position, verdict, detail)),
    }
}
