//! The answer for each entity: who covers which side, and how.

use serde::Serialize;

use super::names::{SeatName, named, shown};
use super::options::BoardOptions;
use crate::audit::{Audit, EntityCoverage, Incumbency, SideCoverage};
use crate::chart::{NamedBy, SeatId};
use crate::model::{BySide, FileId, Severity, Side};
use crate::report::Audited;
use crate::report::words::plain;
use crate::text::TextMap;

/// The most seats of one side that a sentence names.
const MOST_NAMED: usize = 3;

/// A row of the coverage table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Answer {
    pub name: String,
    /// Whether nobody named the entity, so that it is called like its file.
    pub is_named_by_file: bool,
    pub file: String,
    /// The id of its details on the page; empty if they are left out.
    pub anchor: String,
    pub seats: usize,
    pub headcount: u32,
    pub is_declared: bool,
    pub sides: BySide<SideAnswer>,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
}

/// Who covers a side.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SideAnswer {
    /// `title`, `interim`, `vacant`, `group`, `fact`, `nobody` or `unknown`.
    pub state: &'static str,
    pub seats: Vec<SeatName>,
    /// How many further seats there are.
    pub more: usize,
    /// The entity above that the officers are of.
    pub of: String,
    /// Vacant seats whose holders would cover the side.
    pub vacant: Vec<SeatName>,
    /// How sure the verdict on the seat is, if there is only one.
    pub sureness: &'static str,
    pub confidence: String,
}

impl SideAnswer {
    /// Whether nobody does the work of the side.
    pub fn is_gap(&self) -> bool {
        matches!(self.state, "nobody" | "vacant")
    }

    /// Whether it is not known who covers the side, since titles cannot be read.
    pub fn is_unknown(&self) -> bool {
        self.state == "unknown"
    }
}

/// How many findings count for each entity, which its name and file tell apart.
pub(super) type FindingTally<'a> = TextMap<(&'a str, FileId), FindingCounts>;

/// How many findings there are.
#[derive(Clone, Copy, Default)]
pub(super) struct FindingCounts {
    errors: usize,
    warnings: usize,
    infos: usize,
}

pub(super) fn tally(audit: &Audit) -> FindingTally<'_> {
    let mut tally = FindingTally::default();
    for finding in audit.counting() {
        let (Some(entity), Some(at)) = (finding.entity.as_deref(), finding.locations.first())
        else {
            continue;
        };
        let found = tally.entry((entity, at.file)).or_default();
        match finding.severity {
            Severity::Error => found.errors += 1,
            Severity::Warning => found.warnings += 1,
            Severity::Info => found.infos += 1,
        }
    }
    tally
}

pub(super) fn answer(
    audited: Audited<'_>,
    options: &BoardOptions,
    coverage: &EntityCoverage,
    tally: &FindingTally<'_>,
    anchor: String,
) -> Answer {
    let chart = &audited.on.chart;
    let entity = chart.entity(coverage.entity);
    let found = tally.get(&(&*entity.name, entity.file));
    let found = found.copied().unwrap_or_default();
    Answer {
        name: plain(&entity.name).into_owned(),
        is_named_by_file: entity.named_by == NamedBy::File,
        file: plain(&chart.sources().file(entity.file).name).into_owned(),
        anchor,
        seats: entity.seats.len(),
        headcount: entity.headcount(),
        is_declared: entity.declared_size.is_some(),
        sides: BySide {
            internal: side_answer(audited, options, coverage, Side::Internal),
            external: side_answer(audited, options, coverage, Side::External),
        },
        errors: found.errors,
        warnings: found.warnings,
        infos: found.infos,
    }
}

/// The seats that cover a side: its officers, those of the group, or whoever stands in.
pub(super) fn covering(side: &SideCoverage) -> &[SeatId] {
    match side.how() {
        "title" => &side.leaders,
        "from-group" => &side.from_group,
        _ => &side.stand_ins,
    }
}

fn side_answer(
    audited: Audited<'_>,
    options: &BoardOptions,
    coverage: &EntityCoverage,
    which: Side,
) -> SideAnswer {
    let side = &coverage.sides[which];
    let seats = covering(side);
    let named = |seats: &[SeatId]| {
        let shown = seats.iter().take(MOST_NAMED);
        shown.map(|seat| named(audited, options, *seat)).collect()
    };
    let chart = &audited.on.chart;
    let of = side
        .from_group
        .first()
        .filter(|_| side.how() == "from-group");
    let of = of.map(|seat| plain(&chart.entity(chart.entity_of(*seat)).name).into_owned());
    let verdict = match seats {
        [only] => audited.on.verdict(*only),
        _ => None,
    };
    let of_verdict = verdict.map_or(0.0, |verdict| verdict.confidence);
    // A seat may surely look to one side and only perhaps cover the other.
    let doubt = side.doubt(audited.on, audited.rules, which);
    let confidence = of_verdict.min(doubt.unwrap_or(of_verdict));
    SideAnswer {
        state: state(audited, side),
        seats: named(seats),
        more: seats.len().saturating_sub(MOST_NAMED),
        of: of.unwrap_or_default(),
        vacant: named(&side.vacant),
        sureness: sureness(confidence),
        confidence: shown(confidence),
    }
}

/// What a confidence is called.
pub(super) fn sureness(confidence: f32) -> &'static str {
    match confidence {
        sure if sure >= 0.85 => "high",
        sure if sure >= 0.65 => "good",
        sure if sure > 0.0 => "low",
        _ => "none",
    }
}

fn state(audited: Audited<'_>, side: &SideCoverage) -> &'static str {
    let standing = |seat: &SeatId| {
        let position = audited.on.chart.position(*seat);
        let verdict = audited.on.verdict(*seat);
        verdict.map_or(Incumbency::Permanent, |verdict| {
            Incumbency::of(&position, verdict)
        })
    };
    let mut standings = side.leaders.iter().map(standing);
    let is_for_now = |one| {
        matches!(
            one,
            Incumbency::Vacant | Incumbency::Interim | Incumbency::Acting
        )
    };
    match side.how() {
        "title" if standings.clone().all(|one| one == Incumbency::Vacant) => "vacant",
        "title" if standings.all(is_for_now) => "interim",
        "title" => "title",
        "from-group" => "group",
        "in-fact" => "fact",
        "unknown" => "unknown",
        _ => "nobody",
    }
}
