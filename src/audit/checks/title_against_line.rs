//! Finds titles that name one side while the seats below do the work of the other.

use crate::audit::case::Case;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (seat, verdict) in case.executives() {
        let leads = Side::BOTH.map(|side| case.coverage_of(seat).sides[side].leads(seat));
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
        let label = |side: Side| &case.rules.sides[side].label;
        let message = format!(
            "the title of {} promises the {}, but of the {} seats below that work for one side, {other} work for the {}",
            case.named(seat),
            label(promised),
            own + other,
            label(promised.other()),
        );
        findings.push(case.finding(kind, &[(seat, Field::Title)], message));
    }
    findings
}
