//! Properties that hold for any two charts.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rolecall::diff::{AreaMove, Aspect, Boss, Diff, EntityChange};
use rolecall::generate;
use rolecall::model::Finding;

use super::{RULES, compared, read_text};

/// The changes, by numbers of seats and without words, so that they can be reversed.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    seats: BTreeSet<(Option<usize>, Option<usize>, Vec<&'static str>)>,
    entities: BTreeSet<(Option<u32>, Option<u32>)>,
    departments: BTreeSet<(String, String, usize)>,
    coverage: BTreeSet<(u32, u32, bool, &'static str, &'static str)>,
    areas: BTreeSet<(u32, u32, u16, &'static str)>,
    new: BTreeMap<String, usize>,
    fixed: BTreeMap<String, usize>,
    ambiguous: [usize; 2],
}

impl Told {
    fn of(diff: &Diff) -> Told {
        let codes = |findings: &[Finding]| {
            let mut codes = BTreeMap::new();
            for finding in findings {
                *codes.entry(finding.code.to_string()).or_default() += 1;
            }
            codes
        };
        let names = |aspects: &[Aspect]| {
            let mut names: Vec<_> = aspects.iter().map(Aspect::name).collect();
            names.sort_unstable();
            names
        };
        let index = |seat: Option<rolecall::chart::SeatId>| seat.map(|seat| seat.index());
        Told {
            seats: diff
                .seats
                .iter()
                .map(|one| (index(one.old), index(one.new), names(&one.aspects)))
                .collect(),
            entities: diff
                .entities
                .iter()
                .map(|one| match one {
                    EntityChange::Added(is) => (None, Some(is.0)),
                    EntityChange::Removed(was) => (Some(was.0), None),
                    EntityChange::Renamed(was, is) => (Some(was.0), Some(is.0)),
                })
                .collect(),
            departments: diff
                .departments
                .iter()
                .map(|one| (one.from.clone(), one.to.clone(), one.seats))
                .collect(),
            coverage: diff
                .coverage
                .iter()
                .map(|one| {
                    let is_internal = one.side == rolecall::model::Side::Internal;
                    let (was, is) = one.entity;
                    (was.0, is.0, is_internal, one.from.0, one.to.0)
                })
                .collect(),
            areas: diff
                .areas
                .iter()
                .map(|one| (one.entity.0.0, one.entity.1.0, one.area, one.what.name()))
                .collect(),
            new: codes(&diff.new),
            fixed: codes(&diff.fixed),
            ambiguous: diff.pairs.ambiguous,
        }
    }

    fn turned(self) -> Told {
        let area = |what| match what {
            "gained" => AreaMove::Lost.name(),
            "lost" => AreaMove::Gained.name(),
            other => other,
        };
        let [old, new] = self.ambiguous;
        Told {
            seats: self.seats.into_iter().map(|(a, b, c)| (b, a, c)).collect(),
            entities: self.entities.into_iter().map(|(a, b)| (b, a)).collect(),
            departments: self
                .departments
                .into_iter()
                .map(|(a, b, count)| (b, a, count))
                .collect(),
            coverage: self
                .coverage
                .into_iter()
                .map(|(a, b, side, from, to)| (b, a, side, to, from))
                .collect(),
            areas: self
                .areas
                .into_iter()
                .map(|(a, b, of, what)| (b, a, of, area(what)))
                .collect(),
            new: self.fixed,
            fixed: self.new,
            ambiguous: [new, old],
        }
    }

    fn is_nothing(&self) -> bool {
        self.seats.is_empty()
            && self.entities.is_empty()
            && self.departments.is_empty()
            && self.coverage.is_empty()
            && self.areas.is_empty()
            && self.new.is_empty()
            && self.fixed.is_empty()
    }
}

pub type Rows = Vec<Vec<String>>;

pub fn generated(seed: u64, positions: u64, companies: u32) -> Rows {
    let options = generate::GenerateOptions {
        seed,
        positions,
        companies: companies.try_into().unwrap(),
        ..generate::GenerateOptions::default()
    };
    let mut text = Vec::new();
    generate::write(&options, &RULES.samples, &mut text).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&text[..]);
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

