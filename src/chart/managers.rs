//! Which seat is meant by what a row says of its manager, where that is not simply an id.
//!
//! Only what no id answers is looked up here, so that a chart of ten million seats that names managers
//! by id pays nothing for it: the texts wanted are collected first, then all seats are asked once
//! whether they answer to one of them.

use rustc_hash::FxHashMap;

use super::identity::{key, loose_key};
use super::ids::{IdKey, Ids};
use super::names::{name_in_entry, name_in_order, short_name, sorted_name};
use super::seat::{SeatId, numbered};
use crate::model::{Batch, Field, FileId, Position, Status};
use crate::read::Sources;

/// By what a manager was found, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// The id of the seat.
    Id,
    /// The id of the person.
    PersonId,
    /// The e-mail address.
    Email,
    /// The name used for signing in.
    UserName,
    /// The entry in a directory.
    DistinguishedName,
    /// The name of the person.
    Name,
    /// The first and the last of the person's names, where one of the two has more.
    LooseName,
    /// The id of the seat or the person, but for case or leading zeros.
    LooseId,
}

impl By {
    /// What it is called in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            By::Id => "id",
            By::PersonId => "id of the person",
            By::Email => "e-mail address",
            By::UserName => "user name",
            By::DistinguishedName => "distinguished name",
            By::Name => "name",
            By::LooseName => "first and last name",
            By::LooseId => "id in other case or with other zeros",
        }
    }
}

/// What became of looking for a manager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// One seat.
    One {
        /// The seat.
        seat: SeatId,
        /// By what it was found.
        by: By,
        /// Whether the same person has other seats too.
        has_others: bool,
    },
    /// Several people, none likelier than the others.
    Several(Vec<SeatId>),
    /// Nobody.
    Nobody,
}

/// In which form a text is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    Exact,
    Loose,
    /// An address or a login: case does not matter.
    Folded,
    Name,
    LooseName,
}

/// The seats that answer to what the rows say of their managers.
pub(super) struct Managers<'b> {
    batches: &'b [Batch],
    /// What was wanted, by chart and text.
    wanted: FxHashMap<(FileId, &'b str), u32>,
    hits: Vec<Vec<(By, SeatId)>>,
    /// Charts whose managers are named by the ids of people rather than of seats.
    by_person: Vec<bool>,
}

