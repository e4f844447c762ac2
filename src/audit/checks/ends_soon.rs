//! Finds holders of a side who leave soon.

use crate::audit::case::Case;
use crate::audit::standing::Standing;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entity in case.entities() {
        for side in Side::BOTH {
            let leaders = &entity.sides[side].leaders;
            let stays = |seat: &crate::chart::SeatId| {
                let days = case.on.chart.position(*seat).ends_in;
                days.is_none_or(|days| f32::from(days) > kind.threshold("days"))
            };
            // The side is safe if another holder stays. A vacant seat has no days to count.
            if leaders.iter().any(stays) {
                continue;
            }
            for seat in leaders {
                if case.standing(*seat) == Standing::Vacant {
                    continue;
                }
                let days = case.on.chart.position(*seat).ends_in.unwrap_or_default();
                let message = format!(
                    "{} holds the {} of {} for {days} more {}, and the chart names no successor",
                    case.named(*seat),
                    case.rules.sides[side].label,
                    case.entity_of(*seat).name,
                    if days == 1 { "day" } else { "days" }
                );
                findings.push(case.finding(kind, &[(*seat, Field::End)], message));
            }
        }
    }
    findings
}
