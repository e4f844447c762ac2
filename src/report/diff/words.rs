//! Puts the changes between two snapshots into words. The text and Markdown formats lay them out.

use crate::chart::{EntityId, SeatId};
use crate::classify::ClassifiedChart;
use crate::diff::{
    AreaChange, AreaMove, Aspect, Boss, CoverageChange, DepartmentRenamed, EntityChange, SeatChange,
};
use crate::model::RoleId;
use crate::report::words::{counted, plain, titled};
use crate::report::{Diffed, words};

/// Changes of one kind, under a heading.
pub(in crate::report) struct Section {
    pub heading: String,
    pub lines: Vec<WordedChange>,
}

/// One change.
pub(in crate::report) struct WordedChange {
    pub sign: Sign,
    /// The seat, entity or side that changed.
    pub what: String,
    /// How it changed.
    pub said: String,
    /// Whether the change is about an officer of one of the two sides. Such changes come first and are always
    /// shown.
    pub is_officers: bool,
}

/// Whether something was added, removed or changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Sign {
    Added,
    Removed,
    Changed,
}

impl Sign {
    /// The sign in front of a line.
    pub fn mark(self) -> char {
        match self {
            Sign::Added => '+',
            Sign::Removed => '-',
            Sign::Changed => '~',
        }
    }
}

/// Collects all changes: of entities, of the seats of each entity, of verdicts, of coverage. Empty sections
/// are left out.
pub(in crate::report) fn sections(diffed: Diffed<'_>, show_names: bool) -> Vec<Section> {
    let diff = diffed.diff;
    let words = Words { diffed, show_names };
    let entities = diff.entities.iter().map(|change| words.entity(change));
    let departments = diff.departments.iter().map(|one| words.department(one));
    let mut sections = vec![Section {
        heading: "Entities and departments".to_owned(),
        lines: entities.chain(departments).collect(),
    }];
    sections.extend(words.seats());
    let verdicts = diff.seats.iter().filter(|one| one.is_verdict_only());
    sections.push(Section {
        heading: "Verdicts on seats whose rows are the same".to_owned(),
        lines: verdicts.map(|change| words.seat(change)).collect(),
    });
    let sides = diff.coverage.iter().map(|change| words.side(change));
    let areas = diff.areas.iter().map(|change| words.area(change));
    sections.push(Section {
        heading: "Coverage".to_owned(),
        lines: sides.chain(areas).collect(),
    });
    sections.retain(|section| !section.lines.is_empty());
    for section in &mut sections {
        section
            .lines
            .sort_by_key(|line| (line.sign, !line.is_officers));
    }
    sections
}

/// Says how the snapshots were compared, and what could not be compared, in sentences.
pub(in crate::report) fn summary(diffed: Diffed<'_>) -> Vec<String> {
    let diff = diffed.diff;
    let seats = |on: &ClassifiedChart| -> usize {
        on.chart
            .entities()
            .map(|(_, entity)| entity.seats.len())
            .sum()
    };
    let (before, after) = (seats(diffed.old), seats(diffed.new));
    let (by_id, by_place) = (diff.pairs.by_id, diff.pairs.by_place);
    let found = by_id + by_place;
    let found_by = match by_place {
        0 => String::new(),
        _ => format!(" ({by_id} by id, {by_place} by place)"),
    };
    let mut lines = vec![format!(
        "{} before, {after} now: {found} the same{found_by}, {} gone, {} new",
        counted(before, "seat"),
        before.saturating_sub(found),
        after.saturating_sub(found),
    )];
    let [old, new] = diff.pairs.ambiguous;
    if old + new > 0 {
        lines.push(format!(
            "{old} of the old seats and {new} of the new seats look the same, so they could not be matched"
        ));
    }
    if !diff.fields.in_one_only.is_empty() {
        let fields = diff.fields.in_one_only.iter();
        let fields: Vec<_> = fields.map(|field| field.name()).collect();
        lines.push(format!(
            "not compared, because only one of the two gives it: {}",
            fields.join(", ")
        ));
    }
    lines
}

