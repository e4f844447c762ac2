//! Matches the seats of two snapshots.
//!
//! Ids decide first: within the entity, then within the chart, because an entity may be renamed or a seat may
//! go to another entity. The remaining seats are matched by place: entity, title, department and manager.
//! This goes from the top down, so that a manager with a new id is matched before the seats below. If two
//! seats could match, neither is taken. Every seat is looked at a fixed number of times.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::entities::EntityPairs;
use super::place::{SeatPlace, boss, person};
use super::tally::{groups, unique};
use crate::chart::{Chart, EntityId, SeatId, id_key, sorted_name};
use crate::model::{Position, Status};
use crate::text::{TextSet, squeeze};

/// The seats of two snapshots, each with its match in the other snapshot.
#[derive(Debug)]
pub struct Pairs {
    /// The matching entities.
    pub entities: EntityPairs,
    /// How many seats were matched by id.
    pub by_id: usize,
    /// How many seats were matched by their place on the chart.
    pub by_place: usize,
    /// How many seats of the old and of the new snapshot were not matched because several could be meant.
    pub ambiguous: [usize; 2],
    new_of: Vec<Option<SeatId>>,
    old_of: Vec<Option<SeatId>>,
    /// For people who share one seat, the first of them; reporting lines lead to that one. For the old and
    /// the new snapshot.
    stands_for: [FxHashMap<SeatId, SeatId>; 2],
    /// For a seat that several people share in the old snapshot, its match in the new one, by its first
    /// person.
    shared_new_of: FxHashMap<SeatId, SeatId>,
}

impl Pairs {
    /// Matches the seats of two snapshots.
    pub(super) fn of(old: &Chart, new: &Chart) -> Pairs {
        let mut search = Search {
            old,
            new,
            pairs: Pairs {
                entities: EntityPairs::by_name(old, new),
                by_id: 0,
                by_place: 0,
                ambiguous: [0; 2],
                new_of: vec![None; old.len()],
                old_of: vec![None; new.len()],
                stands_for: [stands_for(old), stands_for(new)],
                shared_new_of: FxHashMap::default(),
            },
        };
        search.by_id();
        let by_id = search.pairs.iter().collect::<Vec<_>>();
        search.pairs.entities.by_seats(old, new, &by_id);
        search.by_id_in_entity();
        let by_id = search.count();
        search.by_place();
        let mut pairs = search.pairs;
        pairs.by_id = by_id;
        let exist = |(one, other): (SeatId, SeatId)| {
            let exists = |chart: &Chart, seat| chart.position(seat).status != Status::Eliminated;
            exists(old, one) && exists(new, other)
        };
        let all = pairs.iter().filter(|pair| exist(*pair)).count();
        pairs.by_place = all - by_id;
        pairs.ambiguous = ambiguous(old, new, &pairs);
        pairs
    }

    /// The match of an old seat in the new snapshot.
    pub fn new_of(&self, old: SeatId) -> Option<SeatId> {
        self.new_of[old.index()]
    }

    /// The match of a new seat in the old snapshot.
    pub fn old_of(&self, new: SeatId) -> Option<SeatId> {
        self.old_of[new.index()]
    }

    /// The pairs, in the order of the old snapshot.
    pub fn iter(&self) -> impl Iterator<Item = (SeatId, SeatId)> + '_ {
        let old = (0..self.new_of.len()).map(SeatId::new);
        old.zip(&self.new_of)
            .filter_map(|(old, new)| Some((old, (*new)?)))
    }

    /// A number that an old seat shares only with its match in the new snapshot. People who share a seat have
    /// one number.
    pub(super) fn token_of_old(&self, old: SeatId) -> usize {
        let first = self.first_of_old(old);
        let shared = self.shared_new_of.get(&first).copied();
        match self.new_of(old).or(shared) {
            Some(new) => self.token_of_new(new),
            None => self.old_of.len() + first.index(),
        }
    }

    /// The number of a new seat.
    pub(super) fn token_of_new(&self, new: SeatId) -> usize {
        self.stands_for[1].get(&new).unwrap_or(&new).index()
    }

    fn first_of_old(&self, old: SeatId) -> SeatId {
        *self.stands_for[0].get(&old).unwrap_or(&old)
    }

    fn put(&mut self, (old, new): (SeatId, SeatId)) {
        self.new_of[old.index()] = Some(new);
        self.old_of[new.index()] = Some(old);
        if let Some(first) = self.stands_for[0].get(&old) {
            self.shared_new_of.entry(*first).or_insert(new);
        }
    }
}

