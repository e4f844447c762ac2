//! Finds an axis of the profile that is missing from the duties of the holder of a side.

use crate::audit::case::{Case, listed};
use crate::model::{Finding, Side};
use crate::rules::{FindingKind, Speaks};

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entity in case.entities() {
        for side in Side::BOTH {
            let holders = &entity.sides[side].leaders;
            let mut spoken = vec![false; case.rules.axes.len()];
            let verdicts = holders.iter().filter_map(|seat| case.on.verdict(*seat));
            for evidence in verdicts.flat_map(|verdict| &verdict.evidence) {
                if let Speaks::Duty(duty) = case.rules.speaks(evidence.rule)
                    && evidence.weight * side.sign() > 0.0
                {
                    spoken[usize::from(case.rules.duty(duty).axis)] = true;
                }
            }
            // Duties that mention no axis at all have a finding of their own.
            if !spoken.contains(&true) || !spoken.contains(&false) {
                continue;
            }
            let silent = case.rules.axes.iter().zip(&spoken);
            let silent = silent.filter(|(_, spoken)| !**spoken);
            let silent = silent.map(|(axis, _)| match side {
                Side::Internal => axis.internal.clone(),
                Side::External => axis.external.clone(),
            });
            let message = format!(
                "the duties of those who hold the {} of {} do not mention {}",
                case.rules.sides[side].label,
                case.on.chart.entity(entity.entity).name,
                listed(silent.collect())
            );
            findings.push(case.finding_on(kind, entity, holders, message));
        }
    }
    findings
}
