//! Finds an entity that lost or gained the officer of a side.

use super::{on_new, on_old};
use crate::audit::severity_for;
use crate::diff::coverage::entities;
use crate::diff::{Both, DiffFinding, Seen};
use crate::model::Side;
use crate::rules::FindingKind;

/// The entity had an officer by title. Now it has none, and no officer above answers for it.
pub(in super::super) fn lost(both: &Both<'_>, _: &Seen, kind: &FindingKind) -> Vec<DiffFinding> {
    let mut found = Vec::new();
    for (was, is) in entities(both) {
        for side in Side::BOTH {
            let before = &both.old.coverage[was.0 as usize];
            let after = &both.new.coverage[is.0 as usize].sides[side];
            let leaders = &before.sides[side].leaders;
            let is_lost = after.leaders.is_empty() && after.from_group.is_empty();
            let Some(first) = leaders.first().filter(|_| is_lost) else {
                continue;
            };
            let entity = both.new.on.chart.entity(is);
            let (severity, size) = severity_for(kind, entity);
            let now = match (both.pairs.new_of(*first), after.stand_ins.first()) {
                (_, Some(seat)) => format!("; {} covers it in fact", both.new.named(*seat)),
                (Some(seat), None) => format!("; the seat is now {}", both.new.named(seat)),
                (None, None) => String::new(),
            };
            let message = format!(
                "{} ({size}) had a {}, {}, and has none now{now}",
                entity.name,
                both.old.leader_role(side).label,
                both.old.all_named(leaders),
            );
            let mut finding = both.old.finding_on(kind, before, leaders, message);
            finding.severity = severity;
            found.push(on_old(finding));
        }
    }
    found
}

/// The entity had no officer, of its own or above. Now it has one.
pub(in super::super) fn created(both: &Both<'_>, _: &Seen, kind: &FindingKind) -> Vec<DiffFinding> {
    let mut found = Vec::new();
    for (was, is) in entities(both) {
        for side in Side::BOTH {
            let before = &both.old.coverage[was.0 as usize].sides[side];
            let after = &both.new.coverage[is.0 as usize];
            let leaders = &after.sides[side].leaders;
            let had_one = !before.leaders.is_empty() || !before.from_group.is_empty();
            if had_one || leaders.is_empty() {
                continue;
            }
            let message = format!(
                "{} had no {}, and has one now: {}",
                both.new.on.chart.entity(is).name,
                both.new.leader_role(side).label,
                both.new.all_named(leaders),
            );
            found.push(on_new(both.new.finding_on(kind, after, leaders, message)));
        }
    }
    found
}
