//! Finds who covers which side of technology leadership, entity by entity.

use std::sync::Arc;

use super::area_holders::AreaHolders;
use super::group::EntityForest;
use super::ignored::Ignored;
use super::in_fact;
use super::in_fact::InFact;
use super::scope::Reach;
use crate::chart::{EntityId, SeatId};
use crate::classify::ClassifiedChart;
use crate::model::{Basis, Breadth, BySide, Field, Reading, SetAsideReason, Side, Status, Verdict};
use crate::rules::Rules;
use crate::text::TextSet;

/// The check that says that somebody covers a side in fact.
pub(super) const COVERED_IN_FACT: &str = "covered-in-fact";

/// Who covers the two sides of one entity.
#[derive(Clone, Debug)]
pub struct EntityCoverage {
    /// The entity.
    pub entity: EntityId,
    /// Who covers which side.
    pub sides: BySide<SideCoverage>,
    /// Who holds which responsibility area, in the order of the rule pack.
    pub areas: Vec<AreaHolders>,
    /// Whether any of its seats is audited. The policy may leave out all of them.
    pub is_audited: bool,
}

/// Who covers one side of an entity.
#[derive(Clone, Debug, Default)]
pub struct SideCoverage {
    /// Seats that hold the side by title, in the order of the chart.
    pub leaders: Vec<SeatId>,
    /// Seats that cover the side by their duties or only in part, the strongest first.
    pub stand_ins: Vec<SeatId>,
    /// Vacant seats whose holders would stand in, if no filled seat is as closely tied to the side.
    pub vacant: Vec<SeatId>,
    /// Whether the titles of the entity cannot be read, so that no role can be reported missing.
    pub is_unknown: bool,
    /// Holders in an entity above. They count if the policy says that they cover the entities below and this
    /// entity has no holder of its own.
    pub from_group: Vec<SeatId>,
    /// The stand-ins again, sorted by seat.
    standing_in: Vec<SeatId>,
}

impl SideCoverage {
    /// Whether a seat holds the side by title.
    pub fn leads(&self, seat: SeatId) -> bool {
        self.leaders.binary_search(&seat).is_ok()
    }

    /// Whether a seat covers the side by its duties or only in part.
    pub fn stands_in(&self, seat: SeatId) -> bool {
        self.standing_in.binary_search(&seat).is_ok()
    }

    /// How sure it is that the foremost stand-in covers the side, if its own cells leave that open.
    pub fn doubt(&self, on: &ClassifiedChart, rules: &Rules, side: Side) -> Option<f32> {
        let foremost = self.stand_ins.first().filter(|_| self.how() == "in-fact")?;
        let verdict = on.verdict(*foremost);
        let is_sure = verdict.is_some_and(|verdict| {
            verdict.covers[side].is_some() || verdict.mandate[side].title == Some(Breadth::Whole)
        });
        let mut kinds = rules.catalogue.of_check(COVERED_IN_FACT);
        let kind = kinds.find(|kind| kind.side == Some(side))?;
        (!is_sure).then(|| kind.threshold("unsure"))
    }

    /// How the side is covered: `title`, `from-group`, `in-fact`, `nobody`, or `unknown` if the titles cannot
    /// be read.
    pub fn how(&self) -> &'static str {
        if !self.leaders.is_empty() {
            "title"
        } else if !self.from_group.is_empty() {
            "from-group"
        } else if !self.stand_ins.is_empty() {
            "in-fact"
        } else if self.is_unknown {
            "unknown"
        } else {
            "nobody"
        }
    }

    /// Whether nobody covers the side in any way. False if this cannot be known.
    pub fn is_empty(&self) -> bool {
        self.how() == "nobody"
    }
}

