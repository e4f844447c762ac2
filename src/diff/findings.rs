//! Finds the findings that only one of two snapshots has.

use std::hash::Hash;

use super::Both;
use super::seats::SeatChange;
use crate::audit::AuditContext;
use crate::chart::{EntityId, SeatId};
use crate::model::Finding;
use crate::text::{TextMap, TextSet};

/// Identifies a finding: by code, entity and seats, not by its words or lines.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    code: String,
    /// `Ok` has the number of the entity. A finding without an entity has `Err` with the number of its chart.
    place: Result<u32, u32>,
    seats: Vec<usize>,
}

/// Returns the findings that only the new snapshot has and those that only the old one has, each in their
/// order. If a snapshot has the same finding more often than the other, its last ones are the surplus.
pub(super) fn new_and_fixed(
    both: &Both<'_>,
    old: Vec<Finding>,
    new: Vec<Finding>,
    changes: &[SeatChange],
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
    let fixed = beyond(old.into_iter().zip(&old_keys), new_keys.iter());
    let new = beyond(new.into_iter().zip(&new_keys), old_keys.iter());
    let steady = Steady::of(both, changes);
    let keyed = |side, found: Vec<(Finding, &Key)>| -> (Vec<_>, Vec<_>) {
        let keyed = found.into_iter().map(|(finding, key)| {
            let is_steady = steady.is_on_such(side, &finding);
            let key = is_steady.then(|| (key.code.clone(), key.place));
            (finding, key)
        });
        keyed.unzip()
    };
    let ((fixed, fixed_keys), (new, new_keys)) = (keyed(0, fixed), keyed(1, new));
    let steady_fixed = fixed_keys.iter().filter(|key| key.is_some());
    let steady_new = new_keys.iter().filter(|key| key.is_some());
    let fixed = beyond(fixed.into_iter().zip(&fixed_keys), steady_new);
    let new = beyond(new.into_iter().zip(&new_keys), steady_fixed);
    let bare = |found: Vec<(Finding, _)>| found.into_iter().map(|(finding, _)| finding).collect();
    (bare(new), bare(fixed))
}

/// Seats that did not change. If a finding on such seats goes away and one with the same code and entity,
/// also on such seats, appears, they are the same finding: the check only names another of several equal
/// seats.
struct Steady {
    changed: [TextSet<u32>; 2],
    known: [Vec<bool>; 2],
}

impl Steady {
    fn of(both: &Both<'_>, changes: &[SeatChange]) -> Steady {
        let index = |seat: Option<SeatId>| seat.map(|seat| seat.index() as u32);
        let [old, new] = [&both.old.on.chart, &both.new.on.chart];
        Steady {
            changed: [
                changes.iter().filter_map(|one| index(one.old)).collect(),
                changes.iter().filter_map(|one| index(one.new)).collect(),
            ],
            known: [
                old.seats()
                    .map(|seat| both.pairs.new_of(seat).is_some())
                    .collect(),
                new.seats()
                    .map(|seat| both.pairs.old_of(seat).is_some())
                    .collect(),
            ],
        }
    }

    /// Whether a finding of the old (0) or new (1) snapshot is about unchanged seats only.
    fn is_on_such(&self, side: usize, finding: &Finding) -> bool {
        let mut seats = finding.positions.iter().map(|position| position.seat);
        !finding.positions.is_empty()
            && finding.more_positions == 0
            && seats
                .all(|seat| self.known[side][seat as usize] && !self.changed[side].contains(&seat))
    }
}

fn key(finding: &Finding, place: Result<u32, u32>, mut seats: Vec<usize>) -> Key {
    seats.sort_unstable();
    Key {
        code: finding.code.to_string(),
        place,
        seats,
    }
}

/// The findings that are here more often than there, compared by key.
fn beyond<'k, K: Eq + Hash>(
    here: impl Iterator<Item = (Finding, &'k K)>,
    there: impl Iterator<Item = &'k K>,
) -> Vec<(Finding, &'k K)> {
    let mut counts: TextMap<&K, usize> = TextMap::default();
    for key in there {
        *counts.entry(key).or_default() += 1;
    }
    let mut is_more = |key: &K| match counts.get_mut(key) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    here.filter(|(_, key)| is_more(key)).collect()
}

/// The entities of a snapshot by name. If several have the same name, the first one.
fn names<'c>(context: &AuditContext<'c>) -> TextMap<&'c str, EntityId> {
    let entities = context.on.chart.entities();
    let mut names = TextMap::default();
    for (id, entity) in entities {
        names.entry(entity.name.as_str()).or_insert(id);
    }
    names
}

fn entity(
    finding: &Finding,
    context: &AuditContext<'_>,
    names: &TextMap<&str, EntityId>,
) -> Option<EntityId> {
    let name = finding.entity.as_deref()?;
    let seat = finding.positions.first();
    let of_seat = seat.map(|position| context.on.chart.entity_of(SeatId::from(position.seat)));
    of_seat
        .filter(|entity| context.on.chart.entity(*entity).name == name)
        .or_else(|| names.get(name).copied())
}
