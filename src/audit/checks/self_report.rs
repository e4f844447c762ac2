//! Finds positions that report to themselves.

use crate::audit::case::Case;
use crate::model::{Field, Finding, Severity};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let seats = case.on.chart.facts().self_reports.iter();
    let seats = seats.filter(|seat| !case.is_out(**seat));
    seats
        .filter_map(|seat| {
            let entity = case.on.chart.entity_of(*seat);
            let top = case.groups.top(entity).map(|(_, top)| top);
            let is_head = top == Some(*seat) && case.on.chart.subtree(*seat) > 1;
            let finding = |message| case.finding(kind, &[(*seat, Field::ReportsTo)], message);
            let name = case.named(*seat);
            if !is_head {
                return Some(finding(format!("{name} reports to itself")));
            }
            if case.rules.policy.tops_report_to_themselves {
                return None;
            }
            // Some systems write the head this way. If another seat has no manager, it is not certain that
            // this one is the head.
            let leads = &case.on.chart.entity(entity).name;
            Some(Finding {
                severity: kind.severity.min(Severity::Warning),
                ..finding(format!("{name}, who leads {leads}, reports to itself"))
            })
        })
        .collect()
}
