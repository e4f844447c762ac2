//! Several positions with one id, unless they are one seat that people share.

use super::super::case::Case;
use crate::chart::SeatId;
use crate::model::{Field, Finding, Status};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &case.on.chart;
    // A post that is gone leaves its id to whoever has it now.
    let exists = |seat: &SeatId| chart.position(*seat).status != Status::Eliminated;
    let shared = chart.facts().shared_ids.iter();
    shared
        .map(|seats| seats.iter().copied().filter(exists).collect::<Vec<_>>())
        .filter(|seats| seats.len() > 1 && !chart.is_one_seat(seats))
        .map(|mut seats| {
            seats.sort_unstable();
            let id = chart.position(seats[0]).id;
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
