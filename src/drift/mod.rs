//! What changed between two snapshots of a chart.
//!
//! `pairs` finds the seats of one snapshot in the other (`entities` the entities), by id and then by
//! `place`; only what stands once on both sides is taken for the same (`tally`). On that rest `units`,
//! `seats`, `coverage` and `findings`: what became of entities and departments, of each seat, of who
//! covers what, and which findings are new or fixed. Last come the `checks`: what of all this deserves a
//! finding of its own. `docs/diff.md` tells it to those who read the output.

mod checks;
mod coverage;
mod entities;
mod fields;
mod findings;
mod pairs;
mod place;
mod seats;
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

use crate::audit::{Case, Options, examine};
use crate::classify::ClassifiedChart;
use crate::model::{Field, Finding, Severity, Subject};
use crate::rules::{FindingKind, Rules, UnknownCheck};

/// What changed between two snapshots of a chart.
#[derive(Debug)]
pub struct Drift {
    /// Which seat and entity of one is which of the other.
    pub pairs: Pairs,
    /// What could be compared.
    pub fields: Fields,
    /// What became of entities.
    pub entities: Vec<EntityChange>,
    /// Departments that have another name.
    pub departments: Vec<DepartmentRenamed>,
    /// What became of seats.
    pub seats: Vec<SeatChange>,
    /// Sides that are covered by others, or otherwise.
    pub coverage: Vec<CoverageChange>,
    /// Responsibility areas that have other holders.
    pub areas: Vec<AreaChange>,
    /// Findings that the old snapshot had not, about seats of the new one.
    pub new: Vec<Finding>,
    /// Findings that the new snapshot has not, about seats of the old one.
    pub fixed: Vec<Finding>,
    /// Findings on the changes themselves.
    pub findings: Vec<DriftFinding>,
    /// How many findings a filter took away.
    pub filtered: usize,
}

/// A finding on a change.
#[derive(Clone, Debug, PartialEq)]
pub struct DriftFinding {
    /// What it says.
    pub finding: Finding,
    /// The snapshot whose seats and lines it speaks of.
    pub snapshot: Snapshot,
}

/// One of the two snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Snapshot {
    /// The earlier.
    Old,
    /// The later.
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

/// Two snapshots, with all that was seen in each.
struct Both<'a> {
    old: Case<'a>,
    new: Case<'a>,
    pairs: Pairs,
}

/// What of the changes the checks ask about.
struct Seen {
    seats: Vec<SeatChange>,
    areas: Vec<AreaChange>,
}

type Check = fn(&Both<'_>, &Seen, &FindingKind) -> Vec<DriftFinding>;

/// Every check of changes, by the name under which the catalogue knows it.
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
///
/// # Errors
/// Where the catalogue of the rule pack names a check that does not exist.
pub fn compare(
    old: &ClassifiedChart,
    new: &ClassifiedChart,
    rules: &Rules,
    options: Options,
) -> Result<Drift, UnknownCheck> {
    let asked = rules.catalogue.with_checks(Subject::Snapshots, CHECKS)?;
    let (old_case, old_findings) = examine(old, rules, options, None)?;
    let (new_case, new_findings) = examine(new, rules, options, None)?;
    let both = Both {
        pairs: Pairs::of(&old.chart, &new.chart),
        old: old_case,
        new: new_case,
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
    let asked = asked.into_iter().filter(|(kind, _)| kind.enabled);
    let found = asked.flat_map(|(kind, check)| check(&both, &seen, kind));
    let found = found.collect();
    let (new, fixed) = findings::new_and_fixed(&both, old_findings, new_findings, &seen.seats);
    Ok(Drift {
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
    })
}

impl Drift {
    /// How many changes there are, findings not counted.
    pub fn changes(&self) -> usize {
        self.entities.len()
            + self.departments.len()
            + self.seats.len()
            + self.coverage.len()
            + self.areas.len()
    }

    /// The severities of what is new: findings that the old snapshot had not, and those on changes.
    pub fn severities(&self) -> impl Iterator<Item = Severity> + '_ {
        let new = self.new.iter();
        let on_changes = self.findings.iter().map(|found| &found.finding);
        new.chain(on_changes).map(|finding| finding.severity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_makes_a_finding_of_the_catalogue() {
        let rules = Rules::builtin().unwrap();
        for (name, _) in CHECKS {
            let mut made = rules.catalogue.of_check(name);
            assert!(
                made.next()
                    .is_some_and(|kind| kind.about == Subject::Snapshots),
                "nothing in the catalogue is made by {name}"
            );
        }
    }
}
