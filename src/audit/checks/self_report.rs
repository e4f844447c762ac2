//! A position that reports to itself.

use super::super::case::Case;
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let seats = case.on.chart.facts().self_reports.iter();
    seats
        .map(|seat| {
            case.finding(
                kind,
                &[(*seat, Field::ReportsTo)],
                format!("{} reports to itself", case.named(*seat)),
            )
        })
        .collect()
}
