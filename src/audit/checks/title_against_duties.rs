//! Finds titles that name one side while the duties describe the other.

use crate::audit::case::Case;
use crate::classify::Contradiction;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let label = |side: Side| &case.rules.sides[side].label;
    let found = case.executives().filter_map(|(seat, verdict)| {
        let sides = Contradiction::of(case.rules, verdict, kind)?;
        let message = format!(
            "the title of {} promises the {}, but its duties describe the {}",
            case.named(seat),
            label(sides.promised),
            label(sides.described),
        );
        let about = [(seat, Field::Title), (seat, Field::Responsibilities)];
        Some(case.finding(kind, &about, message))
    });
    found.collect()
}
