//! Finds one seat, or one person in two seats, that holds both sides.

use crate::audit::context::{AuditContext, severity_for};
use crate::audit::coverage::EntityCoverage;
use crate::chart::SeatId;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;
use crate::text::TextMap;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let [one, other] = Side::BOTH.map(|side| context.rules.sides[side].role);
    if context.rules.policy.may_combine(one, other) {
        return Vec::new();
    }
    context
        .entities()
        .flat_map(|entity| of_entity(context, kind, entity))
        .collect()
}

fn of_entity(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    entity: &EntityCoverage,
) -> Vec<Finding> {
    let [internal, external] = Side::BOTH.map(|side| &entity.sides[side].leaders);
    let both = format!(
        "the {} and the {} of {}",
        context.rules.sides.internal.label,
        context.rules.sides.external.label,
        context.on.chart.entity(entity.entity).name
    );
    // The first seat of each person on the external side.
    let mut by_person: TextMap<String, SeatId> = TextMap::default();
    for seat in external {
        let person = context.person(*seat);
        if !person.is_empty() {
            by_person.entry(person).or_insert(*seat);
        }
    }
    let mut findings = Vec::new();
    for seat in internal {
        if entity.sides[Side::External].leads(*seat) {
            let message = format!("{} holds {both}", context.named(*seat));
            findings.push(finding(context, kind, &[*seat], message));
        } else if let Some(other) = by_person.get(&context.person(*seat)) {
            let message = format!(
                "one person holds {both}, as {}",
                context.all_named(&[*seat, *other])
            );
            findings.push(finding(context, kind, &[*seat, *other], message));
        }
    }
    findings
}

fn finding(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    seats: &[SeatId],
    message: String,
) -> Finding {
    let (severity, size) = severity_for(kind, context.entity_of(seats[0]));
    let titles: Vec<_> = seats.iter().map(|seat| (*seat, Field::Title)).collect();
    Finding {
        severity,
        ..context.finding(kind, &titles, format!("{message} ({size})"))
    }
}
