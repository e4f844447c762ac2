//! Finds entities in which nobody covers a side, neither by title nor in fact; for a small entity, neither
//! side.

use crate::audit::context::{AuditContext, severity_for};
use crate::audit::coverage::{EntityCoverage, set_aside};
use crate::chart::{EntityId, SeatId};
use crate::model::{AreaSet, Finding, Rank, SetAsideReason, Severity, Side};
use crate::rules::FindingKind;

/// A large entity needs a leader for each side.
pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let Some(side) = kind.side else {
        return Vec::new();
    };
    let near = near_misses(context, &[side]);
    let lacking = wanting(context).filter(|entity| entity.sides[side].is_empty());
    let big = lacking.filter(|entity| !one_suffices(context, kind, entity));
    let missing = |entity| {
        let what = format!(
            "has no {}, and nobody covers the {}",
            context.leader_role(side).label,
            context.rules.sides[side].label
        );
        finding(context, kind, entity, &what, &near)
    };
    big.map(missing).collect()
}

/// A small entity needs one leader of technology. Either side will do.
pub(in super::super) fn neither(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let near = near_misses(context, &Side::BOTH);
    let lacking = wanting(context).filter(|entity| {
        let mut sides = Side::BOTH.into_iter();
        sides.all(|side| entity.sides[side].is_empty())
    });
    let small = lacking.filter(|entity| one_suffices(context, kind, entity));
    let missing = |entity| {
        let [one, other] = Side::BOTH.map(|side| &context.leader_role(side).label);
        let what = format!("has neither a {one} nor a {other}, and nobody covers either side");
        finding(context, kind, entity, &what, &near)
    };
    small.map(missing).collect()
}

/// Whether one of the two findings says that an entity lacks a leader for a side.
pub(super) fn is_said(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    entity: &EntityCoverage,
    side: Side,
) -> bool {
    let lacks = |side: Side| entity.sides[side].is_empty();
    let suffices = one_suffices(context, kind, entity) && !lacks(side.other());
    is_wanting(context, entity) && lacks(side) && !suffices
}

fn wanting<'a>(context: &'a AuditContext<'_>) -> impl Iterator<Item = &'a EntityCoverage> {
    context
        .entities()
        .filter(|entity| is_wanting(context, entity))
}

/// Whether the check applies to an entity: the policy does not say which roles it needs.
fn is_wanting(context: &AuditContext<'_>, entity: &EntityCoverage) -> bool {
    let who = context.on.chart.entity(entity.entity);
    let required = context.rules.policy.required(&who.name, who.headcount());
    required.is_none() && !who.seats.is_empty()
}

fn one_suffices(context: &AuditContext<'_>, kind: &FindingKind, entity: &EntityCoverage) -> bool {
    let headcount = context.on.chart.entity(entity.entity).headcount();
    (headcount as f32) < kind.threshold("one_suffices_below")
}

fn finding(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    entity: &EntityCoverage,
    what: &str,
    near: &[(EntityId, SeatId)],
) -> Finding {
    let who = context.on.chart.entity(entity.entity);
    let from = near.partition_point(|(of, _)| *of < entity.entity);
    let near = near[from..].iter();
    let seats: Vec<_> = near
        .take_while(|(of, _)| *of == entity.entity)
        .map(|(_, seat)| *seat)
        .collect();
    let vacant = vacant(entity, kind);
    let (severity, size) = severity_for(kind, who);
    let hints = hints(context, kind, entity);
    // If the size is only counted, the chart may be incomplete. A duty text that mentions the side then
    // counts as much as the missing officer.
    let unsure = who.declared_size.is_none() && !hints.is_empty();
    let severity = if unsure { Severity::Info } else { severity };
    let mut message = format!("{} {what} ({size})", who.name);
    if !seats.is_empty() {
        message.push_str(&format!(
            "; {} only {} the role",
            context.all_named(&seats),
            if seats.len() == 1 {
                "mentions"
            } else {
                "mention"
            }
        ));
    }
    if !vacant.is_empty() {
        message.push_str(&format!(
            "; {}, whose holder would stand in, {} vacant",
            context.all_named(&vacant),
            if vacant.len() == 1 { "is" } else { "are" }
        ));
    }
    if let Some(foremost) = hints.first() {
        message.push_str(&format!(
            "; other duty texts mention {} only in passing",
            context.areas_named(of_kind(context, kind, *foremost).iter())
        ));
    }
    let seats: Vec<_> = seats.into_iter().chain(vacant).collect();
    Finding {
        severity,
        confidence: unsure.then(|| kind.threshold("unsure")),
        ..context.finding_on(kind, entity, &seats, message)
    }
}

/// The vacant seats whose holders would cover what the finding is about.
fn vacant(entity: &EntityCoverage, kind: &FindingKind) -> Vec<SeatId> {
    let sides = Side::BOTH.into_iter();
    let sides = sides.filter(|side| kind.side.is_none_or(|asked| asked == *side));
    let mut seats: Vec<_> = sides
        .flat_map(|side| &entity.sides[side].vacant)
        .copied()
        .collect();
    seats.sort_unstable();
    seats.dedup();
    seats
}

/// Leaders, at least of a team, whose duty text mentions the side but too little to cover it; the highest
/// first.
fn hints(context: &AuditContext<'_>, kind: &FindingKind, entity: &EntityCoverage) -> Vec<SeatId> {
    let holders = kind
        .areas()
        .iter()
        .flat_map(|area| &entity.areas[usize::from(*area)].by_duty);
    let mut seats: Vec<_> = holders
        .copied()
        .filter(|seat| context.on.sketch(*seat).rank >= Rank::Lead)
        .collect();
    seats.sort_unstable_by_key(|seat| (context.on.chart.depth(*seat), *seat));
    seats.dedup();
    seats
}

/// The areas that the finding is about and that the duties of a seat mention.
fn of_kind(context: &AuditContext<'_>, kind: &FindingKind, seat: SeatId) -> AreaSet {
    let mut about = AreaSet::default();
    kind.areas().iter().for_each(|area| about.insert(*area));
    about.both(context.on.sketch(seat).areas)
}

/// The seats, by entity, whose title names a leading role that they do not hold. Impostors have a check of
/// their own.
fn near_misses(context: &AuditContext<'_>, sides: &[Side]) -> Vec<(EntityId, SeatId)> {
    let chart = &context.on.chart;
    let is_near = |seat_verdict: &(SeatId, &crate::model::Verdict)| {
        let roles = sides.iter().map(|side| context.rules.sides[*side].role);
        let mut reasons = roles.filter_map(|role| set_aside(seat_verdict.1, role));
        reasons.any(|reason| matches!(reason, SetAsideReason::Modifier(_)))
    };
    let near = context.executives().filter(is_near);
    let mut near: Vec<_> = near
        .map(|(seat, _)| (chart.entity_of(seat), seat))
        .collect();
    near.sort_unstable();
    near
}
