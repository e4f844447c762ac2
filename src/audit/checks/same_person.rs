//! Finds one seat, or one person in two seats, with roles that should control each other.

use std::collections::BTreeMap;

use crate::audit::context::{AuditContext, MOST_NAMED};
use crate::chart::{EntityId, SeatId};
use crate::model::{Field, Finding, RoleId};
use crate::rules::FindingKind;
use crate::text::squeeze;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut checking: Vec<(SeatId, RoleId)> = Vec::new();
    let mut by_person: BTreeMap<(EntityId, String), Vec<(SeatId, RoleId)>> = BTreeMap::new();
    let mut findings = Vec::new();
    for (seat, verdict) in context.executives() {
        let checks = context.held_of(verdict, kind.roles("checks"));
        let checked = context.held_of(verdict, kind.roles("checked"));
        if let (Some(checks), Some(checked)) = (checks, checked) {
            findings.extend(finding(context, kind, &[seat], checks, checked));
            continue;
        }
        checking.extend(checks.map(|role| (seat, role)));
        let person = squeeze(context.on.chart.position(seat).incumbent);
        if let Some(role) = checked.filter(|_| !person.is_empty()) {
            let entity = context.on.chart.entity_of(seat);
            by_person
                .entry((entity, person))
                .or_default()
                .push((seat, role));
        }
    }
    for (seat, checks) in checking {
        let person = squeeze(context.on.chart.position(seat).incumbent);
        let entity = context.on.chart.entity_of(seat);
        let others = by_person.get(&(entity, person)).into_iter().flatten();
        for (other, checked) in others.take(MOST_NAMED) {
            findings.extend(finding(context, kind, &[seat, *other], checks, *checked));
        }
    }
    findings
}

fn finding(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    seats: &[SeatId],
    checks: RoleId,
    checked: RoleId,
) -> Option<Finding> {
    if context.rules.policy.may_combine(checks, checked) {
        return None;
    }
    let label = |role: RoleId| &context.rules.role(role).label;
    let message = format!(
        "one person is {} and {}: {}",
        label(checks),
        label(checked),
        context.all_named(seats)
    );
    let titles: Vec<_> = seats.iter().map(|seat| (*seat, Field::Title)).collect();
    Some(context.finding(kind, &titles, message))
}
