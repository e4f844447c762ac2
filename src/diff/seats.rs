//! Tells how each seat changed.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::Both;
use super::fields::Fields;
use super::place::{Boss, boss, exists, unit};
use super::units::Renamed;
use crate::audit::Incumbency;
use crate::chart::{Chart, Line, SeatId, id_key, sorted_name};
use crate::model::{Field, Position, Rank, RoleId, Tenure, Verdict};
use crate::text::squeeze;

/// How one seat changed: it was added, it was removed, or aspects of it changed.
#[derive(Clone, Debug)]
pub struct SeatChange {
    /// The seat in the old snapshot; `None` if it was added.
    pub old: Option<SeatId>,
    /// The seat in the new snapshot; `None` if it was removed.
    pub new: Option<SeatId>,
    /// What changed in a seat that both snapshots have.
    pub aspects: Vec<Aspect>,
}

/// What can change in a seat. For aspects without values, the charts hold the old and the new cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// It has another title.
    Retitled,
    /// It has another id.
    Renumbered,
    /// It reports to another seat: from one to the other.
    Moved(Boss, Boss),
    /// It belongs to another entity.
    Entity,
    /// It belongs to another department, and the department was not just renamed.
    Department,
    /// Its place of work changed.
    Location,
    /// Its level changed.
    Level,
    /// Its row declares another headcount: the old and the new one.
    Size(Option<u32>, Option<u32>),
    /// Its dotted lines changed.
    Dotted {
        /// Seats of the new snapshot to which a line was added.
        gained: Vec<SeatId>,
        /// Seats of the old snapshot to which a line was removed.
        lost: Vec<SeatId>,
    },
    /// How firmly it is held changed, such as from `vacant` to `interim`.
    Standing(&'static str, &'static str),
    /// Days from the audit date until its holder leaves: old and new.
    Ends(Option<u16>, Option<u16>),
    /// Somebody else holds it.
    Incumbent,
    /// Its duty text changed.
    Duties,
    /// Its roles changed: the old and the new ones.
    Roles(Vec<RoleId>, Vec<RoleId>),
    /// Its rank changed: the old and the new one.
    Rank(Rank, Rank),
    /// Its focus changed; the verdicts hold the old and the new one.
    Focus,
}

impl Aspect {
    /// The name in output.
    pub fn name(&self) -> &'static str {
        match self {
            Aspect::Retitled => "retitled",
            Aspect::Renumbered => "renumbered",
            Aspect::Moved(..) => "moved",
            Aspect::Entity => "entity",
            Aspect::Department => "department",
            Aspect::Location => "location",
            Aspect::Level => "level",
            Aspect::Size(..) => "size",
            Aspect::Dotted { .. } => "dotted-line",
            Aspect::Standing(..) => "standing",
            Aspect::Ends(..) => "ends",
            Aspect::Incumbent => "incumbent",
            Aspect::Duties => "duties",
            Aspect::Roles(..) => "roles",
            Aspect::Rank(..) => "rank",
            Aspect::Focus => "focus",
        }
    }

    /// Whether the aspect is part of rolecall's verdict, not a cell of the row.
    pub fn is_verdict(&self) -> bool {
        matches!(self, Aspect::Roles(..) | Aspect::Rank(..) | Aspect::Focus)
    }
}

impl SeatChange {
    /// Whether only rolecall's verdict changed.
    pub fn is_verdict_only(&self) -> bool {
        !self.aspects.is_empty() && self.aspects.iter().all(Aspect::is_verdict)
    }

    /// Whether the seat was added, was removed, or changed in this way.
    pub fn has(&self, wanted: impl Fn(&Aspect) -> bool) -> bool {
        self.aspects.iter().any(wanted)
    }
}

