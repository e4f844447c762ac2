//! Finds the seats that the policy leaves out.

use crate::chart::{Chart, SeatId, same_id};
use crate::rules::{Ignore, Policy};
use crate::text::squeeze;

/// The seats that are left out. There is no list if there are none, as in most runs.
#[derive(Debug, Default)]
pub(super) struct Ignored {
    seats: Vec<bool>,
}

impl Ignored {
    /// Collects the seats that the policy names, and all seats below them.
    pub fn of(chart: &Chart, policy: &Policy) -> Ignored {
        if policy.ignores().is_empty() {
            return Ignored::default();
        }
        let named = |seat: &SeatId| {
            let ignores = policy.ignores().iter();
            ignores
                .into_iter()
                .any(|ignore| applies(chart, ignore, *seat))
        };
        let mut waiting: Vec<SeatId> = chart.seats().filter(named).collect();
        let mut seats = vec![false; chart.len()];
        while let Some(seat) = waiting.pop() {
            if !std::mem::replace(&mut seats[seat.index()], true) {
                waiting.extend(chart.reports(seat));
            }
        }
        Ignored { seats }
    }

    /// Whether a seat is left out.
    pub fn holds(&self, seat: SeatId) -> bool {
        self.seats.get(seat.index()).copied().unwrap_or_default()
    }

    /// How many seats are left out.
    pub fn count(&self) -> usize {
        self.seats.iter().filter(|ignored| **ignored).count()
    }
}

/// Whether an entry of the policy names a seat of a chart.
pub(super) fn names_somebody(chart: &Chart, ignore: &Ignore) -> bool {
    chart.seats().any(|seat| applies(chart, ignore, seat))
}

fn applies(chart: &Chart, ignore: &Ignore, seat: SeatId) -> bool {
    let position = chart.position(seat);
    let id = ignore.id.as_deref();
    let title = ignore.title.as_deref();
    let entity = ignore.entity.as_deref();
    id.is_none_or(|id| same_id(id, position.id))
        && title.is_none_or(|title| squeeze(position.title) == title)
        && entity.is_none_or(|entity| squeeze(&chart.entity(chart.entity_of(seat)).name) == entity)
}
