//! Finds managers who were found although the row does not write them exactly.

use std::collections::BTreeMap;

use crate::audit::context::AuditContext;
use crate::chart::{Inexact, Line, SeatId};
use crate::model::{Field, FileId, Finding};
use crate::rules::FindingKind;

/// Ids that differ in leading zeros.
pub(in super::super) fn lost_zeros(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    by_file(context, kind, &[Inexact::Zeros])
}

/// All other differences.
pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let others = [
        Inexact::Case,
        Inexact::OneOfSeveralSeats,
        Inexact::MiddleName,
        Inexact::OtherColumn,
    ];
    by_file(context, kind, &others)
}

/// A line: its kind, the seat it starts from, and the manager as written.
type Drawn<'a> = (SeatId, Line, &'a str);

/// Makes one finding for each file and kind of difference, because they all have the same cause.
fn by_file(context: &AuditContext<'_>, kind: &FindingKind, asked: &[Inexact]) -> Vec<Finding> {
    let chart = &context.on.chart;
    let mut found: BTreeMap<(FileId, Inexact), Vec<Drawn<'_>>> = BTreeMap::new();
    for (seat, line, inexact, written) in &chart.facts().inexact_managers {
        if asked.contains(inexact) {
            let key = (chart.position(*seat).file, *inexact);
            found.entry(key).or_default().push((*seat, *line, written));
        }
    }
    found
        .into_iter()
        .map(|((_, inexact), lines)| {
            let example = context.manager_named(lines[0].0, lines[0].1, lines[0].2);
            let count = match lines.len() {
                1 => "1 line leads".to_owned(),
                count => format!("{count} lines lead"),
            };
            let message = match inexact {
                Inexact::Zeros => format!(
                    "{count} to an id that differs from the id column in leading zeros, such as {example}; \
                     the seat with the same number was used"
                ),
                Inexact::Case => format!(
                    "{count} to an id that differs from the id column in upper and lower case, such as {example}; that \
                     seat was used"
                ),
                Inexact::OneOfSeveralSeats => format!(
                    "{count} to somebody who holds several seats, such as {example}; the first of \
                     them was used"
                ),
                Inexact::MiddleName => format!(
                    "{count} to a manager whose name has a middle name or an initial in one place only, \
                     such as {example}; the only seat with that first and last name was used"
                ),
                Inexact::OtherColumn => format!(
                    "{count} to a manager who was found only through another column, such as {example}; \
                     that column was used"
                ),
            };
            let field = |line: Line| match line {
                Line::Solid => Field::ReportsTo,
                Line::Dotted => Field::DottedLine,
            };
            let about: Vec<_> = lines
                .iter()
                .map(|(seat, line, _)| (*seat, field(*line)))
                .collect();
            context.finding(kind, &about, message)
        })
        .collect()
}
