//! Renders evidence as JSON.

use serde::Serialize;

use super::words::{matched, rounded};
use crate::model::{Evidence, Position, Verdict};
use crate::rules::Rules;

/// A match that counted for the verdict. `start` and `end` are byte offsets in the field.
#[derive(Serialize)]
pub(super) struct EvidenceLine<'a> {
    rule: &'a str,
    field: &'static str,
    text: &'a str,
    start: u32,
    end: u32,
    axis: &'a str,
    weight: f32,
}

/// All evidence of a verdict.
pub(super) fn evidence<'a>(
    rules: &'a Rules,
    position: &Position<'a>,
    verdict: &Verdict,
) -> Vec<EvidenceLine<'a>> {
    let line = |evidence: Evidence| EvidenceLine {
        rule: &rules.rule(evidence.rule).id,
        field: evidence.field.name(),
        text: matched(position, &evidence),
        start: evidence.start,
        end: evidence.end,
        axis: rules.axis_of(evidence.rule),
        weight: rounded(evidence.weight),
    };
    verdict.evidence.iter().copied().map(line).collect()
}
