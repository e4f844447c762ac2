//! Nobody covers a side of an entity, neither by title nor in fact.

use super::super::case::{Case, severity_for};
use super::super::coverage::{EntityCoverage, set_aside};
use crate::chart::SeatId;
use crate::model::{Finding, SetAsideReason, Severity, Side, Status};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let Some(side) = kind.side else {
        return Vec::new();
    };
    let near_by_entity = near_misses(case, side);
    let lacking = case
        .entities
        .iter()
        .filter(|entity| entity.sides[side].is_empty());
    lacking
        .filter_map(|entity| missing(case, kind, side, entity, &near_by_entity))
        .collect()
}

fn missing(
    case: &Case<'_>,
    kind: &FindingKind,
    side: Side,
    entity: &EntityCoverage,
    near: &[(usize, SeatId, SetAsideReason)],
) -> Option<Finding> {
    let who = case.on.chart.entity(entity.entity);
    if who.seats.is_empty() {
        return None;
    }
    // A small company gets by with one leader of technology, of whichever kind.
    let small = (who.headcount() as f32) < kind.threshold("one_suffices_below");
    if small && !entity.sides[side.other()].is_empty() {
        return None;
    }
    let index = entity.entity.0 as usize;
    let from = near.partition_point(|(of, _, _)| *of < index);
    let near: Vec<_> = near[from..]
        .iter()
        .take_while(|(of, _, _)| *of == index)
        .collect();
    let seats: Vec<_> = near.iter().map(|(_, seat, _)| *seat).collect();
    let (severity, size) = severity_for(kind, who);
    let role = case.leader_role(side);
    let mut message = format!(
        "{} has no {}, and nobody covers the {}",
        who.name, role.label, case.rules.sides[side].label
    );
    message.push_str(&match severity {
        Severity::Info => format!(" ({size})"),
        _ => format!(" of {size}"),
    });
    if !seats.is_empty() {
        message.push_str(&format!(
            "; {} only {} the role",
            case.all_named(&seats),
            if seats.len() == 1 {
                "mentions"
            } else {
                "mention"
            }
        ));
    }
    Some(Finding {
        severity,
        ..case.finding_on(kind, entity, &seats, message)
    })
}

/// Seats whose title names the leading role without holding it, by entity. Impostors have a check of
/// their own.
fn near_misses(case: &Case<'_>, side: Side) -> Vec<(usize, SeatId, SetAsideReason)> {
    let role = case.rules.sides[side].role;
    let chart = &case.on.chart;
    let mut near: Vec<_> = case
        .on
        .executives()
        .filter(|(seat, _)| chart.position(*seat).status != Status::Eliminated)
        .filter_map(|(seat, verdict)| match set_aside(verdict, role)? {
            reason @ SetAsideReason::Modifier(_) => {
                Some((chart.entity_of(seat).0 as usize, seat, reason))
            }
            SetAsideReason::ReadAs(_) | SetAsideReason::Ambiguous => None,
        })
        .collect();
    near.sort_by_key(|(entity, seat, _)| (*entity, *seat));
    near
}
