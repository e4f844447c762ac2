//! Finds duty texts that describe a unit: the head of the unit and several seats below have the same text.

use rustc_hash::FxHashMap;

use crate::chart::{Chart, SeatId};
use crate::rules::Rules;
use crate::text::squeeze;

/// Those of some seats whose duty text describes their unit, in the same order. The head of the unit is left out: the head answers for
/// what the unit does.
pub(super) fn members(
    chart: &Chart,
    seats: impl Iterator<Item = SeatId>,
    rules: &Rules,
) -> Vec<SeatId> {
    let shared = rules.model.unit_texts;
    let mut units = Units {
        chart,
        heads: FxHashMap::default(),
    };
    let mut large: FxHashMap<SeatId, bool> = FxHashMap::default();
    let mut members = Vec::new();
    for seat in seats {
        let text = chart.position(seat).responsibilities;
        if text.split_whitespace().take(shared.words).count() < shared.words {
            continue;
        }
        let Some(head) = units.head(seat).filter(|head| *head != seat) else {
            continue;
        };
        let is_large = large
            .entry(head)
            .or_insert_with(|| units.has_seats(head, shared.seats));
        if *is_large {
            members.push(seat);
        }
    }
    members
}

/// The seats of one entity that are joined by reporting lines and have one duty text make a unit.
struct Units<'c> {
    chart: &'c Chart,
    /// The head of the unit of a seat; `None` for a loop, which has none.
    heads: FxHashMap<SeatId, Option<SeatId>>,
}

impl Units<'_> {
    /// The head of the unit that a seat belongs to: the seat itself, if its manager has another text.
    fn head(&mut self, seat: SeatId) -> Option<SeatId> {
        let mut line = vec![seat];
        let head = loop {
            let last = line[line.len() - 1];
            if let Some(known) = self.heads.get(&last) {
                break *known;
            }
            // Until its head is known, a seat that is met again closes a loop.
            self.heads.insert(last, None);
            match self
                .chart
                .manager(last)
                .filter(|manager| self.alike(last, *manager))
            {
                Some(manager) => line.push(manager),
                None => break Some(last),
            }
        };
        for seat in line {
            self.heads.insert(seat, head);
        }
        head
    }

    /// Whether a unit has at least so many seats.
    fn has_seats(&self, head: SeatId, least: usize) -> bool {
        let mut found = vec![head];
        let mut next = 0;
        while next < found.len() && found.len() < least {
            let reports = self.chart.reports(found[next]);
            let alike = reports.filter(|report| self.alike(head, *report));
            found.extend(alike.take(least));
            next += 1;
        }
        found.len() >= least
    }

    /// Whether two seats are of one entity and have the same duty text, written a little differently or not.
    fn alike(&self, one: SeatId, other: SeatId) -> bool {
        let text = |seat: SeatId| self.chart.position(seat).responsibilities;
        let (first, second) = (text(one), text(other));
        self.chart.entity_of(one) == self.chart.entity_of(other)
            && (first == second || squeeze(first) == squeeze(second))
    }
}
