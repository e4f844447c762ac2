//! Renders evidence as JSON and in words.

use serde::Serialize;

use crate::model::{Evidence, Position, Verdict};
use crate::report::words::{matched, plain, rounded};
use crate::rules::Rules;

/// How much is said of the evidence of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Nothing.
    None,
    /// The matched words and the rule that matched them.
    Short,
    /// Everything: the field, the place in it, the axis and the weight as well.
    Full,
}

/// A match that counted for the verdict. `start` and `end` are byte offsets in the field.
#[derive(Serialize)]
pub(in crate::report) struct EvidenceLine<'a> {
    pub rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    pub text: &'a str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub place: Option<MatchPlace<'a>>,
}

#[derive(Serialize)]
pub(in crate::report) struct MatchPlace<'a> {
    pub start: u32,
    pub end: u32,
    pub axis: &'a str,
    pub weight: f32,
}

/// All evidence of a verdict.
pub(in crate::report) fn evidence<'a>(
    rules: &'a Rules,
    position: &Position<'a>,
    verdict: &Verdict,
    detail: Detail,
) -> Vec<EvidenceLine<'a>> {
    let is_full = detail == Detail::Full;
    let line = |evidence: Evidence| EvidenceLine {
        rule: &rules.rule(evidence.rule).id,
        field: is_full.then(|| evidence.field.name()),
        text: matched(position, &evidence),
        place: is_full.then(|| MatchPlace {
            start: evidence.start,
            end: evidence.end,
            axis: rules.axis_of(evidence.rule),
            weight: rounded(evidence.weight),
        }),
    };
    verdict.evidence.iter().copied().map(line).collect()
}

/// The matched words of each evidence, with the rule that matched them.
pub(in crate::report) fn in_words(
    rules: &Rules,
    position: &Position<'_>,
    verdict: &Verdict,
) -> Vec<String> {
    let words = verdict.evidence.iter().map(|evidence| {
        let text = plain(matched(position, evidence));
        format!("\"{text}\" ({})", rules.rule(evidence.rule).id)
    });
    words.collect()
}

/// The same with the field, the axis and the weight.
pub(in crate::report) fn in_full(
    rules: &Rules,
    position: &Position<'_>,
    verdict: &Verdict,
) -> Vec<String> {
    let words = in_words(rules, position, verdict).into_iter();
    let words = words.zip(&verdict.evidence).map(|(words, evidence)| {
        let (field, axis) = (evidence.field.name(), rules.axis_of(evidence.rule));
        let (start, end, weight) = (evidence.start, evidence.end, rounded(evidence.weight));
        format!("{words} in {field} {start}..{end}, {axis} {weight:+}")
    });
    words.collect()
}
