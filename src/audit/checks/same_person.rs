//! Finds one seat, or one person in two seats, with roles that should control each other.

use std::collections::BTreeMap;

use crate::audit::case::{Case, MOST_NAMED};
use crate::chart::{EntityId, SeatId};
use crate::model::{Field, Finding, RoleId};
use crate::rules::FindingKind;
use crate::text::squeeze;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut checking: Vec<(SeatId, RoleId)> = Vec::new();
    let mut by_person: BTreeMap<(EntityId, String), Vec<(SeatId, RoleId)>> = BTreeMap::new();
    let mut findings = Vec::new();
    for (seat, verdict) in case.executives() {
        let checks = case.held_of(verdict, kind.roles("checks"));
        let checked = case.held_of(verdict, kind.roles("checked"));
        if let (Some(checks), Some(checked)) = (checks, checked) {
            findings.extend(finding(case, kind, &[seat], checks, checked));
            continue;
        }
        checking.extend(checks.map(|role| (seat, role)));
        let person = squeeze(case.on.chart.position(seat).incumbent);
        if let Some(role) = checked.filter(|_| !person.is_empty()) {
            let entity = case.on.chart.entity_of(seat);
            by_person
                .entry((entity, person))
                .or_default()
                .push((seat, role));
        }
    }
    for (seat, checks) in checking {
        let person = squeeze(case.on.chart.position(seat).incumbent);
        let entity = case.on.chart.entity_of(seat);
        let others = by_person.get(&(entity, person)).into_iter().flatten();
        for (other, checked) in others.take(MOST_NAMED) {
            findings.extend(finding(case, kind, &[seat, *other], checks, *checked));
        }
    }
    findings
}

fn finding(
    case: &Case<'_>,
    kind: &FindingKind,
    seats: &[SeatId],
    checks: RoleId,
    checked: RoleId,
) -> Option<Finding> {
    if case.rules.policy.may_combine(checks, checked) {
        return None;
    }
    let label = |role: RoleId| &case.rules.role(role).label;
    let message = format!(
        "one person is {} and {}: {}",
        label(checks),
        label(checked),
        case.all_named(seats)
    );
    let titles: Vec<_> = seats.iter().map(|seat| (*seat, Field::Title)).collect();
    Some(case.finding(kind, &titles, message))
}
