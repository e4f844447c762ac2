//! Managers whose id has leading zeros that the id column lacks.

use std::collections::BTreeMap;

use super::super::case::Case;
use crate::chart::{Line, SeatId};
use crate::model::{Field, FileId, Finding};
use crate::rules::FindingKind;

/// One finding a file: what lost the zeros of one id lost those of all.
pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &case.on.chart;
    let mut by_file: BTreeMap<FileId, Vec<&(SeatId, Line, String)>> = BTreeMap::new();
    for lost in &chart.facts().lost_zeros {
        by_file
            .entry(chart.position(lost.0).file)
            .or_default()
            .push(lost);
    }
    by_file
        .into_values()
        .map(|lost| {
            let (_, _, example) = lost[0];
            let lines = if lost.len() == 1 { "line leads" } else { "lines lead" };
            let message = format!(
                "{} {lines} to an id with leading zeros that the id column lacks, such as `{example}`; \
                 the seat without the zeros was taken",
                lost.len(),
            );
            let field = |line: &Line| match line {
                Line::Solid => Field::ReportsTo,
                Line::Dotted => Field::DottedLine,
            };
            let about: Vec<_> = lost.iter().map(|(seat, line, _)| (*seat, field(line))).collect();
            case.finding(kind, &about, message)
        })
        .collect()
}
