//! Finds groups whose officers are unclear: two for the whole group, or one of a subsidiary without a line to
//! the officer above.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::two_leaders::substantive;
use crate::audit::case::Case;
use crate::audit::scope::Reach;
use crate::chart::{EntityId, SeatId};
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

/// Two seats of different entities are titled for the whole group.
pub(in super::super) fn clash(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    let roots = case.groups.roots();
    for side in Side::BOTH {
        let mut by_group: BTreeMap<EntityId, Vec<SeatId>> = BTreeMap::new();
        for entity in case.entities() {
            let root = roots[entity.entity.0 as usize];
            let leaders = substantive(case, &entity.sides[side].leaders);
            let for_group = leaders
                .into_iter()
                .filter(|seat| case.reach(*seat) == Reach::Group);
            by_group.entry(root).or_default().extend(for_group);
        }
        for (root, seats) in by_group {
            let entities = seats.iter().map(|seat| case.on.chart.entity_of(*seat));
            let mut entities: Vec<_> = entities.collect();
            entities.sort_unstable();
            entities.dedup();
            // Two in one entity have a finding of their own.
            if entities.len() < 2 {
                continue;
            }
            let message = format!(
                "{} seats of different entities hold the {} for the whole group of {}: {}",
                seats.len(),
                case.rules.sides[side].label,
                case.on.chart.entity(root).name,
                case.all_named(&seats)
            );
            let titles: Vec<_> = seats.iter().map(|seat| (*seat, Field::Title)).collect();
            findings.push(case.finding(kind, &titles, message));
        }
    }
    findings
}

/// The most officers of an entity that are checked for a line between them.
const MOST_COMPARED: usize = 20;

/// The officer of a subsidiary has no line to the officer above, neither solid nor dotted.
pub(in super::super) fn no_line(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    let officers_above = Side::BOTH.map(|side| {
        case.groups.nearest_above(|above| {
            let leaders = &case.coverage[above.0 as usize].sides[side].leaders;
            let mut leaders = substantive(case, leaders);
            leaders.truncate(MOST_COMPARED);
            (!leaders.is_empty()).then(|| Arc::<[SeatId]>::from(leaders))
        })
    });
    for entity in case.entities() {
        for side in Side::BOTH {
            let mut own = substantive(case, &entity.sides[side].leaders);
            own.truncate(MOST_COMPARED);
            let officers = &officers_above[side as usize][entity.entity.0 as usize];
            let (Some(first), Some(officers)) = (own.first(), officers) else {
                continue;
            };
            let leads_up = |seat: &SeatId| {
                officers.iter().any(|officer| {
                    let mut managers = case.on.chart.managers(*seat);
                    case.is_above(*officer, *seat) || managers.any(|(to, _)| to == *officer)
                })
            };
            if own.iter().any(leads_up) {
                continue;
            }
            let message = format!(
                "{} holds the {} of {} without a line to {}",
                case.named(*first),
                case.rules.sides[side].label,
                case.on.chart.entity(entity.entity).name,
                case.all_named(officers)
            );
            findings.push(case.finding(kind, &[(*first, Field::ReportsTo)], message));
        }
    }
    findings
}
