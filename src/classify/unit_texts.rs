//! Duty texts that tell of a unit: many seats of an entity have the same, and so has their manager.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::{Chart, EntityId, SeatId};
use crate::rules::Rules;
use crate::text::squeeze;

/// Of some seats, those whose duty text tells of their unit, in order. The head of the unit is none of them: what the
/// unit does is done under him.
pub(super) fn members(
    chart: &Chart,
    seats: impl Iterator<Item = SeatId>,
    rules: &Rules,
) -> Vec<SeatId> {
    let shared = rules.model.unit_texts;
    let mut by_text: BTreeMap<(EntityId, String), BTreeSet<SeatId>> = BTreeMap::new();
    for seat in seats {
        let text = chart.position(seat).responsibilities;
        if text.split_whitespace().count() >= shared.words {
            let of = (chart.entity_of(seat), squeeze(text));
            by_text.entry(of).or_default().insert(seat);
        }
    }
    let mut members = Vec::new();
    for sharers in by_text.values().filter(|seats| seats.len() >= shared.seats) {
        let shares = |manager: SeatId| sharers.contains(&manager);
        let below = sharers
            .iter()
            .filter(|seat| chart.manager(**seat).is_some_and(shares));
        members.extend(below);
    }
    members.sort();
    members
}
