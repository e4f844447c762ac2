//! An id for every seat, such that each stands for one seat only.

use crate::text::{TextMap, TextSet};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

use super::graph::Chart;
use super::identity::{key, loose_key, same_id};
use super::seat::SeatId;
use crate::rules::Columns;
use crate::text::squeeze;

/// Ids by which the seats of a chart, of whatever files, can be told apart in one file.
#[derive(Debug)]
pub struct DistinctIds<'c> {
    chart: &'c Chart,
    /// Those of seats that cannot keep their own.
    given: FxHashMap<SeatId, String>,
}

impl<'c> DistinctIds<'c> {
    /// A seat keeps its id, unless it has none that lines can lead to, or another seat keeps the same;
    /// the seat that lines lead to goes first, then the earlier. Two people in one seat share its id.
    /// An id that is given to a seat is made of its own (`12` becomes `12-2`), or of its number
    /// (`seat-7`). Managers that are not on the chart stay so: no seat is given the id of one.
    pub fn new(chart: &'c Chart, columns: &Columns) -> Self {
        let mut without: FxHashSet<SeatId> = FxHashSet::default();
        // Of people in one seat, the one that lines lead to stands for all.
        let mut stands_for: FxHashMap<SeatId, SeatId> = FxHashMap::default();
        for seats in &chart.facts().shared_ids {
            let Some((first, others)) = seats.split_first() else {
                continue;
            };
            if chart.is_one_seat(seats) {
                stands_for.extend(others.iter().map(|seat| (*seat, *first)));
            } else {
                without.extend(others);
            }
        }
        // Keys that lead nowhere must go on doing so, in whatever case and with whatever zeros.
        // What could mean several seats is one of them, or new ids could leave it only one.
        let facts = chart.facts();
        let unknown = facts.unknown_managers.iter().map(|(_, _, named)| named);
        let ambiguous = facts
            .ambiguous_managers
            .iter()
            .map(|(_, _, named, _)| named);
        let absent: TextSet<_> = unknown
            .chain(ambiguous)
            .map(|named| loose_key(named))
            .collect();
        let is_absent = |id: &str| absent.contains(&loose_key(id));
        let mut owners: TextMap<Cow<'_, str>, SeatId> = TextMap::default();
        let mut nameless = Vec::new();
        for seat in chart.seats() {
            let here = chart.position(seat);
            let id = key(here.id);
            // An id such as `0` is read as an id only if somebody names it.
            let is_named =
                || !columns.is_placeholder(here.id) || chart.reports(seat).next().is_some();
            let usable = !here.id_is_placeholder
                && !columns.is_root(here.id)
                && !here.has_made_up_id()
                && is_named();
            if !usable || without.contains(&seat) || is_absent(&id) {
                nameless.push((seat, usable));
                continue;
            }
            let owner = *owners.entry(id).or_insert(seat);
            // Within a file only people in one seat are left with one id.
            if chart.position(owner).file != here.file {
                nameless.push((seat, true));
            }
        }
        let mut given: FxHashMap<SeatId, String> = FxHashMap::default();
        let mut shared: FxHashMap<SeatId, String> = FxHashMap::default();
        let is_shared: FxHashSet<SeatId> = stands_for.values().copied().collect();
        let mut tried: TextMap<String, usize> = TextMap::default();
        for (seat, usable) in nameless {
            let first = stands_for.get(&seat).copied().unwrap_or(seat);
            if let Some(id) = shared.get(&first) {
                given.insert(seat, id.clone());
                continue;
            }
            let base = if usable {
                chart.position(seat).id.to_owned()
            } else {
                format!("seat-{}", seat.index() + 1)
            };
            let count = tried.entry(base.clone()).or_insert(usize::from(usable));
            let id = loop {
                *count += 1;
                let id = match *count {
                    1 => base.clone(),
                    count => format!("{base}-{count}"),
                };
                let is_free = !owners.contains_key(&key(&id)) && !is_absent(&id);
                if is_free && !columns.is_root(&id) && !columns.is_placeholder(&id) {
                    break id;
                }
            };
            owners.insert(Cow::Owned(key(&id).into_owned()), seat);
            if is_shared.contains(&first) {
                shared.insert(first, id.clone());
            }
            given.insert(seat, id);
        }
        DistinctIds { chart, given }
    }

    /// The id of a seat.
    pub fn get(&self, seat: SeatId) -> &str {
        match self.given.get(&seat) {
            Some(id) => id,
            None => self.chart.position(seat).id,
        }
    }

    /// How many seats could not keep what they had.
    pub fn given(&self) -> usize {
        self.given.len()
    }
}

impl Chart {
    /// Whether seats of one id are one seat that people share: title and manager are the same.
    pub fn is_one_seat(&self, seats: &[SeatId]) -> bool {
        let positions: Vec<_> = seats.iter().map(|seat| self.position(*seat)).collect();
        positions.windows(2).all(|pair| {
            squeeze(pair[0].title) == squeeze(pair[1].title)
                && same_id(pair[0].reports_to, pair[1].reports_to)
        })
    }
}
