//! The context of an audit: what every check looks at, and how it makes a finding.

use std::collections::BTreeSet;

use super::AuditOptions;
use super::coverage::EntityCoverage;
use super::filter::Filter;
use super::group::EntityForest;
use super::ignored::Ignored;
use super::scope::Reach;
use super::standing::Incumbency;
use crate::chart::{Entity, Line, SeatId, same_id};
use crate::classify::ClassifiedChart;
use crate::model::{
    Basis, Field, FileId, Finding, Location, PositionRef, RoleId, Severity, Side, Status, Verdict,
};
use crate::rules::{EntryPlace, FindingKind, Role, Rules};
use crate::text::squeeze;

/// The chart under audit, with what is known about it.
pub(crate) struct AuditContext<'a> {
    pub on: &'a ClassifiedChart,
    pub rules: &'a Rules,
    pub(super) options: AuditOptions,
    /// Who covers what, by entity.
    pub coverage: Vec<EntityCoverage>,
    pub(super) groups: EntityForest,
    pub(super) ignored: Ignored,
    /// Which findings are asked for; all where there is none.
    pub(super) filter: Option<&'a Filter>,
}

impl<'a> AuditContext<'a> {
    /// Makes a finding about seats, each with the field that shows it.
    pub fn finding(
        &self,
        kind: &FindingKind,
        about: &[(SeatId, Field)],
        message: String,
    ) -> Finding {
        // A finding on many seats keeps only the first ones. Otherwise the memory for many such findings
        // would grow with the square of the rows.
        self.finding_with(kind, about, MOST_PLACES, message)
    }

    /// A finding about rows one by one, so that a later run can be compared with it row by row: it holds them all. A
    /// row may be in one such finding of a kind only.
    pub fn finding_by_row(
        &self,
        kind: &FindingKind,
        about: &[(SeatId, Field)],
        message: String,
    ) -> Finding {
        self.finding_with(kind, about, about.len(), message)
    }

    fn finding_with(
        &self,
        kind: &FindingKind,
        about: &[(SeatId, Field)],
        most: usize,
        message: String,
    ) -> Finding {
        let shown = || about.iter().take(most);
        let placed = if self.is_told(kind) { most } else { 0 };
        Finding {
            code: kind.code.clone().into(),
            severity: kind.severity,
            message,
            confidence: None,
            entity: about
                .first()
                .map(|(seat, _)| self.entity_of(*seat).name.clone()),
            positions: shown().map(|(seat, _)| self.position_ref(*seat)).collect(),
            more_positions: about.len().saturating_sub(most),
            locations: shown()
                .take(placed)
                .map(|(seat, field)| self.on.chart.locate(*seat, *field))
                .collect(),
            occurrences: Vec::new(),
        }
    }

    /// Makes a finding about a place in a file, of a chart or of a configuration, and about no seat.
    pub fn finding_at(
        &self,
        kind: &FindingKind,
        message: String,
        place: impl FnOnce() -> Option<Location>,
    ) -> Finding {
        let mut finding = self.finding(kind, &[], message);
        if self.is_told(kind) {
            finding.locations = place().into_iter().collect();
        }
        finding
    }

    /// Where an entry of a configuration is written, if that is among the sources of the chart.
    pub fn place_of(&self, entry: &EntryPlace) -> Option<Location> {
        Some(Location {
            file: self.on.chart.sources().id_of(&entry.file)?,
            line: entry.line,
            column: entry.column,
            excerpt: None,
        })
    }

    /// Whether findings of a kind are asked for by their code. The others are counted only, so their places are not
    /// looked up.
    pub fn is_told(&self, kind: &FindingKind) -> bool {
        self.filter.is_none_or(|filter| filter.wants_kind(kind))
    }

