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
            let sources = case.on.chart.sources();
            let file = sources.file(case.on.chart.position(*seat).file);
            let place = match (file.part_of.is_some(), file.tally.dated_out()) {
                (true, _) => "not in any of the files",
                (false, 0) => "not in the file",
                (false, _) => "not in the file, or left out for its dates",
            };
            let message = format!(
                "{} {how} to {}, which is {place}",
                case.named(*seat),
                case.manager_named(manager)
            );
            case.finding(kind, &[(*seat, field)], message)
        })
        .collect()
}
