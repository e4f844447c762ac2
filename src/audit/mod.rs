//! Audits a classified chart.
//!
//! A check is a small function from the `AuditContext` to findings. `CHECKS` is
//! the table of all checks. The catalogue of the rule pack has the name, severity, reason and remedy of each
//! finding, and names the check that makes it.

mod area_holders;
mod areas;
mod causes;
mod checks;
mod context;
mod coverage;
mod examples;
mod filter;
mod fingerprint;
mod group;
mod ignored;
mod in_fact;
mod overridden;
mod scope;
mod standing;
mod suggest;
mod suppressed;

pub use area_holders::{AreaHeld, AreaHolders, MOST_LISTED};
pub(crate) use context::{AuditContext, severity_for};
pub use coverage::{EntityCoverage, SideCoverage};
pub use examples::{ExampleFile, FindingExample, Seen, ShownExample};
pub use filter::{Condition, Filter};
pub(crate) use fingerprint::{Fingerprints, note as note_occurrences};
pub(crate) use overridden::Overrides;
pub use standing::Incumbency;
pub use suggest::suggested_preset;

use coverage::COVERED_IN_FACT;
use group::EntityForest;
use ignored::Ignored;
use rayon::prelude::*;

use crate::classify::ClassifiedChart;
use crate::model::{Accepted, Finding, Severity, Subject};
use crate::rules::{FindingKind, Rules};

/// The result of an audit.
#[derive(Debug)]
pub struct Audit {
    /// Who covers what, for every entity, in the order of the chart.
    pub entities: Vec<EntityCoverage>,
    /// The findings, by place.
    pub findings: Vec<Finding>,
    /// How many seats the policy left out.
    pub ignored: usize,
    /// How many findings the filter left out.
    pub filtered: usize,
    /// Whether the findings were compared with earlier ones: a baseline, or the chart of a revision.
    pub is_compared: bool,
}

/// Options of an audit.
#[derive(Clone, Copy, Debug, Default)]
pub struct AuditOptions {
    /// Name the incumbents of the positions in findings.
    pub show_names: bool,
}

