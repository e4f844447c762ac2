//! What holds for every verdict, and for the data of the built-in pack. Expected verdicts for single titles
//! and texts are in the pack itself, in `rules/tests/`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use rolecall::classify::Classifier;
use rolecall::model::{Basis, Ground, Position, Reading, Side};
use rolecall::read::{self, Reader};
use rolecall::rules::{Buffers, Rules, Speaks};

fn rules() -> &'static Rules {
    static RULES: LazyLock<Rules> =
        LazyLock::new(|| Rules::builtin().expect("the built-in pack compiles"));
    &RULES
}

#[test]
fn the_built_in_pack_compiles() {
    let rules = Rules::builtin().unwrap();
    assert!(rules.rules().count() > 200);
    assert_eq!(rules.role(rules.sides.internal.role).id, "cio");
    assert_eq!(rules.role(rules.sides.external.role).id, "cto");
}

#[test]
fn a_text_that_gives_a_role_of_technology_is_about_technology() {
    let leads = "Heads the society's information systems, having sole charge of policy, spending and \
                 the nine-strong team that equips staff and volunteers with networks, a membership \
                 database and secure remote working.";
    let pays = "Keeps the books, pays the wages and answers the auditors.";
    let classifier = Classifier::new(rules());
    for (responsibilities, roles, ground) in
        [(leads, 1, Ground::Technology), (pays, 0, Ground::Other)]
    {
        let verdict = classifier.classify(&Position {
            responsibilities,
            ..Position::default()
        });
        assert_eq!(verdict.roles.len(), roles);
        assert_eq!(verdict.ground(), ground);
    }
}

#[test]
fn a_low_rank_or_another_trade_covers_no_side_by_duties() {
    let rules = rules();
    let classifier = Classifier::new(rules);
    let covers = |title| {
        let position = Position {
            title,
            responsibilities: "Runs IT operations and infrastructure, chooses vendors of business \
                               solutions and raises the productivity of employees.",
            ..Position::default()
        };
        let covers = classifier.classify(&position).covers[Side::Internal];
        covers.is_some_and(|coverage| coverage.basis == Basis::Duties)
    };
    for title in ["Director", "Chief Operating Officer", "Board Member"] {
        assert!(covers(title), "{title}");
    }
    for title in [
        // Neither the title nor the text says that this seat leads.
        "",
        "Steward of the Keys",
        "Service Desk Manager",
        "Network Engineer",
        "Plant Manager",
        "Deputy CIO",
        "Assistant to the CIO",
    ] {
        assert!(!covers(title), "{title}");
    }
}

#[test]
fn every_axis_has_phrases_for_both_sides_and_every_area_has_some() {
    let rules = rules();
    let spoken = rules.rules().filter(|rule| !rule.phrases.is_empty());
    let duties: Vec<_> = spoken
        .filter_map(|rule| match rule.speaks {
            Speaks::Duty(duty) => Some(rules.duty(duty)),
            _ => None,
        })
        .collect();
    for (index, axis) in rules.axes.iter().enumerate() {
        for side in Side::BOTH {
            let spoken = duties
                .iter()
                .any(|duty| usize::from(duty.axis) == index && duty.side == side);
            assert!(spoken, "{} {side:?}", axis.id);
        }
    }
    for (index, area) in rules.areas.iter().enumerate() {
        let of_area = || duties.iter().filter(|duty| duty.area == Some(index as u16));
        assert!(of_area().count() > 0, "{}", area.id);
        assert!(of_area().all(|duty| duty.side == area.side), "{}", area.id);
    }
}

#[test]
fn every_role_can_be_named() {
    let rules = rules();
    for (id, role) in rules.roles() {
        let named = rules
            .rules()
            .any(|rule| rule.speaks == Speaks::Title(id) && !rule.phrases.is_empty());
        assert!(named, "{}", role.id);
    }
}

#[test]
fn words_that_fit_both_roles_are_no_duty() {
    let rules = rules();
    let mut buffers = Buffers::default();
    for text in [
        "vendors",
        "suppliers",
        "collaborate with vendors and suppliers",
        "strategy",
        "goals and strategies",
        "research",
        "research new trends",
        "budget",
        "cloud",
        "data",
        "digital transformation",
        "leadership",
        "align with business goals",
        "stakeholders",
    ] {
        let scan = rules.matcher.scan(text, &mut buffers);
        for found in scan.matches {
            let rule = rules.rule(found.rule);
            let duty = matches!(rule.speaks, Speaks::Duty(_));
            assert!(!duty, "`{text}` speaks for {}", rule.id);
        }
    }
}

#[test]
fn every_healthy_company_has_one_holder_for_each_side() {
    let rules = rules();
    let classifier = Classifier::new(rules);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/healthy");
    let found = read::discover(&[folder]);
    assert!(found.inputs.len() >= 10);
    let mut reader = Reader::new(found.inputs, &rules.columns, read::ReadOptions::default());
    let mut holders: BTreeMap<(u32, String), [usize; 2]> = BTreeMap::new();
    while let Some(batch) = reader.next_batch() {
        for position in batch.positions() {
            let verdict = classifier.classify(&position);
            let entity = (position.file.0, position.entity.to_owned());
            let seats = holders.entry(entity).or_default();
            for (side, seats) in Side::BOTH.into_iter().zip(seats) {
                let leads = verdict.leads(side);
                assert_eq!(verdict.covers[side].is_some(), leads, "{position:?}");
                *seats += usize::from(leads);
            }
        }
    }
    assert!(holders.len() >= 16);
    for (entity, seats) in holders {
        assert_eq!(seats, [1, 1], "{entity:?}");
    }
}

#[test]
fn odd_text_gets_the_same_verdict_every_time() {
    let rules = rules();
    let classifier = Classifier::new(rules);
    let long = "CIO/IT operations and ".repeat(2_000);
    for text in [
        "",
        " ",
        "&",
        "& &",
        "...",
        "//",
        "CIO/",
        "/CIO/CTO/",
        "\u{0}",
        "٣ CTO",
        "CIO\u{ad}",
        "of of of",
        "not responsible for",
        &long,
    ] {
        let position = Position {
            title: text,
            department: text,
            entity: text,
            responsibilities: text,
            ..Position::default()
        };
        let verdict = classifier.classify(&position);
        let again = classifier.classify(&position);
        assert_eq!(format!("{verdict:?}"), format!("{again:?}"));
        assert!((-1.0..=1.0).contains(&verdict.score));
        assert!((0.0..=1.0).contains(&verdict.confidence));
        for evidence in &verdict.evidence {
            let heard = evidence.start as usize..evidence.end as usize;
            assert!(position.text(evidence.field).get(heard).is_some());
        }
    }
}

#[test]
fn a_title_without_any_known_word_is_unread() {
    let classifier = Classifier::new(rules());
    let reading = |title| {
        let position = Position {
            title,
            department: "IT",
            ..Position::default()
        };
        classifier.classify(&position).reading
    };
    assert_eq!(reading(""), Reading::Absent);
    for unread in ["მთავარი ბუღალტერი", "Zorblat of the Quux", "and, of / the"]
    {
        assert_eq!(reading(unread), Reading::Unread, "{unread}");
    }
    for read in ["Director", "CTO", "Ex-CTO", "Sales", "Zorblat, IT"] {
        assert_eq!(reading(read), Reading::Read, "{read}");
    }
}