/// People who share one seat, each with the one to whom reporting lines lead. That one is included.
fn stands_for(chart: &Chart) -> FxHashMap<SeatId, SeatId> {
    let shared = chart.facts().shared_ids.iter();
    let shared = shared.filter(|seats| chart.is_one_seat(seats));
    shared
        .flat_map(|seats| seats.iter().map(|seat| (*seat, seats[0])))
        .collect()
}

struct Search<'a> {
    old: &'a Chart,
    new: &'a Chart,
    pairs: Pairs,
}

impl<'a> Search<'a> {
    fn count(&self) -> usize {
        let exists = |chart: &Chart, seat| chart.position(seat).status != Status::Eliminated;
        let pairs = self.pairs.iter();
        pairs
            .filter(|(old, new)| exists(self.old, *old) && exists(self.new, *new))
            .count()
    }

    fn by_id(&mut self) {
        self.by_id_in_entity();
        let within = |id, chart, _: u32| (chart, id);
        let pairs = unique(self.left_of_old(within), self.left_of_new(within));
        let pairs = self.not_dealt_anew(pairs);
        self.put_all(pairs);
        self.by_number();
    }

    /// Matches ids that differ only in leading zeros, if title and person are the same.
    fn by_number(&mut self) {
        let [old, new] = [self.numbered(self.old, 0), self.numbered(self.new, 1)];
        self.put_all(unique(old, new));
    }

    fn numbered(
        &self,
        chart: &'a Chart,
        side: usize,
    ) -> Vec<((u32, String, String, String), SeatId)> {
        let left = self.left(chart, side).filter_map(|seat| {
            let here = chart.position(seat);
            let number = id_key(here.id).trim_start_matches('0').to_lowercase();
            let keyed = has_id(&here) && number.bytes().any(|byte| byte.is_ascii_digit());
            let entity = self.entity(side, chart.entity_of(seat));
            keyed.then(|| {
                (
                    (
                        entity,
                        number,
                        squeeze(here.title),
                        sorted_name(here.incumbent),
                    ),
                    seat,
                )
            })
        });
        left.collect()
    }

    /// Leaves out pairs whose id was given to another post. The title and the person of such a pair differ,
    /// and one of its two seats has a match under another id. If that is so for a quarter of the pairs whose
    /// title and person differ, the ids were given out anew, and none of these pairs is kept.
    fn not_dealt_anew(&self, pairs: Vec<(SeatId, SeatId)>) -> Vec<(SeatId, SeatId)> {
        let told = |chart: &Chart, seat| {
            let here = chart.position(seat);
            (squeeze(here.title), sorted_name(here.incumbent))
        };
        let is_other = |&(old, new): &(SeatId, SeatId)| {
            let (was, is) = (told(self.old, old), told(self.new, new));
            was.0 != is.0 && was.1 != is.1 && !was.1.is_empty() && !is.1.is_empty()
        };
        let (others, same): (Vec<_>, Vec<_>) = pairs.into_iter().partition(is_other);
        if others.is_empty() {
            return same;
        }
        let all = |chart: &Chart| -> TextSet<(String, String)> {
            let seats = chart
                .seats()
                .filter(|seat| chart.position(*seat).status != Status::Eliminated);
            seats.map(|seat| told(chart, seat)).collect()
        };
        let (of_old, of_new) = (all(self.old), all(self.new));
        let is_elsewhere = |&&(old, new): &&(SeatId, SeatId)| {
            of_new.contains(&told(self.old, old)) || of_old.contains(&told(self.new, new))
        };
        let elsewhere = others.iter().filter(is_elsewhere).count();
        if elsewhere * 4 >= others.len() {
            return same;
        }
        let kept = others.iter().filter(|pair| !is_elsewhere(pair)).copied();
        kept.chain(same).collect()
    }