    /// Makes a finding about an entity as a whole. If no seats are given, it is shown at the entity's first
    /// seat.
    pub fn finding_on(
        &self,
        kind: &FindingKind,
        entity: &EntityCoverage,
        about: &[SeatId],
        message: String,
    ) -> Finding {
        let entity = self.on.chart.entity(entity.entity);
        let titles: Vec<_> = about.iter().map(|seat| (*seat, Field::Title)).collect();
        let mut finding = self.finding(kind, &titles, message);
        if about.is_empty() && self.is_told(kind) {
            let first = entity.seats.first();
            finding.locations = first
                .map(|seat| self.on.chart.locate(*seat, Field::Entity))
                .into_iter()
                .collect();
        }
        finding.entity = Some(entity.name.clone());
        finding
    }

    /// Makes a finding about a file as a whole, shown at its first seat. It names an entity only if the file
    /// has no other. It names no seat, because being the first means nothing.
    pub fn finding_in(
        &self,
        kind: &FindingKind,
        file: FileId,
        field: Field,
        message: String,
    ) -> Option<Finding> {
        let chart = &self.on.chart;
        let first = chart.first_seat(file)?;
        if self.ignored.holds(first) {
            return None;
        }
        let mut finding = self.finding(kind, &[(first, field)], message);
        finding.positions.clear();
        let part_of = |file| chart.sources().chart_of(file);
        let entities = chart.entities();
        let here = entities.filter(|(_, entity)| part_of(entity.file) == part_of(file));
        if here.count() > 1 {
            finding.entity = None;
        }
        Some(finding)
    }

    /// The entities that are audited.
    pub fn entities(&self) -> impl Iterator<Item = &EntityCoverage> {
        self.coverage.iter().filter(|entity| entity.is_audited)
    }

    /// The seats with an executive title or duty text, as far as they exist.
    pub fn executives(&self) -> impl Iterator<Item = (SeatId, &Verdict)> {
        let executives = self.on.executives();
        executives.filter(|(seat, _)| !self.is_out(*seat))
    }

    /// The executives who have to do with technology: by a role that looks to a side, or by covering a side.
    pub fn technologists(&self) -> impl Iterator<Item = (SeatId, &Verdict)> {
        self.executives().filter(|(_, verdict)| {
            let covers = Side::BOTH
                .iter()
                .any(|side| verdict.covers[*side].is_some());
            covers || verdict.roles.iter().any(|held| self.looks(held.role))
        })
    }

    /// Whether a title names a role that looks to a side of technology.
    pub fn is_titled_for_technology(&self, verdict: &Verdict) -> bool {
        let mut held = verdict.roles.iter();
        held.any(|held| held.basis == Basis::Title && self.looks(held.role))
    }

    fn looks(&self, role: RoleId) -> bool {
        self.rules.role(role).prior.is_some()
    }

    /// Whether a seat was eliminated, or the policy leaves it out.
    pub fn is_out(&self, seat: SeatId) -> bool {
        self.ignored.holds(seat) || self.on.chart.status(seat) == Status::Eliminated
    }

    /// Whether the policy leaves a seat out.
    pub fn is_ignored(&self, seat: SeatId) -> bool {
        self.ignored.holds(seat)
    }

    /// Whether the policy leaves out all seats that a finding is about.
    pub fn is_left_out(&self, finding: &Finding) -> bool {
        let seats = finding.positions.iter().map(|position| position.seat);
        let mut seats = seats.map(SeatId::from).peekable();
        finding.more_positions == 0
            && seats.peek().is_some()
            && seats.all(|seat| self.ignored.holds(seat))
    }

