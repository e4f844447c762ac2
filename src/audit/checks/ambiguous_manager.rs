//! Finds managers who could be one of several people.

use std::sync::Arc;

use crate::audit::context::{AuditContext, MOST_PLACES};
use crate::chart::{Line, SeatId};
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

/// The first place is the row that names the manager; the other places are the candidates. If many rows could
/// mean the same people, there is one finding for all of them, and its places are the rows.
pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let facts = context.on.chart.facts();
    let mut by_candidates: Vec<_> = facts.ambiguous_managers.iter().collect();
    // The same candidates are one list in memory, so comparing pointers is enough.
    let list = |candidates: &Arc<[SeatId]>| Arc::as_ptr(candidates).cast::<SeatId>() as usize;
    by_candidates.sort_by_key(|(seat, line, _, candidates)| (list(candidates), *line, *seat));
    let mut findings = Vec::new();
    for alike in
        by_candidates.chunk_by(|one, next| list(&one.3) == list(&next.3) && one.1 == next.1)
    {
        let size = if alike.len() > MOST_PLACES {
            alike.len()
        } else {
            1
        };
        for asking in alike.chunks(size) {
            let (_, line, _, candidates) = asking[0];
            let seats: Vec<_> = asking.iter().map(|(seat, ..)| *seat).collect();
            findings.push(finding(context, kind, &seats, *line, candidates));
        }
    }
    findings
}

fn finding(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    asking: &[SeatId],
    line: Line,
    candidates: &[SeatId],
) -> Finding {
    let is_one = asking.len() == 1;
    let (field, how) = match (line, is_one) {
        (Line::Solid, true) => (Field::ReportsTo, "reports"),
        (Line::Solid, false) => (Field::ReportsTo, "report"),
        (Line::Dotted, true) => (Field::DottedLine, "has a dotted line"),
        (Line::Dotted, false) => (Field::DottedLine, "have a dotted line"),
    };
    let message = format!(
        "{} {how} to a manager who could be any of {} seats: {}; no line was drawn",
        context.all_named(asking),
        candidates.len(),
        context.all_named(candidates)
    );
    let asking = asking.iter().map(|seat| (*seat, field));
    // A name that more people have tells nobody apart, and no row of it is worth a look of its own.
    if !is_one && candidates.len() <= MOST_PLACES {
        let rows: Vec<_> = asking.collect();
        return context.finding_by_row(kind, &rows, message);
    }
    let candidates = candidates.iter().map(|seat| (*seat, Field::Title));
    let about: Vec<_> = asking.chain(candidates).collect();
    context.finding(kind, &about, message)
}
