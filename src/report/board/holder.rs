//! A holder of a side, with the evidence: the duty text with the words that counted, what they add up to, and where
//! the seat is on the chart.

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::coverage::sureness;
use super::names::{SeatName, named, shown};
use super::options::BoardOptions;
use crate::audit::Incumbency;
use crate::chart::SeatId;
use crate::model::{Basis, BySide, Evidence, Field, Grade, Position, Side, Status, Verdict};
use crate::report::Audited;
use crate::report::words::{matched, plain};
use crate::text::visible_lines;

/// The most bytes of a duty text that are shown.
const MOST_DUTIES: usize = 4_000;

/// The most steps of a reporting line that are shown.
const MOST_STEPS: usize = 30;

/// A seat that covers a side, or both.
#[derive(Debug, Serialize)]
pub(super) struct HolderPart {
    pub anchor: String,
    pub seat: SeatName,
    pub sides: Vec<HeldSide>,
    pub department: String,
    pub file: String,
    pub line: u32,
    pub standing: &'static str,
    pub focus: &'static str,
    /// `clear` or `slight`: how far it leans to its focus.
    pub lean: &'static str,
    pub score: String,
    pub confidence: String,
    /// `high`, `good`, `low` or `none`.
    pub sureness: &'static str,
    pub weighed: BySide<String>,
    /// What the sums have beside the words that are listed.
    pub rest: BySide<String>,
    pub duties: Vec<TextPiece>,
    pub is_cut: bool,
    pub evidence: Vec<Spoken>,
    pub line_up: LineUp,
}

/// How a seat covers a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Covers {
    ByTitle,
    FromGroup,
    InPractice,
}

#[derive(Debug, Serialize)]
pub(super) struct HeldSide {
    pub side: &'static str,
    /// `title` or `group` for an officer; for all others what makes them cover the side in practice: `practice_title`,
    /// `practice_duties` or `practice_unit`.
    pub basis: &'static str,
    pub is_full: bool,
}

/// A stretch of a duty text.
#[derive(Debug, Serialize)]
pub(super) struct TextPiece {
    pub text: String,
    /// The side that it speaks for; empty for all other text.
    pub side: &'static str,
}

/// Words that counted.
#[derive(Debug, Serialize)]
pub(super) struct Spoken {
    pub text: String,
    pub field: &'static str,
    pub axis: String,
    pub side: &'static str,
    pub weight: String,
}

/// Where a seat is on the chart.
#[derive(Debug, Serialize)]
pub(super) struct LineUp {
    /// The seats above, the nearest first.
    pub above: Vec<SeatName>,
    /// Whether the line leads to a top. It does not if it is a circle.
    pub has_top: bool,
    pub span: usize,
    pub below: usize,
    pub layers: u32,
    pub vacant: usize,
    /// Vacant seats below, in percent.
    pub vacant_share: usize,
}

pub(super) fn holder(
    audited: Audited<'_>,
    options: &BoardOptions,
    seat: SeatId,
    sides: &[(Side, Covers)],
    anchor: String,
) -> Option<HolderPart> {
    let chart = &audited.on.chart;
    let (position, verdict) = (chart.position(seat), audited.on.verdict(seat)?);
    let weighed = verdict.weighed();
    let (duties, is_cut) = pieces(&position, verdict);
    Some(HolderPart {
        anchor,
        seat: named(audited, options, seat),
        sides: sides
            .iter()
            .map(|(side, covers)| held(verdict, *side, *covers))
            .collect(),
        department: plain(position.department).into_owned(),
        file: plain(&chart.sources().file(position.file).name).into_owned(),
        line: position.line,
        standing: Incumbency::of(&position, verdict).name(),
        focus: verdict.focus.name(),
        lean: if verdict.score.abs() >= 0.6 {
            "clear"
        } else {
            "slight"
        },
        score: shown(verdict.score),
        confidence: shown(verdict.confidence),
        sureness: sureness(verdict.confidence),
        weighed: BySide {
            internal: shown(weighed.internal),
            external: shown(weighed.external),
        },
        rest: BySide {
            internal: rest(verdict, Side::Internal),
            external: rest(verdict, Side::External),
        },
        duties,
        is_cut,
        evidence: verdict
            .evidence
            .iter()
            .filter(|evidence| evidence.weight != 0.0)
            .map(|evidence| spoken(audited, &position, evidence))
            .collect(),
        line_up: line_up(audited, options, seat),
    })
}

