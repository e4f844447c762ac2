//! The seats of a part of a chart, each behind its manager, and how they have to do with the sides.

use rustc_hash::FxHashMap;

use crate::audit::Incumbency;
use crate::chart::{EntityId, SeatId};
use crate::model::{BySide, Focus, Side, Status};
use crate::report::Audited;

/// What part of a chart a picture shows.
#[derive(Clone, Copy, Debug)]
pub struct Cutout {
    /// The seat at the top; all tops of the chart where not given.
    pub root: Option<SeatId>,
    /// Only seats of this entity.
    pub entity: Option<EntityId>,
    /// How many levels are drawn below the top.
    pub depth: Option<u32>,
    /// How many seats are drawn at most. The others are counted where their managers stand.
    pub most: usize,
    /// Name the incumbents.
    pub show_names: bool,
}

impl Default for Cutout {
    fn default() -> Self {
        Cutout {
            root: None,
            entity: None,
            depth: None,
            most: 150,
            show_names: false,
        }
    }
}

/// How a seat has to do with a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum SideMark {
    /// Its title makes it the officer of the side.
    Officer,
    /// It covers the side by its duties, or in part.
    StandIn,
}

/// The seats of a cutout.
pub(in crate::report) struct Seats<'a> {
    audited: Audited<'a>,
    /// Who covers which side.
    pub marks: FxHashMap<SeatId, BySide<Option<SideMark>>>,
    /// Each seat behind its manager, with all below it before the next seat of its level.
    pub in_order: Vec<SeatId>,
    pub above: FxHashMap<SeatId, SeatId>,
    pub below: FxHashMap<SeatId, Vec<SeatId>>,
    /// How many levels each seat is below a top.
    pub level: FxHashMap<SeatId, u32>,
    /// How many seats there are in the subtree of each.
    pub size: FxHashMap<SeatId, u32>,
}

impl<'a> Seats<'a> {
    pub fn of(audited: Audited<'a>, cutout: &Cutout) -> Self {
        let chart = &audited.on.chart;
        let mut seats = Seats {
            audited,
            marks: marks(audited, cutout.entity),
            in_order: Vec::new(),
            above: FxHashMap::default(),
            below: FxHashMap::default(),
            level: FxHashMap::default(),
            size: FxHashMap::default(),
        };
        let is_in = |seat: SeatId| {
            chart.status(seat) != Status::Eliminated
                && cutout
                    .entity
                    .is_none_or(|entity| chart.entity_of(seat) == entity)
        };
        match cutout.root {
            Some(root) => seats.add_below(root, cutout.depth, &is_in),
            None => {
                // A seat is at the top where no manager of it is drawn.
                let all: Vec<_> = match cutout.entity {
                    Some(entity) => chart.entity(entity).seats.clone(),
                    None => chart.seats().collect(),
                };
                let all = all.into_iter().filter(|seat| is_in(*seat));
                let is_top =
                    |seat: &SeatId| chart.manager(*seat).is_none_or(|manager| !is_in(manager));
                for top in all.clone().filter(is_top) {
                    seats.add_below(top, cutout.depth, &is_in);
                }
                // What is left reports to itself in a circle.
                for seat in all {
                    if cutout.depth.is_none() && !seats.level.contains_key(&seat) {
                        seats.add_below(seat, cutout.depth, &is_in);
                    }
                }
            }
        }
        for seat in seats.in_order.iter().rev() {
            let own = seats.size.entry(*seat).or_insert(0);
            *own += 1;
            let own = *own;
            if let Some(above) = seats.above.get(seat) {
                *seats.size.entry(*above).or_insert(0) += own;
            }
        }
        seats
    }

    fn add_below(&mut self, top: SeatId, depth: Option<u32>, is_in: &impl Fn(SeatId) -> bool) {
        let chart = &self.audited.on.chart;
        let mut ahead = vec![(top, None, 0)];
        while let Some((seat, above, level)) = ahead.pop() {
            if self.level.contains_key(&seat) {
                continue;
            }
            self.level.insert(seat, level);
            self.in_order.push(seat);
            if let Some(above) = above {
                self.above.insert(seat, above);
                self.below.entry(above).or_default().push(seat);
            }
            if depth.is_none_or(|depth| level < depth) {
                let mut reports: Vec<_> =
                    chart.reports(seat).filter(|below| is_in(*below)).collect();
                reports.sort_unstable();
                let reports = reports.into_iter().rev();
                ahead.extend(reports.map(|below| (below, Some(seat), level + 1)));
            }
        }
    }

    /// The side that a seat looks to, where it is known.
    pub fn focus(&self, seat: SeatId) -> Focus {
        let verdict = self.audited.on.verdict(seat);
        verdict.map_or(Focus::Unknown, |verdict| verdict.focus)
    }

    pub fn is_vacant(&self, seat: SeatId) -> bool {
        let position = self.audited.on.chart.position(seat);
        match self.audited.on.verdict(seat) {
            Some(verdict) => Incumbency::of(&position, verdict) == Incumbency::Vacant,
            None => position.status == Status::Vacant,
        }
    }
}

/// Who covers which side of an entity, or of all.
fn marks(
    audited: Audited<'_>,
    entity: Option<EntityId>,
) -> FxHashMap<SeatId, BySide<Option<SideMark>>> {
    let mut marks: FxHashMap<SeatId, BySide<Option<SideMark>>> = FxHashMap::default();
    let covered = audited.audit.entities.iter();
    for coverage in covered.filter(|one| entity.is_none_or(|entity| one.entity == entity)) {
        for side in Side::BOTH {
            let covered = &coverage.sides[side];
            for seat in &covered.stand_ins {
                marks.entry(*seat).or_default()[side] = Some(SideMark::StandIn);
            }
            for seat in &covered.leaders {
                marks.entry(*seat).or_default()[side] = Some(SideMark::Officer);
            }
        }
    }
    marks
}