    /// The seats above a seat along solid lines, the nearest first. None if the lines lead into a loop.
    pub fn above(&self, seat: SeatId) -> impl Iterator<Item = SeatId> + '_ {
        let chart = &self.on.chart;
        let first = chart.depth(seat).and_then(|_| chart.manager(seat));
        std::iter::successors(first, |seat| chart.manager(*seat))
    }

    /// Whether one of two seats is above the other.
    pub fn in_one_line(&self, one: SeatId, other: SeatId) -> bool {
        self.is_above(one, other) || self.is_above(other, one)
    }

    /// Whether the first seat is above the second.
    pub fn is_above(&self, higher: SeatId, lower: SeatId) -> bool {
        let chart = &self.on.chart;
        let (Some(from), Some(to)) = (chart.depth(lower), chart.depth(higher)) else {
            return false;
        };
        // The depths tell how many steps there must be between the two.
        let steps = from.checked_sub(to).filter(|steps| *steps > 0);
        let at = steps.and_then(|steps| self.above(lower).nth(steps as usize - 1));
        at == Some(higher)
    }

    /// Whether a seat holds one of these roles by title, or by a title that the policy accepts for it.
    pub fn holds_any(&self, verdict: &Verdict, roles: &[RoleId]) -> bool {
        self.held_of(verdict, roles).is_some()
    }

    /// The first of these roles that a seat holds by title, or by a title that the policy accepts for it.
    pub fn held_of(&self, verdict: &Verdict, roles: &[RoleId]) -> Option<RoleId> {
        let holds = |role: &&RoleId| {
            let mut held = verdict
                .roles
                .iter()
                .filter(|held| held.basis == Basis::Title);
            held.any(|held| held.role == **role || self.rules.policy.accepts(held.role, **role))
        };
        roles.iter().find(holds).copied()
    }

    /// The name of the holder in the form for comparing. Empty if there is none.
    pub fn person(&self, seat: SeatId) -> String {
        squeeze(self.on.chart.text(seat, Field::Incumbent))
    }

    /// Whether two rows are one seat that two people share.
    pub fn is_one_seat(&self, a: SeatId, b: SeatId) -> bool {
        let [one, other] = [a, b].map(|seat| self.on.chart.position(seat));
        one.file == other.file && !one.id.is_empty() && same_id(one.id, other.id)
    }

    /// How much of the organisation the role of a seat covers.
    pub(super) fn reach(&self, seat: SeatId) -> Reach {
        Reach::of(self.on, self.rules, seat)
    }

    /// How firmly a seat is held.
    pub fn standing(&self, seat: SeatId) -> Incumbency {
        let verdict = self.on.verdict(seat);
        verdict.map_or(Incumbency::Permanent, |verdict| {
            Incumbency::of(&self.on.chart.position(seat), verdict)
        })
    }

    /// The coverage of the entity that a seat belongs to.
    pub fn coverage_of(&self, seat: SeatId) -> &EntityCoverage {
        &self.coverage[self.on.chart.entity_of(seat).0 as usize]
    }

    /// Names responsibility areas, for a sentence.
    pub fn areas_named(&self, areas: impl Iterator<Item = u16>) -> String {
        let labels = areas.map(|area| self.rules.areas[usize::from(area)].label.clone());
        listed_shortly(labels.collect::<Vec<_>>().into_iter())
    }

    /// The entity of a seat.
    pub fn entity_of(&self, seat: SeatId) -> &'a Entity {
        self.on.chart.entity(self.on.chart.entity_of(seat))
    }

    /// The role that leads a side.
    pub fn leader_role(&self, side: Side) -> &'a Role {
        self.rules.role(self.rules.sides[side].role)
    }

    /// Names a seat for a sentence: by its title, with its id if it has one.
    pub fn named(&self, seat: SeatId) -> String {
        let position = self.on.chart.position(seat);
        let title = one_line(position.title);
        let id = position.shown_id();
        match (title.as_str(), id.as_ref()) {
            ("", "") => "a position without title and id".to_owned(),
            ("", id) => format!("a position without title ({})", one_line(id)),
            (title, "") => format!("`{title}`"),
            // An id that the reader made up would mean nothing to the user.
            (title, _) if position.has_made_up_id() => format!("`{title}`"),
            (title, id) => format!("`{title}` ({})", one_line(id)),
        }
    }

    /// Names the manager that a row gives, for a sentence. Names and addresses of people are not shown.
    pub fn manager_named(&self, seat: SeatId, line: Line, named: &str) -> String {
        shown_manager(
            named,
            self.options.show_names || self.on.chart.may_show(seat, line, named),
        )
    }

    /// Names several seats for a sentence. If there are many, it names the first ones and counts the others.
    pub fn all_named(&self, seats: &[SeatId]) -> String {
        listed_shortly(seats.iter().map(|seat| self.named(*seat)))
    }

    /// Shows a loop of seats as a path.
    pub fn path(&self, cycle: &[SeatId]) -> String {
        let back = cycle.first().map(|seat| self.step(*seat));
        let mut path = self.steps_named(cycle);
        path.extend(back.map(|seat| format!(" → {seat}")));
        path
    }

    /// Shows seats one after the other: by id if they have ids, otherwise by title.
    pub fn steps_named(&self, seats: &[SeatId]) -> String {
        let shown = seats.iter().take(MOST_STEPS);
        let mut steps: Vec<_> = shown.map(|seat| self.step(*seat)).collect();
        if seats.len() > MOST_STEPS {
            steps.push(format!("{} more", seats.len() - MOST_STEPS));
        }
        steps.join(" → ")
    }

    fn step(&self, seat: SeatId) -> String {
        let position = self.on.chart.position(seat);
        match position.id.is_empty() || position.has_made_up_id() {
            true => self.named(seat),
            false => one_line(&position.shown_id()),
        }
    }

    /// Whether any file gives a field. If none does, a check need not look at every seat.
    pub fn gives(&self, field: Field) -> bool {
        let mut files = self.on.chart.sources().files.iter();
        files.any(|file| file.gives(field))
    }

    /// The files that say who reports to whom, in a column that is not empty throughout or as a tree.
    pub fn files_with_lines(&self) -> BTreeSet<FileId> {
        let chart = &self.on.chart;
        let seats = chart.seats().map(|seat| chart.position(seat));
        let named = seats.filter(|position| !position.reports_to.is_empty());
        let mut files: BTreeSet<FileId> = named.map(|position| position.file).collect();
        let sources = (0_u32..).map(FileId).zip(&chart.sources().files);
        files.extend(
            sources
                .filter(|(_, source)| source.is_tree())
                .map(|(file, _)| file),
        );
        files
    }

    fn position_ref(&self, seat: SeatId) -> PositionRef {
        let position = self.on.chart.position(seat);
        PositionRef {
            seat: seat.index() as u32,
            id: position.shown_id().into_owned(),
            title: position.title.to_owned(),
            incumbent: self
                .options
                .show_names
                .then(|| position.incumbent.to_owned()),
        }
    }
}

