//! JSON and JSON Lines: what is read where YAML would not, and what a broken line costs.

use std::num::NonZero;

use rolecall::model::{DefectKind, Field};
use rolecall::read::{ReadErrorKind, ReadOptions};

use super::{COLUMNS, Read, json, json_lines, read_with};

fn kinds(read: &Read) -> Vec<&DefectKind> {
    read.defects().iter().map(|defect| &defect.kind).collect()
}

#[test]
fn ids_are_kept_as_written() {
    let read = json(
        r#"[{"id": 1e5, "title": "CEO"}, {"id": "007", "title": "CTO"}, {"id": 0.10, "title": "CIO"}]"#,
    );
    let ids: Vec<_> = read.positions().iter().map(|seat| seat.id).collect();
    assert_eq!(ids, ["1e5", "007", "0.10"]);
    let read = json("[\n  {\"title\": \"CEO\", \"id\": 007}]");
    let message = read.error().to_string();
    assert_eq!(read.error().place, Some((2, 27)), "{message}");
    assert!(
        message.contains("invalid number") && message.contains("in quotes"),
        "{message}"
    );
}

#[test]
fn half_a_character_costs_no_more_than_itself() {
    for (read, line) in [
        (
            json("[{\"id\": 1, \"title\": \"CEO\"},\n {\"id\": 2, \"title\": \"CTO \\ud83d\"}]"),
            2,
        ),
        (
            json_lines(
                "{\"id\": 1, \"title\": \"CEO\"}\n{\"id\": 2, \"title\": \"CTO \\ud83d\"}\n",
            ),
            2,
        ),
    ] {
        assert_eq!(read.titles(), ["CEO", "CTO \u{fffd}"]);
        assert_eq!(kinds(&read), [&DefectKind::HalfCharacter]);
        assert_eq!(read.locate_defect(0).line, line);
    }
}

#[test]
fn a_tree_names_its_managers_and_places_are_those_of_the_file() {
    let text = "\u{feff}{\"company\": \"Example Works\", \"size\": 900, \"positions\": [\r\n {\"title\": \"CEO\", \"name\": \"Jo Lind\", \"reports\": [\r\n  {\"id\": \"x\", \"title\": \"CTO\"}]}]}";
    let read = json(text);
    let lines: Vec<_> = read.batches[0]
        .positions()
        .map(|seat| (seat.id, seat.reports_to, seat.entity, seat.size, seat.line))
        .collect();
    assert_eq!(
        lines,
        [
            ("@2", "", "Example Works", Some(900), 2),
            ("x", "@2", "Example Works", Some(900), 3)
        ]
    );
    assert_eq!(
        read.excerpt(0, Field::Title),
        " {\"title\": »\"CEO\"«, \"name\": …, \"reports\": ["
    );
    assert_eq!(
        read.excerpt(1, Field::Title),
        "  {\"id\": \"x\", \"title\": »\"CTO\"«}]}]}"
    );
    let place = read.locate(1, Field::Title);
    assert_eq!((place.line, place.column), (3, 24));
}

