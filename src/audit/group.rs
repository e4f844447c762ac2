//! Which entity stands above which: the group, as solid lines draw it.

use std::cmp::Reverse;

use crate::chart::{Chart, EntityId, SeatId};
use crate::model::Status;

/// The entities of a chart as a forest.
#[derive(Debug)]
pub(super) struct Groups {
    tops: Vec<Option<(u32, SeatId)>>,
    parents: Vec<Option<EntityId>>,
}

impl Groups {
    /// An entity belongs to that to which its topmost seat reports: of those that report to nobody in it,
    /// the one with most seats below. A seat that lost its manager is higher than any, but leads nobody.
    pub fn of(chart: &Chart) -> Groups {
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
            // An eliminated seat between the two can turn this round, and must not close a loop.
            (below(parent) > Some(chart.subtree(top))).then_some(parent)
        };
        let parents = tops.iter().map(parent).collect();
        Groups { tops, parents }
    }

    /// The topmost seat of an entity, and how many lines lead from it to the top of the chart.
    pub fn top(&self, entity: EntityId) -> Option<(u32, SeatId)> {
        self.tops[entity.0 as usize]
    }

    /// The entities above one, the nearest first. There are no loops, since each has more seats below
    /// its top.
    pub fn above(&self, entity: EntityId) -> impl Iterator<Item = EntityId> + '_ {
        std::iter::successors(self.parents[entity.0 as usize], |entity| {
            self.parents[entity.0 as usize]
        })
    }

    /// The topmost entity of the group that one belongs to.
    pub fn root(&self, entity: EntityId) -> EntityId {
        self.above(entity).last().unwrap_or(entity)
    }
}
