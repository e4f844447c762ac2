//! Which entity stands above which: the group, as solid lines draw it.

use crate::chart::{Chart, EntityId, SeatId};
use crate::model::Status;

/// The entities of a chart as a forest.
#[derive(Debug)]
pub(super) struct Groups {
    tops: Vec<Option<(u32, SeatId)>>,
    parents: Vec<Option<EntityId>>,
}

impl Groups {
    /// An entity belongs to that to which its topmost seat reports.
    pub fn of(chart: &Chart) -> Groups {
        let mut tops: Vec<Option<(u32, SeatId)>> = vec![None; chart.entities().len()];
        for seat in chart.seats() {
            let Some(depth) = chart.depth(seat) else {
                continue;
            };
            let top = &mut tops[chart.entity_of(seat).0 as usize];
            let is_higher = top.is_none_or(|(known, _)| depth < known);
            if is_higher && chart.position(seat).status != Status::Eliminated {
                *top = Some((depth, seat));
            }
        }
        let parent = |top: &Option<(u32, SeatId)>| {
            let manager = chart.manager(top.as_ref()?.1)?;
            let of = chart.entity_of(top.as_ref()?.1);
            Some(chart.entity_of(manager)).filter(|parent| *parent != of)
        };
        let parents = tops.iter().map(parent).collect();
        Groups { tops, parents }
    }

    /// The topmost seat of an entity, and how many lines lead from it to the top of the chart.
    pub fn top(&self, entity: EntityId) -> Option<(u32, SeatId)> {
        self.tops[entity.0 as usize]
    }

    /// The entities above one, the nearest first. There are no loops, since each has a higher top.
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
