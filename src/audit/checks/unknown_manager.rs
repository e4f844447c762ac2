//! Finds positions that report to an id that is not in their file.

use crate::audit::context::{AuditContext, listed_shortly};
use crate::chart::{Line, SeatId};
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

/// Makes one finding for all dotted lines of a seat that lead nowhere.
pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let unknown = &context.on.chart.facts().unknown_managers;
    let lines = unknown.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1));
    lines.map(|lines| finding(context, kind, lines)).collect()
}

fn finding(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    lines: &[(SeatId, Line, String)],
) -> Finding {
    let (seat, line, _) = lines[0];
    let (field, how) = match (line, lines.len()) {
        (Line::Solid, _) => (Field::ReportsTo, "reports"),
        (Line::Dotted, 1) => (Field::DottedLine, "has a dotted line"),
        (Line::Dotted, _) => (Field::DottedLine, "has dotted lines"),
    };
    let sources = context.on.chart.sources();
    let file = sources.file(context.on.chart.position(seat).file);
    let place = match (file.part_of.is_some(), file.tally.dated_out()) {
        (true, _) => "not in any of the files",
        (false, 0) => "not in the file",
        (false, _) => "not in the file, or left out for its dates",
    };
    let named = lines
        .iter()
        .map(|(seat, line, named)| context.manager_named(*seat, *line, named));
    let message = format!(
        "{} {how} to {}, which {} {place}",
        context.named(seat),
        listed_shortly(named),
        if lines.len() == 1 { "is" } else { "are" },
    );
    context.finding(kind, &[(seat, field)], message)
}
