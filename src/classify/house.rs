//! What the kind of a house says of its officers. A bank makes no technology to sell, so that its only chief
//! technology officer probably runs its IT as well. The technical director of a municipality
//! is responsible for roads.

use rustc_hash::FxHashMap;

use crate::chart::{Chart, EntityId, SeatId};
use crate::model::{Basis, Breadth, RoleId, Side, Verdict};
use crate::rules::{Houses, Rules};

/// Adjusts verdicts to the kind of house: adds a possible tie to the other side, or removes a side that only the title
/// covers.
pub(super) fn note(chart: &Chart, rules: &Rules, verdicts: &mut [(SeatId, Verdict)]) {
    let mut known = Known {
        chart,
        kinds: FxHashMap::default(),
    };
    for (seat, verdict) in verdicts {
        let entity = chart.entity_of(*seat);
        for side in Side::BOTH {
            let officer = rules.sides[side].role;
            let houses = rules.role(officer).alone_in.as_ref();
            if verdict.leads(side) && known.is_one_of(houses, entity, officer) {
                // An audit uses this tie only if nobody is more closely tied to the other side.
                let title = &mut verdict.mandate[side.other()].title;
                *title = title.or(Some(Breadth::Perhaps));
            }
        }
        let held = verdict.roles.iter().map(|held| held.role);
        let (elsewhere, here): (Vec<_>, Vec<_>) = held.partition(|role| {
            let houses = rules.role(*role).elsewhere_in.as_ref();
            known.is_one_of(houses, entity, *role)
        });
        if let Some(role) = elsewhere.first() {
            uncover(rules, &here, *role, verdict);
        }
    }
}

/// Removes each side that the title covers, if no duty speaks for it and none of the roles that mean here what they say.
fn uncover(rules: &Rules, here: &[RoleId], elsewhere: RoleId, verdict: &mut Verdict) {
    for side in Side::BOTH {
        let by_title = verdict.covers[side].is_some_and(|covers| covers.basis == Basis::Title);
        let is_said = verdict.duties[side] != 0.0
            || here
                .iter()
                .any(|role| rules.role(*role).covers[side].is_some());
        if by_title && !is_said {
            verdict.covers[side] = None;
            verdict.elsewhere[side] = Some(elsewhere);
            // "Technology" may mean either side, and in such a house it is the other.
            if verdict.mandate[side.other()].title == Some(Breadth::Perhaps) {
                verdict.mandate[side].title = None;
            }
        }
    }
}

/// What is known so far of the houses of a chart.
struct Known<'c> {
    chart: &'c Chart,
    /// Whether an entity is one of the houses that the rules of a role name.
    kinds: FxHashMap<(EntityId, RoleId), bool>,
}

impl Known<'_> {
    fn is_one_of(&mut self, houses: Option<&Houses>, entity: EntityId, role: RoleId) -> bool {
        let Some(houses) = houses else {
            return false;
        };
        let chart = self.chart;
        let is_such = || {
            let of = chart.entity(entity);
            let has_word = |seat: &&SeatId| houses.speaks_in(chart.position(**seat).title);
            let titles = of.seats.iter().filter(has_word);
            houses.speaks_in(&of.name) || titles.take(houses.titles).count() == houses.titles
        };
        *self.kinds.entry((entity, role)).or_insert_with(is_such)
    }
}