#[test]
fn a_duplicate_key_is_told_and_the_first_is_used() {
    let read = json(r#"[{"id": 1, "title": "CEO", "title": "CTO"}]"#);
    assert_eq!(read.titles(), ["CEO"]);
    assert!(matches!(
        kinds(&read)[..],
        [DefectKind::DuplicateHeader { .. }]
    ));
}

#[test]
fn lines_are_found_again_in_their_file() {
    let text = "\u{feff}{\"id\": 1, \"title\": \"CEO\"}\r\n\r\n[{\"id\": 2, \"title\": \"CTO\", \"name\": \"Jo Lind\"}, {\"title\": \"CIO\", \"id\": 3}]\r\n";
    let read = json_lines(text);
    assert_eq!(
        read.excerpt(0, Field::Title),
        "{\"id\": 1, \"title\": »\"CEO\"«}"
    );
    assert_eq!(
        read.excerpt(1, Field::Title),
        "[{\"id\": 2, \"title\": »\"CTO\"«, \"name\": …}, {\"title\": \"CIO\", \"id\": 3}]"
    );
    let id = read.locate(2, Field::Id);
    assert_eq!(
        (id.line, super::marked(&id).contains("\"id\": »3«")),
        (3, true)
    );
    assert_eq!(read.source().tally.blank_rows, 1);
}

#[test]
fn a_line_that_is_no_text_in_places_is_found_all_the_same() {
    let mut text =
        b"{\"title\": \"CEO\", \"note\": \"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\"".to_vec();
    text.extend(b"}\n[{\"note\": \"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\"}, {\"id\": 7, \"title\": \"CTO\"}]\n{\"title\": \"CIO \xc3\xa4\xc3\xa4\"}\n");
    // Enough letters that are text for the file not to be taken for another encoding.
    text.extend("{\"title\": \"äöüäöüäöüäöüäöüäöüäöüäöüäöüäöü\"}\n".as_bytes());
    let read = json_lines(text);
    let cto = read
        .titles()
        .iter()
        .position(|title| *title == "CTO")
        .unwrap();
    let shown = read.excerpt(cto, Field::Title);
    assert!(shown.contains("\"title\": »\"CTO\"«"), "{shown}");
    let broken = kinds(&read);
    assert_eq!(broken, [&DefectKind::InvalidText, &DefectKind::InvalidText]);
}

#[test]
fn a_broken_line_is_told_where_it_breaks() {
    let read = json_lines(
        "{\"id\": 1, \"title\": \"CEO\"}\n{\"id\": 2, \"name\": \"Jo Lind\", \"title\": 007}\n\"lunch\"\nnull\n{\"id\": 3, \"title\": \"CTO\"}",
    );
    assert_eq!(read.titles(), ["CEO", "CTO"]);
    let tally = read.source().tally;
    assert_eq!(
        (
            tally.rows,
            tally.unreadable,
            tally.misshapen,
            tally.blank_rows
        ),
        (5, 1, 1, 1)
    );
    assert!(
        matches!(kinds(&read)[0], DefectKind::Unreadable { reason } if reason.contains("invalid number"))
    );
    let place = read.locate_defect(0);
    assert_eq!((place.line, place.column), (2, 40));
    assert!(!super::marked(&place).contains("Lind"));
    assert_eq!(
        (read.locate_defect(1).line, read.locate_defect(1).column),
        (3, 1)
    );
}

#[test]
fn a_line_without_end_is_passed_over() {
    let long = "x".repeat(17 << 20);
    let read = json_lines(format!(
        "{{\"title\": \"CEO\"}}\n{{\"title\": \"{long}\"}}\n{{\"title\": \"CTO\"}}\n"
    ));
    assert_eq!(read.titles(), ["CEO", "CTO"]);
    assert!(
        matches!(kinds(&read)[..], [DefectKind::Unreadable { reason }] if reason.contains("16 MiB"))
    );
    assert_eq!(read.locate_defect(0).line, 2);
    let read = json_lines(&long);
    assert!(matches!(read.error().kind, ReadErrorKind::NoPositions));
    assert_eq!(read.source().tally.unreadable, 1);
}

#[test]
fn lines_go_on_until_too_many_are_broken() {
    let text = "{\"title\": \"CEO\"}\n{\n}\n{\"title\": \"CTO\"}\n";
    let read = |most| {
        let options = ReadOptions {
            max_errors: NonZero::new(most),
            ..ReadOptions::default()
        };
        read_with(".jsonl", text, &COLUMNS, options)
    };
    let stopped = read(2);
    assert!(matches!(
        stopped.error().kind,
        ReadErrorKind::TooManyErrors(2)
    ));
    assert_eq!(stopped.error().place, Some((4, 1)));
    assert_eq!(stopped.titles(), ["CEO"]);
    assert_eq!(read(3).titles(), ["CEO", "CTO"]);
}

#[test]
fn json_lines_are_known_by_what_they_are() {
    let lines = "{\"title\": \"CEO\"}\n{\"title\": \"CTO\"}\n";
    assert_eq!(json(lines).titles(), ["CEO", "CTO"]);
    assert_eq!(super::read_as("", lines).titles(), ["CEO", "CTO"]);
    // YAML need not quote.
    assert_eq!(super::read_as("", "[{title: CEO}]\n").titles(), ["CEO"]);
    assert_eq!(
        super::read_as("", "[ {\"title\": \"CEO\"}]\n").titles(),
        ["CEO"]
    );
}

#[test]
fn lines_are_known_by_their_ids_only() {
    let read = json_lines("{\"title\": \"CEO\"}\n{\"title\": \"CTO\"}\n");
    assert!(read.positions().iter().all(|seat| seat.id.is_empty()));
}

#[test]
fn a_file_without_titles_is_refused_before_it_is_read() {
    let read = json_lines("{\"id\": 1, \"colour\": \"red\"}\n".repeat(1000));
    let message = read.error_alone().to_string();
    assert!(message.contains("`id`, `colour`"), "{message}");
}
