//! What a title states does not depend on anything around it: the company, the duties or the neighbours.

use std::sync::LazyLock;

use proptest::prelude::*;
use rolecall::classify::{Classifier, Neighbours, Scratch};
use rolecall::model::{Position, Verdict};
use rolecall::rules::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

/// Pieces of titles: ranks, areas, roles, and words that join and limit them.
const PIECES: [&str; 24] = [
    "Director",
    "Assistant to the",
    "Head of",
    "Junior",
    "Deputy",
    "VP",
    "Chief",
    "Officer",
    "Financial",
    "Information",
    "Sales",
    "IT",
    "Engineering",
    "Quux",
    "and",
    "&",
    "/",
    ",",
    "(",
    ")",
    "-",
    "Group",
    "former",
    "Office of the",
];

/// Acronyms that words around them may decide.
const ACRONYMS: [&str; 3] = ["CTO", "CIO", "CDO"];

/// Words that decide no acronym.
const PLAIN: [&str; 8] = [
    "Alpha", "/", "Beta", ",", "Gamma &", "Delta.", "\n", "Omega Pi",
];

fn of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..9).prop_map(|words| words.join(" "))
}

/// A title in which some pieces are acronyms.
fn with_acronyms() -> impl Strategy<Value = String> {
    (
        of(&PIECES),
        prop::sample::select(&ACRONYMS[..]),
        of(&PIECES),
    )
        .prop_map(|(before, acronym, behind)| format!("{before} {acronym} {behind}"))
}

fn judged(position: &Position<'_>, reports: &[&str]) -> Verdict {
    let around = Neighbours {
        reports: reports.to_vec(),
        ..Neighbours::default()
    };
    Classifier::new(&RULES).classify_among(position, &around, &mut Scratch::default())
}

/// The parts of a verdict that the title alone decides.
fn stated(verdict: Verdict) -> impl PartialEq + std::fmt::Debug {
    let Verdict {
        rank,
        function,
        area,
        modifiers,
        scope,
        set_aside,
        ..
    } = verdict;
    (rank, function, area, modifiers, scope, set_aside)
}

proptest! {
    #[test]
    fn plain_words_around_a_title_change_nothing(
        title in with_acronyms(),
        entity in of(&PLAIN),
        responsibilities in of(&PLAIN),
        report in of(&PLAIN),
    ) {
        let alone = Position { title: &title, ..Position::default() };
        let around = Position { entity: &entity, responsibilities: &responsibilities, ..alone };
        prop_assert_eq!(stated(judged(&around, &[&report])), stated(judged(&alone, &[])));
    }

    #[test]
    fn a_title_without_acronyms_depends_on_nothing_else(
        title in of(&PIECES),
        entity in ".{0,40}",
        responsibilities in ".{0,40}",
        report in of(&PIECES),
    ) {
        let alone = Position { title: &title, ..Position::default() };
        let around = Position { entity: &entity, responsibilities: &responsibilities, ..alone };
        prop_assert_eq!(stated(judged(&around, &[&report])), stated(judged(&alone, &[])));
    }
}