/// Finds the coverage of every entity of a chart.
pub(super) fn of(
    on: &ClassifiedChart,
    rules: &Rules,
    ignored: &Ignored,
    groups: &EntityForest,
) -> Vec<EntityCoverage> {
    let entities = on.chart.entities().map(|(id, entity)| EntityCoverage {
        entity: id,
        sides: BySide::default(),
        areas: Vec::new(),
        is_audited: entity.seats.iter().any(|seat| !ignored.holds(*seat)),
    });
    let mut entities: Vec<_> = entities.collect();
    let mut asked: Vec<BySide<Vec<SeatId>>> = vec![BySide::default(); entities.len()];
    for (seat, verdict) in on.judged() {
        if on.chart.position(seat).status == Status::Eliminated || ignored.holds(seat) {
            continue;
        }
        let index = on.chart.entity_of(seat).0 as usize;
        for side in Side::BOTH {
            if leads(rules, verdict, side) {
                entities[index].sides[side].leaders.push(seat);
            } else if verdict.coverage(side).is_some() {
                asked[index][side].push(seat);
            }
        }
    }
    for (entity, asked) in entities.iter_mut().zip(&mut asked) {
        let (unread, titled) = unread_titles(on, entity.entity);
        let unread = is_mostly_unread(unread, titled);
        for side in Side::BOTH {
            entity.sides[side].is_unknown = unread;
            let officers = &entity.sides[side].leaders;
            let mut asked = std::mem::take(&mut asked[side]);
            // Next to an officer, only seats count whose own title or duties cover the side.
            asked.retain(|seat| {
                let verdict = on.verdict(*seat);
                officers.is_empty() || verdict.is_some_and(|verdict| verdict.covers[side].is_some())
            });
            let InFact { seats, vacant } = in_fact::choose(on, rules, side, officers, &asked);
            entity.sides[side].standing_in = seats.clone();
            entity.sides[side].standing_in.sort_unstable();
            entity.sides[side].stand_ins = seats;
            entity.sides[side].vacant = vacant;
        }
    }
    if rules.policy.inherits {
        inherit(on, rules, groups, &mut entities);
    }
    entities
}

/// How many different titles of an entity cannot be read, and how many there are.
pub(super) fn unread_titles(on: &ClassifiedChart, entity: EntityId) -> (usize, usize) {
    let mut read = TextSet::default();
    let mut unread = TextSet::default();
    for seat in &on.chart.entity(entity).seats {
        let title = on.chart.text(*seat, Field::Title);
        match on.sketch(*seat).reading {
            Reading::Absent => continue,
            Reading::Read => read.insert(title),
            Reading::Unread => unread.insert(title),
        };
    }
    (unread.len(), unread.len() + read.len())
}

/// Whether the titles are in a language that the rules do not know, so that fewer than about one in five is
/// read. Titles of plain trades may be unknown in any language.
pub(super) fn is_mostly_unread(unread: usize, titled: usize) -> bool {
    unread * 5 > titled * 4
}

/// Whether a seat holds a side by title: as its officer, or by a title that the policy accepts.
fn leads(rules: &Rules, verdict: &Verdict, side: Side) -> bool {
    let officer = rules.sides[side].role;
    if verdict.mandate[side].named == Some(officer) {
        return true;
    }
    let mut by_title = verdict
        .roles
        .iter()
        .filter(|held| held.basis == Basis::Title);
    verdict.leads(side) || by_title.any(|held| rules.policy.accepts(held.role, officer))
}

/// The most officers that an entity inherits from those above.
const MOST_INHERITED: usize = 20;

/// Gives an entity without an officer the officers of the nearest entity above that has any.
fn inherit(
    on: &ClassifiedChart,
    rules: &Rules,
    groups: &EntityForest,
    entities: &mut [EntityCoverage],
) {
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

/// Why a seat does not hold a role that its title names. `None` if it does, or if the title does not name it.
pub(super) fn set_aside(verdict: &Verdict, role: crate::model::RoleId) -> Option<SetAsideReason> {
    verdict
        .set_aside
        .iter()
        .find(|aside| aside.role == role)
        .map(|aside| aside.reason)
}
