//! Nobody holds a side by title, but somebody covers it in fact.

use crate::audit::context::AuditContext;
use crate::model::{Basis, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let Some(side) = kind.side else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for entity in context.entities() {
        let coverage = &entity.sides[side];
        let who = context.on.chart.entity(entity.entity);
        let required = context.rules.policy.required(&who.name, who.headcount());
        // Where the policy requires the officer, that is said already.
        let said = required.is_some_and(|roles| roles.contains(&context.rules.sides[side].role));
        if said || !coverage.from_group.is_empty() {
            continue;
        }
        let (true, Some(foremost)) = (coverage.leaders.is_empty(), coverage.stand_ins.first())
        else {
            continue;
        };
        let basis = context
            .on
            .verdict(*foremost)
            .and_then(|verdict| verdict.coverage(side))
            .map(|coverage| coverage.basis);
        let basis = match basis {
            Some(Basis::Duties) => "by duty",
            Some(Basis::Unit) => "as head of its unit",
            Some(Basis::Title) | None => "in part, by title",
        };
        let message = format!(
            "{} has no {}; {} {} the {} {basis}",
            who.name,
            context.leader_role(side).label,
            context.all_named(&coverage.stand_ins),
            if coverage.stand_ins.len() == 1 {
                "covers"
            } else {
                "cover"
            },
            context.rules.sides[side].label,
        );
        findings.push(Finding {
            confidence: coverage.doubt(context.on, context.rules, side),
            ..context.finding_on(kind, entity, &coverage.stand_ins, message)
        });
    }
    findings
}
