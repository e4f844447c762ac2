//! YAML: lists, trees, companies, documents, and what is hostile in it.

use rolecall::model::Field;
use rolecall::read::ReadErrorKind;

use super::{fixture, yaml};

// YAML.

#[test]
fn ids_are_kept_as_written() {
    let read = fixture("data/norway.yaml");
    let ids: Vec<_> = read.batches[0].positions().map(|seat| seat.id).collect();
    let expected = [
        "NO",
        "007",
        "0x1F",
        "1e5",
        "12:30",
        "on",
        "yes",
        "2024-01-31",
        "off",
        "1_000",
        "0.10",
    ];
    assert_eq!(ids, expected);
    assert_eq!(read.positions()[0].location, "NO");
}

#[test]
fn a_tree_names_its_managers() {
    let read = yaml(
        "{title: CEO, reports: [{title: CIO, reports: [{title: Admin}]}, {id: x, title: CTO}]}",
    );
    let lines: Vec<_> = read.batches[0]
        .positions()
        .map(|seat| (seat.id, seat.reports_to))
        .collect();
    let expected = [("@1", ""), ("@1:25", "@1"), ("@1:48", "@1:25"), ("x", "@1")];
    assert_eq!(lines, expected);
}

#[test]
fn companies_and_documents_give_their_name_and_size_to_their_seats() {
    let read = fixture("healthy/several-companies.yaml");
    let entities: std::collections::BTreeSet<_> = read.batches[0]
        .positions()
        .map(|seat| (seat.entity, seat.size))
        .collect();
    assert_eq!(entities.len(), 3);
    assert!(entities.contains(&("Cassowary Freight", Some(1900))));
    assert_eq!(
        fixture("healthy/several-documents.yaml").positions()[7].line,
        55
    );
}

#[test]
fn a_duplicate_key_is_told_where_it_stands_and_the_first_is_used() {
    let read = fixture("data/duplicate-key.yaml");
    assert_eq!(read.defects()[0].line, 30);
    assert_eq!(read.locate_defect(0).line, 30);
    assert_eq!(read.positions()[4].title, "Logistics Manager");
}

#[test]
fn anchors_aliases_and_merge_keys_are_followed() {
    let read = yaml(
        "base: &b {location: Oslo}\npositions:\n  - {<<: *b, id: 1, title: &t CTO}\n  - {id: 2, title: *t}\n",
    );
    assert_eq!(read.titles(), ["CTO", "CTO"]);
    assert_eq!(read.positions()[0].location, "Oslo");
    assert_eq!(read.excerpt(1, Field::Title), "  - {id: 2, title: »*t«}");
}

#[test]
fn items_that_are_no_positions_are_skipped_by_name() {
    let read = yaml("positions:\n  -\n  - {}\n  - lunch\n  - {title: CEO}\n");
    let tally = read.source().tally;
    assert_eq!((tally.rows, tally.blank_rows, tally.misshapen), (4, 2, 1));
    let lunch = read.locate_defect(0);
    assert_eq!((lunch.line, lunch.column), (4, 5));
}

#[test]
fn a_list_of_anything_else_is_no_chart() {
    let read = yaml("[a, b]\n");
    assert!(matches!(read.error().kind, ReadErrorKind::NoPositions));
    assert_eq!(read.source().tally.misshapen, 2);
    for (name, found) in [
        ("not-a-chart", "a mapping without positions"),
        ("scalar", "a single value"),
    ] {
        let read = fixture(&format!("invalid/{name}.yaml"));
        assert!(read.error().to_string().contains(found), "{}", read.error());
    }
}

#[test]
fn a_broken_document_is_told_in_lines_of_the_file_and_does_not_cost_the_others() {
    let read = fixture("invalid/one-document-broken.yaml");
    assert_eq!(read.error().place.unwrap().0, 53);
    assert!(
        !read.error().to_string().contains("line 11"),
        "{}",
        read.error()
    );
    assert_eq!(read.positions().len(), 12);
    let syntax = fixture("invalid/broken-syntax.yaml");
    assert!(matches!(syntax.error().place, Some((35 | 36, _))));
}

#[test]
fn a_tab_for_indentation_is_an_error_with_a_place() {
    let read = yaml("- id: a\n\ttitle: x\n");
    assert!(matches!(read.error().kind, ReadErrorKind::Yaml(_)));
    assert!(read.error().place.is_some());
}

#[test]
fn alias_bombs_are_refused() {
    let read = fixture("invalid/alias-bomb.yaml");
    assert!(matches!(read.error().kind, ReadErrorKind::TreeTooMuch(_)));
    // A short list of long texts.
    let text = format!(
        "a: &a {}\npositions:\n  - title: CEO\n    duties: [{}]\n",
        "x".repeat(1 << 20),
        vec!["*a"; 1000].join(",")
    );
    assert!(matches!(
        yaml(text).error().kind,
        ReadErrorKind::TreeTooMuch(_)
    ));
}

#[test]
fn nesting_without_end_is_refused_without_a_stack_overflow() {
    for opening in ["[", "{reports: ", "- ", "? "] {
        let read = yaml(opening.repeat(100_000));
        assert!(read.positions().is_empty());
        assert_eq!(read.sources.errors.len(), 1, "{opening}");
    }
}

#[test]
fn ninety_levels_of_management_fit_into_the_stack_of_a_thread() {
    let mut text = String::new();
    for level in 0..90 {
        let indent = "  ".repeat(level * 2);
        text += &format!("{indent}- title: t{level}\n{indent}  reports:\n");
    }
    assert_eq!(yaml(text).positions().len(), 90);
}

#[test]
fn a_file_that_holds_one_person_is_known_by_its_name_and_no_other() {
    let one = yaml("title: CEO\n");
    let name = one.source().stem().to_owned();
    assert_eq!(one.positions()[0].id, name);
    let two = yaml("title: CEO\n---\ntitle: CTO\n");
    assert!(two.positions().iter().all(|seat| seat.id.is_empty()));
}
