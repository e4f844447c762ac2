//! Finds files in which everybody reports to somebody.

use std::collections::BTreeSet;

use crate::audit::context::AuditContext;
use crate::chart::Line;
use crate::model::{Field, FileId, Finding, Status};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    // Where managers are missing or rows are shifted, somebody without a line is the top, and that is said already.
    let facts = chart.facts();
    if facts.without_root.is_empty() {
        return Vec::new();
    }
    let unknown = facts.unknown_managers.iter();
    let unknown = unknown.filter(|(_, line, _)| *line == Line::Solid);
    let mut explained: BTreeSet<FileId> = unknown
        .map(|(seat, ..)| chart.sources().chart_of(chart.position(*seat).file))
        .collect();
    let mut has_gone = BTreeSet::new();
    for here in chart.seats().map(|seat| chart.position(seat)) {
        if here.is_ragged {
            explained.insert(chart.sources().chart_of(here.file));
        }
        if here.status == Status::Eliminated {
            has_gone.insert(here.file);
        }
    }
    facts
        .without_root
        .iter()
        .filter(|file| !explained.contains(file))
        .filter_map(|file| {
            let still = if has_gone.contains(file) {
                " that is still there"
            } else {
                ""
            };
            let message = format!(
                "nobody is at the top: every position of {}{still} names a manager",
                chart.sources().file(*file).name
            );
            context.finding_in(kind, *file, Field::ReportsTo, message)
        })
        .collect()
}