pub fn written(rows: &Rows) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter()
        .for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// An event: the row that it happens to, and its kind.
type Event = (prop::sample::Index, u8);

/// The chart after these events.
fn changed(mut rows: Rows, events: &[Event]) -> Rows {
    let header = rows[0].clone();
    let column = |name: &str| header.iter().position(|one| one == name).unwrap();
    let [id, title, boss] = ["id", "title", "reports_to"].map(column);
    let [department, duties, entity, name] =
        ["department", "responsibilities", "company", "name"].map(column);
    for (at, what) in events {
        let count = rows.len() - 1;
        let at = 1 + at.index(count);
        let other = 1 + (at * 7 + 3) % count;
        match what % 10 {
            0 if count > 3 => {
                rows.remove(at);
            }
            1 => rows[at][title] = "Chief Information Officer".to_owned(),
            2 => rows[at][title] = rows[other][title].clone(),
            3 => rows[at][boss] = rows[other][id].clone(),
            4 => {
                let new = format!("{}-new", rows[at][id]);
                let old = std::mem::replace(&mut rows[at][id], new.clone());
                let below = rows.iter_mut().filter(|row| row[boss] == old);
                below.for_each(|row| row[boss].clone_from(&new));
            }
            5 => rows[at][department] = rows[other][department].clone(),
            6 => rows[at][duties] = "Runs IT operations and infrastructure.".to_owned(),
            7 => rows[at][entity] = rows[other][entity].clone(),
            8 => rows[at][name] = "Somebody Else".to_owned(),
            9 => {
                let mut row = rows[at].clone();
                row[id] = format!("{}-twin", row[id]);
                rows.push(row);
            }
            _ => {}
        }
    }
    rows
}

fn shuffled(mut rows: Rows, seed: u64) -> Rows {
    fastrand::Rng::with_seed(seed).shuffle(&mut rows[1..]);
    rows
}

prop_compose! {
    fn orgs()(
        seed: u64,
        (companies, positions) in (1..5_u32).prop_flat_map(|n| (Just(n), 20 * u64::from(n)..150)),
    ) -> Rows {
        generated(seed, positions, companies)
    }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn a_chart_in_another_order_is_the_same_chart(org in orgs(), events in events(), seed: u64) {
        let org = changed(org, &events);
        let on = read_text(&written(&org));
        let again = read_text(&written(&shuffled(org, seed)));
        let told = Told::of(&compared(&on, &again));
        prop_assert!(told.is_nothing(), "{told:?}");
    }

    #[test]
    fn swapped_snapshots_reverse_every_change(org in orgs(), events in events(), seed: u64) {
        let after = shuffled(changed(org.clone(), &events), seed);
        let (old, new) = (read_text(&written(&org)), read_text(&written(&after)));
        let there = Told::of(&compared(&old, &new));
        let back = Told::of(&compared(&new, &old));
        prop_assert_eq!(there.turned(), back);
    }

    #[test]
    fn every_seat_is_matched_added_or_removed(org in orgs(), events in events()) {
        let after = changed(org.clone(), &events);
        let (old, new) = (read_text(&written(&org)), read_text(&written(&after)));
        let diff = compared(&old, &new);
        for (was, is) in diff.pairs.iter() {
            prop_assert_eq!(diff.pairs.old_of(is), Some(was));
        }
        let found = diff.pairs.by_id + diff.pairs.by_place;
        prop_assert_eq!(found, diff.pairs.iter().count());
        // Between seats of both snapshots there is at most one line for each event, and none for seats below
        // one that moved or was renumbered.
        let is_between_known = |aspect: &Aspect| match aspect {
            Aspect::Moved(Boss::Seat(from), Boss::Seat(to)) => {
                diff.pairs.new_of(*from).is_some() && diff.pairs.old_of(*to).is_some()
            }
            _ => false,
        };
        let moved = diff.seats.iter().filter(|one| one.has(is_between_known));
        prop_assert!(moved.count() <= events.len());
    }
}
