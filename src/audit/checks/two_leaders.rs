//! Two seats hold one side of an entity at the same scope.

use crate::text::TextSet;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::super::case::Case;
use super::super::coverage::Standing;
use super::super::scope::Reach;
use crate::chart::{SeatId, id_key};
use crate::classify::Classifier;
use crate::model::{Field, Finding, Rank, Severity, Side};
use crate::rules::{FindingKind, squeeze};

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let Some(side) = kind.side else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for entity in case.entities() {
        // One for the group and one for the entity may be in each other's way; two regions are not.
        let mut by_part: BTreeMap<Option<String>, Vec<(SeatId, Reach)>> = BTreeMap::new();
        for seat in substantive(case, &entity.sides[side].leaders) {
            let reach = case.reach(seat);
            let part = match &reach {
                Reach::Group | Reach::Entity => None,
                Reach::Part(words) => Some(words.clone()),
            };
            by_part.entry(part).or_default().push((seat, reach));
        }
        for mut seats in by_part.into_values().filter(|seats| seats.len() > 1) {
            keep_rivals(case, kind, &mut seats);
            if seats.len() > 1 {
                findings.push(overlap(case, kind, side, &seats));
            }
        }
    }
    findings
}

/// Takes out those who stand below one for the group: that is an order.
fn keep_rivals(case: &Case<'_>, kind: &FindingKind, seats: &mut Vec<(SeatId, Reach)>) {
    keep_of_whole(case, kind, seats);
    let group: Vec<_> = seats
        .iter()
        .filter(|(_, reach)| *reach == Reach::Group)
        .map(|(seat, _)| *seat)
        .take(MOST_COMPARED)
        .collect();
    seats.retain(|(seat, reach)| {
        *reach == Reach::Group || !group.iter().any(|higher| case.is_above(*higher, *seat))
    });
}

/// Takes out those whose line leads through the head of a division: each is for that division, and no two of
/// them are for one.
fn keep_of_whole(case: &Case<'_>, kind: &FindingKind, seats: &mut Vec<(SeatId, Reach)>) {
    let mut divisions = FxHashSet::default();
    seats.retain(|(seat, reach)| {
        if *reach == Reach::Group {
            return true;
        }
        match division_of(case, kind, *seat) {
            None => true,
            Some(division) => !divisions.insert(division),
        }
    });
}

/// The head of a division of the entity below whom a seat stands: one who leads a business, but not the whole.
fn division_of(case: &Case<'_>, kind: &FindingKind, seat: SeatId) -> Option<SeatId> {
    let chart = &case.on.chart;
    let entity = chart.entity_of(seat);
    let (_, top) = case.groups.top(entity)?;
    let mut between = case.above(seat).take(MOST_COMPARED);
    between.find(|above| {
        if *above == top || chart.entity_of(*above) != entity {
            return false;
        }
        let verdict = Classifier::new(case.rules).classify(&chart.position(*above));
        let leads_business = |function| kind.functions().contains(&function);
        verdict.rank >= Rank::Director && verdict.function.is_some_and(leads_business)
    })
}

/// So many officers for the group are asked whether another stands below them.
const MOST_COMPARED: usize = 16;

fn overlap(case: &Case<'_>, kind: &FindingKind, side: Side, rivals: &[(SeatId, Reach)]) -> Finding {
    let seats: Vec<_> = rivals.iter().map(|(seat, _)| *seat).collect();
    let mut message = format!(
        "{} seats hold the {} of {}: {}",
        seats.len(),
        case.rules.sides[side].label,
        case.entity_of(seats[0]).name,
        case.all_named(&seats),
    );
    let titles: Vec<_> = seats.iter().map(|seat| (*seat, Field::Title)).collect();
    // Seats of two units, or one for the group beside one that does not say, may be meant for different
    // parts; the chart just does not say so.
    let unit = |seat: &SeatId| {
        let position = case.on.chart.position(*seat);
        (squeeze(position.department), case.on.chart.manager(*seat))
    };
    let differs = |pair: &[(SeatId, Reach)]| {
        let ((one, above_one), (other, above_other)) = (unit(&pair[0].0), unit(&pair[1].0));
        pair[0].1 != pair[1].1
            || !one.is_empty() && !other.is_empty() && one != other && above_one != above_other
    };
    let unsure = rivals.windows(2).all(differs);
    if unsure {
        message.push_str(
            "; they stand in different units, and the titles do not say for what each is",
        );
    }
    let finding = case.finding(kind, &titles, message);
    Finding {
        severity: if unsure {
            finding.severity.min(Severity::Warning)
        } else {
            finding.severity
        },
        confidence: unsure.then(|| kind.threshold("unsure")),
        ..finding
    }
}

/// The holders that count: filled seats, those for the time being only where nobody else holds, and
/// a seat that two people share once.
pub(super) fn substantive(case: &Case<'_>, leaders: &[SeatId]) -> Vec<SeatId> {
    let permanent = leaders
        .iter()
        .any(|seat| case.standing(*seat) == Standing::Permanent);
    let mut shared = TextSet::default();
    let mut people: TextSet<String> = TextSet::default();
    let mut kept: Vec<SeatId> = Vec::new();
    for seat in leaders {
        let counts = match case.standing(*seat) {
            Standing::Permanent => true,
            Standing::Vacant => false,
            Standing::Interim | Standing::Acting | Standing::Fractional => !permanent,
        };
        let position = case.on.chart.position(*seat);
        let id = (position.file, id_key(position.id));
        // Nobody is in his own way: one who was imported twice is found by another check.
        let person = case.person(*seat);
        let is_new = person.is_empty() || !people.contains(&person);
        if counts && is_new && (position.id.is_empty() || shared.insert(id)) {
            people.insert(person);
            kept.push(*seat);
        }
    }
    kept
}
