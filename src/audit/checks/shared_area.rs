//! Two seats in different lines claim one responsibility area.

use super::super::case::Case;
use super::super::coverage::EntityCoverage;
use crate::chart::SeatId;
use crate::model::{AreaSet, Field, Finding, Side};
use crate::rules::FindingKind;

/// Both lead technology, or stand in for somebody who does.
pub(in super::super) fn overlap(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    pairs(case, kind, false)
}

/// One of them is a neighbour of the two roles: digital, data, product.
pub(in super::super) fn neighbour(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    pairs(case, kind, true)
}

fn pairs(case: &Case<'_>, kind: &FindingKind, with_neighbour: bool) -> Vec<Finding> {
    let mut claimants: Vec<Vec<SeatId>> = vec![Vec::new(); case.coverage.len()];
    for (seat, _) in case.technologists() {
        let of_entity = &mut claimants[case.on.chart.entity_of(seat).0 as usize];
        let claims = !case.on.sketch(seat).areas.is_empty() && case.reach(seat).is_whole();
        if claims && of_entity.len() < MOST_COMPARED {
            of_entity.push(seat);
        }
    }
    let mut findings = Vec::new();
    for (entity, claimants) in case.coverage.iter().zip(claimants) {
        for (index, one) in claimants.iter().enumerate() {
            for other in &claimants[index + 1..] {
                let neighbours = [one, other].map(|seat| is_neighbour(case, kind, *seat));
                if neighbours.contains(&true) != with_neighbour {
                    continue;
                }
                if let Some(areas) = shared(case, kind, entity, *one, *other) {
                    findings.push(finding(case, kind, [*one, *other], areas));
                }
            }
        }
    }
    findings
}

/// So many seats of an entity are compared with one another.
const MOST_COMPARED: usize = 32;

fn is_neighbour(case: &Case<'_>, kind: &FindingKind, seat: SeatId) -> bool {
    let leads = Side::BOTH
        .iter()
        .any(|side| case.coverage_of(seat).sides[*side].leaders.contains(&seat));
    let verdict = case.on.verdict(seat);
    !leads && verdict.is_some_and(|verdict| case.holds_any(verdict, kind.roles("neighbours")))
}

/// The areas that both claim, where that is nothing that lines, titles or other findings explain.
fn shared(
    case: &Case<'_>,
    kind: &FindingKind,
    entity: &EntityCoverage,
    one: SeatId,
    other: SeatId,
) -> Option<AreaSet> {
    let sketches = [one, other].map(|seat| case.on.sketch(seat).areas);
    let areas = sketches[0].both(sketches[1]);
    let enough = areas.iter().count() as f32 >= kind.threshold("least_areas").max(1.0);
    // Two officers for one side have a finding of their own.
    let both_lead = Side::BOTH.iter().any(|side| {
        let leaders = &entity.sides[*side].leaders;
        leaders.contains(&one) && leaders.contains(&other)
    });
    let explained = both_lead
        || case.is_one_seat(one, other)
        || case.is_one_person(one, other)
        || case.in_one_line(one, other);
    (enough && !explained).then_some(areas)
}

fn finding(case: &Case<'_>, kind: &FindingKind, seats: [SeatId; 2], areas: AreaSet) -> Finding {
    let message = format!(
        "{} and {} both claim {}, in different lines",
        case.named(seats[0]),
        case.named(seats[1]),
        case.areas_named(areas.iter())
    );
    let about = seats.map(|seat| (seat, Field::Responsibilities));
    case.finding(kind, &about, message)
}
