//! Finds responsibility areas of an entity that went to another reporting line, or that nobody holds any
//! more.

use std::collections::BTreeMap;

use super::{on_new, on_old};
use crate::audit::AreaHeld;
use crate::chart::SeatId;
use crate::diff::coverage::AreaMove;
use crate::diff::{Both, DiffFinding, Seen};
use crate::model::{Field, Severity};
use crate::rules::FindingKind;

/// Makes one finding for all areas that went from one seat to another.
pub(in super::super) fn moved(
    both: &Both<'_>,
    seen: &Seen,
    kind: &FindingKind,
) -> Vec<DiffFinding> {
    let mut by_seats: BTreeMap<(SeatId, SeatId), Vec<u16>> = BTreeMap::new();
    let moved = seen.areas.iter();
    for change in moved.filter(|change| change.what == AreaMove::Moved) {
        // The first holder of each snapshot stands for its reporting line.
        if let (Some(from), Some(to)) = (change.from.first(), change.to.first()) {
            let areas = by_seats.entry((*to, *from)).or_default();
            areas.push(change.area);
        }
    }
    let finding = |((to, from), areas): ((SeatId, SeatId), Vec<u16>)| {
        let message = format!(
            "{} went from {} to {}",
            both.new.areas_named(areas.into_iter()),
            both.old.named(from),
            both.new.named(to),
        );
        let about = [(to, Field::Responsibilities)];
        on_new(both.new.finding(kind, &about, message))
    };
    by_seats.into_iter().map(finding).collect()
}

/// Makes one finding for all areas that an entity lost. An area that an officer still holds by title alone is
/// only a note. Other areas have the severity of the catalogue.
pub(in super::super) fn lost(both: &Both<'_>, seen: &Seen, kind: &FindingKind) -> Vec<DiffFinding> {
    let mut by_entity: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let lost = seen.areas.iter();
    for change in lost.filter(|change| change.what == AreaMove::Lost) {
        let has_officer = change.held == AreaHeld::Title;
        let key = (change.entity.1, change.entity.0, has_officer);
        by_entity.entry(key).or_default().push(change);
    }
    let mut found = Vec::new();
    for ((is, was, has_officer), changes) in by_entity {
        let mut seats: Vec<_> = changes.iter().flat_map(|change| &change.from).collect();
        seats.sort_unstable();
        seats.dedup();
        let seats: Vec<_> = seats.into_iter().copied().collect();
        let left = if has_officer {
            "; an officer still holds it by title only"
        } else {
            ""
        };
        let message = format!(
            "nobody's duties at {} mention {} any more; before, the duties of {} did{left}",
            both.new.on.chart.entity(is).name,
            both.new
                .areas_named(changes.iter().map(|change| change.area)),
            both.old.all_named(&seats),
        );
        let before = &both.old.coverage[was.0 as usize];
        let mut finding = both.old.finding_on(kind, before, &seats, message);
        if has_officer {
            finding.severity = finding.severity.min(Severity::Info);
        }
        found.push(on_old(finding));
    }
    found
}
