//! Finds entities in which nobody holds a role that the policy requires.

use rustc_hash::FxHashSet;

use crate::audit::context::AuditContext;
use crate::audit::coverage::EntityCoverage;
use crate::chart::EntityId;
use crate::model::{Basis, Finding, RoleId, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut held: FxHashSet<(EntityId, RoleId)> = FxHashSet::default();
    for (seat, verdict) in context.executives() {
        let entity = context.on.chart.entity_of(seat);
        let by_title = verdict.roles.iter();
        let by_title = by_title.filter(|held| held.basis == Basis::Title);
        held.extend(by_title.map(|held| (entity, held.role)));
    }
    let mut findings = Vec::new();
    for entity in context.entities() {
        let who = context.on.chart.entity(entity.entity);
        let required = context.rules.policy.required(&who.name, who.headcount());
        for role in required.unwrap_or_default() {
            let mut sides = Side::BOTH.into_iter();
            let leads = sides.find(|side| context.rules.sides[*side].role == *role);
            let accepted = context.rules.roles().any(|(other, _)| {
                held.contains(&(entity.entity, other)) && context.rules.policy.accepts(other, *role)
            });
            let has = held.contains(&(entity.entity, *role))
                || accepted
                || leads.is_some_and(|side| is_led(entity, side));
            if !has {
                findings.push(missing(context, kind, entity, *role, leads));
            }
        }
    }
    findings
}

fn is_led(entity: &EntityCoverage, side: Side) -> bool {
    let side = &entity.sides[side];
    !side.leaders.is_empty() || !side.from_group.is_empty()
}

fn missing(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    entity: &EntityCoverage,
    role: RoleId,
    leads: Option<Side>,
) -> Finding {
    let who = context.on.chart.entity(entity.entity);
    let mut message = format!(
        "{} has no {}, which the policy requires",
        who.name,
        context.rules.role(role).label
    );
    let stand_ins = leads.map_or(&[][..], |side| &entity.sides[side].stand_ins);
    if !stand_ins.is_empty() {
        message.push_str(&format!(
            "; in fact there is {}",
            context.all_named(stand_ins)
        ));
    }
    context.finding_on(kind, entity, stand_ins, message)
}
