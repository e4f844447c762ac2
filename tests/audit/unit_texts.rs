//! Duty texts that describe a unit: many seats have the same text, and it counts only for the head.

use rolecall::model::Side;

use crate::in_fact::{RULES, audited, covered};

const TEXT: &str = "The unit runs the IT systems and infrastructure of the house: servers and networks and the service desk.";

fn row(id: u32, above: &str, title: &str, text: &str) -> String {
    format!("{id},{above},{title},,,{text},")
}

/// An entity whose IT unit has a head and other seats with the same text.
fn house(others: &[&str]) -> Vec<String> {
    let mut rows = vec![
        row(1, "", "Chief Executive", ""),
        row(2, "1", "Director of Support", TEXT),
    ];
    rows.extend(
        (3..)
            .zip(others)
            .map(|(id, title)| row(id, "2", title, TEXT)),
    );
    rows
}

fn internal(rows: &[String]) -> (&'static str, Vec<String>) {
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    covered(Side::Internal, &rows)
}

fn codes(rows: &[String]) -> Vec<String> {
    let header = "id,reports_to,title,department,profession,responsibilities,name";
    let (_, audit) = audited(&format!("{header}\n{}\n", rows.join("\n")), &RULES);
    let codes = audit.findings.iter();
    codes.map(|finding| finding.code.to_string()).collect()
}

const OTHERS: [&str; 3] = [
    "Chief Technology Officer",
    "Director Gateway",
    "Director Assurance",
];

#[test]
fn the_text_of_a_unit_speaks_for_its_head() {
    assert_eq!(internal(&house(&OTHERS)).1, ["2"]);
}

#[test]
fn the_text_of_a_unit_contradicts_no_title_in_it() {
    let contradicted = |rows: &[String]| codes(rows).contains(&"RC203".to_owned());
    assert!(!contradicted(&house(&OTHERS)));
    // A text that few seats have still counts for each of them.
    assert!(contradicted(&house(&OTHERS[..1])));
}

#[test]
fn whoever_has_the_text_of_the_unit_counts_towards_its_size() {
    // A clerk could never cover a side, but shows that the text is not only that of the directors.
    let staff = ["Head of Services", "Clerk", "Clerk"];
    assert_eq!(internal(&house(&staff)).1, ["2"]);
}

#[test]
fn in_a_loop_nobody_is_the_head_so_each_seat_keeps_the_text() {
    let mut rows = house(&[
        "Director of Servers",
        "Director of Networks",
        "Director of Desks",
    ]);
    rows[1] = row(2, "3", "Director of Support", TEXT);
    assert_ne!(internal(&rows).0, "nobody");
}
