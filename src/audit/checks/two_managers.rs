//! Finds seats with two managers by solid lines: in one cell, or in two rows.

use crate::audit::context::{AuditContext, MOST_PLACES};
use crate::chart::{Chart, SeatId, same_id};
use crate::model::{Field, Finding, Severity, Status};
use crate::rules::FindingKind;
use crate::text::squeeze;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let in_cell = chart.facts().several_managers.iter();
    let in_cell = in_cell.map(|(seat, managers)| {
        let message = format!(
            "{} reports to {}; the line to the first was drawn",
            context.named(*seat),
            context.all_named(managers)
        );
        context.finding(kind, &[(*seat, Field::ReportsTo)], message)
    });
    let in_rows = chart.facts().shared_ids.iter().filter_map(|seats| {
        let seats = existing(chart, seats);
        if !is_one_seat_with_several_managers(chart, &seats) {
            return None;
        }
        let mut managers: Vec<_> = seats
            .iter()
            .filter_map(|seat| chart.manager(*seat))
            .collect();
        managers.sort_unstable();
        managers.dedup();
        let message = format!(
            "{} is in {} rows and reports to {}",
            context.named(seats[0]),
            seats.len(),
            context.all_named(&managers)
        );
        let places = seats.iter().take(MOST_PLACES);
        let about: Vec<_> = places.map(|seat| (*seat, Field::ReportsTo)).collect();
        let finding = context.finding(kind, &about, message);
        // Parts of one post may well have different managers.
        let severity = match are_parts(chart, &seats) {
            true => kind.severity.min(Severity::Warning),
            false => kind.severity,
        };
        Some(Finding {
            severity,
            ..finding
        })
    });
    in_cell.chain(in_rows).collect()
}

/// Whether the rows of one seat say which part of a post each is, and add up to one at most.
fn are_parts(chart: &Chart, seats: &[SeatId]) -> bool {
    let hundredths = seats.iter().map(|seat| chart.position(*seat).fte);
    let whole: Option<u32> = hundredths.map(|part| part.map(u32::from)).sum();
    whole.is_some_and(|whole| whole <= 100)
}

/// The seats that exist. An eliminated post may leave its id to a new one.
pub(super) fn existing(chart: &Chart, seats: &[SeatId]) -> Vec<SeatId> {
    let exists = |seat: &SeatId| chart.position(*seat).status != Status::Eliminated;
    let mut seats: Vec<_> = seats.iter().copied().filter(exists).collect();
    seats.sort_unstable();
    seats
}

/// Whether the rows of one id are one seat with one holder that reports to different managers.
pub(super) fn is_one_seat_with_several_managers(chart: &Chart, seats: &[SeatId]) -> bool {
    let positions: Vec<_> = seats.iter().map(|seat| chart.position(*seat)).collect();
    let alike = positions.windows(2).all(|pair| {
        squeeze(pair[0].title) == squeeze(pair[1].title)
            && squeeze(pair[0].incumbent) == squeeze(pair[1].incumbent)
    });
    let mut pairs = positions.windows(2);
    let differ = pairs.any(|pair| !same_id(pair[0].reports_to, pair[1].reports_to));
    // A line to an unknown manager is another mistake.
    alike && differ && seats.iter().all(|seat| chart.manager(*seat).is_some())
}
