//! The questions of an examiner, answered from the findings.

use serde::{Deserialize, Serialize};

use super::coverage::Answer;
use super::findings::Findings;
use crate::audit::{AreaHeld, EntityCoverage};
use crate::model::{Field, Side};
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
    /// The side that somebody must cover, also where it is no finding that nobody does.
    side: Option<Side>,
    /// The officers that it is about.
    officers: Option<Officers>,
    /// Whether it is about holders of the roles that its findings are about. Without one, it does not apply.
    #[serde(default)]
    is_about_holders: bool,
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

/// Which officers a chart must have for a question to apply.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Officers {
    /// One who leads a side by title.
    One,
    /// One for each side.
    Both,
}

/// A question with its answer.
#[derive(Debug, Serialize)]
pub(super) struct Checked {
    pub ask: String,
    /// `yes`, `open` (in part), `no`, `accepted`, `off`, `unknown` or `moot` (does not apply).
    pub answer: &'static str,
    /// What the chart does not hold.
    pub missing: Vec<Need>,
    /// How many areas nobody holds, and how many rest on a title alone.
    pub open_areas: usize,
    pub areas_by_title: usize,
    /// In how many entities nobody covers the side, where that is no finding.
    pub gaps: usize,
    /// What the chart has not, if the question does not apply: `one` officer, `both`, or the `roles` it is about.
    pub moot: &'static str,
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

pub(super) fn checklist(
    audited: Audited<'_>,
    answers: &[Answer],
    findings: &Findings,
    has_day: bool,
) -> Vec<Checked> {
    let questions: Vec<Question> =
        serde_json::from_str(QUESTIONS).expect("a test reads the checklist");
    let there = there(audited, has_day);
    let questions = questions.into_iter();
    questions
        .map(|question| checked(audited, answers, findings, &there, question))
        .collect()
}

fn checked(
    audited: Audited<'_>,
    answers: &[Answer],
    findings: &Findings,
    there: &[Need],
    question: Question,
) -> Checked {
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
    let lacks_titles = |side: Side| answers.iter().any(|one| one.sides[side].is_unknown());
    let lacks_titles = question.side.is_some_and(lacks_titles);
    let missing =
        missing.filter(|need| !there.contains(need) || *need == Need::Titles && lacks_titles);
    let missing: Vec<_> = missing.collect();
    let areas = audited.audit.entities.iter().flat_map(|one| &one.areas);
    let areas = areas.filter(|_| question.is_about_areas);
    let held = |how: AreaHeld| areas.clone().filter(|area| area.held() == how).count();
    let (open_areas, areas_by_title) = (held(AreaHeld::Nobody), held(AreaHeld::Title));
    let is_wrong = found.iter().any(|one| !one.is_note);
    let gaps = match question.side {
        Some(side) if !is_wrong && accepted.is_empty() => answers
            .iter()
            .filter(|one| one.sides[side].is_gap())
            .count(),
        _ => 0,
    };
    let moot = match question.officers {
        Some(Officers::One) if !has_officers(audited, Officers::One) => "one",
        Some(Officers::Both) if !has_officers(audited, Officers::Both) => "both",
        _ if question.is_about_holders && !has_holders(audited, &question.codes) => "roles",
        _ => "",
    };
    let answer = match () {
        () if is_wrong || gaps > 0 => "no",
        () if !found.is_empty() => "open",
        () if !is_on => "off",
        () if !missing.is_empty() => "unknown",
        () if !moot.is_empty() => "moot",
        () if !accepted.is_empty() => "accepted",
        () if open_areas + areas_by_title > 0 => "open",
        () => "yes",
    };
    let link = |anchor: &str, message: &str| Link {
        anchor: anchor.to_owned(),
        message: message.to_owned(),
    };
    let all = found.iter().map(|one| link(&one.anchor, &one.message));
    let all = all.chain(accepted.iter().map(|one| link(&one.anchor, &one.message)));
    let mut evidence: Vec<_> = all.collect();
    let more = evidence.len().saturating_sub(MOST_NAMED);
    evidence.truncate(MOST_NAMED);
    Checked {
        ask: question.ask,
        answer,
        missing,
        open_areas,
        areas_by_title,
        gaps,
        moot,
        evidence,
        more,
        codes: question.codes,
    }
}

/// Whether a seat holds one of the roles that findings with these codes are about.
fn has_holders(audited: Audited<'_>, codes: &[String]) -> bool {
    let kinds = codes
        .iter()
        .filter_map(|code| audited.rules.catalogue.get(code));
    let about: Vec<_> = kinds.flat_map(|kind| kind.roles("who")).collect();
    let mut seats = audited.on.chart.seats();
    seats.any(|seat| {
        let held = audited.on.verdict(seat).map(|verdict| &verdict.roles);
        let mut held = held.into_iter().flatten();
        held.any(|held| about.contains(&&held.role))
    })
}

/// What the charts hold.
fn there(audited: Audited<'_>, has_day: bool) -> Vec<Need> {
    let chart = &audited.on.chart;
    let entities = &audited.audit.entities;
    let is_read = |side: fn(&EntityCoverage) -> bool| entities.iter().any(side);
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

/// Whether an entity has these officers, or its group.
fn has_officers(audited: Audited<'_>, officers: Officers) -> bool {
    let has = |one: &EntityCoverage, side: Side| {
        let side = &one.sides[side];
        !side.leaders.is_empty() || !side.from_group.is_empty()
    };
    let mut entities = audited.audit.entities.iter();
    entities.any(|one| match officers {
        Officers::One => Side::BOTH.iter().any(|side| has(one, *side)),
        Officers::Both => Side::BOTH.iter().all(|side| has(one, *side)),
    })
}
