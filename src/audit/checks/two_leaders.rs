//! Finds two seats that hold one side of an entity at the same scope.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::audit::context::AuditContext;
use crate::audit::scope::Reach;
use crate::audit::standing::Incumbency;
use crate::chart::{SeatId, id_key};
use crate::classify::Classifier;
use crate::model::{Field, Finding, Rank, Severity, Side};
use crate::rules::FindingKind;
use crate::text::{TextSet, squeeze};

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let Some(side) = kind.side else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for entity in context.entities() {
        // An officer for the group and one for the entity may conflict; officers for two regions do not.
        let mut by_part: BTreeMap<Option<String>, Vec<(SeatId, Reach)>> = BTreeMap::new();
        for seat in substantive(context, &entity.sides[side].leaders) {
            let reach = context.reach(seat);
            let part = match &reach {
                Reach::Group | Reach::Entity => None,
                Reach::Part(words) => Some(words.clone()),
            };
            by_part.entry(part).or_default().push((seat, reach));
        }
        for mut seats in by_part.into_values().filter(|seats| seats.len() > 1) {
            keep_rivals(context, kind, &mut seats);
            if seats.len() > 1 {
                findings.push(overlap(context, kind, side, &seats));
            }
        }
    }
    findings
}

/// Removes the seats below an officer for the group, because their order is clear.
fn keep_rivals(context: &AuditContext<'_>, kind: &FindingKind, seats: &mut Vec<(SeatId, Reach)>) {
    keep_of_whole(context, kind, seats);
    let group: Vec<_> = seats
        .iter()
        .filter(|(_, reach)| *reach == Reach::Group)
        .map(|(seat, _)| *seat)
        .take(MOST_COMPARED)
        .collect();
    seats.retain(|(seat, reach)| {
        *reach == Reach::Group || !group.iter().any(|higher| context.is_above(*higher, *seat))
    });
}

/// Removes one seat below each head of a division, because it is the officer for that division. A second seat
/// below the same head stays.
fn keep_of_whole(context: &AuditContext<'_>, kind: &FindingKind, seats: &mut Vec<(SeatId, Reach)>) {
    let mut divisions: FxHashSet<SeatId> = FxHashSet::default();
    seats.retain(|(seat, reach)| {
        if *reach == Reach::Group {
            return true;
        }
        match division_of(context, kind, *seat) {
            None => true,
            Some(division) => !divisions.insert(division),
        }
    });
}

/// The head of the division that a seat belongs to: somebody who leads a business, but not the whole entity.
fn division_of(context: &AuditContext<'_>, kind: &FindingKind, seat: SeatId) -> Option<SeatId> {
    let chart = &context.on.chart;
    let entity = chart.entity_of(seat);
    let (_, top) = context.groups.top(entity)?;
    let mut between = context.above(seat).take(MOST_COMPARED);
    between.find(|above| {
        if *above == top || chart.entity_of(*above) != entity {
            return false;
        }
        let verdict = Classifier::new(context.rules).classify(&chart.position(*above));
        let leads_business = |function| kind.functions().contains(&function);
        verdict.rank >= Rank::Director && verdict.function.is_some_and(leads_business)
    })
}

/// The most officers for the group that are checked for seats below them.
const MOST_COMPARED: usize = 16;

fn overlap(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    side: Side,
    rivals: &[(SeatId, Reach)],
) -> Finding {
    let seats: Vec<_> = rivals.iter().map(|(seat, _)| *seat).collect();
    let mut message = format!(
        "{} seats hold the {} of {}: {}",
        seats.len(),
        context.rules.sides[side].label,
        context.entity_of(seats[0]).name,
        context.all_named(&seats),
    );
    let titles: Vec<_> = seats.iter().map(|seat| (*seat, Field::Title)).collect();
    // Seats of two units may be meant for different parts, although the chart does not say so. The same holds
    // for a seat for the group next to one that does not name its scope.
    let unit = |seat: &SeatId| {
        let position = context.on.chart.position(*seat);
        (
            squeeze(position.department),
            context.on.chart.manager(*seat),
        )
    };
    let differs = |pair: &[(SeatId, Reach)]| {
        let ((one, above_one), (other, above_other)) = (unit(&pair[0].0), unit(&pair[1].0));
        pair[0].1 != pair[1].1
            || !one.is_empty() && !other.is_empty() && one != other && above_one != above_other
    };
    let unsure = rivals.windows(2).all(differs);
    if unsure {
        message.push_str(
            "; they are in different units, and the titles do not say which part each is for",
        );
    }
    let finding = context.finding(kind, &titles, message);
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

/// The holders that count: filled seats; temporary ones only if there is no other holder; a seat that two
/// people share only once.
pub(super) fn substantive(context: &AuditContext<'_>, leaders: &[SeatId]) -> Vec<SeatId> {
    let permanent = leaders
        .iter()
        .any(|seat| context.standing(*seat) == Incumbency::Permanent);
    let mut shared = TextSet::default();
    let mut people: TextSet<String> = TextSet::default();
    let mut kept: Vec<SeatId> = Vec::new();
    for seat in leaders {
        let counts = match context.standing(*seat) {
            Incumbency::Permanent => true,
            Incumbency::Vacant => false,
            Incumbency::Interim | Incumbency::Acting | Incumbency::Fractional => !permanent,
        };
        let position = context.on.chart.position(*seat);
        let id = (position.file, id_key(position.id));
        // A person cannot conflict with himself or herself. Another check finds people who were imported
        // twice.
        let person = context.person(*seat);
        let is_new = person.is_empty() || !people.contains(&person);
        if counts && is_new && (position.id.is_empty() || shared.insert(id)) {
            people.insert(person);
            kept.push(*seat);
        }
    }
    kept
}
