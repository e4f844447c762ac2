//! The title promises one side, the duties describe the other.

use super::super::case::Case;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (seat, verdict) in case.executives() {
        let priors = verdict
            .roles
            .iter()
            .filter_map(|held| case.rules.role(held.role).prior);
        let Some(prior) = priors.reduce(|a, b| if a.abs() >= b.abs() { a } else { b }) else {
            continue;
        };
        let duties = verdict.duties;
        let sum = duties.internal + duties.external;
        let score = if sum > 0.0 {
            (duties.external - duties.internal) / sum
        } else {
            0.0
        };
        let contradicts = prior.abs() >= kind.threshold("least_prior")
            && sum >= kind.threshold("least_evidence")
            && score.abs() >= kind.threshold("least_score")
            && score * prior < 0.0;
        // A seat titled for both sides promises neither more than the other.
        let promises_both = Side::BOTH.iter().all(|side| verdict.leads(*side));
        if !contradicts || promises_both {
            continue;
        }
        let [promised, described] = if prior < 0.0 {
            Side::BOTH
        } else {
            [Side::External, Side::Internal]
        };
        let label = |side: Side| &case.rules.sides[side].label;
        let message = format!(
            "the title of {} promises the {}, but its duties describe the {}",
            case.named(seat),
            label(promised),
            label(described),
        );
        findings.push(case.finding(
            kind,
            &[(seat, Field::Title), (seat, Field::Responsibilities)],
            message,
        ));
    }
    findings
}
