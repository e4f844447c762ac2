//! A manager who could be one of several people.

use super::super::case::Case;
use crate::chart::Line;
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

/// The first place is that of the row that names the manager, the others are those of the candidates.
pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let ambiguous = case.on.chart.facts().ambiguous_managers.iter();
    ambiguous
        .map(|(seat, line, _, candidates)| {
            let (field, how) = match line {
                Line::Solid => (Field::ReportsTo, "reports"),
                Line::Dotted => (Field::DottedLine, "has a dotted line"),
            };
            let message = format!(
                "{} {how} to somebody who could be one of {}: {}; no line was drawn",
                case.named(*seat),
                candidates.len(),
                case.all_named(candidates)
            );
            let candidates = candidates.iter().map(|seat| (*seat, Field::Title));
            let about: Vec<_> = std::iter::once((*seat, field)).chain(candidates).collect();
            case.finding(kind, &about, message)
        })
        .collect()
}