/// All changes of seats, in the order of the new snapshot, with removed seats at the end. Seats of an entity
/// that was added or removed as a whole are not listed.
pub(super) fn changes(both: &Both<'_>, fields: &Fields, renamed: &Renamed) -> Vec<SeatChange> {
    let [old, new] = [&both.old.on.chart, &both.new.on.chart];
    let entities = &both.pairs.entities;
    let mut changes = Vec::new();
    for seat in new.seats().filter(|seat| exists(new, *seat)) {
        let before = both.pairs.old_of(seat);
        let left_out = both.new.is_ignored(seat);
        match before.filter(|before| exists(old, *before)) {
            Some(before) => {
                if left_out && both.old.is_ignored(before) {
                    continue;
                }
                let aspects = aspects(both, fields, renamed, before, seat);
                if !aspects.is_empty() {
                    changes.push(SeatChange {
                        old: Some(before),
                        new: Some(seat),
                        aspects,
                    });
                }
            }
            None if left_out || entities.old_of(new.entity_of(seat)).is_none() => {}
            None => changes.push(SeatChange {
                old: None,
                new: Some(seat),
                aspects: Vec::new(),
            }),
        }
    }
    for seat in old.seats().filter(|seat| exists(old, *seat)) {
        let after = both.pairs.new_of(seat);
        let gone = after.is_none_or(|after| !exists(new, after));
        let listed = entities.new_of(old.entity_of(seat)).is_some();
        if gone && listed && !both.old.is_ignored(seat) {
            changes.push(SeatChange {
                old: Some(seat),
                new: None,
                aspects: Vec::new(),
            });
        }
    }
    changes
}

fn aspects(
    both: &Both<'_>,
    fields: &Fields,
    renamed: &Renamed,
    before: SeatId,
    after: SeatId,
) -> Vec<Aspect> {
    let [old, new] = [&both.old.on.chart, &both.new.on.chart];
    let (was, is) = (old.position(before), new.position(after));
    let mut aspects = Vec::new();
    if differ(was.title, is.title) {
        aspects.push(Aspect::Retitled);
    }
    if super::pairs::has_id(&was) && super::pairs::has_id(&is) && id_key(was.id) != id_key(is.id) {
        aspects.push(Aspect::Renumbered);
    }
    if fields.lines {
        aspects.extend(moved(both, before, after));
    }
    let entity = new.entity_of(after);
    if both.pairs.entities.new_of(old.entity_of(before)) != Some(entity) {
        aspects.push(Aspect::Entity);
    }
    if fields.has(Field::Department) && unit(was.department) != unit(is.department) {
        let names = (entity, unit(was.department), unit(is.department));
        if !renamed.contains(&names) {
            aspects.push(Aspect::Department);
        }
    }
    if fields.has(Field::Location) && differ(was.location, is.location) {
        aspects.push(Aspect::Location);
    }
    if fields.has(Field::Level) && differ(was.level, is.level) {
        aspects.push(Aspect::Level);
    }
    // The headcount is that of the company, so a change is reported once, on the seat at the top.
    let is_top = boss(new, after) == Boss::Top;
    if fields.has(Field::Size) && is_top && was.size != is.size {
        aspects.push(Aspect::Size(was.size, is.size));
    }
    if fields.has(Field::DottedLine) {
        aspects.extend(dotted(both, before, after));
    }
    let [from, to] = [
        standing(&was, both.old.on.verdict(before)),
        standing(&is, both.new.on.verdict(after)),
    ];
    let say_standing = fields.has(Field::Status) && fields.has(Field::Tenure);
    if from != to && say_standing {
        aspects.push(Aspect::Standing(from, to));
    }
    if was.ends_in != is.ends_in && fields.has(Field::End) {
        aspects.push(Aspect::Ends(was.ends_in, is.ends_in));
    }
    let is_named = [was, is].map(|here| !here.incumbent.is_empty());
    let is_emptied = fields.names && is_named[0] != is_named[1] && from == to;
    if is_emptied || is_another(&was, &is) {
        aspects.push(Aspect::Incumbent);
    }
    if fields.has(Field::Responsibilities) && differ(was.responsibilities, is.responsibilities) {
        aspects.push(Aspect::Duties);
    }
    aspects.extend(verdicts(both, before, after));
    aspects
}

/// Whether two texts differ in more than case, accents, blanks and punctuation.
fn differ(one: &str, other: &str) -> bool {
    one != other && squeeze(one) != squeeze(other)
}

