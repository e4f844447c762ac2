//! What every check looks at, and how it makes a finding.

use super::Options;
use super::coverage::EntityCoverage;
use crate::chart::{Entity, SeatId};
use crate::classify::ClassifiedChart;
use crate::model::{Field, FileId, Finding, PositionRef, Severity, Side};
use crate::rules::{FindingKind, Role, Rules};

/// The chart under audit.
pub(super) struct Case<'a> {
    pub on: &'a ClassifiedChart,
    pub rules: &'a Rules,
    pub options: Options,
    pub entities: Vec<EntityCoverage>,
}

impl<'a> Case<'a> {
    /// A finding about seats; the field of each is where it shows.
    pub fn finding(
        &self,
        kind: &FindingKind,
        about: &[(SeatId, Field)],
        message: String,
    ) -> Finding {
        Finding {
            code: kind.code.clone().into(),
            severity: kind.severity,
            message,
            entity: about
                .first()
                .map(|(seat, _)| self.entity_of(*seat).name.clone()),
            positions: about
                .iter()
                .map(|(seat, _)| self.position_ref(*seat))
                .collect(),
            locations: about
                .iter()
                .map(|(seat, field)| self.on.chart.locate(*seat, *field))
                .collect(),
        }
    }

    /// A finding about an entity as a whole; the seats show it, if only by being its first.
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
        if about.is_empty() {
            let first = entity.seats.first();
            finding.locations = first
                .map(|seat| self.on.chart.locate(*seat, Field::Entity))
                .into_iter()
                .collect();
        }
        finding.entity = Some(entity.name.clone());
        finding
    }

    /// The entity a seat belongs to.
    pub fn entity_of(&self, seat: SeatId) -> &'a Entity {
        self.on.chart.entity(self.on.chart.entity_of(seat))
    }

    /// The role that leads a side.
    pub fn leader_role(&self, side: Side) -> &'a Role {
        self.rules.role(self.rules.sides[side].role)
    }

    /// A seat in a sentence: its title, and its id where it has one.
    pub fn named(&self, seat: SeatId) -> String {
        let position = self.on.chart.position(seat);
        let title = one_line(position.title);
        match (title.as_str(), position.id) {
            ("", "") => "a position without title and id".to_owned(),
            ("", id) => format!("a position without title ({})", one_line(id)),
            (title, "") => format!("`{title}`"),
            // An id that the reader made up says nothing to anybody.
            (title, id) if id.starts_with('@') => format!("`{title}`"),
            (title, id) => format!("`{title}` ({})", one_line(id)),
        }
    }

    /// What a row says of its manager, in a sentence: a name or an address is nobody else's business.
    pub fn manager_named(&self, named: &str) -> String {
        let shown = self.options.show_names || Field::ReportsTo.may_show(named);
        if shown {
            format!("`{}`", one_line(named))
        } else {
            "somebody by name or address".to_owned()
        }
    }

    /// Several seats in a sentence; where there are many, the first and how many more.
    pub fn all_named(&self, seats: &[SeatId]) -> String {
        let shown = if seats.len() > MOST_NAMED {
            MOST_NAMED - 1
        } else {
            seats.len()
        };
        let mut names: Vec<_> = seats[..shown]
            .iter()
            .map(|seat| self.named(*seat))
            .collect();
        if seats.len() > shown {
            names.push(format!("{} more", seats.len() - shown));
        }
        match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
            None => String::new(),
        }
    }

    /// A loop of seats as a path: ids where there are any, else titles.
    pub fn path(&self, cycle: &[SeatId]) -> String {
        let step = |seat: &SeatId| match self.on.chart.position(*seat).id {
            id if id.is_empty() || id.starts_with('@') => self.named(*seat),
            id => one_line(id),
        };
        let mut steps: Vec<_> = cycle.iter().take(MOST_STEPS).map(step).collect();
        if cycle.len() > MOST_STEPS {
            steps.push(format!("{} more", cycle.len() - MOST_STEPS));
        }
        steps.extend(cycle.first().map(step));
        steps.join(" → ")
    }

    /// Whether a file says who reports to whom, in a column or as a tree.
    pub fn gives_lines(&self, file: FileId) -> bool {
        self.on.chart.sources().file(file).gives_lines()
    }

    fn position_ref(&self, seat: SeatId) -> PositionRef {
        let position = self.on.chart.position(seat);
        PositionRef {
            id: position.id.to_owned(),
            title: position.title.to_owned(),
            incumbent: self
                .options
                .show_names
                .then(|| position.incumbent.to_owned()),
        }
    }
}

/// So many seats a sentence can name and still be read.
pub(super) const MOST_NAMED: usize = 4;

/// So many steps of a loop are shown.
const MOST_STEPS: usize = 12;

/// Text from a cell, fit for a sentence.
fn one_line(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = line.char_indices().nth(LONGEST_NAME) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

const LONGEST_NAME: usize = 80;

/// A severity and where it comes from: the size of an entity, declared or only seen.
///
/// A chart may show no more than the top of a company, so a size that is only counted from its rows
/// never makes an error.
pub(super) fn severity_for(kind: &FindingKind, entity: &Entity) -> (Severity, String) {
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
