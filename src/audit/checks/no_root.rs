//! Finds files in which everybody reports to somebody.

use super::super::case::Case;
use crate::chart::Line;
use crate::model::{Field, FileId, Finding, Position, Status};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &case.on.chart;
    let files = chart.facts().without_root.iter();
    // If managers are unknown, the people below them are the top, and that has a finding of its own.
    let has_unknown = |file: &FileId| {
        let unknown = chart.facts().unknown_managers.iter();
        let mut solid = unknown.filter(|(_, line, _)| *line == Line::Solid);
        solid.any(|(seat, ..)| chart.sources().chart_of(chart.position(*seat).file) == *file)
    };
    files
        .filter(|file| !has_unknown(file))
        .filter_map(|file| {
            let mut here = chart.seats().map(|seat| chart.position(seat));
            let is_gone = |position: &Position<'_>| {
                position.file == *file && position.status == Status::Eliminated
            };
            let still = if here.any(|position| is_gone(&position)) {
                " that is still there"
            } else {
                ""
            };
            let message = format!(
                "nobody is at the top: every position of {}{still} names a manager",
                chart.sources().file(*file).name
            );
            case.finding_in(kind, *file, Field::ReportsTo, message)
        })
        .collect()
}
