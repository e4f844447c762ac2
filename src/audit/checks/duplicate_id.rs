//! Finds several positions with the same id, unless they are one seat that people share, or one seat with two
//! managers.

use super::two_managers::{existing, is_one_seat_with_several_managers};
use crate::audit::context::AuditContext;
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let shared = chart.facts().shared_ids.iter();
    shared
        .map(|seats| existing(chart, seats))
        .filter(|seats| seats.len() > 1 && !chart.is_one_seat(seats))
        .filter(|seats| !is_one_seat_with_several_managers(chart, seats))
        .map(|seats| {
            let id = chart.position(seats[0]).shown_id();
            let message = format!(
                "{} positions have the id `{id}`: {}",
                seats.len(),
                context.all_named(&seats)
            );
            let about: Vec<_> = seats.iter().map(|seat| (*seat, Field::Id)).collect();
            context.finding(kind, &about, message)
        })
        .collect()
}
