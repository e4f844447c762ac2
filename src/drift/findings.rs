//! Findings that only one of two snapshots has.

use rustc_hash::FxHashMap;

use super::Both;
use crate::audit::Case;
use crate::chart::{EntityId, SeatId};
use crate::model::Finding;

/// What makes two findings the same: the code, the entity and the seats, not the words or the lines.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    code: String,
    /// A number that only the same entity shares; of a finding on no entity, one that the same chart does.
    place: Result<u32, u32>,
    seats: Vec<usize>,
}

/// Findings of the new snapshot that the old one had not, and those of the old that the new has not, in
/// their order. Of several that are the same the surplus counts, the later ones.
pub(super) fn new_and_fixed(
    both: &Both<'_>,
    old: Vec<Finding>,
    new: Vec<Finding>,
) -> (Vec<Finding>, Vec<Finding>) {
    let of_entity = [names(&both.old), names(&both.new)];
    let old_keys = old.iter().map(|finding| {
        let seats = finding.positions.iter();
        let seats = seats.map(|position| both.pairs.token_of_old(SeatId::from(position.seat)));
        let entities = &both.pairs.entities;
        let place = match entity(finding, &both.old, &of_entity[0]) {
            Some(entity) => Ok(entities.token_of_old(entity)),
            None => Err(finding
                .locations
                .first()
                .map_or(0, |at| entities.chart_of_old(at.file))),
        };
        key(finding, place, seats.collect())
    });
    let new_keys = new.iter().map(|finding| {
        let seats = finding.positions.iter();
        let seats = seats.map(|position| both.pairs.token_of_new(SeatId::from(position.seat)));
        let entities = &both.pairs.entities;
        let place = match entity(finding, &both.new, &of_entity[1]) {
            Some(entity) => Ok(entity.0),
            None => Err(finding
                .locations
                .first()
                .map_or(0, |at| entities.chart_of_new(at.file))),
        };
        key(finding, place, seats.collect())
    });
    let (old_keys, new_keys): (Vec<_>, Vec<_>) = (old_keys.collect(), new_keys.collect());
    let fixed = beyond(old, &old_keys, &new_keys);
    let new = beyond(new, &new_keys, &old_keys);
    (new, fixed)
}

fn key(finding: &Finding, place: Result<u32, u32>, mut seats: Vec<usize>) -> Key {
    seats.sort_unstable();
    Key {
        code: finding.code.to_string(),
        place,
        seats,
    }
}

/// What there is more of here than there.
fn beyond(findings: Vec<Finding>, keys: &[Key], others: &[Key]) -> Vec<Finding> {
    let mut there: FxHashMap<&Key, usize> = FxHashMap::default();
    for key in others {
        *there.entry(key).or_default() += 1;
    }
    let is_more = |key: &Key| match there.get_mut(key) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    let more: Vec<_> = keys.iter().map(is_more).collect();
    let more = findings.into_iter().zip(more);
    more.filter_map(|(finding, is_more)| is_more.then_some(finding))
        .collect()
}

/// The entities of a snapshot by name; of namesakes the first.
fn names<'c>(case: &Case<'c>) -> FxHashMap<&'c str, EntityId> {
    let entities = case.on.chart.entities();
    let mut names = FxHashMap::default();
    for (id, entity) in entities {
        names.entry(entity.name.as_str()).or_insert(id);
    }
    names
}

fn entity(
    finding: &Finding,
    case: &Case<'_>,
    names: &FxHashMap<&str, EntityId>,
) -> Option<EntityId> {
    let name = finding.entity.as_deref()?;
    let seat = finding.positions.first();
    let of_seat = seat.map(|position| case.on.chart.entity_of(SeatId::from(position.seat)));
    of_seat
        .filter(|entity| case.on.chart.entity(*entity).name == name)
        .or_else(|| names.get(name).copied())
}
