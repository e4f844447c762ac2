//! Finds positions that report to one another in a loop.

use crate::audit::context::AuditContext;
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let cycles = context.on.chart.facts().cycles.iter();
    cycles
        .map(|cycle| {
            let message = format!(
                "{} positions report in a loop: {}",
                cycle.len(),
                context.path(cycle)
            );
            let about: Vec<_> = cycle.iter().map(|seat| (*seat, Field::ReportsTo)).collect();
            context.finding(kind, &about, message)
        })
        .collect()
}
