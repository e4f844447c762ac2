//! Finds groups whose officers are unclear: two for the whole group, or one of a subsidiary without a line to
//! the officer above.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::two_leaders::substantive;
use crate::audit::context::AuditContext;
use crate::audit::scope::Reach;
use crate::chart::{EntityId, SeatId};
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

/// Two seats of different entities are titled for the whole group.
pub(in super::super) fn clash(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    let roots = context.groups.roots();
    for side in Side::BOTH {
        let mut by_group: BTreeMap<EntityId, Vec<SeatId>> = BTreeMap::new();
        for entity in context.entities() {
            let root = roots[entity.entity.0 as usize];
            let leaders = substantive(context, &entity.sides[side].leaders);
            let for_group = leaders
                .into_iter()
                .filter(|seat| context.reach(*seat) == Reach::Group);
            by_group.entry(root).or_default().extend(for_group);
        }
        for (root, seats) in by_group {
            let entities = seats.iter().map(|seat| context.on.chart.entity_of(*seat));
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
                context.rules.sides[side].label,
                context.on.chart.entity(root).name,
                context.all_named(&seats)
            );
            let titles: Vec<_> = seats.iter().map(|seat| (*seat, Field::Title)).collect();
            findings.push(context.finding(kind, &titles, message));
        }
    }
    findings
}

/// The most officers of an entity that are checked for a line between them.
const MOST_COMPARED: usize = 20;

/// The officer of a subsidiary has no line to the officer above, neither solid nor dotted.
pub(in super::super) fn no_line(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    let officers_above = Side::BOTH.map(|side| {
        context.groups.nearest_above(|above| {
            let leaders = &context.coverage[above.0 as usize].sides[side].leaders;
            let mut leaders = substantive(context, leaders);
            leaders.truncate(MOST_COMPARED);
            (!leaders.is_empty()).then(|| Arc::<[SeatId]>::from(leaders))
        })
    });
    for entity in context.entities() {
        for side in Side::BOTH {
            let mut own = substantive(context, &entity.sides[side].leaders);
            own.truncate(MOST_COMPARED);
            let officers = &officers_above[side as usize][entity.entity.0 as usize];
            let (Some(first), Some(officers)) = (own.first(), officers) else {
                continue;
            };
            let leads_up = |seat: &SeatId| {
                officers.iter().any(|officer| {
                    let mut managers = context.on.chart.managers(*seat);
                    context.is_above(*officer, *seat) || managers.any(|(to, _)| to == *officer)
                })
            };
            if own.iter().any(leads_up) {
                continue;
            }
            let message = format!(
                "{} holds the {} of {} without a line to {}",
                context.named(*first),
                context.rules.sides[side].label,
                context.on.chart.entity(entity.entity).name,
                context.all_named(officers)
            );
            findings.push(context.finding(kind, &[(*first, Field::ReportsTo)], message));
        }
    }
    findings
}
