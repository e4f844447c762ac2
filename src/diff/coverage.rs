//! Compares who covers each side of an entity, and who holds each responsibility area.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::Both;
use super::seats::SeatChange;
use crate::audit::{AreaHeld, AreaHolders, AuditContext, SideCoverage};
use crate::chart::{EntityId, SeatId};
use crate::model::{Grade, Side};

/// A side of an entity that other seats cover than before, or that is covered in another way.
#[derive(Clone, Debug)]
pub struct CoverageChange {
    /// The entity in the old snapshot and in the new one.
    pub entity: (EntityId, EntityId),
    /// The side.
    pub side: Side,
    /// How the side was covered, as in [`SideCoverage::how`], and by which seats of the old snapshot.
    pub from: (&'static str, Vec<SeatId>),
    /// How the side is covered, and by which seats of the new snapshot.
    pub to: (&'static str, Vec<SeatId>),
}

/// A responsibility area of an entity whose holders by duty or delegation changed.
#[derive(Clone, Debug)]
pub struct AreaChange {
    /// The entity in the old snapshot and in the new one.
    pub entity: (EntityId, EntityId),
    /// The area, as an index into the areas of the rules.
    pub area: u16,
    /// How its holders changed.
    pub what: AreaMove,
    /// Who held the area: seats of the old snapshot.
    pub from: Vec<SeatId>,
    /// Who holds the area: seats of the new snapshot.
    pub to: Vec<SeatId>,
    /// How the area is held now. An officer may still hold it by title alone.
    pub held: AreaHeld,
}

/// How the holders of a responsibility area changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaMove {
    /// It was among nobody's duties, and now it is among somebody's.
    Gained,
    /// It was among somebody's duties, and now it is among nobody's.
    Lost,
    /// It went to another reporting line: to seats neither above nor below those that held it.
    Moved,
}

impl AreaMove {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            AreaMove::Gained => "gained",
            AreaMove::Lost => "lost",
            AreaMove::Moved => "moved",
        }
    }
}

/// The entities that both snapshots have and that are audited.
pub(super) fn entities<'b>(both: &'b Both<'_>) -> impl Iterator<Item = (EntityId, EntityId)> + 'b {
    let is_audited = |context: &AuditContext<'_>, entity: EntityId| {
        let is_there = !context.on.chart.entity(entity).seats.is_empty();
        is_there && context.coverage[entity.0 as usize].is_audited
    };
    let pairs = both.pairs.entities.iter();
    pairs.filter(move |(old, new)| is_audited(&both.old, *old) && is_audited(&both.new, *new))
}

/// The sides that other seats cover, or that are covered in another way.
pub(super) fn sides(both: &Both<'_>) -> Vec<CoverageChange> {
    let mut changes = Vec::new();
    for entity in entities(both) {
        for side in Side::BOTH {
            let was = &both.old.coverage[entity.0.0 as usize].sides[side];
            let is = &both.new.coverage[entity.1.0 as usize].sides[side];
            let (from, to) = (holders(&both.old, was, side), holders(&both.new, is, side));
            let before: BTreeSet<_> = from.iter().map(|s| both.pairs.token_of_old(*s)).collect();
            let after: BTreeSet<_> = to.iter().map(|s| both.pairs.token_of_new(*s)).collect();
            if was.how() != is.how() || before != after {
                changes.push(CoverageChange {
                    entity,
                    side,
                    from: (was.how(), from),
                    to: (is.how(), to),
                });
            }
        }
    }
    changes
}

/// Who covers a side: its officers; if there are none, the officers above; if there are none either, the
/// stand-ins. Stand-ins of a lower grade count only if none has a higher grade.
fn holders(context: &AuditContext<'_>, covered: &SideCoverage, side: Side) -> Vec<SeatId> {
    if !covered.leaders.is_empty() {
        return covered.leaders.clone();
    }
    if !covered.from_group.is_empty() {
        return covered.from_group.clone();
    }
    let grade =
        |seat: &SeatId| -> Option<Grade> { Some(context.on.verdict(*seat)?.coverage(side)?.grade) };
    let best = covered.stand_ins.iter().filter_map(grade).max();
    let stand_ins = covered.stand_ins.iter();
    stand_ins
        .filter(|seat| grade(seat) == best)
        .copied()
        .collect()
}

/// The areas whose holders changed. An area has not moved if none of its old and new holders changed: if two
/// seats are at the top of an entity, the order of the rows decides which one is its head.
pub(super) fn areas(both: &Both<'_>, seats: &[SeatChange]) -> Vec<AreaChange> {
    let mut changes = Vec::new();
    let old: FxHashSet<SeatId> = seats.iter().filter_map(|change| change.old).collect();
    let new: FxHashSet<SeatId> = seats.iter().filter_map(|change| change.new).collect();
    for entity in entities(both) {
        let was = &both.old.coverage[entity.0.0 as usize].areas;
        let is = &both.new.coverage[entity.1.0 as usize].areas;
        for ((area, was), is) in (0..).zip(was).zip(is) {
            let (from, to) = (claimed(was), claimed(is));
            let is_steady = !from.iter().any(|seat| old.contains(seat))
                && !to.iter().any(|seat| new.contains(seat));
            // If some holders are not listed, their reporting lines are unknown.
            let are_listed = from.len() == was.claims && to.len() == is.claims;
            let what = match (from.is_empty(), to.is_empty()) {
                (true, true) => continue,
                (true, false) => AreaMove::Gained,
                (false, true) => AreaMove::Lost,
                (false, false) if is_steady || !are_listed => continue,
                (false, false) if is_in_other_line(both, &from, &to) => AreaMove::Moved,
                (false, false) => continue,
            };
            changes.push(AreaChange {
                entity,
                area,
                what,
                from,
                to,
                held: is.held(),
            });
        }
    }
    changes
}

fn claimed(area: &AreaHolders) -> Vec<SeatId> {
    area.by_duty
        .iter()
        .chain(&area.by_delegation)
        .copied()
        .collect()
}

/// Whether the new holders of an area are in other reporting lines than the old ones: each new holder is another
/// seat than every old holder, and neither above nor below it. The lines of both snapshots count, each for the
/// seats that it has.
fn is_in_other_line(both: &Both<'_>, from: &[SeatId], to: &[SeatId]) -> bool {
    let is_same_line = |was: &SeatId, is: &SeatId| {
        if both.pairs.token_of_old(*was) == both.pairs.token_of_new(*is) {
            return true;
        }
        let now = both.pairs.new_of(*was);
        let then = both.pairs.old_of(*is);
        now.is_some_and(|now| both.new.in_one_line(now, *is))
            || then.is_some_and(|then| both.old.in_one_line(*was, then))
    };
    !from
        .iter()
        .any(|was| to.iter().any(|is| is_same_line(was, is)))
}
