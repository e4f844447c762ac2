//! Several positions with one id, unless they are one seat that people share.

use super::super::case::Case;
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let shared = case.on.chart.facts().shared_ids.iter();
    shared
        .filter(|seats| !case.on.chart.is_one_seat(seats))
        .map(|seats| {
            let mut seats = seats.clone();
            seats.sort_unstable();
            let id = case.on.chart.position(seats[0]).id;
            let message = format!(
                "{} positions have the id `{id}`: {}",
                seats.len(),
                case.all_named(&seats)
            );
            let about: Vec<_> = seats.iter().map(|seat| (*seat, Field::Id)).collect();
            case.finding(kind, &about, message)
        })
        .collect()
}
