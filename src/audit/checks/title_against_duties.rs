//! Finds titles that name one side while the duties describe the other.

use crate::audit::context::AuditContext;
use crate::classify::Contradiction;
use crate::model::{Field, Finding, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let label = |side: Side| &context.rules.sides[side].label;
    let found = context.executives().filter_map(|(seat, verdict)| {
        let sides = Contradiction::of(context.rules, verdict, kind)?;
        let message = format!(
            "the title of {} promises the {}, but its duties describe the {}",
            context.named(seat),
            label(sides.promised),
            label(sides.described),
        );
        let about = [(seat, Field::Title), (seat, Field::Responsibilities)];
        Some(context.finding(kind, &about, message))
    });
    found.collect()
}
