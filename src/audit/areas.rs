//! Finds who holds which responsibility area of an entity: by title, by duty, or by delegation.

use super::area_holders::{AreaHolders, MOST_LISTED};
use super::coverage::EntityCoverage;
use super::group::EntityForest;
use super::ignored::Ignored;
use crate::chart::SeatId;
use crate::classify::ClassifiedChart;
use crate::model::{AreaSet, BySide, Side, Status};
use crate::rules::Rules;

/// What is above a seat within its entity.
#[derive(Clone, Copy, Default)]
struct Above {
    claimed: AreaSet,
    /// Whether an officer of the side is above.
    officer: BySide<bool>,
    is_known: bool,
}

/// Notes for every entity who holds which area.
pub(super) fn note(
    on: &ClassifiedChart,
    rules: &Rules,
    ignored: &Ignored,
    groups: &EntityForest,
    entities: &mut [EntityCoverage],
) {
    for entity in entities.iter_mut() {
        let by_title = |side: Side| {
            let side = &entity.sides[side];
            let officers = side.leaders.iter().chain(&side.from_group);
            officers.take(MOST_LISTED).copied().collect()
        };
        let areas = rules.areas.iter().map(|area| AreaHolders {
            by_title: by_title(area.side),
            ..AreaHolders::default()
        });
        entity.areas = areas.collect();
    }
    let chart = &on.chart;
    if chart.seats().all(|seat| on.sketch(seat).areas.is_empty()) {
        return;
    }
    let lines = LinesAbove {
        on,
        groups,
        officers: BySide {
            internal: officers(entities, Side::Internal),
            external: officers(entities, Side::External),
        },
    };
    let mut above = vec![Above::default(); chart.len()];
    for seat in chart.seats() {
        let claimed = on.sketch(seat).areas;
        if claimed.is_empty()
            || ignored.holds(seat)
            || chart.position(seat).status == Status::Eliminated
        {
            continue;
        }
        let higher = lines.above(seat, &mut above);
        let entity = &mut entities[chart.entity_of(seat).0 as usize];
        for area in claimed.without(higher.claimed).iter() {
            let side = rules.areas[usize::from(area)].side;
            let holders = &mut entity.areas[usize::from(area)];
            let list = if higher.officer[side] {
                &mut holders.by_delegation
            } else {
                &mut holders.by_duty
            };
            if list.len() < MOST_LISTED {
                list.push(seat);
            }
            holders.claims += 1;
        }
    }
    for area in entities.iter_mut().flat_map(|entity| &mut entity.areas) {
        for list in [&mut area.by_duty, &mut area.by_delegation] {
            list.sort_by_key(|seat| (chart.depth(*seat).unwrap_or(u32::MAX), *seat));
        }
        // The head of an organisation answers for everything. If somebody else does too, that says more.
        let is_top = |seat: &SeatId| lines.is_top(*seat);
        if area.claims > 1 && area.by_duty.iter().any(is_top) {
            area.by_duty.retain(|seat| !is_top(seat));
            area.claims -= 1;
        }
    }
}

/// The officers of a side, in the order of their seats.
fn officers(entities: &[EntityCoverage], side: Side) -> Vec<SeatId> {
    let officers = entities
        .iter()
        .flat_map(|entity| &entity.sides[side].leaders);
    let mut officers: Vec<_> = officers.copied().collect();
    officers.sort_unstable();
    officers
}

struct LinesAbove<'a> {
    on: &'a ClassifiedChart,
    groups: &'a EntityForest,
    officers: BySide<Vec<SeatId>>,
}

impl LinesAbove<'_> {
    /// What is above a seat. Results on the way are kept, so that no line is followed twice.
    fn above(&self, seat: SeatId, known: &mut [Above]) -> Above {
        let chart = &self.on.chart;
        // Lines that lead into a loop have no end.
        if chart.depth(seat).is_none() {
            return Above::default();
        }
        let mut way = Vec::new();
        let mut at = seat;
        while !known[at.index()].is_known {
            way.push(at);
            match chart.manager(at) {
                Some(manager) if chart.entity_of(manager) == chart.entity_of(seat) => at = manager,
                _ => break,
            }
        }
        for at in way.into_iter().rev() {
            let manager = chart.manager(at);
            let within =
                manager.filter(|manager| chart.entity_of(*manager) == chart.entity_of(seat));
            let mut above = within.map_or(Above::default(), |manager| {
                let mut above = known[manager.index()];
                if !self.is_top(manager) || self.is_officer(manager) {
                    above.claimed = above.claimed.union(self.on.sketch(manager).areas);
                }
                for side in Side::BOTH {
                    above.officer[side] |= self.officers[side].binary_search(&manager).is_ok();
                }
                above
            });
            above.is_known = true;
            known[at.index()] = above;
        }
        known[seat.index()]
    }

    fn is_officer(&self, seat: SeatId) -> bool {
        let mut sides = Side::BOTH.into_iter();
        sides.any(|side| self.officers[side].binary_search(&seat).is_ok())
    }

    /// Whether a seat is the head of its entity and not an officer.
    fn is_top(&self, seat: SeatId) -> bool {
        let top = self.groups.top(self.on.chart.entity_of(seat));
        top.is_some_and(|(_, top)| top == seat) && !self.is_officer(seat)
    }
}
