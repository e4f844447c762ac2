//! Which seat is meant by what a row says of its manager, where that is not simply an id.
//!
//! Only what no id answers is looked up here, so that a chart of ten million seats that names managers
//! by id pays nothing for it: the texts wanted are collected first, then all seats are asked once
//! whether they answer to one of them.

use crate::text::TextMap;
use std::collections::BTreeMap;
use std::sync::Arc;

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
pub enum ManagerMatch {
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
    Several(Arc<[SeatId]>),
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

/// How many forms a text has.
const FORMS: usize = 5;

/// The seats that answer to what the rows say of their managers.
///
/// What answers to a text is worked out once, not for each row that says it: on a chart where everybody has
/// one name and names it, the work would grow with the square of the rows.
pub(super) struct Managers<'b> {
    batches: &'b [Batch],
    /// What was wanted, by chart and text.
    wanted: TextMap<(FileId, &'b str), Wanted>,
    /// The seats that answer to each form of a text, by what.
    answers: Vec<Vec<Answer>>,
    /// Charts whose managers are named by the ids of people rather than of seats.
    by_person: Vec<bool>,
}

/// The forms of a text that was wanted, as indices of [`Managers::answers`].
type Wanted = [u32; FORMS];

/// Seats that answer to a text by one of their keys.
struct Answer {
    by: By,
    seats: Candidates,
    /// Of names, the seats by the order in which theirs is written.
    in_order: TextMap<String, Candidates>,
}

/// Seats, and whether one person is meant by all.
struct Candidates {
    seats: Arc<[SeatId]>,
    is_one_person: bool,
}

/// The seats that have a key in common, as they are met.
type Hits = Vec<(By, SeatId)>;

/// The index of every form of a text that is wanted, in a chart.
type Forms = TextMap<(FileId, Form, String), u32>;

impl<'b> Managers<'b> {
    /// Finds the seats for everything that no id answers.
    pub fn new(batches: &'b [Batch], sources: &Sources, ids: &Ids<'b>) -> Self {
        let mut managers = Managers {
            batches,
            wanted: TextMap::default(),
            answers: Vec::new(),
            by_person: vec![false; sources.files.len()],
        };
        let mut forms = Forms::default();
        let has_people: Vec<_> = sources
            .files
            .iter()
            .map(|file| file.gives(Field::PersonId))
            .collect();
        let asking = batches.iter().flat_map(Batch::positions);
        for position in asking.filter(|position| !position.is_ragged) {
            let chart = sources.chart_of(position.file);
            let answered = |text: &'b str| {
                !has_people[position.file.0 as usize] && ids.get(&(chart, key(text))).is_some()
            };
            let mut want = |text: &'b str| {
                if text.is_empty() || managers.wanted.contains_key(&(chart, text)) {
                    return;
                }
                let wanted = forms_of(text).map(|(form, text)| {
                    let next = forms.len() as u32;
                    *forms.entry((chart, form, text)).or_insert(next)
                });
                managers.wanted.insert((chart, text), wanted);
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
            let hits = managers.ask_everybody(sources, &forms);
            managers.find_charts_by_person(&hits);
            let mut charts = vec![FileId::default(); forms.len()];
            for ((chart, ..), form) in &forms {
                charts[*form as usize] = *chart;
            }
            let answers = hits.into_iter().zip(charts);
            managers.answers = answers
                .map(|(hits, chart)| answers_of(hits, chart, ids))
                .collect();
        }
        managers
    }

