//! Finds responsibility areas that nobody's duties mention, if no officer answers for their side or the
//! policy asks for them.

use crate::audit::area_holders::AreaHeld;
use crate::audit::context::{AuditContext, severity_for};
use crate::audit::coverage::EntityCoverage;
use crate::chart::SeatId;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let gives_duties = |entity: &&EntityCoverage| {
        let file = context.on.chart.entity(entity.entity).file;
        let sources = context.on.chart.sources();
        sources.file(file).gives(Field::Responsibilities)
    };
    let entities = context.entities().filter(gives_duties);
    entities
        .flat_map(|entity| {
            let sides = Side::BOTH.into_iter();
            let in_fact = sides.filter_map(|side| in_fact(context, kind, entity, side));
            in_fact
                .chain(asked_for(context, kind, entity))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Somebody covers the side in fact, but not all of its areas.
fn in_fact(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    entity: &EntityCoverage,
    side: Side,
) -> Option<Finding> {
    let covered = &entity.sides[side];
    let is_in_fact = covered.leaders.is_empty() && covered.from_group.is_empty();
    let foremost = covered.stand_ins.first().filter(|_| is_in_fact)?;
    let who = context.on.chart.entity(entity.entity);
    let (severity, size) = severity_for(kind, who);
    let areas = kind.areas().iter().copied().filter(|area| {
        context.rules.areas[usize::from(*area)].side == side
            && entity.areas[usize::from(*area)].held() == AreaHeld::Nobody
    });
    let areas: Vec<_> = areas.collect();
    // If no text mentions any area, the texts are missing, not the areas.
    let speaks = !context.on.sketch(*foremost).areas.is_empty();
    if areas.is_empty() || !speaks || (who.headcount() as f32) < kind.threshold("least_people") {
        return None;
    }
    let message = format!(
        "{} covers the {} of {} ({size}) in fact, but nobody's duties mention {}",
        context.named(*foremost),
        context.rules.sides[side].label,
        who.name,
        context.areas_named(areas.into_iter())
    );
    let about: &[SeatId] = &[*foremost];
    Some(Finding {
        severity,
        ..context.finding_on(kind, entity, about, message)
    })
}

/// The policy asks that somebody hold the area by duty.
fn asked_for(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    entity: &EntityCoverage,
) -> Option<Finding> {
    let who = context.on.chart.entity(entity.entity);
    if (who.headcount() as f32) < kind.threshold("least_people") {
        return None;
    }
    let mut areas: Vec<u16> = context.rules.policy.areas.clone();
    areas.sort_unstable();
    areas.dedup();
    areas.retain(|area| {
        let held = entity.areas[usize::from(*area)].held();
        let side = context.rules.areas[usize::from(*area)].side;
        let from_group = !entity.sides[side].from_group.is_empty();
        !from_group && matches!(held, AreaHeld::Title | AreaHeld::Nobody)
    });
    if areas.is_empty() {
        return None;
    }
    let message = format!(
        "nobody's duties at {} mention {}, which the policy asks for",
        who.name,
        context.areas_named(areas.into_iter())
    );
    Some(context.finding_on(kind, entity, &[], message))
}
