//! Takes labels from plain titles. They cost nothing, and they measure verdicts that are made from the duties
//! alone.

use crate::classify::{Classifier, Scratch};
use crate::model::{Position, Side};
use crate::rules::Rules;

/// The side that a plain title gives away. The title must name officers of one side without any limiting
/// word, or a function that leans to one side. There must be duties to judge.
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

/// The position without its title.
pub fn without_title<'p>(position: &Position<'p>) -> Position<'p> {
    Position {
        title: "",
        ..*position
    }
}