/// Counts the changes and findings, in a sentence.
pub(in crate::report) fn counts(diffed: Diffed<'_>) -> String {
    let diff = diffed.diff;
    if diff.changes() + diff.new.len() + diff.fixed.len() + diff.findings.len() == 0 {
        return "no change".to_owned();
    }
    let changes = counted(diff.changes(), "change");
    let findings = [
        (diff.findings.len(), "on changes"),
        (diff.new.len(), "new"),
        (diff.fixed.len(), "fixed"),
    ];
    let findings = findings.iter().filter(|(count, _)| *count > 0);
    let findings = findings.map(|(count, what)| format!("{count} {what}"));
    match findings.collect::<Vec<_>>() {
        none if none.is_empty() => format!("{changes}, no finding new or fixed"),
        some => format!("{changes}; findings: {}", some.join(", ")),
    }
}

struct Words<'a> {
    diffed: Diffed<'a>,
    show_names: bool,
}

impl Words<'_> {
    fn old_seat(&self, seat: SeatId) -> String {
        titled(&self.diffed.old.chart.position(seat))
    }

    fn new_seat(&self, seat: SeatId) -> String {
        titled(&self.diffed.new.chart.position(seat))
    }

    fn old_entity(&self, entity: EntityId) -> String {
        plain(&self.diffed.old.chart.entity(entity).name).into_owned()
    }

    fn new_entity(&self, entity: EntityId) -> String {
        plain(&self.diffed.new.chart.entity(entity).name).into_owned()
    }

    fn entity(&self, change: &EntityChange) -> WordedChange {
        let seats =
            |on: &ClassifiedChart, entity| counted(on.chart.entity(entity).seats.len(), "seat");
        match *change {
            EntityChange::Added(entity) => WordedChange {
                sign: Sign::Added,
                is_officers: false,
                what: self.new_entity(entity),
                said: format!("added with {}", seats(self.diffed.new, entity)),
            },
            EntityChange::Removed(entity) => WordedChange {
                sign: Sign::Removed,
                is_officers: false,
                what: self.old_entity(entity),
                said: format!("removed; it had {}", seats(self.diffed.old, entity)),
            },
            EntityChange::Renamed(was, is) => WordedChange {
                sign: Sign::Changed,
                is_officers: false,
                what: self.new_entity(is),
                said: format!("was called {}", self.old_entity(was)),
            },
        }
    }

    fn department(&self, renamed: &DepartmentRenamed) -> WordedChange {
        WordedChange {
            sign: Sign::Changed,
            is_officers: false,
            what: format!(
                "department {} of {}",
                plain(&renamed.to),
                self.new_entity(renamed.entity)
            ),
            said: format!(
                "was called {} ({})",
                plain(&renamed.from),
                counted(renamed.seats, "seat")
            ),
        }
    }

    /// The changes of seats. There is a section for each entity if there are several.
    fn seats(&self) -> Vec<Section> {
        let diff = self.diffed.diff;
        let pairs = &diff.pairs.entities;
        let mut of_old: Vec<Vec<&SeatChange>> = Vec::new();
        let mut of_new: Vec<Vec<&SeatChange>> = Vec::new();
        of_old.resize_with(self.diffed.old.chart.entities().len(), Vec::new);
        of_new.resize_with(self.diffed.new.chart.entities().len(), Vec::new);
        for change in diff.seats.iter().filter(|one| !one.is_verdict_only()) {
            let before = change.old.map(|seat| self.diffed.old.chart.entity_of(seat));
            let of_gone = before.and_then(|entity| pairs.new_of(entity));
            let after = change.new.map(|seat| self.diffed.new.chart.entity_of(seat));
            match (after.or(of_gone), before) {
                (Some(entity), _) => of_new[entity.0 as usize].push(change),
                (None, Some(entity)) => of_old[entity.0 as usize].push(change),
                (None, None) => {}
            }
        }
        let entities = of_new.len().max(of_old.len());
        let heading = |name: String| match entities {
            1 => "Seats".to_owned(),
            _ => format!("Seats of {name}"),
        };
        let section = |name: String, changes: &Vec<&SeatChange>| Section {
            heading: heading(name),
            lines: changes.iter().map(|change| self.seat(change)).collect(),
        };
        let new = (0..).map(EntityId).zip(&of_new);
        let new = new.map(|(entity, changes)| section(self.new_entity(entity), changes));
        let old = (0..).map(EntityId).zip(&of_old);
        let old = old.map(|(entity, changes)| section(self.old_entity(entity), changes));
        new.chain(old).collect()
    }

    /// Whether a seat leads one of the two sides in either snapshot.
    fn is_officers(&self, change: &SeatChange) -> bool {
        let sides = &self.diffed.rules.sides;
        let leads = |on: &ClassifiedChart, seat: Option<SeatId>| {
            let verdict = seat.and_then(|seat| on.verdict(seat));
            let mut held = verdict.into_iter().flat_map(|verdict| &verdict.roles);
            held.any(|held| held.role == sides.internal.role || held.role == sides.external.role)
        };
        leads(self.diffed.old, change.old) || leads(self.diffed.new, change.new)
    }

    fn seat(&self, change: &SeatChange) -> WordedChange {
        let line = self.seat_line(change);
        WordedChange {
            is_officers: self.is_officers(change),
            ..line
        }
    }

    fn seat_line(&self, change: &SeatChange) -> WordedChange {
        let [old, new] = [self.diffed.old, self.diffed.new];
        match (change.old, change.new) {
            (Some(was), Some(is)) => {
                let said = change.aspects.iter().map(|one| self.aspect(one, was, is));
                WordedChange {
                    sign: Sign::Changed,
                    is_officers: false,
                    what: self.new_seat(is),
                    said: said.collect::<Vec<_>>().join("; "),
                }
            }
            (None, Some(is)) => WordedChange {
                sign: Sign::Added,
                is_officers: false,
                what: self.new_seat(is),
                said: match new.chart.manager(is) {
                    Some(boss) => format!("added under {}", self.new_seat(boss)),
                    None => "added".to_owned(),
                },
            },
            (Some(was), None) => WordedChange {
                sign: Sign::Removed,
                is_officers: false,
                what: self.old_seat(was),
                said: match old.chart.manager(was) {
                    Some(boss) => format!("removed; it was under {}", self.old_seat(boss)),
                    None => "removed".to_owned(),
                },
            },
            (None, None) => WordedChange {
                sign: Sign::Changed,
                is_officers: false,
                what: String::new(),
                said: String::new(),
            },
        }
    }

    fn aspect(&self, aspect: &Aspect, before: SeatId, after: SeatId) -> String {
        let [old, new] = [self.diffed.old, self.diffed.new];
        let (was, is) = (old.chart.position(before), new.chart.position(after));
        let from_to = |from: &str, to: &str| format!("{} → {}", or_none(from), or_none(to));
        match aspect {
            Aspect::Retitled => format!("was titled {}", or_none(was.title)),
            Aspect::Renumbered => format!("had the id {}", plain(&was.shown_id())),
            Aspect::Moved(from, to) => {
                let from = self.boss(*from, |seat| self.old_seat(seat));
                let to = self.boss(*to, |seat| self.new_seat(seat));
                format!("moved from {from} to {to}")
            }
            Aspect::Entity => {
                let was = self.old_entity(old.chart.entity_of(before));
                format!("came from {was}")
            }
            Aspect::Department => {
                format!("department {}", from_to(was.department, is.department))
            }
            Aspect::Location => format!("location {}", from_to(was.location, is.location)),
            Aspect::Level => format!("level {}", from_to(was.level, is.level)),
            Aspect::Size(from, to) => {
                let number =
                    |size: &Option<u32>| size.map_or("none".to_owned(), |size| size.to_string());
                format!("declared headcount {} → {}", number(from), number(to))
            }
            Aspect::Dotted { gained, lost } => {
                let gained = gained
                    .iter()
                    .map(|seat| format!("dotted line to {} added", self.new_seat(*seat)));
                let lost = lost
                    .iter()
                    .map(|seat| format!("dotted line to {} removed", self.old_seat(*seat)));
                gained.chain(lost).collect::<Vec<_>>().join("; ")
            }
            Aspect::Standing(_, "vacant") => "became vacant".to_owned(),
            Aspect::Standing("vacant", "permanent") => "was vacant, is filled".to_owned(),
            Aspect::Standing(from, to) => format!("was {from}, is {to}"),
            Aspect::Ends(from, to) => {
                let days = |days: &Option<u16>| match days {
                    None => "without end".to_owned(),
                    Some(days) => format!("in {}", counted(usize::from(*days), "day")),
                };
                format!("ends {}, before: {}", days(to), days(from))
            }
            Aspect::Incumbent if self.show_names => format!(
                "another incumbent: {}",
                from_to(was.incumbent, is.incumbent)
            ),
            Aspect::Incumbent => "another incumbent".to_owned(),
            Aspect::Duties => match (was.responsibilities, is.responsibilities) {
                ("", _) => "duties written".to_owned(),
                (_, "") => "duties taken out".to_owned(),
                _ => "duties rewritten".to_owned(),
            },
            Aspect::Roles(from, to) => {
                format!("role {} → {}", self.roles(from), self.roles(to))
            }
            Aspect::Rank(from, to) => format!("rank {} → {}", from.name(), to.name()),
            Aspect::Focus => {
                let focus = |on: &ClassifiedChart, seat| {
                    let verdict = on.verdict(seat);
                    verdict.map_or("", |verdict| verdict.focus.name())
                };
                format!("focus {} → {}", focus(old, before), focus(new, after))
            }
        }
    }

    fn boss(&self, boss: Boss, seat: impl Fn(SeatId) -> String) -> String {
        match boss {
            Boss::Top => "the top".to_owned(),
            Boss::Seat(boss) => seat(boss),
            Boss::Absent => "somebody not on the chart".to_owned(),
        }
    }

    fn roles(&self, roles: &[RoleId]) -> String {
        let ids = roles
            .iter()
            .map(|role| self.diffed.rules.role(*role).id.as_str());
        let ids: Vec<_> = ids.collect();
        if ids.is_empty() {
            "none".to_owned()
        } else {
            ids.join(" + ")
        }
    }

    fn side(&self, change: &CoverageChange) -> WordedChange {
        let said = |(how, seats): &(&'static str, Vec<SeatId>), name: &dyn Fn(SeatId) -> String| {
            let how = match *how {
                "title" => "by title",
                "in-fact" => "in fact",
                "from-group" => "from the group",
                other => return other.to_owned(),
            };
            format!("{} {how}", several(seats, name))
        };
        WordedChange {
            sign: Sign::Changed,
            is_officers: false,
            what: format!(
                "{}, {}",
                self.new_entity(change.entity.1),
                self.diffed.rules.sides[change.side].label
            ),
            said: format!(
                "{} → {}",
                said(&change.from, &|seat| self.old_seat(seat)),
                said(&change.to, &|seat| self.new_seat(seat))
            ),
        }
    }

    fn area(&self, change: &AreaChange) -> WordedChange {
        let from = several(&change.from, &|seat| self.old_seat(seat));
        let to = several(&change.to, &|seat| self.new_seat(seat));
        let (sign, said) = match change.what {
            AreaMove::Gained => (Sign::Added, format!("now among the duties of {to}")),
            AreaMove::Lost => (
                Sign::Removed,
                format!("no longer among anybody's duties; {from} had it"),
            ),
            AreaMove::Moved => (Sign::Changed, format!("went from {from} to {to}")),
        };
        let area = &self.diffed.rules.areas[usize::from(change.area)].label;
        WordedChange {
            is_officers: false,
            sign,
            what: format!("{}, {area}", self.new_entity(change.entity.1)),
            said,
        }
    }
}

/// Lists seats in a sentence. Only the first ones are named.
fn several(seats: &[SeatId], name: &dyn Fn(SeatId) -> String) -> String {
    let named: Vec<_> = seats
        .iter()
        .take(MOST_NAMED)
        .map(|seat| name(*seat))
        .collect();
    let named = named.join(", ");
    match seats.len().saturating_sub(MOST_NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// The most seats that are named in one line.
const MOST_NAMED: usize = 3;

fn or_none(text: &str) -> String {
    match text.trim() {
        "" => "(none)".to_owned(),
        text => words::plain(text).into_owned(),
    }
}
