//! Finds an axis of the profile that is missing from the duties of the holder of a side.

use crate::audit::context::{AuditContext, listed};
use crate::model::{Finding, Side};
use crate::rules::{FindingKind, Speaks};

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entity in context.entities() {
        for side in Side::BOTH {
            let holders = &entity.sides[side].leaders;
            let mut spoken = vec![false; context.rules.axes.len()];
            let verdicts = holders.iter().filter_map(|seat| context.on.verdict(*seat));
            for evidence in verdicts.flat_map(|verdict| &verdict.evidence) {
                if let Speaks::Duty(duty) = context.rules.speaks(evidence.rule)
                    && evidence.weight * side.sign() > 0.0
                {
                    spoken[usize::from(context.rules.duty(duty).axis)] = true;
                }
            }
            // Duties that mention no axis at all have a finding of their own.
            if !spoken.contains(&true) || !spoken.contains(&false) {
                continue;
            }
            let silent = context.rules.axes.iter().zip(&spoken);
            let silent = silent.filter(|(_, spoken)| !**spoken);
            let silent = silent.map(|(axis, _)| match side {
                Side::Internal => axis.internal.clone(),
                Side::External => axis.external.clone(),
            });
            let message = format!(
                "the duties of those who hold the {} of {} do not mention {}",
                context.rules.sides[side].label,
                context.on.chart.entity(entity.entity).name,
                listed(silent.collect())
            );
            findings.push(context.finding_on(kind, entity, holders, message));
        }
    }
    findings
}