fn held(verdict: &Verdict, side: Side, covers: Covers) -> HeldSide {
    let coverage = verdict.coverage(side);
    HeldSide {
        side: side.name(),
        basis: match (covers, coverage.map(|coverage| coverage.basis)) {
            (Covers::ByTitle, _) => "title",
            (Covers::FromGroup, _) => "group",
            (Covers::InPractice, Some(Basis::Duties)) => "practice_duties",
            (Covers::InPractice, Some(Basis::Unit)) => "practice_unit",
            (Covers::InPractice, _) => "practice_title",
        },
        is_full: coverage.is_some_and(|coverage| coverage.grade == Grade::Full),
    }
}

/// What is in the sum of a side beside its evidence: the seats below, and how such titles usually look. Empty if nothing.
fn rest(verdict: &Verdict, side: Side) -> String {
    let spoken = verdict.evidence.iter();
    let spoken = spoken.filter(|one| one.weight != 0.0 && side_of(one) == side.name());
    let listed: f32 = spoken.map(|one| one.weight.abs()).sum();
    let rest = verdict.weighed()[side] - listed;
    match rest.abs() < 0.005 {
        true => String::new(),
        false => shown(rest),
    }
}

fn side_of(evidence: &Evidence) -> &'static str {
    match evidence.weight < 0.0 {
        true => "internal",
        false => "external",
    }
}

fn spoken(audited: Audited<'_>, position: &Position<'_>, evidence: &Evidence) -> Spoken {
    Spoken {
        // A role is read from words that need not stand together.
        text: match evidence.field {
            Field::Title => plain(position.title).into_owned(),
            _ => plain(matched(position, evidence)).into_owned(),
        },
        field: evidence.field.name(),
        axis: plain(audited.rules.axis_of(evidence.rule)).into_owned(),
        side: side_of(evidence),
        weight: shown(evidence.weight.abs()),
    }
}

/// The duty text in stretches, and whether it is cut.
fn pieces(position: &Position<'_>, verdict: &Verdict) -> (Vec<TextPiece>, bool) {
    let text = position.responsibilities;
    let end = (0..=MOST_DUTIES.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or_default();
    let spoken = verdict.evidence.iter();
    let spoken = spoken.filter(|one| one.field == Field::Responsibilities && one.weight != 0.0);
    let mut spoken: Vec<_> = spoken.collect();
    spoken.sort_by_key(|one| (one.start, u32::MAX - one.end));
    let mut pieces = Vec::new();
    let mut add = |from: usize, to: usize, side| {
        let text = text.get(from..to.min(end)).unwrap_or_default();
        if !text.is_empty() {
            let text = visible_lines(text).into_owned();
            pieces.push(TextPiece { text, side });
        }
    };
    let mut at = 0;
    for one in spoken {
        let (from, to) = (one.start as usize, one.end as usize);
        if from >= at && from < end {
            add(at, from, "");
            add(from, to, side_of(one));
            at = to;
        }
    }
    add(at, end, "");
    (pieces, end < text.len())
}

fn line_up(audited: Audited<'_>, options: &BoardOptions, seat: SeatId) -> LineUp {
    let chart = &audited.on.chart;
    let has_top = chart.depth(seat).is_some();
    let first = chart.manager(seat).filter(|_| has_top);
    let above = std::iter::successors(first, |seat| chart.manager(*seat)).take(MOST_STEPS);
    let (mut seen, mut below, mut vacant, mut layers) = (FxHashSet::default(), 0, 0, 0);
    seen.insert(seat);
    let mut ahead = vec![(seat, 0_u32)];
    while let Some((at, level)) = ahead.pop() {
        layers = layers.max(level);
        for report in chart.reports(at) {
            let status = chart.status(report);
            if status != Status::Eliminated && seen.insert(report) {
                below += 1;
                vacant += usize::from(status == Status::Vacant);
                ahead.push((report, level + 1));
            }
        }
    }
    LineUp {
        above: above.map(|seat| named(audited, options, seat)).collect(),
        has_top,
        span: chart.span(seat),
        below,
        layers,
        vacant,
        vacant_share: (vacant * 100 + below / 2).checked_div(below).unwrap_or(0),
    }
}
