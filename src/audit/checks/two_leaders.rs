//! Two seats hold one side of an entity at the same scope.

use std::collections::BTreeMap;

use super::super::case::Case;
use super::super::coverage::Standing;
use crate::chart::{SeatId, same_id};
use crate::model::{Finding, Scope, Side};
use crate::rules::{FindingKind, Speaks, squeeze};

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let Some(side) = kind.side else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for entity in &case.entities {
        let mut by_scope: BTreeMap<String, Vec<SeatId>> = BTreeMap::new();
        for seat in substantive(case, &entity.sides[side].leaders) {
            by_scope.entry(scope(case, seat)).or_default().push(seat);
        }
        for seats in by_scope.into_values().filter(|seats| seats.len() > 1) {
            findings.push(overlap(case, kind, side, &seats));
        }
    }
    findings
}

fn overlap(case: &Case<'_>, kind: &FindingKind, side: Side, seats: &[SeatId]) -> Finding {
    let message = format!(
        "{} {} hold the {} of {}: {}",
        seats.len(),
        "seats",
        case.rules.sides[side].label,
        case.entity_of(seats[0]).name,
        case.all_named(seats),
    );
    let titles: Vec<_> = seats
        .iter()
        .map(|seat| (*seat, crate::model::Field::Title))
        .collect();
    case.finding(kind, &titles, message)
}

/// The holders that count: filled seats, those for the time being only where nobody else holds, and
/// a seat that two people share once.
fn substantive(case: &Case<'_>, leaders: &[SeatId]) -> Vec<SeatId> {
    let standing = |seat: &SeatId| {
        let verdict = case.on.verdict(*seat);
        verdict.map_or(Standing::Permanent, |verdict| {
            Standing::of(&case.on.chart.position(*seat), verdict)
        })
    };
    let permanent = leaders
        .iter()
        .any(|seat| standing(seat) == Standing::Permanent);
    let mut kept: Vec<SeatId> = Vec::new();
    for seat in leaders {
        let counts = match standing(seat) {
            Standing::Permanent => true,
            Standing::Vacant => false,
            Standing::Interim | Standing::Acting | Standing::Fractional => !permanent,
        };
        let position = case.on.chart.position(*seat);
        let shared = kept.iter().any(|other| {
            let other = case.on.chart.position(*other);
            other.file == position.file && !position.id.is_empty() && same_id(other.id, position.id)
        });
        if counts && !shared {
            kept.push(*seat);
        }
    }
    kept
}

/// What must be equal for two holders to be in each other's way: the scope that the title states, with
/// the words that state it below the group ("EMEA" and "APAC" are two regions).
fn scope(case: &Case<'_>, seat: SeatId) -> String {
    let Some(verdict) = case.on.verdict(seat) else {
        return String::new();
    };
    let Some(scope) = verdict.scope.filter(|scope| *scope != Scope::Group) else {
        return String::new();
    };
    let title = case.on.chart.position(seat).title;
    let words = verdict.evidence.iter().filter(|evidence| {
        matches!(case.rules.rule(evidence.rule).speaks, Speaks::Scope(of) if of == scope)
    });
    words
        .filter_map(|word| title.get(word.start as usize..word.end as usize))
        .map(squeeze)
        .collect::<Vec<_>>()
        .join(" ")
}
