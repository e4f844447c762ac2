//! Finds titles that name a missing role but belong to somebody who works for its holder, or who no longer
//! holds it.

use super::missing_leader::is_said;
use crate::audit::context::AuditContext;
use crate::audit::coverage::set_aside;
use crate::model::{Field, Finding, SetAsideReason, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (seat, verdict) in context.executives() {
        let entity = context.coverage_of(seat);
        for side in Side::BOTH {
            let covered = &entity.sides[side];
            // Other findings name the seat if it is a stand-in or if nobody covers the side.
            let is_named = covered.stands_in(seat) || is_said(context, kind, entity, side);
            if !covered.leaders.is_empty() || is_named {
                continue;
            }
            let role = context.rules.sides[side].role;
            let Some(SetAsideReason::Modifier(modifier)) = set_aside(verdict, role) else {
                continue;
            };
            let message = format!(
                "{} was not counted as {}; the title says: {}",
                context.named(seat),
                context.leader_role(side).label,
                modifier.name()
            );
            findings.push(context.finding(kind, &[(seat, Field::Title)], message));
        }
    }
    findings
}