    fn ask_everybody(&self, sources: &Sources, forms: &Forms) -> Vec<Hits> {
        let mut hits: Vec<Hits> = vec![Vec::new(); forms.len()];
        for (seat, position) in numbered(self.batches) {
            let chart = sources.chart_of(position.file);
            let mut answer = |form, text: String, by| {
                let wanted = match text.as_str() {
                    "" => None,
                    _ => forms.get(&(chart, form, text)),
                };
                if let Some(wanted) = wanted {
                    let hits = &mut hits[*wanted as usize];
                    let of_seat = hits.iter().rev().take_while(|(_, known)| *known == seat);
                    if !of_seat.clone().any(|(known, _)| *known == by) {
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
        hits
    }

    /// Where a file has ids of seats and of people, the managers are named by those that answer more.
    fn find_charts_by_person(&mut self, hits: &[Hits]) {
        let mut counts = vec![(0_u64, 0_u64); self.by_person.len()];
        for ((chart, _), wanted) in &self.wanted {
            // Ids answer to the exact form alone.
            let exact = &hits[wanted[0] as usize];
            let any = |by| u64::from(exact.iter().any(|(of, _)| *of == by));
            let (seats, people) = &mut counts[chart.0 as usize];
            *seats += any(By::Id);
            *people += any(By::PersonId);
        }
        for (by_person, (seats, people)) in self.by_person.iter_mut().zip(counts) {
            *by_person = people > seats;
        }
    }

    /// The seat that a text stands for, as said by the row of `asking`.
    pub fn find(&self, asking: SeatId, chart: FileId, text: &str, ids: &Ids<'_>) -> ManagerMatch {
        let Some(wanted) = self.wanted.get(&(chart, text)) else {
            let exact: IdKey<'_> = (chart, key(text));
            return match ids.get(&exact) {
                Some(seat) => ManagerMatch::One {
                    seat,
                    by: By::Id,
                    has_others: false,
                },
                None => ManagerMatch::Nobody,
            };
        };
        let answers = wanted.iter().flat_map(|form| &self.answers[*form as usize]);
        let mut answers: Vec<&Answer> = answers.collect();
        let by_person = self.by_person[chart.0 as usize];
        answers.sort_by_key(|answer| (by_person && answer.by != By::PersonId, answer.by));
        let mut several = ManagerMatch::Nobody;
        for answer in answers {
            // What is left of a name must leave no doubt.
            if answer.by == By::LooseName && several != ManagerMatch::Nobody {
                continue;
            }
            match answer.choose(asking, text) {
                ManagerMatch::Several(seats) if several == ManagerMatch::Nobody => {
                    several = ManagerMatch::Several(seats);
                }
                one @ ManagerMatch::One { .. } => return one,
                _ => {}
            }
        }
        several
    }
}

impl Answer {
    /// Several seats of one person lead to that person all the same: the first that is not the one that asks.
    fn choose(&self, asking: SeatId, text: &str) -> ManagerMatch {
        // Written in the same order it is likelier the same name.
        let in_order = match self.in_order.is_empty() {
            true => None,
            false => self.in_order.get(&name_in_order(name_in_entry(text))),
        };
        let Candidates {
            seats,
            is_one_person,
        } = in_order.unwrap_or(&self.seats);
        if !is_one_person {
            return ManagerMatch::Several(Arc::clone(seats));
        }
        let other = seats.iter().find(|seat| **seat != asking);
        match other.or(seats.first()) {
            Some(seat) => ManagerMatch::One {
                seat: *seat,
                by: self.by,
                has_others: seats.len() > 1,
            },
            None => ManagerMatch::Nobody,
        }
    }
}

/// The seats that answer to one form of a text, by what they do.
fn answers_of(hits: Hits, chart: FileId, ids: &Ids<'_>) -> Vec<Answer> {
    let mut tiers: BTreeMap<By, Vec<SeatId>> = BTreeMap::new();
    for (by, seat) in hits {
        tiers.entry(by).or_default().push(seat);
    }
    let answers = tiers.into_iter().map(|(by, mut seats)| {
        settle(&mut seats, chart, ids);
        let mut in_order: TextMap<String, Candidates> = TextMap::default();
        if by == By::Name && seats.len() > 1 {
            let mut orders: TextMap<String, Vec<SeatId>> = TextMap::default();
            for seat in &seats {
                let name = name_in_order(ids.position(*seat).incumbent);
                orders.entry(name).or_default().push(*seat);
            }
            let orders = orders.into_iter();
            in_order = orders
                .map(|(name, seats)| (name, Candidates::of(by, seats, ids)))
                .collect();
        }
        Answer {
            by,
            seats: Candidates::of(by, seats, ids),
            in_order,
        }
    });
    answers.collect()
}

/// Of seats that answer alike the living before the eliminated, of one that people share the first.
fn settle(seats: &mut Vec<SeatId>, chart: FileId, ids: &Ids<'_>) {
    let living = |seat: &SeatId| ids.position(*seat).status != Status::Eliminated;
    if seats.iter().any(living) {
        seats.retain(living);
    }
    for seat in seats.iter_mut() {
        let here = ids.position(*seat);
        if !here.id.is_empty() && !here.id_is_placeholder {
            *seat = ids.get(&(chart, key(here.id))).unwrap_or(*seat);
        }
    }
    seats.sort_unstable();
    seats.dedup();
}

impl Candidates {
    fn of(by: By, seats: Vec<SeatId>, ids: &Ids<'_>) -> Candidates {
        let is_one_person = match by {
            _ if seats.len() < 2 => true,
            By::Id | By::LooseId => false,
            By::Name | By::LooseName => {
                let first = ids.position(seats[0]);
                let mut others = seats.iter().map(|seat| ids.position(*seat));
                others.all(|other| is_same_person(&first, &other))
            }
            _ => true,
        };
        Candidates {
            seats: seats.into(),
            is_one_person,
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
fn forms_of(text: &str) -> [(Form, String); FORMS] {
    [
        (Form::Exact, key(text).into_owned()),
        (Form::Loose, loose_key(text)),
        (Form::Folded, text.trim().to_lowercase()),
        (Form::Name, sorted_name(name_in_entry(text))),
        (Form::LooseName, short_name(name_in_entry(text))),
    ]
}
