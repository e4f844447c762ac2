//! Several positions with one id, unless they are one seat that people share.

use super::super::case::Case;
use crate::chart::{SeatId, same_id};
use crate::model::{Field, Finding, Status};
use crate::rules::{FindingKind, squeeze};

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &case.on.chart;
    // A post that is gone leaves its id to whoever has it now.
    let exists = |seat: &SeatId| chart.position(*seat).status != Status::Eliminated;
    let shared = chart.facts().shared_ids.iter();
    shared
        .map(|seats| seats.iter().copied().filter(exists).collect::<Vec<_>>())
        .filter(|seats| seats.len() > 1 && !is_job_share(case, seats))
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

/// Two people in one seat: title and manager are the same.
fn is_job_share(case: &Case<'_>, seats: &[SeatId]) -> bool {
    let positions: Vec<_> = seats
        .iter()
        .map(|seat| case.on.chart.position(*seat))
        .collect();
    positions.windows(2).all(|pair| {
        squeeze(pair[0].title) == squeeze(pair[1].title)
            && same_id(pair[0].reports_to, pair[1].reports_to)
    })
}
