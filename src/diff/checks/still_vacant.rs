//! Finds the seat of an officer or executive that is vacant in both snapshots.

use super::on_new;
use crate::audit::Incumbency;
use crate::diff::{Both, DiffFinding, Seen};
use crate::model::{Field, Rank, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(both: &Both<'_>, _: &Seen, kind: &FindingKind) -> Vec<DiffFinding> {
    let mut found = Vec::new();
    for (was, is) in both.pairs.iter() {
        let leads = || {
            let sides = &both.new.coverage_of(is).sides;
            Side::BOTH.iter().any(|side| sides[*side].leads(is))
        };
        let matters = both.new.on.sketch(is).rank == Rank::Chief || leads();
        if !matters || both.old.is_out(was) || both.new.is_out(is) {
            continue;
        }
        let vacant = [is_vacant(&both.old, was), is_vacant(&both.new, is)];
        if vacant == [true, true] {
            let message = format!("{} was vacant before and still is", both.new.named(is));
            let finding = both.new.finding(kind, &[(is, Field::Title)], message);
            found.push((is, on_new(finding)));
        }
    }
    found.sort_by_key(|(seat, _)| *seat);
    found.into_iter().map(|(_, finding)| finding).collect()
}

fn is_vacant(context: &crate::audit::AuditContext<'_>, seat: crate::chart::SeatId) -> bool {
    let position = context.on.chart.position(seat);
    let plain = Default::default();
    let verdict = context.on.verdict(seat).unwrap_or(&plain);
    Incumbency::of(&position, verdict) == Incumbency::Vacant
}
