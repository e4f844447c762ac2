//! What the kind of a house says of its officers. A bank makes no technology to sell, so that its only chief
//! technology officer probably runs its IT as well.

use rustc_hash::FxHashMap;

use crate::chart::{Chart, EntityId, SeatId};
use crate::model::{Breadth, RoleId, Side, Verdict};
use crate::rules::{Role, Rules};

/// Notes in the verdicts on officers of one side that they perhaps answer for the other side too. An audit asks
/// for it only if nobody is more closely tied to that side.
pub(super) fn note(chart: &Chart, rules: &Rules, verdicts: &mut [(SeatId, Verdict)]) {
    let mut known: FxHashMap<(EntityId, RoleId), bool> = FxHashMap::default();
    for (seat, verdict) in verdicts {
        for side in Side::BOTH {
            let officer = rules.sides[side].role;
            let role = rules.role(officer);
            if !role.may_be_alone() || !verdict.leads(side) {
                continue;
            }
            let entity = chart.entity_of(*seat);
            let is_such = known
                .entry((entity, officer))
                .or_insert_with(|| is_alone_in(chart, role, entity));
            if *is_such {
                let title = &mut verdict.mandate[side.other()].title;
                *title = title.or(Some(Breadth::Perhaps));
            }
        }
    }
}

/// So many seats of an entity are asked for their titles.
const MOST_SEATS: usize = 1000;

/// So many titles tell what kind of house it is. One alone may be that of a customer's trade.
const TITLES_THAT_TELL: usize = 2;

fn is_alone_in(chart: &Chart, role: &Role, entity: EntityId) -> bool {
    let of = chart.entity(entity);
    if role.is_alone_in(&of.name) {
        return true;
    }
    let titles = of.seats.iter().take(MOST_SEATS);
    let telling = titles.filter(|seat| role.is_alone_in(chart.position(**seat).title));
    telling.take(TITLES_THAT_TELL).count() == TITLES_THAT_TELL
}
