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
    roots
        .into_iter()
        .filter(|(_, seats)| seats.len() > 1)
        .map(|(entity, seats)| {
            let name = &chart.entity(entity).name;
            let message = format!(
                "{} positions of {name} report to nobody: {}",
                seats.len(),
                case.all_named(&seats)
            );
            let about: Vec<_> = seats.iter().map(|seat| (*seat, Field::ReportsTo)).collect();
            case.finding(kind, &about, message)
        })
        .collect()
}
