//! Finds entities in which more than one position reports to nobody.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::context::AuditContext;
use crate::chart::{Chart, EntityId, SeatId, id_key};
use crate::model::{Field, FileId, Finding};
use crate::rules::FindingKind;
use crate::text::{TextSet, squeeze};

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    // Of a chart in several files, one that says who reports to whom is enough.
    let sources = chart.sources();
    let with_lines = context.files_with_lines().into_iter();
    let with_lines: BTreeSet<FileId> = with_lines.map(|file| sources.chart_of(file)).collect();
    let mut roots: BTreeMap<EntityId, Vec<SeatId>> = BTreeMap::new();
    // Two people who share a seat are one top.
    let mut shared = TextSet::default();
    for seat in chart.roots() {
        let here = chart.position(*seat);
        let seat_of = (here.file, id_key(here.id), squeeze(here.title));
        let is_first = here.id.is_empty() || here.id_is_placeholder || shared.insert(seat_of);
        if is_first && with_lines.contains(&sources.chart_of(here.file)) {
            roots.entry(chart.entity_of(*seat)).or_default().push(*seat);
        }
    }
    let roots = roots.into_iter();
    roots
        .filter_map(|(entity, seats)| {
            let name = &chart.entity(entity).name;
            let message = match (&seats[..], context.groups.top(entity)) {
                // What a ragged row says of its manager is not read, so it need not be at the top.
                ([_], Some((_, top))) if chart.position(top).is_ragged => return None,
                ([seat], Some((_, top))) if leads_above(chart, top, *seat) => format!(
                    "{} reports to nobody, but {} leads {name}",
                    context.named(*seat),
                    context.named(top)
                ),
                ([_], _) => return None,
                _ => format!(
                    "{} positions of {name} report to nobody: {}",
                    seats.len(),
                    context.all_named(&seats)
                ),
            };
            let about: Vec<_> = seats.iter().map(|seat| (*seat, Field::ReportsTo)).collect();
            Some(context.finding(kind, &about, message))
        })
        .collect()
}

/// Whether one seat leads an entity rather than another seat. Their order in the file does not matter.
fn leads_above(chart: &Chart, top: SeatId, root: SeatId) -> bool {
    top != root && (chart.manager(top).is_some() || chart.subtree(top) > chart.subtree(root))
}
