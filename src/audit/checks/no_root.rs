//! A file in which everybody reports to somebody.

use super::super::case::Case;
use crate::model::{Field, Finding, Position, Status};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &case.on.chart;
    let files = chart.facts().without_root.iter();
    files
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