/// Lists several things in a sentence.
pub(super) fn listed(names: Vec<String>) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Lists several things in a sentence. If there are many, it names the first ones and counts the others.
pub(super) fn listed_shortly(names: impl ExactSizeIterator<Item = String>) -> String {
    let count = names.len();
    if count <= MOST_NAMED {
        return listed(names.collect());
    }
    let mut shown: Vec<_> = names.take(MOST_NAMED - 1).collect();
    shown.push(format!("{} more", count - shown.len()));
    listed(shown)
}

/// The most things that one sentence names.
pub(super) const MOST_NAMED: usize = 4;

/// The most places that a finding shows. Each is read from the file again.
pub(super) const MOST_PLACES: usize = 20;

/// The most steps of a loop or chain that are shown.
const MOST_STEPS: usize = 12;

/// Makes text from a cell fit for a sentence.
pub(super) fn one_line(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = line.char_indices().nth(LONGEST_NAME) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

const LONGEST_NAME: usize = 80;

/// Returns the severity and the size of the entity that it depends on, in words.
///
/// A chart may show only the top of a company. So a size that is only counted from the rows never makes an
/// error.
pub(crate) fn severity_for(kind: &FindingKind, entity: &Entity) -> (Severity, String) {
    let severity = kind.severity_at(entity.headcount());
    match entity.declared_size {
        Some(size) => (severity, format!("{size} people")),
        None => {
            let count = entity.seats.len();
            let noun = if count == 1 { "seat" } else { "seats" };
            (
                severity.min(Severity::Warning),
                format!("{count} {noun} on the chart"),
            )
        }
    }
}

/// A manager as a row names it, or that the name is withheld.
pub(super) fn shown_manager(named: &str, may_show: bool) -> String {
    match may_show {
        true => format!("`{}`", one_line(named)),
        false => "a manager whose name or address is not shown".to_owned(),
    }
}