type Check = fn(&AuditContext<'_>, &FindingKind) -> Vec<Finding>;

/// Every check, by the name that the catalogue uses.
const CHECKS: &[(&str, Check)] = &[
    ("missing-leader", checks::missing_leader::check),
    ("neither-leader", checks::missing_leader::neither),
    ("required-role", checks::required_role::check),
    (COVERED_IN_FACT, checks::covered_in_fact::check),
    ("two-leaders", checks::two_leaders::check),
    ("group-clash", checks::group_clash::clash),
    ("no-line-to-group", checks::group_clash::no_line),
    ("combined-seat", checks::combined_seat::check),
    ("vacant-holder", checks::weak_holder::vacant),
    ("interim-holder", checks::weak_holder::interim),
    ("fractional-holder", checks::weak_holder::fractional),
    ("ends-soon", checks::ends_soon::check),
    ("acronym-only", checks::unsure::acronym_only),
    ("impostor", checks::impostor::check),
    ("aide", checks::aide::check),
    ("combined-leans", checks::duty_text::leaning),
    ("neighbour-overlap", checks::shared_area::neighbour),
    ("uncovered-area", checks::uncovered_area::check),
    ("shared-area", checks::shared_area::overlap),
    ("title-against-duties", checks::title_against_duties::check),
    ("title-against-line", checks::title_against_line::check),
    ("mixed-focus", checks::duty_text::mixed),
    ("no-duties", checks::duty_text::none),
    ("thin-duties", checks::duty_text::thin),
    ("copied-duties", checks::duty_text::copied),
    ("axis-gap", checks::axis_gap::check),
    ("low-confidence", checks::unsure::low_confidence),
    ("unread-titles", checks::unread_titles::check),
    ("title-inflation", checks::standing_on_chart::inflated),
    ("role-under-role", checks::reporting_line::role_under_role),
    (
        "line-against-policy",
        checks::reporting_line::against_policy,
    ),
    ("too-deep", checks::standing_on_chart::too_deep),
    ("level-gap", checks::standing_on_chart::level_gap),
    ("same-person", checks::same_person::check),
    ("manager-vacant", checks::absent_manager::vacant),
    ("manager-former", checks::absent_manager::former),
    ("manager-assistant", checks::absent_manager::assistant),
    ("cycle", checks::cycle::check),
    ("self-report", checks::self_report::check),
    ("unknown-manager", checks::unknown_manager::check),
    ("several-roots", checks::several_roots::check),
    ("no-root", checks::no_root::check),
    ("no-reporting-lines", checks::no_reporting_lines::check),
    ("span-too-wide", checks::span::too_wide),
    ("span-too-narrow", checks::span::too_narrow),
    ("one-to-one-chain", checks::layers::one_to_one),
    ("too-many-layers", checks::layers::too_many),
    ("matrix-conflict", checks::matrix::check),
    ("two-managers", checks::two_managers::check),
    ("cross-entity-line", checks::cross_entity::check),
    ("manager-inactive", checks::absent_manager::inactive),
    ("duplicate-id", checks::duplicate_id::check),
    ("fte-out-of-range", checks::fte::check),
    ("stale-snapshot", checks::stale::check),
    ("duplicate-person", checks::duplicate_person::check),
    ("near-duplicate", checks::duplicate_person::near_duplicate),
    ("inconsistent-spelling", checks::spelling::check),
    ("mixed-id-styles", checks::id_styles::check),
    ("manager-address", checks::manager_address::check),
    ("manager-lower-grade", checks::grade::check),
    ("blank-title", checks::blank_title::check),
    ("lost-zeros", checks::inexact_manager::lost_zeros),
    ("inexact-manager", checks::inexact_manager::check),
    ("ambiguous-manager", checks::ambiguous_manager::check),
    ("undecided-dates", checks::row_defect::check),
    ("unused-end-dates", checks::row_defect::check),
    ("bad-value", checks::row_defect::check),
    ("hidden-characters", checks::hidden_text::check),
    ("placeholder-title", checks::placeholder_title::check),
    ("formula-like-cell", checks::row_defect::check),
    ("invalid-text", checks::row_defect::check),
    ("ragged-row", checks::row_defect::check),
    ("full-sheet", checks::row_defect::check),
    ("guessed-encoding", checks::row_defect::check),
    ("competing-columns", checks::row_defect::check),
    ("duplicate-header", checks::row_defect::check),
    ("misshapen-value", checks::row_defect::check),
    ("unused-ignore", checks::unused_ignore::check),
];

/// Audits a chart.
pub fn audit(on: &ClassifiedChart, rules: &Rules, options: AuditOptions) -> Audit {
    summed_up(examine(on, rules, options, None))
}

/// Audits a chart for the findings that a filter asks for. The others are counted only.
pub fn audit_for(
    on: &ClassifiedChart,
    rules: &Rules,
    options: AuditOptions,
    filter: &Filter,
) -> Audit {
    let mut audit = summed_up(examine(on, rules, options, Some(filter)));
    filter.apply(&mut audit, on, rules);
    audit
}

fn summed_up((context, findings): (AuditContext<'_>, Vec<Finding>)) -> Audit {
    let entities = context.coverage.into_iter();
    Audit {
        entities: entities.filter(|entity| entity.is_audited).collect(),
        findings,
        ignored: context.ignored.count(),
        filtered: 0,
        is_compared: false,
    }
}

/// Audits a chart and returns the context as well. A comparison with another chart continues from there.
pub(crate) fn examine<'a>(
    on: &'a ClassifiedChart,
    rules: &'a Rules,
    options: AuditOptions,
    filter: Option<&'a Filter>,
) -> (AuditContext<'a>, Vec<Finding>) {
    let asked = rules.catalogue.with_checks(Subject::Chart, CHECKS);
    let ignored = Ignored::of(&on.chart, &rules.policy);
    let groups = EntityForest::of(&on.chart);
    let mut coverage = coverage::of(on, rules, &ignored, &groups);
    areas::note(on, rules, &ignored, &groups, &mut coverage);
    let context = AuditContext {
        on,
        rules,
        options,
        coverage,
        groups,
        ignored,
        filter,
    };
    let mut findings: Vec<Finding> = asked
        .into_par_iter()
        .flat_map_iter(|(kind, check)| check(&context, kind))
        .filter(|finding| !context.is_left_out(finding))
        .collect();
    let overrides = Overrides::of(on, rules);
    findings.retain_mut(|finding| overrides.keep(finding));
    sort(&mut findings);
    fingerprint::note(on, &mut findings);
    let mut on_suppressions = suppressed::apply(&context, &mut findings);
    if !on_suppressions.is_empty() {
        fingerprint::note(on, &mut on_suppressions);
        findings.extend(on_suppressions);
        sort(&mut findings);
    }
    (context, findings)
}

/// Sorts findings by place, code and words.
pub(crate) fn sort(findings: &mut [Finding]) {
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
}

impl Audit {
    /// The findings that count: neither in the baseline nor suppressed.
    pub fn counting(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.findings.iter();
        findings.filter(|finding| finding.accepted().is_none())
    }

    /// The number of findings with a severity that count.
    pub fn count(&self, severity: Severity) -> usize {
        let counting = self.counting();
        counting
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// The number of findings that are in the baseline.
    pub fn baselined(&self) -> usize {
        self.count_accepted(|accepted| *accepted == Accepted::Baseline)
    }

    /// The number of findings that are suppressed.
    pub fn suppressed(&self) -> usize {
        self.count_accepted(|accepted| *accepted != Accepted::Baseline)
    }

    fn count_accepted(&self, is_it: impl Fn(&Accepted) -> bool) -> usize {
        let accepted = self.findings.iter().filter_map(Finding::accepted);
        accepted.filter(|accepted| is_it(accepted)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_a_finding_for_every_check() {
        let rules = Rules::builtin().unwrap();
        rules.catalogue.assert_made_by_all(Subject::Chart, CHECKS);
    }
}
