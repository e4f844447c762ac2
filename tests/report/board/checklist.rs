//! The checklist says what the answer says.

use scraper::Html;

use super::{all, checked, page};

/// The answer to a question of the checklist, and its evidence.
fn answered(html: &Html, question: &str) -> (String, String) {
    let rows = all(html, "#checklist tbody tr").into_iter();
    let cells = rows.map(|row| {
        let cells = row.child_elements();
        cells
            .map(|cell| cell.text().collect::<String>())
            .collect::<Vec<_>>()
    });
    let mut asked = cells.filter(|cells| cells[0].starts_with(question));
    let cells = asked.next().expect("it is asked");
    assert!(asked.next().is_none(), "{question}");
    let answer = cells[1].split_once(' ').unwrap().1;
    (answer.to_owned(), cells[2].clone())
}

/// A chart in which one person covers the internal side, and which is too small for the rules to ask for more.
const SMALL_SHOP: &str = "id,title,reports_to,company,responsibilities\n\
    1,Managing Director,,Reed Baskets,\n\
    2,Head of IT,1,Reed Baskets,\"Runs IT operations, the network and the service desk for employees.\"\n\
    3,Shop Manager,1,Reed Baskets,\n";

#[test]
fn a_side_that_nobody_covers_is_no_also_where_the_rules_ask_for_nobody() {
    let html = checked(&page(SMALL_SHOP, false), "small shop");
    let nobody: Vec<_> = all(&html, "#answer .state.nobody");
    assert!(!nobody.is_empty());
    assert!(all(&html, "#findings article.error, #findings article.warning").is_empty());
    let (answer, evidence) = answered(&html, "Does somebody cover the external side");
    assert_eq!(answer, "no", "{evidence}");
    assert!(evidence.contains("do not count"), "{evidence}");
    let worst: String = all(&html, "#worst")[0].text().collect();
    assert!(worst.contains("Decide whether somebody should"), "{worst}");
}

#[test]
fn a_question_about_somebody_who_is_not_there_does_not_apply() {
    let html = checked(&page(SMALL_SHOP, false), "small shop");
    for question in [
        "Is the head of information security",
        "Are the officers of the two sides on the same level",
        "Do different people hold the two sides",
    ] {
        assert_eq!(answered(&html, question).0, "does not apply", "{question}");
    }
}

#[test]
fn a_note_makes_an_answer_not_quite_and_is_counted() {
    let chart = "id,title,reports_to,company\n\
        1,Chief Executive Officer,,Reed Group\n\
        2,Chief Information Officer,1,Reed Group\n\
        3,Chief Technology Officer,2,Reed Group\n";
    let html = checked(&page(chart, false), "one below the other");
    let (answer, _) = answered(&html, "Are the officers of the two sides on the same level");
    assert_eq!(answer, "not quite");
    let found: String = all(&html, "#answer tbody tr td:last-child")[0]
        .text()
        .collect();
    assert!(
        found.ends_with("notes") || found.ends_with("note"),
        "{found}"
    );
}

#[test]
fn the_weights_of_a_holder_add_up_to_what_is_said() {
    let html = checked(&page(super::SMALL, false), "small");
    let tables = all(&html, "details.evidence");
    assert_eq!(tables.len(), 2);
    for table in tables {
        let said: String = table.text().collect();
        let words = said.split_whitespace();
        let numbers = words.filter_map(|word| word.trim_end_matches(['.', ',']).parse().ok());
        let said: Vec<f32> = numbers.take(2).collect();
        let mut sums = [0.0, 0.0];
        for row in table.select(&scraper::Selector::parse("tbody tr").unwrap()) {
            let cells: Vec<String> = row
                .child_elements()
                .map(|cell| cell.text().collect())
                .collect();
            let weight: f32 = cells.last().unwrap().parse().unwrap();
            sums[usize::from(cells[cells.len() - 2] == "external side")] += weight;
        }
        for (said, sum) in said.iter().zip(sums) {
            assert!((said - sum).abs() < 0.02, "{said} is not {sum}");
        }
    }
}

#[test]
fn a_side_that_cannot_be_judged_in_one_entity_is_not_said_to_be_covered() {
    let findings = super::root().join("fixtures/findings");
    let healthy = super::root().join("fixtures/coverage/missing-cto.csv");
    let page = super::page_of(&[findings.join("RC212.csv"), healthy], false);
    let html = checked(&page, "one cannot be read");
    assert!(!all(&html, "#answer .state.unknown").is_empty());
    let (answer, evidence) = answered(&html, "Does somebody cover the internal side");
    assert_eq!(answer, "could not be judged", "{evidence}");
    let first: String = all(&html, "#answer .verdict")[0].text().collect();
    assert!(first.contains("is not known"), "{first}");
}

#[test]
fn a_long_list_says_that_it_is_not_printed() {
    let chart = |seats: usize| {
        let rows = (1..=seats).map(|id| format!("{id},Clerk {id},0\n"));
        let rows: String = rows.collect();
        format!("id,title,reports_to\n0,Chief Executive Officer,\n{rows}")
    };
    let options = |_: &rolecall::Report| rolecall::report::Cutout::default();
    for (seats, is_said) in [(150, 0), (250, 1)] {
        let alone = super::chart::chart_page(&chart(seats), options);
        for page in [page(&chart(seats), false), alone] {
            let html = checked(&page, "long");
            let said = all(&html, ".print").into_iter();
            let said = said.filter(|one| one.text().any(|text| text.contains("is not printed")));
            assert_eq!(said.count(), is_said, "{seats}");
        }
    }
}
