//! What the kind of a house says of its officers. A bank makes no technology to sell, so that its only chief
//! technology officer probably runs its IT as well.

use rustc_hash::FxHashMap;

use crate::chart::{Chart, EntityId, SeatId};
use crate::model::{Breadth, RoleId, Side, Verdict};
use crate::rules::{Houses, Rules};

/// Notes in the verdicts on officers of one side that they perhaps answer for the other side too. An audit asks
/// for it only if nobody is more closely tied to that side.
pub(super) fn note(chart: &Chart, rules: &Rules, verdicts: &mut [(SeatId, Verdict)]) {
    let mut known: FxHashMap<(EntityId, RoleId), bool> = FxHashMap::default();
    for (seat, verdict) in verdicts {
        for side in Side::BOTH {
            let officer = rules.sides[side].role;
            let Some(houses) = &rules.role(officer).alone_in else {
                continue;
            };
            if !verdict.leads(side) {
                continue;
            }
            let entity = chart.entity_of(*seat);
            let is_such = known
                .entry((entity, officer))
                .or_insert_with(|| is_one_of(houses, chart, entity));
            if *is_such {
                let title = &mut verdict.mandate[side.other()].title;
                *title = title.or(Some(Breadth::Perhaps));
            }
        }
    }
}

fn is_one_of(houses: &Houses, chart: &Chart, entity: EntityId) -> bool {
    let of = chart.entity(entity);
    let has_word = |seat: &&SeatId| houses.speaks_in(chart.position(**seat).title);
    let titles = of.seats.iter().filter(has_word);
    houses.speaks_in(&of.name) || titles.take(houses.titles).count() == houses.titles
}
