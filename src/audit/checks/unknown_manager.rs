//! A position that reports to an id that is not in its file.

use super::super::case::Case;
use crate::chart::Line;
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let unknown = case.on.chart.facts().unknown_managers.iter();
    unknown
        .map(|(seat, line, manager)| {
            let (field, how) = match line {
                Line::Solid => (Field::ReportsTo, "reports"),
                Line::Dotted => (Field::DottedLine, "has a dotted line"),
            };
            let message = format!(
                "{} {how} to `{manager}`, which is not in the file",
                case.named(*seat)
            );
            case.finding(kind, &[(*seat, field)], message)
        })
        .collect()
}
