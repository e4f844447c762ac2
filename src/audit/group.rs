//! Finds which entity is above which in a group, from the solid lines.

use std::cmp::Reverse;

use crate::chart::{Chart, EntityId, SeatId};
use crate::model::Status;

/// The entities of a chart as a forest.
#[derive(Debug)]
pub(super) struct EntityForest {
    tops: Vec<Option<(u32, SeatId)>>,
    parents: Vec<Option<EntityId>>,
    /// For each entity, the first and the last number of itself and all entities below, in a walk from the
    /// top.
    spans: Vec<(u32, u32)>,
}

/// Numbers the entities in a walk from the top, each before those below it.
fn spans(parents: &[Option<EntityId>]) -> Vec<(u32, u32)> {
    let mut below: Vec<Vec<u32>> = vec![Vec::new(); parents.len()];
    let mut waiting: Vec<(u32, bool)> = Vec::new();
    for (entity, parent) in (0_u32..).zip(parents) {
        match parent {
            Some(parent) => below[parent.0 as usize].push(entity),
            None => waiting.push((entity, false)),
        }
    }
    let mut spans = vec![(0, 0); parents.len()];
    let mut next = 0;
    while let Some((entity, is_done)) = waiting.pop() {
        let span = &mut spans[entity as usize];
        if is_done {
            span.1 = next;
            continue;
        }
        next += 1;
        span.0 = next;
        waiting.push((entity, true));
        waiting.extend(below[entity as usize].iter().map(|entity| (*entity, false)));
    }
    spans
}

impl EntityForest {
    /// Builds the forest. An entity belongs to the entity that its topmost seat reports to. The topmost seat
    /// is the one with most seats below among those without a manager in the entity. (A seat with an unknown
    /// manager may be higher, but it leads nobody.)
    pub fn of(chart: &Chart) -> EntityForest {
        let mut tops: Vec<Option<(u32, SeatId)>> = vec![None; chart.entities().len()];
        for seat in chart.seats() {
            let entity = chart.entity_of(seat);
            let Some(depth) = chart.depth(seat) else {
                continue;
            };
            let is_there = |seat| chart.position(seat).status != Status::Eliminated;
            let is_led = chart
                .manager(seat)
                .is_some_and(|manager| chart.entity_of(manager) == entity && is_there(manager));
            if is_led || !is_there(seat) {
                continue;
            }
            let rank = |depth, seat| {
                let reports = chart.manager(seat).is_some();
                (chart.subtree(seat), reports, Reverse(depth))
            };
            let top = &mut tops[entity.0 as usize];
            if top.is_none_or(|(known, other)| rank(depth, seat) > rank(known, other)) {
                *top = Some((depth, seat));
            }
        }
        let below = |entity: EntityId| tops[entity.0 as usize].map(|(_, top)| chart.subtree(top));
        let parent = |top: &Option<(u32, SeatId)>| {
            let (_, top) = (*top)?;
            let parent = chart.entity_of(chart.manager(top)?);
            // An eliminated seat between the two can reverse this order, which must not make a loop.
            (below(parent) > Some(chart.subtree(top))).then_some(parent)
        };
        let parents: Vec<_> = tops.iter().map(parent).collect();
        let spans = spans(&parents);
        EntityForest {
            tops,
            parents,
            spans,
        }
    }

    /// The topmost seat of an entity, and how many lines lead from it to the top of the chart.
    pub fn top(&self, entity: EntityId) -> Option<(u32, SeatId)> {
        self.tops[entity.0 as usize]
    }

    /// Whether an entity is above another.
    pub fn is_above(&self, higher: EntityId, lower: EntityId) -> bool {
        let (above, below) = (self.spans[higher.0 as usize], self.spans[lower.0 as usize]);
        above.0 < below.0 && below.1 <= above.1
    }

    /// For each entity, the value of `of` for the nearest entity above that has one. `of` is called once for
    /// each entity, however long the chain.
    pub fn nearest_above<T: Clone>(
        &self,
        mut of: impl FnMut(EntityId) -> Option<T>,
    ) -> Vec<Option<T>> {
        // The entity's own value, or else that of the nearest entity above.
        let mut own: Vec<Option<Option<T>>> = vec![None; self.parents.len()];
        let mut way = Vec::new();
        for start in 0..self.parents.len() {
            let mut at = Some(EntityId(start as u32));
            while let Some(entity) = at.filter(|entity| own[entity.0 as usize].is_none()) {
                way.push(entity);
                at = self.parents[entity.0 as usize];
            }
            let mut above = at.and_then(|entity| own[entity.0 as usize].clone().flatten());
            while let Some(entity) = way.pop() {
                above = of(entity).or(above);
                own[entity.0 as usize] = Some(above.clone());
            }
        }
        let parents = self.parents.iter();
        parents
            .map(|parent| own[parent.as_ref()?.0 as usize].clone().flatten())
            .collect()
    }

    /// For each entity, the topmost entity of its group.
    pub fn roots(&self) -> Vec<EntityId> {
        let is_root = |entity: EntityId| self.parents[entity.0 as usize].is_none();
        let above = self.nearest_above(|entity| is_root(entity).then_some(entity));
        let own = (0..).map(EntityId);
        above
            .into_iter()
            .zip(own)
            .map(|(above, own)| above.unwrap_or(own))
            .collect()
    }
}
