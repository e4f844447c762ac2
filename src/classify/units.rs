//! Charts that show units in place of seats: "Information Technology" and "Finance" below "County Manager".

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::sketch::Sketch;
use crate::chart::{Chart, EntityId, SeatId};
use crate::model::FunctionId;
use crate::text::squeeze;

/// A chart of units has units of so many functions. A team of nurses and teachers has not.
const LEAST_FUNCTIONS: usize = 3;

/// A list with more seats than that is one of staff, whatever its titles are.
const MOST_SEATS: usize = 500;

/// The entities that show units in place of seats: at least a third of their seats have a title of their own that says
/// neither a rank nor a role.
pub(super) fn houses(chart: &Chart, sketches: &[Sketch]) -> FxHashSet<EntityId> {
    let entities = chart.entities().map(|(id, _)| id);
    entities
        .filter(|id| shows_units(chart, sketches, *id))
        .collect()
}

fn shows_units(chart: &Chart, sketches: &[Sketch], entity: EntityId) -> bool {
    let seats = &chart.entity(entity).seats;
    let sketch = |seat: SeatId| &sketches[seat.index()];
    let unranked = seats.iter().filter(|seat| sketch(**seat).is_unranked);
    if seats.len() > MOST_SEATS || unranked.clone().count() * 3 < seats.len() {
        return false;
    }
    let functions: FxHashSet<FunctionId> = unranked
        .clone()
        .filter_map(|seat| sketch(*seat).function)
        .collect();
    let titles: BTreeSet<String> = unranked
        .map(|seat| squeeze(chart.position(*seat).title))
        .filter(|title| !title.is_empty())
        .collect();
    functions.len() >= LEAST_FUNCTIONS && titles.len() * 3 >= seats.len()
}