    /// Matches seats by id within an entity. If several seats have the same id, other cells of the row must
    /// decide. People who share a seat are told apart by name, and in the end not at all: the seat is the
    /// same even if one person left it.
    fn by_id_in_entity(&mut self) {
        // Some files have a row that says that a seat is gone, next to the row of the seat itself.
        let exists =
            |chart: &Chart, seat: &SeatId| chart.position(*seat).status != Status::Eliminated;
        let alone = |id, _: u32, entity| (entity, id);
        let pairs = unique(self.left_of_old(alone), self.left_of_new(alone));
        let pairs = self.not_dealt_anew(pairs);
        self.put_all(pairs);
        let (mut old, mut new) = (self.left_of_old(alone), self.left_of_new(alone));
        old.retain(|(_, seat)| exists(self.old, seat));
        new.retain(|(_, seat)| exists(self.new, seat));
        let pairs = unique(old, new);
        let pairs = self.not_dealt_anew(pairs);
        self.put_all(pairs);
        if self.old.facts().shared_ids.is_empty() || self.new.facts().shared_ids.is_empty() {
            return;
        }
        for told_by in [
            |here: &Position<'_>| (squeeze(here.title), person(here)),
            |here: &Position<'_>| (squeeze(here.title), String::new()),
        ] {
            let old = self.shared(self.old, 0, told_by);
            let new = self.shared(self.new, 1, told_by);
            self.put_all(unique(old, new));
        }
        let seat = |here: &Position<'_>| (squeeze(here.title), squeeze(here.reports_to));
        let old = self.shared(self.old, 0, seat);
        let new = self.shared(self.new, 1, seat);
        for [mut old, mut new] in groups(old, new) {
            old.sort_by_cached_key(|seat| person(&self.old.position(*seat)));
            new.sort_by_cached_key(|seat| person(&self.new.position(*seat)));
            self.put_all(old.into_iter().zip(new));
        }
    }

    /// The unmatched seats of one snapshot that share an id with others. The key is entity, id and a further
    /// value from the row.
    fn shared<K: Eq + Hash>(
        &self,
        chart: &'a Chart,
        side: usize,
        told_by: impl Fn(&Position<'_>) -> K,
    ) -> Vec<((u32, String, K), SeatId)> {
        let seats = chart.facts().shared_ids.iter().flatten();
        let left = seats.filter(|seat| self.is_left(side, **seat));
        let keyed = left.map(|seat| {
            let here = chart.position(*seat);
            let entity = self.entity(side, chart.entity_of(*seat));
            (
                (entity, id_key(here.id).into_owned(), told_by(&here)),
                *seat,
            )
        });
        keyed.collect()
    }

    fn left_of_old<K>(
        &self,
        key: impl Fn(std::borrow::Cow<'a, str>, u32, u32) -> K,
    ) -> Vec<(K, SeatId)> {
        let left = self.left(self.old, 0).filter_map(|seat| {
            let here = self.old.position(seat);
            let chart = self.pairs.entities.chart_of_old(here.file);
            let entity = self.entity(0, self.old.entity_of(seat));
            has_id(&here).then(|| (key(id_key(here.id), chart, entity), seat))
        });
        left.collect()
    }

    fn left_of_new<K>(
        &self,
        key: impl Fn(std::borrow::Cow<'a, str>, u32, u32) -> K,
    ) -> Vec<(K, SeatId)> {
        let left = self.left(self.new, 1).filter_map(|seat| {
            let here = self.new.position(seat);
            let chart = self.pairs.entities.chart_of_new(here.file);
            let entity = self.entity(1, self.new.entity_of(seat));
            has_id(&here).then(|| (key(id_key(here.id), chart, entity), seat))
        });
        left.collect()
    }

    fn left(&self, chart: &Chart, side: usize) -> impl Iterator<Item = SeatId> + '_ {
        chart.seats().filter(move |seat| self.is_left(side, *seat))
    }

    fn is_left(&self, side: usize, seat: SeatId) -> bool {
        match side {
            0 => self.pairs.new_of(seat).is_none(),
            _ => self.pairs.old_of(seat).is_none(),
        }
    }

    fn entity(&self, side: usize, entity: EntityId) -> u32 {
        match side {
            0 => self.pairs.entities.token_of_old(entity),
            _ => entity.0,
        }
    }

    fn put_all(&mut self, pairs: impl IntoIterator<Item = (SeatId, SeatId)>) {
        for pair in pairs {
            self.pairs.put(pair);
        }
    }

    /// Matches seats below matched managers, from the top down.
    fn by_place(&mut self) {
        let mut below = [self.by_boss(self.old, 0), self.by_boss(self.new, 1)];
        let tops = below.each_mut().map(|below| below.remove(&None));
        let [old, new] = tops.map(Option::unwrap_or_default);
        self.among(&old, &new);
        let mut known: Vec<_> = self.pairs.iter().collect();
        while let Some((old, new)) = known.pop() {
            let new = SeatId::new(self.pairs.token_of_new(new));
            let old = self.pairs.first_of_old(old);
            let [Some(old), Some(new)] = [below[0].remove(&Some(old)), below[1].remove(&Some(new))]
            else {
                continue;
            };
            known.extend(self.among(&old, &new));
        }
    }

    /// The unmatched seats of one snapshot, by the seat that they report to.
    fn by_boss(&self, chart: &Chart, side: usize) -> FxHashMap<Option<SeatId>, Vec<SeatId>> {
        let mut below: FxHashMap<Option<SeatId>, Vec<_>> = FxHashMap::default();
        for seat in self.left(chart, side) {
            below.entry(chart.manager(seat)).or_default().push(seat);
        }
        below
    }

    /// Matches the seats below one manager: first those with the same place and person, then seats without an
    /// id whose rows are alike, then those with the same place.
    fn among(&mut self, old: &[SeatId], new: &[SeatId]) -> Vec<(SeatId, SeatId)> {
        let mut found = Vec::new();
        let by_person = |place: SeatPlace, here: &Position<'_>| {
            let person = person(here);
            (!person.is_empty()).then_some((place, person))
        };
        let old_keys = self.placed(old, 0, by_person);
        let new_keys = self.placed(new, 1, by_person);
        found.extend(self.keep(unique(old_keys, new_keys)));
        let alike = |place: SeatPlace, here: &Position<'_>| {
            let said = (here.status, here.tenure, squeeze(here.responsibilities));
            (!has_id(here)).then(|| (place, person(here), said))
        };
        let old_keys = self.placed(old, 0, alike);
        let new_keys = self.placed(new, 1, alike);
        for [old, new] in groups(old_keys, new_keys) {
            found.extend(self.keep(old.into_iter().zip(new).collect()));
        }
        let old_keys = self.placed(old, 0, |place, _| Some(place));
        let new_keys = self.placed(new, 1, |place, _| Some(place));
        found.extend(self.keep(unique(old_keys, new_keys)));
        found
    }

