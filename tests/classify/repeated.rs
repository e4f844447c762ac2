//! A text that was read before says in another row what it would say there alone.

use std::sync::LazyLock;

use rolecall::classify::{Classifier, Scratch};
use rolecall::model::{Position, Verdict};
use rolecall::rules::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

/// A text about the company of its row, one about an officer, one of generic words, and one whose words tell its side.
const TEXTS: [&str; 4] = [
    "bank of cedar keeps the IT infrastructure, the help desk and the data centres.",
    "The chief product officer owns the product roadmap and leads product engineering.",
    "Leads the engineering team, sets its priorities and develops the architecture.",
    "Greets whoever comes in, notes what each of them would like, brings it to the table and asks whether all is well.",
];

const COMPANIES: [&str; 4] = ["", "bank of cedar", "Bank of Cedar", "Alder"];

const TITLES: [&str; 4] = [
    "",
    "Chief Product Officer",
    "Hotel Manager",
    "Software Developer",
];

fn rows() -> Vec<Position<'static>> {
    let rows = TEXTS.iter().flat_map(|text| {
        let rows = COMPANIES
            .iter()
            .flat_map(|company| TITLES.map(|title| (*company, title)));
        rows.map(|(entity, title)| Position {
            title,
            entity,
            responsibilities: text,
            ..Position::default()
        })
    });
    rows.collect()
}

#[test]
fn no_verdict_depends_on_the_rows_before() {
    let classifier = Classifier::new(&RULES);
    let alone: Vec<Verdict> = rows().iter().map(|row| classifier.classify(row)).collect();
    let mut scratch = Scratch::default();
    for round in 0..2 {
        let (mut forth, mut back) = (rows(), rows());
        back.reverse();
        forth.extend(back);
        let expected = alone.iter().chain(alone.iter().rev());
        for (row, expected) in forth.iter().zip(expected) {
            let verdict = classifier.classify_with(row, &mut scratch);
            assert_eq!(
                format!("{verdict:?}"),
                format!("{expected:?}"),
                "{row:?} in round {round}"
            );
        }
    }
}

#[test]
fn the_rows_above_differ_where_the_text_names_the_company_or_the_officer() {
    let classifier = Classifier::new(&RULES);
    let weighs = |entity, title, responsibilities| {
        let row = Position {
            title,
            entity,
            responsibilities,
            ..Position::default()
        };
        classifier.classify(&row).duties
    };
    assert_ne!(
        weighs("bank of cedar", "", TEXTS[0]),
        weighs("Alder", "", TEXTS[0])
    );
    let officer = "Chief Product Officer";
    assert_ne!(
        weighs("", officer, TEXTS[1]),
        weighs("", "Hotel Manager", TEXTS[1])
    );
    assert_ne!(
        weighs("", "Software Developer", TEXTS[2]),
        weighs("", "Hotel Manager", TEXTS[2])
    );
}
