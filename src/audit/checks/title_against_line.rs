//! Finds titles that name one side while the seats below do the work of the other.

use crate::audit::context::AuditContext;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (seat, verdict) in context.executives() {
        let leads = Side::BOTH.map(|side| context.coverage_of(seat).sides[side].leads(seat));
        let promised = match leads {
            [true, false] => Side::Internal,
            [false, true] => Side::External,
            // A seat for both sides may have either work below it.
            _ => continue,
        };
        let [own, other] = [promised, promised.other()].map(|side| verdict.below[side] as f32);
        let enough = own + other >= kind.threshold("least_people");
        if !enough || other < kind.threshold("least_share") * (own + other) {
            continue;
        }
        let label = |side: Side| &context.rules.sides[side].label;
        let message = format!(
            "the title of {} promises the {}, but of the {} seats below that work for one side, {other} work for the {}",
            context.named(seat),
            label(promised),
            own + other,
            label(promised.other()),
        );
        findings.push(context.finding(kind, &[(seat, Field::Title)], message));
    }
    findings
}
