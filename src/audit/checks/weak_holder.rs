//! Finds sides that are held by title, but only by seats that are vacant, temporary or part-time.

use std::collections::BTreeSet;

use crate::audit::context::AuditContext;
use crate::audit::standing::Incumbency;
use crate::chart::SeatId;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

pub(in super::super) fn vacant(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    weak(
        context,
        kind,
        |standing| standing == Incumbency::Vacant,
        |seat, side| format!("{seat}, which holds {side}, is vacant"),
    )
}

pub(in super::super) fn interim(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    weak(
        context,
        kind,
        |standing| matches!(standing, Incumbency::Interim | Incumbency::Acting),
        |seat, side| format!("{seat} holds {side} only temporarily"),
    )
}

pub(in super::super) fn fractional(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    weak(
        context,
        kind,
        |standing| standing == Incumbency::Fractional,
        |seat, side| format!("{seat} holds {side} only part-time"),
    )
}

/// The sides whose holders by title are all weak, at least one of them in the way asked for.
fn weak(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    is_it: impl Fn(Incumbency) -> bool,
    say: impl Fn(String, String) -> String,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for entity in context.entities() {
        let name = &context.on.chart.entity(entity.entity).name;
        let mut said: BTreeSet<SeatId> = BTreeSet::new();
        for side in Side::BOTH {
            let leaders = &entity.sides[side].leaders;
            let Some(seat) = leaders
                .first()
                .copied()
                .filter(|seat| is_it(context.standing(*seat)))
            else {
                continue;
            };
            let held = leaders
                .iter()
                .any(|seat| context.standing(*seat) == Incumbency::Permanent);
            if held || said.contains(&seat) {
                continue;
            }
            said.insert(seat);
            let whole = entity.sides[side.other()].leads(seat);
            let what = if whole {
                "both sides".to_owned()
            } else {
                format!("the {}", context.rules.sides[side].label)
            };
            let message = say(context.named(seat), format!("{what} of {name}"));
            let field = if is_it(Incumbency::Vacant) {
                Field::Status
            } else {
                Field::Title
            };
            findings.push(context.finding(kind, &[(seat, field)], message));
        }
    }
    findings
}
