//! More than one position of an entity reports to nobody.

use std::collections::BTreeMap;

use super::super::case::Case;
use crate::chart::{EntityId, SeatId};
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &case.on.chart;
    let mut roots: BTreeMap<EntityId, Vec<SeatId>> = BTreeMap::new();
    for seat in chart.roots() {
        if case.gives_lines(chart.position(*seat).file) {
            roots.entry(chart.entity_of(*seat)).or_default().push(*seat);
        }
    }
    let roots = roots.into_iter();
    roots
        .filter_map(|(entity, seats)| {
            let name = &chart.entity(entity).name;
            let message = match (&seats[..], case.groups.top(entity)) {
                ([seat], Some((_, top))) if top != *seat => format!(
                    "{} reports to nobody, but {} leads {name}",
                    case.named(*seat),
                    case.named(top)
                ),
                ([_], _) => return None,
                _ => format!(
                    "{} positions of {name} report to nobody: {}",
                    seats.len(),
                    case.all_named(&seats)
                ),
            };
            let about: Vec<_> = seats.iter().map(|seat| (*seat, Field::ReportsTo)).collect();
            Some(case.finding(kind, &about, message))
        })
        .collect()
}
