//! Finds one seat, or one person in two seats, that holds both sides.

use crate::audit::case::{Case, severity_for};
use crate::audit::coverage::EntityCoverage;
use crate::chart::SeatId;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;
use crate::text::TextMap;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let [one, other] = Side::BOTH.map(|side| case.rules.sides[side].role);
    if case.rules.policy.may_combine(one, other) {
        return Vec::new();
    }
    case.entities()
        .flat_map(|entity| of_entity(case, kind, entity))
        .collect()
}

fn of_entity(case: &Case<'_>, kind: &FindingKind, entity: &EntityCoverage) -> Vec<Finding> {
    let [internal, external] = Side::BOTH.map(|side| &entity.sides[side].leaders);
    let both = format!(
        "the {} and the {} of {}",
        case.rules.sides.internal.label,
        case.rules.sides.external.label,
        case.on.chart.entity(entity.entity).name
    );
    // The first seat of each person on the external side.
    let mut by_person: TextMap<String, SeatId> = TextMap::default();
    for seat in external {
        let person = case.person(*seat);
        if !person.is_empty() {
            by_person.entry(person).or_insert(*seat);
        }
    }
    let mut findings = Vec::new();
    for seat in internal {
        if entity.sides[Side::External].leads(*seat) {
            let message = format!("{} holds {both}", case.named(*seat));
            findings.push(finding(case, kind, &[*seat], message));
        } else if let Some(other) = by_person.get(&case.person(*seat)) {
            let message = format!(
                "one person holds {both}, as {}",
                case.all_named(&[*seat, *other])
            );
            findings.push(finding(case, kind, &[*seat, *other], message));
        }
    }
    findings
}

fn finding(case: &Case<'_>, kind: &FindingKind, seats: &[SeatId], message: String) -> Finding {
    let (severity, size) = severity_for(kind, case.entity_of(seats[0]));
    let titles: Vec<_> = seats.iter().map(|seat| (*seat, Field::Title)).collect();
    Finding {
        severity,
        ..case.finding(kind, &titles, format!("{message} ({size})"))
    }
}
