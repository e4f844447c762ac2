//! Charts that show units in place of seats: "Information Technology" and "Finance" below "County Manager".

use std::collections::BTreeSet;

use super::sketch::Sketch;
use crate::chart::{Chart, EntityId, SeatId};
use crate::rules::Rules;
use crate::text::squeeze;

/// The entities that show units in place of seats, in order.
pub(super) fn houses(chart: &Chart, sketches: &[Sketch], rules: &Rules) -> Vec<EntityId> {
    let shown = rules.model.units;
    let shows_units = |id: &EntityId| {
        let seats = &chart.entity(*id).seats;
        if seats.len() > shown.most_seats {
            return false;
        }
        let sketch = |seat: &SeatId| &sketches[seat.index()];
        let unranked = seats.iter().filter(|seat| sketch(seat).is_unranked);
        let functions = unranked.clone().filter_map(|seat| sketch(seat).function);
        let functions: BTreeSet<_> = functions.collect();
        let titles = unranked.map(|seat| squeeze(chart.position(*seat).title));
        let titles: BTreeSet<_> = titles.filter(|title| !title.is_empty()).collect();
        functions.len() >= shown.functions
            && titles.len().saturating_mul(shown.one_in) >= seats.len()
    };
    let entities = chart.entities().map(|(id, _)| id);
    entities.filter(shows_units).collect()
}
