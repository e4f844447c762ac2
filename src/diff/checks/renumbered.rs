//! Finds posts of an entity whose id changed.

use std::collections::BTreeMap;

use super::on_new;
use crate::chart::SeatId;
use crate::diff::seats::Aspect;
use crate::diff::{Both, DiffFinding, Seen};
use crate::model::Field;
use crate::rules::FindingKind;

/// Makes one finding for each entity, because a renumbering seldom affects only one post.
pub(in super::super) fn check(
    both: &Both<'_>,
    seen: &Seen,
    kind: &FindingKind,
) -> Vec<DiffFinding> {
    let mut by_entity: BTreeMap<_, Vec<SeatId>> = BTreeMap::new();
    for change in &seen.seats {
        let is_renumbered = change.has(|aspect| *aspect == Aspect::Renumbered);
        if let Some(seat) = change.new.filter(|_| is_renumbered) {
            let entity = both.new.on.chart.entity_of(seat);
            by_entity.entry(entity).or_default().push(seat);
        }
    }
    let finding = |seats: Vec<SeatId>| {
        let message = match &seats[..] {
            [seat] => format!("{} had another id before", both.new.named(*seat)),
            several => format!(
                "{} posts had other ids before: {}",
                several.len(),
                both.new.all_named(several)
            ),
        };
        let about: Vec<_> = seats.into_iter().map(|seat| (seat, Field::Id)).collect();
        on_new(both.new.finding(kind, &about, message))
    };
    by_entity.into_values().map(finding).collect()
}