impl<'b> Managers<'b> {
    /// Finds the seats for everything that no id answers.
    pub fn new(batches: &'b [Batch], sources: &Sources, ids: &Ids<'b>) -> Self {
        let mut managers = Managers {
            batches,
            wanted: FxHashMap::default(),
            hits: Vec::new(),
            by_person: vec![false; sources.files.len()],
        };
        let mut forms: FxHashMap<(FileId, Form, String), Vec<u32>> = FxHashMap::default();
        let has_people: Vec<_> = sources
            .files
            .iter()
            .map(|file| file.gives(Field::PersonId))
            .collect();
        for position in batches.iter().flat_map(Batch::positions) {
            let chart = sources.chart_of(position.file);
            let answered = |text: &'b str| {
                !has_people[position.file.0 as usize] && ids.get(&(chart, key(text))).is_some()
            };
            let mut want = |text: &'b str| {
                let next = managers.hits.len() as u32;
                if text.is_empty() || managers.wanted.contains_key(&(chart, text)) {
                    return;
                }
                managers.wanted.insert((chart, text), next);
                managers.hits.push(Vec::new());
                for (form, text) in forms_of(text) {
                    forms.entry((chart, form, text)).or_default().push(next);
                }
            };
            if !answered(position.reports_to) {
                want(position.reports_to);
                parts_of(position.reports_to).for_each(&mut want);
                position.manager_keys.lines().for_each(&mut want);
            }
            for dotted in position.dotted_line.lines() {
                if !answered(dotted) {
                    want(dotted);
                }
            }
        }
        if !forms.is_empty() {
            managers.ask_everybody(sources, &forms);
            managers.find_charts_by_person();
        }
        managers
    }

    fn ask_everybody(
        &mut self,
        sources: &Sources,
        forms: &FxHashMap<(FileId, Form, String), Vec<u32>>,
    ) {
        for (seat, position) in numbered(self.batches) {
            let chart = sources.chart_of(position.file);
            let mut answer = |form, text: String, by| {
                if text.is_empty() {
                    return;
                }
                for wanted in forms.get(&(chart, form, text)).into_iter().flatten() {
                    let hits = &mut self.hits[*wanted as usize];
                    if !hits.contains(&(by, seat)) {
                        hits.push((by, seat));
                    }
                }
            };
            if !position.id_is_placeholder {
                answer(Form::Exact, key(position.id).into_owned(), By::Id);
                answer(Form::Loose, loose_key(position.id), By::LooseId);
            }
            let person = position.text(Field::PersonId);
            answer(Form::Exact, key(person).into_owned(), By::PersonId);
            answer(Form::Loose, loose_key(person), By::LooseId);
            for (field, by) in [
                (Field::Email, By::Email),
                (Field::UserName, By::UserName),
                (Field::DistinguishedName, By::DistinguishedName),
            ] {
                answer(Form::Folded, position.text(field).to_lowercase(), by);
            }
            answer(Form::Name, sorted_name(position.incumbent), By::Name);
            answer(
                Form::LooseName,
                short_name(position.incumbent),
                By::LooseName,
            );
        }
    }

    /// Where a file has ids of seats and of people, the managers are named by those that answer more.
    fn find_charts_by_person(&mut self) {
        let mut counts = vec![(0_u64, 0_u64); self.by_person.len()];
        for ((chart, _), wanted) in &self.wanted {
            let hits = &self.hits[*wanted as usize];
            let any = |by| u64::from(hits.iter().any(|(of, _)| *of == by));
            let (seats, people) = &mut counts[chart.0 as usize];
            *seats += any(By::Id);
            *people += any(By::PersonId);
        }
        for (by_person, (seats, people)) in self.by_person.iter_mut().zip(counts) {
            *by_person = people > seats;
        }
    }

    /// The seat that a text stands for, as said by the row of `asking`.
    pub fn find(&self, asking: SeatId, chart: FileId, text: &str, ids: &Ids<'_>) -> Found {
        let Some(wanted) = self.wanted.get(&(chart, text)) else {
            let exact: IdKey<'_> = (chart, key(text));
            return match ids.get(&exact) {
                Some(seat) => Found::One {
                    seat,
                    by: By::Id,
                    has_others: false,
                },
                None => Found::Nobody,
            };
        };
        let hits = &self.hits[*wanted as usize];
        let mut tiers: Vec<By> = hits.iter().map(|(by, _)| *by).collect();
        tiers.sort_unstable();
        tiers.dedup();
        if self.by_person[chart.0 as usize] {
            tiers.sort_by_key(|by| *by != By::PersonId);
        }
        let mut several = Found::Nobody;
        for by in tiers {
            // What is left of a name must leave no doubt.
            if by == By::LooseName && several != Found::Nobody {
                continue;
            }
            let seats: Vec<SeatId> = hits
                .iter()
                .filter(|(of, _)| *of == by)
                .map(|(_, seat)| *seat)
                .collect();
            match self.choose(asking, by, text, seats, chart, ids) {
                Found::Several(seats) if several == Found::Nobody => {
                    several = Found::Several(seats);
                }
                one @ Found::One { .. } => return one,
                _ => {}
            }
        }
        several
    }

    /// Of seats that answer alike: the living before the eliminated, of one that people share the first.
    /// Several seats of one person lead to that person all the same: the first that is not the one that
    /// asks.
    fn choose(
        &self,
        asking: SeatId,
        by: By,
        text: &str,
        mut seats: Vec<SeatId>,
        chart: FileId,
        ids: &Ids<'_>,
    ) -> Found {
        let position = |seat: SeatId| ids.position(seat);
        let living = |seat: &SeatId| position(*seat).status != Status::Eliminated;
        if seats.iter().any(living) {
            seats.retain(living);
        }
        for seat in &mut seats {
            let here = position(*seat);
            if !here.id.is_empty() && !here.id_is_placeholder {
                *seat = ids.get(&(chart, key(here.id))).unwrap_or(*seat);
            }
        }
        seats.sort_unstable();
        seats.dedup();
        if by == By::Name && seats.len() > 1 {
            // Written in the same order it is likelier the same name.
            let same = |seat: &SeatId| {
                name_in_order(position(*seat).incumbent) == name_in_order(name_in_entry(text))
            };
            if seats.iter().any(same) {
                seats.retain(same);
            }
        }
        let is_one_person = match by {
            By::Id | By::LooseId => seats.len() == 1,
            By::Name | By::LooseName => {
                let first = position(seats[0]);
                seats
                    .iter()
                    .all(|seat| is_same_person(&first, &position(*seat)))
            }
            _ => true,
        };
        if seats.len() > 1 && !is_one_person {
            return Found::Several(seats);
        }
        let other = seats.iter().find(|seat| **seat != asking);
        Found::One {
            seat: other.copied().unwrap_or(seats[0]),
            by,
            has_others: seats.len() > 1,
        }
    }
}

/// The managers that a cell names where it names several; none where it names one. A comma parts ids, which
/// have digits, but stands within a name.
pub(super) fn parts_of(named: &str) -> impl Iterator<Item = &str> {
    let has_digit = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
    let signs: &[char] = if named.contains([';', '|', '\n']) {
        &[';', '|', '\n']
    } else if named.split(',').all(has_digit) {
        &[',']
    } else {
        &[]
    };
    let parts = named.split(signs).map(str::trim);
    parts.filter(move |part| !signs.is_empty() && !part.is_empty())
}

/// Whether two seats of one name have a key that says that they are held by one person.
fn is_same_person(one: &Position<'_>, other: &Position<'_>) -> bool {
    Field::KEYS.iter().any(|field| {
        let (one, other) = (one.text(*field), other.text(*field));
        !one.is_empty() && one.to_lowercase() == other.to_lowercase()
    })
}

/// Every form in which what a row says could be the key of a seat.
fn forms_of(text: &str) -> [(Form, String); 5] {
    [
        (Form::Exact, key(text).into_owned()),
        (Form::Loose, loose_key(text)),
        (Form::Folded, text.trim().to_lowercase()),
        (Form::Name, sorted_name(name_in_entry(text))),
        (Form::LooseName, short_name(name_in_entry(text))),
    ]
}
