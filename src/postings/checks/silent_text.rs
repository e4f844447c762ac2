//! Finds long texts under the title of a technology leader that support neither side.

use super::super::{Posting, Said};
use crate::model::{AcronymBasis, Basis, Field, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(posting: &Posting<'_>, kind: &FindingKind) -> Option<Said> {
    let verdict = posting.verdict;
    let by_title = verdict.roles.iter();
    let mut by_title = by_title.filter(|held| held.basis == Basis::Title);
    let covers = Side::BOTH.iter().any(|side| {
        let covered = verdict.covers[*side];
        covered.is_some_and(|covered| covered.basis == Basis::Title)
    });
    // Some roles belong to technology only if the title names it: film has technical directors too.
    let by_field = by_title.any(|held| kind.roles("by_field").contains(&held.role))
        && verdict
            .function
            .is_some_and(|function| kind.functions().contains(&function));
    let evidence = verdict.duties.internal + verdict.duties.external;
    let says = evidence >= kind.threshold("least_evidence");
    // With such a text, a doubtful acronym probably does not mean a technology leader at all.
    let doubtful = verdict.acronym == Some(AcronymBasis::Usual);
    let is_long = posting.words as f32 >= kind.threshold("least_words");
    if !(covers || by_field) || says || doubtful || !is_long {
        return None;
    }
    let message = format!(
        "the {} words of the text support neither side of technology",
        posting.words
    );
    Some((Field::Responsibilities, message))
}
