//! Who covers which side of technology leadership, entity by entity.

use std::cmp::Reverse;
use std::sync::Arc;

use super::areas::AreaHolders;
use super::group::Groups;
use super::ignored::Ignored;
use super::scope::Reach;
use crate::chart::{EntityId, SeatId};
use crate::classify::ClassifiedChart;
use crate::model::{
    Basis, BySide, Modifier, Position, SetAsideReason, Side, Status, Tenure, Verdict,
};
use crate::rules::Rules;

/// Who covers the two sides of one entity.
#[derive(Clone, Debug)]
pub struct EntityCoverage {
    /// The entity.
    pub entity: EntityId,
    /// Who covers which side.
    pub sides: BySide<SideCoverage>,
    /// Who holds which responsibility area, in the order of the rule pack.
    pub areas: Vec<AreaHolders>,
    /// Whether any of its seats is looked at; the policy may leave all out.
    pub is_audited: bool,
}

/// Who covers one side of an entity.
#[derive(Clone, Debug, Default)]
pub struct SideCoverage {
    /// Seats that hold the side by title, in the order of the chart.
    pub leaders: Vec<SeatId>,
    /// Seats that cover it by their duties or in part, the strongest first.
    pub stand_ins: Vec<SeatId>,
    /// Holders of an entity above, where the policy says that they cover those below and none of its own does.
    pub from_group: Vec<SeatId>,
    /// The stand-ins once more, in the order of their seats.
    standing_in: Vec<SeatId>,
}

impl SideCoverage {
    /// Whether a seat holds the side by title.
    pub fn leads(&self, seat: SeatId) -> bool {
        self.leaders.binary_search(&seat).is_ok()
    }

    /// Whether a seat covers it by its duties or in part.
    pub fn stands_in(&self, seat: SeatId) -> bool {
        self.standing_in.binary_search(&seat).is_ok()
    }

    /// By what the side is covered: `title`, `from-group`, `in-fact` or `nobody`.
    pub fn how(&self) -> &'static str {
        if !self.leaders.is_empty() {
            "title"
        } else if !self.from_group.is_empty() {
            "from-group"
        } else if !self.stand_ins.is_empty() {
            "in-fact"
        } else {
            "nobody"
        }
    }

    /// Whether nobody covers the side, in whatever way.
    pub fn is_empty(&self) -> bool {
        self.leaders.is_empty() && self.stand_ins.is_empty() && self.from_group.is_empty()
    }
}

/// How firmly a seat is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// By somebody, without a known end.
    Permanent,
    /// Until a permanent holder is found.
    Interim,
    /// In place of the holder.
    Acting,
    /// For a part of the time.
    Fractional,
    /// By nobody.
    Vacant,
}

impl Standing {
    /// How firmly a position is held, by its cells and its title.
    pub fn of(position: &Position<'_>, verdict: &Verdict) -> Standing {
        let says = |modifier| verdict.modifiers.contains(&modifier);
        if position.status == Status::Vacant || says(Modifier::Vacant) {
            Standing::Vacant
        } else if position.tenure == Tenure::Interim || says(Modifier::Interim) {
            Standing::Interim
        } else if position.tenure == Tenure::Acting || says(Modifier::Acting) {
            Standing::Acting
        } else if says(Modifier::Fractional) {
            Standing::Fractional
        } else {
            Standing::Permanent
        }
    }

    /// The word for it in sentences and output.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Permanent => "permanent",
            Standing::Interim => "interim",
            Standing::Acting => "acting",
            Standing::Fractional => "fractional",
            Standing::Vacant => "vacant",
        }
    }
}

/// The coverage of every entity of a chart.
pub(super) fn of(
    on: &ClassifiedChart,
    rules: &Rules,
    ignored: &Ignored,
    groups: &Groups,
) -> Vec<EntityCoverage> {
    let entities = on.chart.entities().map(|(id, entity)| EntityCoverage {
        entity: id,
        sides: BySide::default(),
        areas: Vec::new(),
        is_audited: entity.seats.iter().any(|seat| !ignored.holds(*seat)),
    });
    let mut entities: Vec<_> = entities.collect();
    for (seat, verdict) in on.executives() {
        if on.chart.position(seat).status == Status::Eliminated || ignored.holds(seat) {
            continue;
        }
        let entity = &mut entities[on.chart.entity_of(seat).0 as usize];
        // In a vacant seat nobody does the duties of another.
        let is_filled = Standing::of(&on.chart.position(seat), verdict) != Standing::Vacant;
        for side in Side::BOTH {
            if leads(rules, verdict, side) {
                entity.sides[side].leaders.push(seat);
            } else if is_filled && verdict.covers[side].is_some() {
                entity.sides[side].stand_ins.push(seat);
            }
        }
    }
    for entity in &mut entities {
        for side in Side::BOTH {
            // They came in the order of the chart.
            entity.sides[side].standing_in = entity.sides[side].stand_ins.clone();
            // Full before partial, then by rank, then by what the duties weigh.
            entity.sides[side].stand_ins.sort_by_cached_key(|seat| {
                let verdict = on.verdict(*seat);
                let weight = verdict.map_or(0.0, |verdict| verdict.duties[side]);
                let grade = verdict
                    .and_then(|verdict| verdict.covers[side])
                    .map(|coverage| coverage.grade);
                (
                    Reverse(grade),
                    Reverse(verdict.map(|verdict| verdict.rank)),
                    Reverse((weight * 100.0) as i64),
                    *seat,
                )
            });
        }
    }
    if rules.policy.inherits {
        inherit(on, rules, groups, &mut entities);
    }
    entities
}

/// Whether a seat holds a side by title: as its officer, or by a title that the policy accepts for that.
fn leads(rules: &Rules, verdict: &Verdict, side: Side) -> bool {
    let officer = rules.sides[side].role;
    let mut by_title = verdict
        .roles
        .iter()
        .filter(|held| held.basis == Basis::Title);
    verdict.leads(side) || by_title.any(|held| rules.policy.accepts(held.role, officer))
}

/// So many officers of an entity are named by each of those below.
const MOST_INHERITED: usize = 20;

/// What an entity has no officer for, the nearest entity above that has one answers for.
fn inherit(on: &ClassifiedChart, rules: &Rules, groups: &Groups, entities: &mut [EntityCoverage]) {
    for side in Side::BOTH {
        let holders = |entity: EntityId| -> Vec<SeatId> {
            let leaders = entities[entity.0 as usize].sides[side].leaders.iter();
            let whole = leaders.filter(|seat| Reach::of(on, rules, **seat).is_whole());
            whole.take(MOST_INHERITED).copied().collect()
        };
        let from = groups.nearest_above(|entity| {
            let holders = holders(entity);
            (!holders.is_empty()).then(|| Arc::from(holders))
        });
        for (entity, from) in entities.iter_mut().zip(from) {
            let covered: &mut SideCoverage = &mut entity.sides[side];
            if covered.leaders.is_empty() {
                covered.from_group =
                    from.map_or_else(Vec::new, |from: Arc<[SeatId]>| from.to_vec());
            }
        }
    }
}

/// Why a seat whose title names a role does not hold it, where that is so.
pub(super) fn set_aside(verdict: &Verdict, role: crate::model::RoleId) -> Option<SetAsideReason> {
    verdict
        .set_aside
        .iter()
        .find(|aside| aside.role == role)
        .map(|aside| aside.reason)
}
