//! Finds responsibility areas that nobody's duties mention, if no officer answers for their side or the
//! policy asks for them.

use crate::audit::area_holders::Held;
use crate::audit::case::{Case, severity_for};
use crate::audit::coverage::EntityCoverage;
use crate::chart::SeatId;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let gives_duties = |entity: &&EntityCoverage| {
        let file = case.on.chart.entity(entity.entity).file;
        let sources = case.on.chart.sources();
        sources.file(file).gives(Field::Responsibilities)
    };
    let entities = case.entities().filter(gives_duties);
    entities
        .flat_map(|entity| {
            let sides = Side::BOTH.into_iter();
            let in_fact = sides.filter_map(|side| in_fact(case, kind, entity, side));
            in_fact
                .chain(asked_for(case, kind, entity))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Somebody covers the side in fact, but not all of its areas.
fn in_fact(
    case: &Case<'_>,
    kind: &FindingKind,
    entity: &EntityCoverage,
    side: Side,
) -> Option<Finding> {
    let covered = &entity.sides[side];
    let is_in_fact = covered.leaders.is_empty() && covered.from_group.is_empty();
    let foremost = covered.stand_ins.first().filter(|_| is_in_fact)?;
    let who = case.on.chart.entity(entity.entity);
    let (severity, size) = severity_for(kind, who);
    let areas = kind.areas().iter().copied().filter(|area| {
        case.rules.areas[usize::from(*area)].side == side
            && entity.areas[usize::from(*area)].held() == Held::Nobody
    });
    let areas: Vec<_> = areas.collect();
    // If no text mentions any area, the texts are missing, not the areas.
    let speaks = !case.on.sketch(*foremost).areas.is_empty();
    if areas.is_empty() || !speaks || (who.headcount() as f32) < kind.threshold("least_people") {
        return None;
    }
    let message = format!(
        "{} covers the {} of {} ({size}) in fact, but nobody's duties mention {}",
        case.named(*foremost),
        case.rules.sides[side].label,
        who.name,
        case.areas_named(areas.into_iter())
    );
    let about: &[SeatId] = &[*foremost];
    Some(Finding {
        severity,
        ..case.finding_on(kind, entity, about, message)
    })
}

/// The policy asks that somebody hold the area by duty.
fn asked_for(case: &Case<'_>, kind: &FindingKind, entity: &EntityCoverage) -> Option<Finding> {
    let who = case.on.chart.entity(entity.entity);
    if (who.headcount() as f32) < kind.threshold("least_people") {
        return None;
    }
    let mut areas: Vec<u16> = case.rules.policy.areas.clone();
    areas.sort_unstable();
    areas.dedup();
    areas.retain(|area| {
        let held = entity.areas[usize::from(*area)].held();
        let side = case.rules.areas[usize::from(*area)].side;
        let from_group = !entity.sides[side].from_group.is_empty();
        !from_group && matches!(held, Held::Title | Held::Nobody)
    });
    if areas.is_empty() {
        return None;
    }
    let message = format!(
        "nobody's duties at {} mention {}, which the policy asks for",
        who.name,
        case.areas_named(areas.into_iter())
    );
    Some(case.finding_on(kind, entity, &[], message))
}
