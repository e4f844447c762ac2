//! The questions of an examiner, answered from the findings.

use serde::{Deserialize, Serialize};

use super::findings::Findings;
use crate::audit::Held;
use crate::model::Field;
use crate::report::Audited;

/// The most findings that are named as evidence of one answer.
const MOST_NAMED: usize = 3;

/// A question as `checklist.json` has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    /// The key of its text among the words.
    ask: String,
    /// Findings that mean no.
    codes: Vec<String>,
    /// What a chart must hold for an answer.
    needs: Vec<Need>,
    /// Whether areas that nobody holds matter, also where they are no finding.
    #[serde(default)]
    is_about_areas: bool,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Need {
    Titles,
    Duties,
    Lines,
    Names,
    Day,
}

/// A question with its answer.
#[derive(Debug, Serialize)]
pub(super) struct Checked {
    pub ask: String,
    /// `yes`, `open` (in part), `no`, `accepted`, `off` or `unknown`.
    pub answer: &'static str,
    /// What the chart does not hold.
    pub missing: Vec<Need>,
    /// How many areas nobody holds.
    pub open_areas: usize,
    pub evidence: Vec<Link>,
    pub more: usize,
    pub codes: Vec<String>,
}

/// A finding and its place on the page.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    pub anchor: String,
    pub message: String,
}

const QUESTIONS: &str = include_str!("checklist.json");

pub(super) fn checklist(audited: Audited<'_>, findings: &Findings, has_day: bool) -> Vec<Checked> {
    let questions: Vec<Question> =
        serde_json::from_str(QUESTIONS).expect("a test reads the checklist");
    let there = there(audited, has_day);
    let questions = questions.into_iter();
    questions
        .map(|question| {
            let found = question.codes.iter();
            let found = found
                .filter_map(|code| findings.by_code.get(code))
                .flatten();
            let found: Vec<_> = found.collect();
            let accepted = findings.accepted.iter();
            let accepted = accepted.filter(|one| question.codes.contains(&one.code));
            let accepted: Vec<_> = accepted.collect();
            let is_on = question.codes.iter().any(|code| {
                let kind = audited.rules.catalogue.get(code);
                kind.is_some_and(|kind| kind.enabled)
            });
            let missing = question.needs.iter().copied();
            let missing: Vec<_> = missing.filter(|need| !there.contains(need)).collect();
            let areas = audited.audit.entities.iter().flat_map(|one| &one.areas);
            let open_areas = match question.is_about_areas {
                true => areas.filter(|area| area.held() == Held::Nobody).count(),
                false => 0,
            };
            let link = |anchor: &str, message: &str| Link {
                anchor: anchor.to_owned(),
                message: message.to_owned(),
            };
            let answer = match () {
                () if !found.is_empty() => "no",
                () if !is_on => "off",
                () if !missing.is_empty() => "unknown",
                () if !accepted.is_empty() => "accepted",
                () if open_areas > 0 => "open",
                () => "yes",
            };
            let all = found.iter().map(|(anchor, message)| link(anchor, message));
            let all = all.chain(accepted.iter().map(|one| link(&one.anchor, &one.message)));
            let mut evidence: Vec<_> = all.collect();
            let more = evidence.len().saturating_sub(MOST_NAMED);
            evidence.truncate(MOST_NAMED);
            Checked {
                ask: question.ask,
                answer,
                missing,
                open_areas,
                evidence,
                more,
                codes: question.codes,
            }
        })
        .collect()
}

/// What the charts hold.
fn there(audited: Audited<'_>, has_day: bool) -> Vec<Need> {
    let chart = &audited.on.chart;
    let entities = &audited.audit.entities;
    let is_read = |side: fn(&crate::audit::EntityCoverage) -> bool| entities.iter().any(side);
    let mapped = |field: Field| {
        let mut files = chart.sources().files.iter();
        files.any(|file| file.mapping.iter().any(|(_, given)| *given == field))
    };
    let has_text = |field: Field| {
        chart
            .seats()
            .any(|seat| !chart.text(seat, field).is_empty())
    };
    [
        (Need::Titles, is_read(|one| !one.sides.internal.is_unknown)),
        (Need::Duties, has_text(Field::Responsibilities)),
        (
            Need::Lines,
            chart.seats().any(|seat| chart.manager(seat).is_some()),
        ),
        (
            Need::Names,
            mapped(Field::Incumbent) || has_text(Field::Incumbent),
        ),
        (Need::Day, has_day),
    ]
    .into_iter()
    .filter_map(|(need, is_there)| is_there.then_some(need))
    .collect()
}
