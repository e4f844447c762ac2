//! Labels that cost nothing: what a plain title says, to measure what is made of the duties without it.

use crate::classify::{Classifier, Scratch};
use crate::model::{Position, Side};
use crate::rules::Rules;

/// The side that a title gives away, where it is plain and there are duties to judge: it names officers of
/// one side and nothing that limits them, or a field of work that leans to one.
pub fn plain_side(
    classifier: &Classifier<'_>,
    rules: &Rules,
    position: &Position<'_>,
    scratch: &mut Scratch,
) -> Option<Side> {
    if position.title.is_empty() || position.responsibilities.is_empty() {
        return None;
    }
    let alone = Position {
        title: position.title,
        ..Position::default()
    };
    let verdict = classifier.classify_with(&alone, scratch);
    if !verdict.set_aside.is_empty() || verdict.modifiers.iter().any(|one| one.unseats()) {
        return None;
    }
    let covers = |side: &Side| verdict.covers[*side].is_some();
    match Side::BOTH.iter().filter(|side| covers(side)).count() {
        1 => Side::BOTH.into_iter().find(covers),
        0 if verdict.roles.is_empty() => rules.leaning(verdict.function?, verdict.area?),
        _ => None,
    }
}

/// A position as it would be judged had it no title.
pub fn without_title<'p>(position: &Position<'p>) -> Position<'p> {
    Position {
        title: "",
        ..*position
    }
}
