//! Finds texts that describe the other side, or both sides, although the title names one.

use super::super::{Posting, Said};
use crate::classify::Contradiction;
use crate::model::{Basis, Field, Side};
use crate::rules::FindingKind;

/// The title names one side, and the text describes the other.
pub(in super::super) fn contradicts(posting: &Posting<'_>, kind: &FindingKind) -> Option<Said> {
    let sides = Contradiction::of(posting.rules, posting.verdict, kind)?;
    let label = |side: Side| &posting.rules.sides[side].label;
    let message = format!(
        "the title promises the {}, but the text describes the {}",
        label(sides.promised),
        label(sides.described)
    );
    Some((Field::Responsibilities, message))
}

/// The title names one side, and the text describes both.
pub(in super::super) fn both(posting: &Posting<'_>, kind: &FindingKind) -> Option<Said> {
    let by_title = |side: &Side| {
        let covered = posting.verdict.covers[*side];
        covered.is_some_and(|covered| covered.basis == Basis::Title)
    };
    // A title that names both sides agrees with such a text.
    let promised = match Side::BOTH.map(|side| by_title(&side)) {
        [true, false] => Side::Internal,
        [false, true] => Side::External,
        _ => return None,
    };
    let duties = posting.verdict.duties;
    let less = duties.internal.min(duties.external);
    let share = less / (duties.internal + duties.external);
    if less < kind.threshold("least_evidence") || share < kind.threshold("least_share") {
        return None;
    }
    let label = |side: Side| &posting.rules.sides[side].label;
    let message = format!(
        "the title names the {}, but the text describes the {} as well",
        label(promised),
        label(promised.other())
    );
    Some((Field::Responsibilities, message))
}
