//! A file in which everybody reports to somebody.

use super::super::case::Case;
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &case.on.chart;
    let files = chart.facts().without_root.iter();
    files
        .filter_map(|file| {
            let message = format!(
                "nobody is at the top: every position of {} names a manager",
                chart.sources().file(*file).name
            );
            case.finding_in(kind, *file, Field::ReportsTo, message)
        })
        .collect()
}
