//! Checks whom technology leaders report to.

use rustc_hash::FxHashSet;

use crate::audit::context::AuditContext;
use crate::chart::{EntityId, SeatId};
use crate::classify::Classifier;
use crate::model::{Basis, Field, Finding, Modifier, Rank, RoleId, Verdict};
use crate::rules::{FindingKind, Speaks};

/// The nearest seat above that holds an executive role by title, and its roles.
fn executive_above(
    context: &AuditContext<'_>,
    officers: &Officers,
    seat: SeatId,
) -> Option<(SeatId, Vec<RoleId>)> {
    context.above(seat).take(MOST_STEPS).find_map(|above| {
        let roles = roles_of(context, officers, above);
        (!roles.is_empty()).then_some((above, roles))
    })
}

/// The roles that somebody in an entity holds by title.
type Officers = FxHashSet<(EntityId, RoleId)>;

fn officers(context: &AuditContext<'_>) -> Officers {
    let mut held = Officers::default();
    for (seat, verdict) in context.executives() {
        let entity = context.on.chart.entity_of(seat);
        let roles = verdict.roles.iter();
        let by_title = roles.filter(|held| held.basis == Basis::Title);
        held.extend(by_title.map(|held| (entity, held.role)));
    }
    held
}

/// The most steps up in which an executive is looked for.
const MOST_STEPS: usize = 64;

fn roles_of(context: &AuditContext<'_>, officers: &Officers, seat: SeatId) -> Vec<RoleId> {
    let verdict = context.on.verdict(seat).filter(|_| !context.is_out(seat));
    let held = verdict.map_or(&[][..], |verdict| &verdict.roles[..]);
    let by_title = held.iter().filter(|held| held.basis == Basis::Title);
    let roles: Vec<_> = by_title.map(|held| held.role).collect();
    if roles.is_empty() {
        return officer_of_its_field(context, officers, seat)
            .into_iter()
            .collect();
    }
    roles
}

/// The role of a director who leads a function for the whole entity: a finance director who reports to the
/// top is the chief financial officer if nobody else is. This applies only to roles that the catalogue lists
/// as managers of officers.
fn officer_of_its_field(
    context: &AuditContext<'_>,
    officers: &Officers,
    seat: SeatId,
) -> Option<RoleId> {
    let chart = &context.on.chart;
    let entity = chart.entity_of(seat);
    if context.is_out(seat) || context.on.sketch(seat).rank != Rank::Director {
        return None;
    }
    let (_, top) = context.groups.top(entity)?;
    if chart.manager(seat) != Some(top) {
        return None;
    }
    let verdict = Classifier::new(context.rules).classify(&chart.position(seat));
    let is_deputy = verdict.evidence.iter().any(|evidence| {
        evidence.field == Field::Title
            && matches!(
                context.rules.speaks(evidence.rule),
                Speaks::Modifier(Modifier::Deputy | Modifier::Aide, _)
            )
    });
    let field = verdict.function?;
    let kinds = context.rules.catalogue.of_check("role-under-role");
    let mut roles = kinds.flat_map(|kind| kind.roles("under"));
    let role = *roles.find(|role| context.rules.role(**role).function == field)?;
    let is_held = officers.contains(&(entity, role));
    (!is_deputy && !is_held).then_some(role)
}

/// The manager of a seat holds a role that makes the line noteworthy.
pub(in super::super) fn role_under_role(
    context: &AuditContext<'_>,
    kind: &FindingKind,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let officers = officers(context);
    for (seat, verdict) in context.executives() {
        let Some(role) = context.held_of(verdict, kind.roles("who")) else {
            continue;
        };
        let Some((above, roles)) = executive_above(context, &officers, seat) else {
            continue;
        };
        let under = kind
            .roles("under")
            .iter()
            .find(|under| roles.contains(*under) && **under != role && !holds(verdict, **under));
        let (Some(under), false) = (under, is_spoken_for(context, role, &roles)) else {
            continue;
        };
        let how = if context.on.chart.manager(seat) == Some(above) {
            "reports to"
        } else {
            "is below"
        };
        let message = format!(
            "{} {how} {}: a {} under a {}",
            context.named(seat),
            context.named(above),
            context.rules.role(role).label,
            context.rules.role(*under).label
        );
        findings.push(context.finding(kind, &[(seat, Field::ReportsTo)], message));
    }
    findings
}

fn holds(verdict: &Verdict, role: RoleId) -> bool {
    verdict.roles.iter().any(|held| held.role == role)
}

/// Whether the policy allows or forbids the line. A forbidden line has a finding of its own.
fn is_spoken_for(context: &AuditContext<'_>, role: RoleId, above: &[RoleId]) -> bool {
    context.rules.policy.line(role).is_some_and(|line| {
        let names = |roles: &[RoleId]| above.iter().any(|role| roles.contains(role));
        !line.under.is_empty() || names(&line.not_under)
    })
}

/// The policy says whom a role may report to, and the line goes elsewhere.
pub(in super::super) fn against_policy(
    context: &AuditContext<'_>,
    kind: &FindingKind,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let officers = officers(context);
    for (role, line) in context.rules.policy.lines() {
        let label = |role: &RoleId| context.rules.role(*role).label.clone();
        for (seat, verdict) in context.executives() {
            if !context.holds_any(verdict, &[role]) {
                continue;
            }
            // The top reports to nobody.
            let Some(manager) = context.on.chart.manager(seat) else {
                continue;
            };
            let allowed = line.under.is_empty()
                || roles_of(context, &officers, manager)
                    .iter()
                    .any(|role| line.under.contains(role));
            let forbidden = executive_above(context, &officers, seat).and_then(|(_, roles)| {
                roles.into_iter().find(|role| line.not_under.contains(role))
            });
            let rule = match (allowed, forbidden) {
                (true, None) => continue,
                (_, Some(role)) => format!("not under a {}", label(&role)),
                (false, None) => {
                    let under: Vec<_> = line.under.iter().map(label).collect();
                    format!("to a {}", under.join(" or "))
                }
            };
            let message = format!(
                "{} reports to {}, but the policy says that a {} reports {rule}",
                context.named(seat),
                context.named(manager),
                label(&role),
            );
            findings.push(context.finding(kind, &[(seat, Field::ReportsTo)], message));
        }
    }
    findings
}
