//! Finds positions that report to one another in a loop.

use crate::audit::case::Case;
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let cycles = case.on.chart.facts().cycles.iter();
    cycles
        .map(|cycle| {
            let message = format!(
                "{} positions report in a loop: {}",
                cycle.len(),
                case.path(cycle)
            );
            let about: Vec<_> = cycle.iter().map(|seat| (*seat, Field::ReportsTo)).collect();
            case.finding(kind, &about, message)
        })
        .collect()
}