fn moved(both: &Both<'_>, before: SeatId, after: SeatId) -> Option<Aspect> {
    let [old, new] = [&both.old.on.chart, &both.new.on.chart];
    let (from, to) = (boss(old, before), boss(new, after));
    let [was, is] = [old.position(before), new.position(after)];
    let is_as_written = id_key(was.reports_to) == id_key(is.reports_to);
    let is_same = match (from, to) {
        (Boss::Absent, Boss::Absent) => {
            let named = |chart: &Chart, seat| squeeze(chart.position(seat).reports_to);
            named(old, before) == named(new, after)
        }
        // The cell is the same. That the manager was added or removed is reported on the manager's seat.
        (Boss::Seat(boss), Boss::Absent) => is_as_written && both.pairs.new_of(boss).is_none(),
        (Boss::Absent, Boss::Seat(boss)) => is_as_written && both.pairs.old_of(boss).is_none(),
        _ => {
            from.map(|boss| both.pairs.token_of_old(boss))
                == to.map(|boss| both.pairs.token_of_new(boss))
        }
    };
    (!is_same).then_some(Aspect::Moved(from, to))
}

fn dotted(both: &Both<'_>, before: SeatId, after: SeatId) -> Option<Aspect> {
    let to = |chart: &Chart, seat| -> Vec<SeatId> {
        let managers = chart.managers(seat);
        let dotted = managers.filter(|(_, line)| *line == Line::Dotted);
        dotted.map(|(manager, _)| manager).collect()
    };
    let old = to(&both.old.on.chart, before);
    let new = to(&both.new.on.chart, after);
    let of_old = |seat: &SeatId| both.pairs.token_of_old(*seat);
    let of_new = |seat: &SeatId| both.pairs.token_of_new(*seat);
    let old_tokens: FxHashSet<usize> = old.iter().map(of_old).collect();
    let new_tokens: FxHashSet<usize> = new.iter().map(of_new).collect();
    let gained = new
        .into_iter()
        .filter(|seat| !old_tokens.contains(&of_new(seat)));
    let gained: Vec<_> = gained.collect();
    let lost = old
        .into_iter()
        .filter(|seat| !new_tokens.contains(&of_old(seat)));
    let lost: Vec<_> = lost.collect();
    (!gained.is_empty() || !lost.is_empty()).then_some(Aspect::Dotted { gained, lost })
}

/// How firmly a seat is held, in one word.
fn standing(here: &Position<'_>, verdict: Option<&Verdict>) -> &'static str {
    let plain = Verdict::default();
    match Incumbency::of(here, verdict.unwrap_or(&plain)) {
        Incumbency::Permanent if here.tenure == Tenure::Contract => CONTRACT,
        standing => standing.name(),
    }
}

const CONTRACT: &str = "contract";

/// Whether another person holds the seat: by the persons' ids if both are given, otherwise by name.
fn is_another(was: &Position<'_>, is: &Position<'_>) -> bool {
    let ids = [was, is].map(|here| here.text(Field::PersonId));
    let names = [was, is].map(|here| here.incumbent);
    match (ids, names) {
        ([one, other], _) if !one.is_empty() && !other.is_empty() => id_key(one) != id_key(other),
        (_, [one, other]) if one == other || one.is_empty() || other.is_empty() => false,
        (_, [one, other]) => sorted_name(one) != sorted_name(other),
    }
}

/// What changed in rolecall's verdict on the seat.
fn verdicts(both: &Both<'_>, before: SeatId, after: SeatId) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    let verdicts = (both.old.on.verdict(before), both.new.on.verdict(after));
    let roles = |verdict: Option<&Verdict>| {
        let held = verdict.into_iter().flat_map(|verdict| &verdict.roles);
        let held: BTreeSet<_> = held.map(|held| held.role).collect();
        Vec::from_iter(held)
    };
    let (from, to) = (roles(verdicts.0), roles(verdicts.1));
    if from != to {
        aspects.push(Aspect::Roles(from, to));
    }
    let rank = (
        both.old.on.sketch(before).rank,
        both.new.on.sketch(after).rank,
    );
    if rank.0 != rank.1 {
        aspects.push(Aspect::Rank(rank.0, rank.1));
    }
    if let (Some(was), Some(is)) = verdicts
        && was.focus != is.focus
    {
        aspects.push(Aspect::Focus);
    }
    aspects
}
