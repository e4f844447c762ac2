//! Checks how many seats report to one: too many to lead, or so few that hardly anybody leads.

use crate::audit::context::{AuditContext, MOST_PLACES};
use crate::chart::{Entity, SeatId};
use crate::model::{Field, Finding, Rank};
use crate::rules::FindingKind;

/// A seat leads more seats than one person can look after.
pub(in super::super) fn too_wide(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let most = kind.threshold("most_reports");
    let chart = &context.on.chart;
    let wide = chart.seats().filter_map(|seat| {
        // Counting all lines is faster than checking each of them, and mostly enough.
        if chart.span(seat) as f32 <= most || context.is_out(seat) {
            return None;
        }
        let reports = reports(context, seat).count();
        (reports as f32 > most).then_some((seat, reports))
    });
    wide.map(|(seat, reports)| {
        let message = format!("{reports} seats report to {}", context.named(seat));
        context.finding(kind, &[(seat, Field::Title)], message)
    })
    .collect()
}

/// Most leaders of an entity have only one or two reports.
pub(in super::super) fn too_narrow(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let most = kind.threshold("most_reports");
    let mut findings = Vec::new();
    for coverage in context.entities() {
        let entity = context.on.chart.entity(coverage.entity);
        let seats = entity.seats.iter().filter(|seat| !context.is_out(**seat));
        let spans = seats.map(|seat| (*seat, reports(context, *seat).count()));
        let leading: Vec<_> = spans.filter(|(_, span)| *span > 0).collect();
        let narrow: Vec<SeatId> = leading
            .iter()
            .filter(|(_, span)| *span as f32 <= most)
            .map(|(seat, _)| *seat)
            .collect();
        let share = narrow.len() as f32 / leading.len().max(1) as f32;
        let is_so = leading.len() as f32 >= kind.threshold("least_managers")
            && share >= kind.threshold("least_share");
        if !is_so || !shows_staff(context, entity) {
            continue;
        }
        let message = format!(
            "{} of the {} managers at {} lead {most} seats or fewer: {}",
            narrow.len(),
            leading.len(),
            entity.name,
            context.all_named(&narrow)
        );
        let places = &narrow[..narrow.len().min(MOST_PLACES)];
        findings.push(context.finding_on(kind, coverage, places, message));
    }
    findings
}

/// The seats that exist and report to a seat.
pub(super) fn reports<'c>(
    context: &'c AuditContext<'_>,
    seat: SeatId,
) -> impl Iterator<Item = SeatId> + 'c {
    let reports = context.on.chart.reports(seat);
    reports.filter(|report| !context.is_out(*report))
}

/// Whether a chart goes down to people who lead nobody. On a chart that ends with the directors, they have
/// few or no reports, and that means nothing.
pub(super) fn shows_staff(context: &AuditContext<'_>, entity: &Entity) -> bool {
    let lead_nobody = entity
        .seats
        .iter()
        .filter(|seat| reports(context, **seat).next().is_none());
    let (mut low, mut all) = (0, 0);
    for seat in lead_nobody {
        all += 1;
        low += usize::from(context.on.sketch(*seat).rank < Rank::Lead);
    }
    low * 2 >= all
}
