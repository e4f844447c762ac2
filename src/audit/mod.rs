//! Questions asked of a classified chart, and what they found.
//!
//! A check is a small function from the `Case` to findings; `CHECKS` is the table of them all. What a
//! finding is called, how grave it is, why it matters and what to do stands in the catalogue of the
//! rule pack, which names the check that makes it.

mod case;
mod checks;
mod coverage;

use rayon::prelude::*;
use thiserror::Error;

pub use coverage::{EntityCoverage, SideCoverage, Standing};

use crate::classify::ClassifiedChart;
use crate::model::{Finding, Severity};
use crate::rules::{FindingKind, Rules};
use case::Case;

/// What an audit came to.
#[derive(Debug)]
pub struct Audit {
    /// Who covers what, for every entity, in the order of the chart.
    pub entities: Vec<EntityCoverage>,
    /// The findings, by place.
    pub findings: Vec<Finding>,
}

/// How an audit is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Name the incumbents of the positions that findings are about.
    pub show_names: bool,
}

/// Why an audit cannot be made.
#[derive(Debug, Error)]
pub enum AuditError {
    /// The catalogue names a check that does not exist.
    #[error(
        "finding {code} is made by the check `{check}`, which does not exist; there are: {known}"
    )]
    UnknownCheck {
        /// Code of the finding.
        code: String,
        /// The check it names.
        check: String,
        /// The checks there are.
        known: String,
    },
}

type Check = fn(&Case<'_>, &FindingKind) -> Vec<Finding>;

/// Every check, by the name under which the catalogue knows it.
const CHECKS: &[(&str, Check)] = &[
    ("missing-leader", checks::missing_leader::check),
    ("covered-in-fact", checks::covered_in_fact::check),
    ("two-leaders", checks::two_leaders::check),
    ("combined-seat", checks::combined_seat::check),
    ("vacant-holder", checks::weak_holder::vacant),
    ("interim-holder", checks::weak_holder::interim),
    ("impostor", checks::impostor::check),
    ("title-against-duties", checks::title_against_duties::check),
    ("cycle", checks::cycle::check),
    ("self-report", checks::self_report::check),
    ("unknown-manager", checks::unknown_manager::check),
    ("several-roots", checks::several_roots::check),
    ("no-root", checks::no_root::check),
    ("no-reporting-lines", checks::no_reporting_lines::check),
    ("duplicate-id", checks::duplicate_id::check),
    ("blank-title", checks::blank_title::check),
    ("lost-zeros", checks::inexact_manager::lost_zeros),
    ("inexact-manager", checks::inexact_manager::check),
    ("ambiguous-manager", checks::ambiguous_manager::check),
    ("undecided-dates", checks::row_defect::check),
    ("unused-end-dates", checks::row_defect::check),
    ("bad-value", checks::row_defect::check),
    ("invalid-text", checks::row_defect::check),
    ("ragged-row", checks::row_defect::check),
    ("full-sheet", checks::row_defect::check),
    ("guessed-encoding", checks::row_defect::check),
    ("competing-columns", checks::row_defect::check),
    ("duplicate-header", checks::row_defect::check),
    ("misshapen-value", checks::row_defect::check),
];

/// Audits a chart.
///
/// # Errors
/// Where the catalogue of the rule pack names a check that does not exist.
pub fn audit(on: &ClassifiedChart, rules: &Rules, options: Options) -> Result<Audit, AuditError> {
    let asked = rules
        .catalogue
        .iter()
        .map(|kind| Ok((kind, check_of(kind)?)))
        .collect::<Result<Vec<_>, _>>()?;
    let case = Case {
        on,
        rules,
        options,
        entities: coverage::of(on),
    };
    let mut findings: Vec<Finding> = asked
        .into_par_iter()
        .flat_map_iter(|(kind, check)| check(&case, kind))
        .collect();
    findings.sort_by(|a, b| {
        let place = |finding: &Finding| {
            finding
                .locations
                .first()
                .map(|at| (at.file, at.line, at.column))
        };
        place(a)
            .cmp(&place(b))
            .then_with(|| a.code.cmp(&b.code))
            .then_with(|| a.message.cmp(&b.message))
    });
    Ok(Audit {
        entities: case.entities,
        findings,
    })
}

impl Audit {
    /// How many findings are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }
}

fn check_of(kind: &FindingKind) -> Result<Check, AuditError> {
    let check = CHECKS.iter().find(|(name, _)| *name == kind.check);
    check
        .map(|(_, check)| *check)
        .ok_or_else(|| AuditError::UnknownCheck {
            code: kind.code.clone(),
            check: kind.check.clone(),
            known: CHECKS
                .iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>()
                .join(", "),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_makes_a_finding_of_the_catalogue() {
        let rules = Rules::builtin().unwrap();
        for (name, _) in CHECKS {
            assert!(
                rules.catalogue.of_check(name).next().is_some(),
                "nothing in the catalogue is made by {name}"
            );
        }
    }
}
