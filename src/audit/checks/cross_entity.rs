//! Finds solid lines that lead into another entity that is not above the first.

use std::collections::BTreeMap;

use crate::audit::context::{AuditContext, MOST_PLACES};
use crate::chart::{EntityId, SeatId};
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let mut leading: BTreeMap<(EntityId, EntityId), Vec<SeatId>> = BTreeMap::new();
    for seat in chart.seats() {
        let Some(manager) = chart.manager(seat) else {
            continue;
        };
        let (from, to) = (chart.entity_of(seat), chart.entity_of(manager));
        // A person who leads most of an entity is its head, even if other seats are higher. The entity that
        // this person reports to is above.
        let leads = || chart.subtree(seat) as usize * 2 > chart.entity(from).seats.len();
        if from != to && !context.is_out(seat) && !leads() {
            leading.entry((from, to)).or_default().push(seat);
        }
    }
    leading.retain(|(from, to), _| !context.groups.is_above(*to, *from));
    leading
        .iter()
        .map(|((from, to), seats)| {
            let message = format!(
                "{} of {} {} to a manager in {}, which is not above it",
                context.all_named(seats),
                chart.entity(*from).name,
                if seats.len() == 1 {
                    "reports"
                } else {
                    "report"
                },
                chart.entity(*to).name,
            );
            let places = seats.iter().take(MOST_PLACES);
            let about: Vec<_> = places.map(|seat| (*seat, Field::ReportsTo)).collect();
            context.finding(kind, &about, message)
        })
        .collect()
}
