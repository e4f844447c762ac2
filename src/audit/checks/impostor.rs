//! Finds titles that look like a missing role but mean another role, or may mean several.

use crate::audit::context::AuditContext;
use crate::audit::coverage::set_aside;
use crate::model::{Field, Finding, SetAsideReason, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (seat, verdict) in context.executives() {
        let entity = context.coverage_of(seat);
        for side in Side::BOTH {
            if !entity.sides[side].leaders.is_empty() {
                continue;
            }
            let role = context.leader_role(side);
            let why = match set_aside(verdict, context.rules.sides[side].role) {
                Some(SetAsideReason::ReadAs(other)) => {
                    format!("means {}", context.rules.role(other).label)
                }
                Some(SetAsideReason::Ambiguous) => "may mean several roles".to_owned(),
                Some(SetAsideReason::Modifier(_)) | None => continue,
            };
            let message = format!(
                "{} {why} and was not counted as {}",
                context.named(seat),
                role.label
            );
            findings.push(context.finding(kind, &[(seat, Field::Title)], message));
        }
    }
    findings
}
