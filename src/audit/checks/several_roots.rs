//! More than one position of an entity reports to nobody.

use crate::text::TextSet;
use std::collections::BTreeMap;

use super::super::case::Case;
use crate::chart::{Chart, EntityId, SeatId, id_key};
use crate::model::{Field, Finding};
use crate::rules::{FindingKind, squeeze};

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &case.on.chart;
    let mut roots: BTreeMap<EntityId, Vec<SeatId>> = BTreeMap::new();
    // Two people in one seat are one top.
    let mut shared = TextSet::default();
    for seat in chart.roots() {
        let here = chart.position(*seat);
        let seat_of = (here.file, id_key(here.id), squeeze(here.title));
        let is_first = here.id.is_empty() || here.id_is_placeholder || shared.insert(seat_of);
        if is_first && case.gives_lines(here.file) {
            roots.entry(chart.entity_of(*seat)).or_default().push(*seat);
        }
    }
    let roots = roots.into_iter();
    roots
        .filter_map(|(entity, seats)| {
            let name = &chart.entity(entity).name;
            let message = match (&seats[..], case.groups.top(entity)) {
                // What a ragged row says of its manager is not read, so it need not be at the top.
                ([_], Some((_, top))) if chart.position(top).is_ragged => return None,
                ([seat], Some((_, top))) if leads_above(chart, top, *seat) => format!(
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

/// Whether one seat leads an entity rather than another, whichever stands first in the file.
fn leads_above(chart: &Chart, top: SeatId, root: SeatId) -> bool {
    top != root && (chart.manager(top).is_some() || chart.subtree(top) > chart.subtree(root))
}
