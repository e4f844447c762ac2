//! Seats that have one id by mistake: who is meant by one of them that reports to it.

use rustc_hash::FxHashMap;

use super::identity::key;
use super::ids::Ids;
use super::seat::SeatId;
use crate::model::Status;
use crate::text::squeeze;

/// For the seats of each id that several have, those that can be the manager of the others: the first, and
/// the first with another title than that.
pub(super) struct Namesakes {
    group_of: FxHashMap<SeatId, usize>,
    groups: Vec<[Option<SeatId>; 2]>,
}

impl Namesakes {
    pub fn of(shared: &[Vec<SeatId>], ids: &Ids<'_>) -> Namesakes {
        let mut namesakes = Namesakes {
            group_of: FxHashMap::default(),
            groups: Vec::with_capacity(shared.len()),
        };
        for (group, seats) in shared.iter().enumerate() {
            let members = seats.iter().map(|seat| (*seat, group));
            namesakes.group_of.extend(members);
            let mut leading = seats.iter().copied().filter(|seat| {
                let here = ids.position(*seat);
                here.status != Status::Eliminated && key(here.reports_to) != key(here.id)
            });
            let first = leading.next();
            let other = first.and_then(|first| leading.find(|seat| differ(first, *seat, ids)));
            namesakes.groups.push([first, other]);
        }
        namesakes
    }

    /// Whom a seat means that reports to its own id: another with the id, unless that is the same post.
    pub fn meant_by(&self, seat: SeatId, ids: &Ids<'_>) -> Option<SeatId> {
        let leading = self.groups[*self.group_of.get(&seat)?];
        let mut leading = leading.into_iter().flatten();
        leading.find(|other| differ(seat, *other, ids))
    }
}

/// Whether two seats of one id are no holders of one post.
fn differ(one: SeatId, other: SeatId, ids: &Ids<'_>) -> bool {
    let [one, other] = [one, other].map(|seat| squeeze(ids.position(seat).title));
    one != other
}
