//! Finds seats that report to a seat in which nobody can lead them.

use crate::audit::context::{AuditContext, MOST_PLACES};
use crate::audit::standing::Incumbency;
use crate::chart::SeatId;
use crate::classify::Classifier;
use crate::model::{Field, Finding, Modifier, Rank, Side, Status};
use crate::rules::FindingKind;

/// An officer reports to a vacant seat.
pub(in super::super) fn vacant(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (seat, _) in context.technologists() {
        let Some(manager) = context.on.chart.manager(seat) else {
            continue;
        };
        let status = context.on.chart.position(manager).status;
        let is_filled = context.standing(seat) != Incumbency::Vacant;
        if covers(context, seat) && is_filled && status == Status::Vacant {
            findings.push(finding(context, kind, manager, &[seat], "which is vacant"));
        }
    }
    findings
}

/// Whether a seat is the one by which its entity covers a side.
fn covers(context: &AuditContext<'_>, seat: SeatId) -> bool {
    Side::BOTH.into_iter().any(|side| {
        let covered = &context.coverage_of(seat).sides[side];
        covered.leads(seat) || covered.leaders.is_empty() && covered.stands_in(seat)
    })
}

/// Several people report to a vacant seat. Those who cover a side have a finding of their own.
pub(in super::super) fn inactive(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let is_filled = |seat: &SeatId| chart.position(*seat).status == Status::Filled;
    let vacant = chart
        .seats()
        .filter(|seat| chart.position(*seat).status == Status::Vacant);
    let with_reports = vacant.map(|manager| {
        let reports = chart.reports(manager).filter(is_filled);
        let reports = reports.filter(|seat| counts(context, *seat) && !covers(context, *seat));
        (manager, reports.collect::<Vec<_>>())
    });
    with_reports
        .filter(|(_, reports)| reports.len() as f32 >= kind.threshold("least_reports"))
        .map(|(manager, reports)| finding(context, kind, manager, &reports, "which is vacant"))
        .collect()
}

/// Somebody reports to a seat that was eliminated, or whose holder left.
pub(in super::super) fn former(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let is_former = |seat: &SeatId| {
        let verdict = context.on.verdict(*seat);
        verdict.is_some_and(|verdict| verdict.modifiers.contains(&Modifier::Former))
            || chart.position(*seat).status == Status::Eliminated
    };
    let gone = chart.seats().filter(is_former);
    gone.filter_map(|manager| {
        let reports: Vec<_> = chart
            .reports(manager)
            .filter(|seat| counts(context, *seat))
            .collect();
        (!reports.is_empty())
            .then(|| finding(context, kind, manager, &reports, "which no longer exists"))
    })
    .collect()
}

/// A person in a leading role reports to an assistant.
pub(in super::super) fn assistant(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let lead = |manager: SeatId| {
        let reports = chart.reports(manager);
        reports
            .filter(|seat| {
                context.on.sketch(*seat).rank >= Rank::Director && counts(context, *seat)
            })
            .collect::<Vec<_>>()
    };
    let low = chart.seats().filter(|seat| {
        let sketch = context.on.sketch(*seat);
        sketch.rank == Rank::Junior || sketch.is_aide
    });
    let with_reports = low.map(|manager| (manager, lead(manager)));
    with_reports
        .filter(|(_, reports)| !reports.is_empty())
        .filter(|(manager, _)| is_assistant(context, kind, *manager))
        .map(|(manager, reports)| finding(context, kind, manager, &reports, "an assistant"))
        .collect()
}

/// Whether the title is that of an assistant in administration. An "Assistant Chief" is not one.
fn is_assistant(context: &AuditContext<'_>, kind: &FindingKind, seat: SeatId) -> bool {
    let position = context.on.chart.position(seat);
    let verdict = Classifier::new(context.rules).classify(&position);
    let function = verdict.function;
    function.is_some_and(|function| kind.functions().contains(&function))
        && verdict.rank < Rank::Lead
}

/// Whether a seat counts. Some charts write what became of a post in place of its title; such a row does not
/// count.
fn counts(context: &AuditContext<'_>, seat: SeatId) -> bool {
    let title = context.on.chart.position(seat).title;
    !context.is_out(seat) && context.rules.columns.nobody(title).is_none()
}

fn finding(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    manager: SeatId,
    reports: &[SeatId],
    what: &str,
) -> Finding {
    let message = format!(
        "{} {} to {}, {what}",
        context.all_named(reports),
        if reports.len() == 1 {
            "reports"
        } else {
            "report"
        },
        context.named(manager),
    );
    let about: Vec<_> = reports
        .iter()
        .take(MOST_PLACES)
        .map(|seat| (*seat, Field::ReportsTo))
        .collect();
    context.finding(kind, &about, message)
}