    fn keep(&mut self, pairs: Vec<(SeatId, SeatId)>) -> Vec<(SeatId, SeatId)> {
        self.put_all(pairs.iter().copied());
        pairs
    }

    fn placed<K>(
        &self,
        seats: &[SeatId],
        side: usize,
        key: impl Fn(SeatPlace, &Position<'_>) -> Option<K>,
    ) -> Vec<(K, SeatId)> {
        let chart = if side == 0 { self.old } else { self.new };
        let left = seats.iter().filter(|seat| self.is_left(side, **seat));
        let keyed = left.filter_map(|seat| {
            let entity = self.entity(side, chart.entity_of(*seat));
            let place = SeatPlace::of(chart, *seat, entity);
            Some((key(place, &chart.position(*seat))?, *seat))
        });
        keyed.collect()
    }
}

/// Whether a position has an id that its author wrote on purpose.
pub(super) fn has_id(here: &Position<'_>) -> bool {
    !here.id.is_empty() && !here.id_is_placeholder && !here.has_made_up_id()
}

/// How many unmatched seats of each snapshot have the same place as an unmatched seat of the other.
fn ambiguous(old: &Chart, new: &Chart, pairs: &Pairs) -> [usize; 2] {
    let exists = |chart: &Chart, seat| chart.position(seat).status != Status::Eliminated;
    let of_old = old.seats().filter(|seat| pairs.new_of(*seat).is_none());
    let of_old = of_old.filter(|seat| exists(old, *seat)).map(|seat| {
        let entity = pairs.entities.token_of_old(old.entity_of(seat));
        let boss = boss(old, seat).map(|boss| pairs.token_of_old(boss));
        ((SeatPlace::of(old, seat, entity), boss), seat)
    });
    let of_new = new.seats().filter(|seat| pairs.old_of(*seat).is_none());
    let of_new = of_new.filter(|seat| exists(new, *seat)).map(|seat| {
        let boss = boss(new, seat).map(|boss| pairs.token_of_new(boss));
        (
            (SeatPlace::of(new, seat, new.entity_of(seat).0), boss),
            seat,
        )
    });
    let both = groups(of_old, of_new);
    let count = |side: usize| both.iter().map(|group| group[side].len()).sum();
    [count(0), count(1)]
}
