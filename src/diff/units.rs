//! Finds entities and departments that were added, removed or renamed.

use std::collections::BTreeSet;

use super::Both;
use super::place::{exists, unit};
use crate::chart::{Chart, EntityId, SeatId};
use crate::text::{TextMap, TextSet, squeeze};

/// How an entity as a whole changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityChange {
    /// It was added. The entity is one of the new snapshot.
    Added(EntityId),
    /// It was removed. The entity is one of the old snapshot.
    Removed(EntityId),
    /// It was renamed: the entity in the old and in the new snapshot.
    Renamed(EntityId, EntityId),
}

/// A department that was renamed: all of its seats moved to the new name, and no others did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentRenamed {
    /// Its entity, in the new snapshot.
    pub entity: EntityId,
    /// The old name.
    pub from: String,
    /// The new name.
    pub to: String,
    /// How many seats that both snapshots have are in it.
    pub seats: usize,
}

/// Renamed departments as entity, old and new squeezed name. Their seats need no remark of their own.
pub(super) type Renamed = BTreeSet<(EntityId, String, String)>;

/// How entities changed, in the order of the new snapshot, with removed entities at the end.
pub(super) fn entities(both: &Both<'_>) -> Vec<EntityChange> {
    let [old, new] = [&both.old.on.chart, &both.new.on.chart];
    let pairs = &both.pairs.entities;
    let mut changes = Vec::new();
    for coverage in both.new.coverage.iter() {
        let is = coverage.entity;
        // An entity of which only rows of eliminated seats are left no longer exists.
        if !coverage.is_audited || new.entity(is).seats.is_empty() {
            continue;
        }
        match pairs.old_of(is) {
            None => changes.push(EntityChange::Added(is)),
            Some(was) if is_renamed(old, was, new, is) => {
                changes.push(EntityChange::Renamed(was, is));
            }
            Some(_) => {}
        }
    }
    for coverage in both.old.coverage.iter().filter(|was| was.is_audited) {
        let was = coverage.entity;
        if pairs.new_of(was).is_none() && !old.entity(was).seats.is_empty() {
            changes.push(EntityChange::Removed(was));
        }
    }
    changes
}

/// Whether an entity was renamed. An entity that its chart does not name is called after its file.
fn is_renamed(old: &Chart, was: EntityId, new: &Chart, is: EntityId) -> bool {
    let named = |chart: &Chart, entity: EntityId| {
        let seat = chart.entity(entity).seats.first();
        seat.map_or(String::new(), |seat| squeeze(chart.position(*seat).entity))
    };
    named(old, was) != named(new, is)
}

/// The renamed departments, in the order of the new snapshot.
pub(super) fn departments(both: &Both<'_>) -> Vec<DepartmentRenamed> {
    let [old, new] = [&both.old.on.chart, &both.new.on.chart];
    let mut here: [TextSet<(EntityId, String)>; 2] = Default::default();
    for seat in old.seats().filter(|seat| exists(old, *seat)) {
        if let Some(entity) = both.pairs.entities.new_of(old.entity_of(seat)) {
            here[0].insert((entity, unit(old.position(seat).department)));
        }
    }
    for seat in new.seats().filter(|seat| exists(new, *seat)) {
        let department = unit(new.position(seat).department);
        here[1].insert((new.entity_of(seat), department));
    }
    // The first seat of each pair of names, and the number of seats. A name with several partners was not
    // renamed.
    let mut gone: TextMap<(EntityId, String), Partners> = TextMap::default();
    let mut come: TextMap<(EntityId, String), Partners> = TextMap::default();
    for (was, is) in both.pairs.iter() {
        let entity = new.entity_of(is);
        let same = both.pairs.entities.new_of(old.entity_of(was)) == Some(entity);
        if !same || !exists(old, was) || !exists(new, is) {
            continue;
        }
        let from = unit(old.position(was).department);
        let to = unit(new.position(is).department);
        let pair = (entity, from.clone());
        gone.entry(pair).or_default().note(&to, (was, is));
        come.entry((entity, to)).or_default().note(&from, (was, is));
    }
    let mut renamed = Vec::new();
    for ((entity, from), partners) in gone {
        let Some((to, count, (was, is))) = partners.only() else {
            continue;
        };
        let back = come.get(&(entity, to.to_owned())).and_then(Partners::only);
        let is_only = back.is_some_and(|(back, ..)| back == from);
        let was_there = here[0].contains(&(entity, to.to_owned()));
        let is_there = here[1].contains(&(entity, from.clone()));
        let is_named = !from.is_empty() && !to.is_empty();
        // From one seat alone, nobody can tell whether the seat moved or the department was renamed.
        if is_only && is_named && !was_there && !is_there && count > 1 {
            let renaming = DepartmentRenamed {
                entity,
                from: old.position(was).department.to_owned(),
                to: new.position(is).department.to_owned(),
                seats: count,
            };
            renamed.push((is, renaming));
        }
    }
    renamed.sort_by_key(|(seat, _)| *seat);
    renamed.into_iter().map(|(_, renamed)| renamed).collect()
}

/// The renamed departments with their names in the form for comparing.
pub(super) fn squeezed(departments: &[DepartmentRenamed]) -> Renamed {
    let names = departments
        .iter()
        .map(|one| (one.entity, squeeze(&one.from), squeeze(&one.to)));
    names.collect()
}

/// The departments to which the seats of one department belong in the other snapshot: one, or several.
#[derive(Default)]
struct Partners {
    name: String,
    count: usize,
    first: Option<(SeatId, SeatId)>,
    are_several: bool,
}

impl Partners {
    fn note(&mut self, name: &str, seats: (SeatId, SeatId)) {
        match self.first {
            None => {
                self.name = name.to_owned();
                self.first = Some(seats);
            }
            // The first seat is that of the new snapshot, so that the order of the old rows does not matter.
            Some((_, first)) if seats.1 < first => self.first = Some(seats),
            Some(_) => {}
        }
        self.count += 1;
        self.are_several |= self.name != name;
    }

    fn only(&self) -> Option<(&str, usize, (SeatId, SeatId))> {
        let first = self.first.filter(|_| !self.are_several)?;
        Some((&self.name, self.count, first))
    }
}
