//! Finds an officer of a side who reports to another seat than before.

use super::{boss_named, on_new};
use crate::diff::seats::Aspect;
use crate::diff::{Both, DiffFinding, Seen};
use crate::model::{Field, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(
    both: &Both<'_>,
    seen: &Seen,
    kind: &FindingKind,
) -> Vec<DiffFinding> {
    let mut found = Vec::new();
    for change in &seen.seats {
        let (Some(was), Some(is)) = (change.old, change.new) else {
            continue;
        };
        let mut moved = change.aspects.iter().filter_map(|aspect| match aspect {
            Aspect::Moved(from, to) => Some((*from, *to)),
            _ => None,
        });
        let Some((from, to)) = moved.next() else {
            continue;
        };
        let leads = |side: &Side| {
            both.old.coverage_of(was).sides[*side].leads(was)
                && both.new.coverage_of(is).sides[*side].leads(is)
        };
        let led: Vec<_> = Side::BOTH.into_iter().filter(leads).collect();
        if led.is_empty() {
            continue;
        }
        let message = format!(
            "{} reports to {} and no longer to {}",
            both.new.named(is),
            boss_named(&both.new, to),
            boss_named(&both.old, from),
        );
        let finding = both.new.finding(kind, &[(is, Field::ReportsTo)], message);
        found.push(on_new(finding));
    }
    found
}
