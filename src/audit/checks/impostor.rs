//! Finds titles that look like a missing role but mean another role, or may mean several.

use crate::audit::case::Case;
use crate::audit::coverage::set_aside;
use crate::model::{Field, Finding, SetAsideReason, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (seat, verdict) in case.executives() {
        let entity = case.coverage_of(seat);
        for side in Side::BOTH {
            if !entity.sides[side].leaders.is_empty() {
                continue;
            }
            let role = case.leader_role(side);
            let why = match set_aside(verdict, case.rules.sides[side].role) {
                Some(SetAsideReason::ReadAs(other)) => {
                    format!("means {}", case.rules.role(other).label)
                }
                Some(SetAsideReason::Ambiguous) => "may mean several roles".to_owned(),
                Some(SetAsideReason::Modifier(_)) | None => continue,
            };
            let message = format!(
                "{} {why} and was not counted as {}",
                case.named(seat),
                role.label
            );
            findings.push(case.finding(kind, &[(seat, Field::Title)], message));
        }
    }
    findings
}
