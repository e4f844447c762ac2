//! Checks how many seats report to one: too many to lead, or so few that hardly anybody leads.

use crate::audit::case::{Case, MOST_PLACES};
use crate::chart::{Entity, SeatId};
use crate::model::{Field, Finding, Rank};
use crate::rules::FindingKind;

/// A seat leads more seats than one person can look after.
pub(in super::super) fn too_wide(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let most = kind.threshold("most_reports");
    let chart = &case.on.chart;
    let wide = chart.seats().filter_map(|seat| {
        // Counting all lines is faster than checking each of them, and mostly enough.
        if chart.span(seat) as f32 <= most || case.is_out(seat) {
            return None;
        }
        let reports = reports(case, seat).count();
        (reports as f32 > most).then_some((seat, reports))
    });
    wide.map(|(seat, reports)| {
        let message = format!("{reports} seats report to {}", case.named(seat));
        case.finding(kind, &[(seat, Field::Title)], message)
    })
    .collect()
}

/// Most leaders of an entity have only one or two reports.
pub(in super::super) fn too_narrow(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let most = kind.threshold("most_reports");
    let mut findings = Vec::new();
    for coverage in case.entities() {
        let entity = case.on.chart.entity(coverage.entity);
        let seats = entity.seats.iter().filter(|seat| !case.is_out(**seat));
        let spans = seats.map(|seat| (*seat, reports(case, *seat).count()));
        let leading: Vec<_> = spans.filter(|(_, span)| *span > 0).collect();
        let narrow: Vec<SeatId> = leading
            .iter()
            .filter(|(_, span)| *span as f32 <= most)
            .map(|(seat, _)| *seat)
            .collect();
        let share = narrow.len() as f32 / leading.len().max(1) as f32;
        let is_so = leading.len() as f32 >= kind.threshold("least_managers")
            && share >= kind.threshold("least_share");
        if !is_so || !shows_staff(case, entity) {
            continue;
        }
        let message = format!(
            "{} of the {} managers at {} lead {most} seats or fewer: {}",
            narrow.len(),
            leading.len(),
            entity.name,
            case.all_named(&narrow)
        );
        let places = &narrow[..narrow.len().min(MOST_PLACES)];
        findings.push(case.finding_on(kind, coverage, places, message));
    }
    findings
}

/// The seats that exist and report to a seat.
pub(super) fn reports<'c>(case: &'c Case<'_>, seat: SeatId) -> impl Iterator<Item = SeatId> + 'c {
    let reports = case.on.chart.reports(seat);
    reports.filter(|report| !case.is_out(*report))
}

/// Whether a chart goes down to people who lead nobody. On a chart that ends with the directors, they have
/// few or no reports, and that means nothing.
pub(super) fn shows_staff(case: &Case<'_>, entity: &Entity) -> bool {
    let lead_nobody = entity
        .seats
        .iter()
        .filter(|seat| reports(case, **seat).next().is_none());
    let (mut low, mut all) = (0, 0);
    for seat in lead_nobody {
        all += 1;
        low += usize::from(case.on.sketch(*seat).rank < Rank::Lead);
    }
    low * 2 >= all
}
