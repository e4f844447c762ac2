//! Finds positions that report to themselves.

use crate::audit::context::AuditContext;
use crate::model::{Field, Finding, Severity};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let seats = context.on.chart.facts().self_reports.iter();
    let seats = seats.filter(|seat| !context.is_out(**seat));
    seats
        .filter_map(|seat| {
            let entity = context.on.chart.entity_of(*seat);
            let top = context.groups.top(entity).map(|(_, top)| top);
            let is_head = top == Some(*seat) && context.on.chart.subtree(*seat) > 1;
            let finding = |message| context.finding(kind, &[(*seat, Field::ReportsTo)], message);
            let name = context.named(*seat);
            if !is_head {
                return Some(finding(format!("{name} reports to itself")));
            }
            if context.rules.policy.tops_report_to_themselves {
                return None;
            }
            // Some systems write the head this way. If another seat has no manager, it is not certain that
            // this one is the head.
            let leads = &context.on.chart.entity(entity).name;
            Some(Finding {
                severity: kind.severity.min(Severity::Warning),
                ..finding(format!("{name}, who leads {leads}, reports to itself"))
            })
        })
        .collect()
}
