//! Entities and departments that came, went or have another name.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Both;
use super::place::unit;
use super::seats::exists;
use crate::chart::{Chart, EntityId, SeatId};
use crate::rules::squeeze;

/// What became of an entity as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityChange {
    /// It was not there before; an entity of the new snapshot.
    Added(EntityId),
    /// It is gone; an entity of the old snapshot.
    Removed(EntityId),
    /// It has another name: the entity in the old snapshot and in the new one.
    Renamed(EntityId, EntityId),
}

/// A department that has another name: every seat of it has moved there, and only those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentRenamed {
    /// Its entity, in the new snapshot.
    pub entity: EntityId,
    /// What it was called.
    pub from: String,
    /// What it is called.
    pub to: String,
    /// How many seats of both snapshots are in it.
    pub seats: usize,
}

/// Departments that have another name, squeezed, with their entity: of their seats it need not be said.
pub(super) type Renamed = BTreeSet<(EntityId, String, String)>;

/// What became of entities: in the order of the new snapshot, those removed at the end.
pub(super) fn entities(both: &Both<'_>) -> Vec<EntityChange> {
    let [old, new] = [&both.old.on.chart, &both.new.on.chart];
    let pairs = &both.pairs.entities;
    let mut changes = Vec::new();
    for coverage in both.new.coverage.iter() {
        let is = coverage.entity;
        // One of which only rows of gone seats are left is none.
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

/// Whether an entity is called otherwise; one that its chart does not name is called by its file.
fn is_renamed(old: &Chart, was: EntityId, new: &Chart, is: EntityId) -> bool {
    let named = |chart: &Chart, entity: EntityId| {
        let seat = chart.entity(entity).seats.first();
        seat.map_or(String::new(), |seat| squeeze(chart.position(*seat).entity))
    };
    named(old, was) != named(new, is)
}

/// The departments that have another name, in the order of the new snapshot.
pub(super) fn departments(both: &Both<'_>) -> Vec<DepartmentRenamed> {
    let [old, new] = [&both.old.on.chart, &both.new.on.chart];
    let mut here: [FxHashSet<(EntityId, String)>; 2] = Default::default();
    for seat in old.seats().filter(|seat| exists(old, *seat)) {
        if let Some(entity) = both.pairs.entities.new_of(old.entity_of(seat)) {
            here[0].insert((entity, unit(old.position(seat).department)));
        }
    }
    for seat in new.seats().filter(|seat| exists(new, *seat)) {
        let department = unit(new.position(seat).department);
        here[1].insert((new.entity_of(seat), department));
    }
    // The first seat of each pair of names and how many there are; several partners undo both.
    let mut gone: FxHashMap<(EntityId, String), Partners> = FxHashMap::default();
    let mut come: FxHashMap<(EntityId, String), Partners> = FxHashMap::default();
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
        // Of one seat alone it cannot be told whether it or its department is another one.
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

/// The same in the form in which names are compared.
pub(super) fn squeezed(departments: &[DepartmentRenamed]) -> Renamed {
    let names = departments
        .iter()
        .map(|one| (one.entity, squeeze(&one.from), squeeze(&one.to)));
    names.collect()
}

/// The departments that seats of one are in, in the other snapshot: one, or several.
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
            // The first by the new snapshot, so that the order of rows in the old one says nothing.
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
