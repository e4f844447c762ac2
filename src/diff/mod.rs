//! Finds what changed between two snapshots of a chart.
//!
//! - `pairs` matches seats, first by id and then by `place`; `entities` matches entities. Only what occurs
//!   once in each snapshot is matched (`tally`).
//! - `units`, `seats`, `coverage` and `findings` use these matches. They tell how entities and departments,
//!   single seats and coverage changed, and which findings are new or fixed.
//! - `checks` decide which of these changes deserve a finding of their own.
//! - `since` places what is new in the later snapshot, for who reviews the change there.
//!
//! `docs/diff.md` explains the result to users.

mod checks;
mod coverage;
mod entities;
mod fields;
mod findings;
mod pairs;
mod place;
mod seats;
mod since;
mod tally;
mod units;
mod wanted;

pub use coverage::{AreaChange, AreaMove, CoverageChange};
pub use entities::EntityPairs;
pub use fields::Fields;
pub use pairs::Pairs;
pub use place::Boss;
pub use seats::{Aspect, SeatChange};
pub use units::{DepartmentRenamed, EntityChange};

use crate::audit::{AuditContext, AuditOptions, Overrides, examine, note_occurrences};
use crate::classify::ClassifiedChart;
use crate::model::{Field, Finding, Severity, Subject};
use crate::rules::{FindingKind, Rules};

/// What changed between two snapshots of a chart.
#[derive(Debug)]
pub struct Diff {
    /// Which old seat and entity matches which new one.
    pub pairs: Pairs,
    /// The fields that could be compared.
    pub fields: Fields,
    /// How entities changed.
    pub entities: Vec<EntityChange>,
    /// Departments that were renamed.
    pub departments: Vec<DepartmentRenamed>,
    /// How seats changed.
    pub seats: Vec<SeatChange>,
    /// Sides that other seats cover, or that are covered in another way.
    pub coverage: Vec<CoverageChange>,
    /// Responsibility areas whose holders changed.
    pub areas: Vec<AreaChange>,
    /// Findings that only the new snapshot has, about its seats.
    pub new: Vec<Finding>,
    /// Findings that only the old snapshot has, about its seats.
    pub fixed: Vec<Finding>,
    /// Findings about the changes themselves.
    pub findings: Vec<DiffFinding>,
    /// How many findings the filter left out.
    pub filtered: usize,
}

/// A finding about a change.
#[derive(Clone, Debug, PartialEq)]
pub struct DiffFinding {
    /// The finding.
    pub finding: Finding,
    /// The snapshot whose seats and lines the finding is about.
    pub snapshot: Snapshot,
}

/// One of the two snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Snapshot {
    /// The earlier snapshot.
    Old,
    /// The later snapshot.
    New,
}

impl Snapshot {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Snapshot::Old => "old",
            Snapshot::New => "new",
        }
    }
}

/// Two snapshots, each with its audit.
struct Both<'a> {
    old: AuditContext<'a>,
    new: AuditContext<'a>,
    pairs: Pairs,
}

/// The changes that checks look at.
struct Seen {
    seats: Vec<SeatChange>,
    areas: Vec<AreaChange>,
}

type Check = fn(&Both<'_>, &Seen, &FindingKind) -> Vec<DiffFinding>;

/// Every check of changes, by the name that the catalogue uses.
const CHECKS: &[(&str, Check)] = &[
    ("role-lost", checks::roles::lost),
    ("role-created", checks::roles::created),
    ("officer-line-changed", checks::officer_line::check),
    ("post-renumbered", checks::renumbered::check),
    ("still-vacant", checks::still_vacant::check),
    ("responsibility-moved", checks::areas::moved),
    ("responsibility-lost", checks::areas::lost),
];

/// Compares two snapshots of a chart.
pub fn compare(
    old: &ClassifiedChart,
    new: &ClassifiedChart,
    rules: &Rules,
    options: AuditOptions,
) -> Diff {
    let asked = rules.catalogue.with_checks(Subject::Snapshots, CHECKS);
    let (old_context, old_findings) = examine(old, rules, options, None);
    let (new_context, new_findings) = examine(new, rules, options, None);
    let both = Both {
        pairs: Pairs::of(&old.chart, &new.chart),
        old: old_context,
        new: new_context,
    };
    let fields = Fields::of(&old.chart, &new.chart);
    let departments = if fields.has(Field::Department) {
        units::departments(&both)
    } else {
        Vec::new()
    };
    let renamed = units::squeezed(&departments);
    let seats = seats::changes(&both, &fields, &renamed);
    let areas = if fields.has(Field::Responsibilities) {
        coverage::areas(&both, &seats)
    } else {
        Vec::new()
    };
    let seen = Seen { seats, areas };
    let found = asked
        .into_iter()
        .flat_map(|(kind, check)| check(&both, &seen, kind));
    let mut found: Vec<DiffFinding> = found.collect();
    let overrides = [old, new].map(|on| Overrides::of(on, rules));
    found.retain_mut(|one| match one.snapshot {
        Snapshot::Old => overrides[0].keep(&mut one.finding),
        Snapshot::New => overrides[1].keep(&mut one.finding),
    });
    for (snapshot, on) in [(Snapshot::Old, old), (Snapshot::New, new)] {
        let of_it = found.iter_mut().filter(|one| one.snapshot == snapshot);
        note_occurrences(on, of_it.map(|one| &mut one.finding));
    }
    let (new, fixed) = findings::new_and_fixed(&both, old_findings, new_findings, &seen.seats);
    Diff {
        entities: units::entities(&both),
        coverage: coverage::sides(&both),
        pairs: both.pairs,
        fields,
        departments,
        seats: seen.seats,
        areas: seen.areas,
        new,
        fixed,
        findings: found,
        filtered: 0,
    }
}

impl Diff {
    /// How many changes there are, without findings.
    pub fn changes(&self) -> usize {
        self.entities.len()
            + self.departments.len()
            + self.seats.len()
            + self.coverage.len()
            + self.areas.len()
    }

    /// The severities of new findings and of findings about changes, as far as they count.
    pub fn severities(&self) -> impl Iterator<Item = Severity> + '_ {
        let new = self.new.iter();
        let on_changes = self.findings.iter().map(|found| &found.finding);
        let counting = new
            .chain(on_changes)
            .filter(|finding| finding.accepted().is_none());
        counting.map(|finding| finding.severity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_a_finding_for_every_check() {
        let rules = Rules::builtin().unwrap();
        rules
            .catalogue
            .assert_made_by_all(Subject::Snapshots, CHECKS);
    }
}
