//! Finds holders of a side who leave soon.

use crate::audit::context::AuditContext;
use crate::audit::standing::Incumbency;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entity in context.entities() {
        for side in Side::BOTH {
            let leaders = &entity.sides[side].leaders;
            let stays = |seat: &crate::chart::SeatId| {
                let days = context.on.chart.position(*seat).ends_in;
                days.is_none_or(|days| f32::from(days) > kind.threshold("days"))
            };
            // The side is safe if another holder stays. A vacant seat has no days to count.
            if leaders.iter().any(stays) {
                continue;
            }
            for seat in leaders {
                if context.standing(*seat) == Incumbency::Vacant {
                    continue;
                }
                let days = context.on.chart.position(*seat).ends_in.unwrap_or_default();
                let message = format!(
                    "{} holds the {} of {} for {days} more {}, and the chart names no successor",
                    context.named(*seat),
                    context.rules.sides[side].label,
                    context.entity_of(*seat).name,
                    if days == 1 { "day" } else { "days" }
                );
                findings.push(context.finding(kind, &[(*seat, Field::End)], message));
            }
        }
    }
    findings
}
