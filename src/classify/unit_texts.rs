//! Finds duty texts that describe a unit: several seats of an entity have the text, the head of the unit among them.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::{Chart, EntityId, SeatId};
use crate::rules::Rules;
use crate::text::squeeze;

/// Those of some seats whose duty text describes their unit, sorted. The head of the unit is left out: the head answers for
/// what the unit does.
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
