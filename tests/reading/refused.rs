//! What cannot be read, and how that is told.

use std::num::NonZero;
use std::path::PathBuf;

use rolecall::read::{Input, ReadErrorKind, ReadOptions, Reader, Sources, discover};

use super::{COLUMNS, csv, fixture, read_file, yaml};

// What cannot be read.

fn with_limit(ending: &str, text: &str, max_errors: u64) -> Sources {
    let file = tempfile::Builder::new().suffix(ending).tempfile().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let inputs = vec![Input::File(file.path().to_owned())];
    let options = ReadOptions {
        max_errors: NonZero::new(max_errors),
        ..ReadOptions::default()
    };
    let mut reader = Reader::new(inputs, &COLUMNS, options);
    while reader.next_batch().is_some() {}
    reader.into_sources()
}

#[test]
fn a_hopeless_file_is_left_after_so_many_broken_rows() {
    // A word that its column does not know is no broken row.
    let csv = "id,title,status\n1,CEO,new\n2,CTO\n3,CIO,,x\n4,CFO,\n5,COO\n";
    let yaml = "- {id: 1, title: CEO}\n- x\n- {title: {a: b}}\n- {id: 4, title: CFO}\n";
    for (ending, text, line, rows) in [(".csv", csv, 5, 3), (".yaml", yaml, 4, 3)] {
        let sources = with_limit(ending, text, 2);
        let [error] = &sources.errors[..] else {
            panic!("{:?}", sources.errors)
        };
        assert!(matches!(error.kind, ReadErrorKind::TooManyErrors(2)));
        assert_eq!(error.place, Some((line, 1)), "{ending}");
        let tally = sources.files[0].tally;
        assert_eq!(
            (tally.rows, tally.positions + tally.skipped()),
            (rows, rows)
        );
        // What is broken last leaves nothing unread.
        assert!(with_limit(ending, text, 3).errors.is_empty());
        assert!(with_limit(ending, text, 0).errors.is_empty());
    }
}

#[test]
fn an_empty_file_is_empty() {
    assert!(matches!(
        fixture("invalid/empty.csv").error().kind,
        ReadErrorKind::Empty
    ));
    assert!(matches!(
        csv("\u{feff}\r\n").error().kind,
        ReadErrorKind::Empty
    ));
    assert!(matches!(
        yaml("# nothing\n---\n").error().kind,
        ReadErrorKind::Empty
    ));
}

#[test]
fn a_header_alone_is_no_chart_and_neither_are_blank_rows() {
    assert!(matches!(
        fixture("invalid/header-only.csv").error().kind,
        ReadErrorKind::NoRows
    ));
    let blank = csv("id,title\n,\n  ,\n\n");
    assert!(matches!(blank.error().kind, ReadErrorKind::NoRows));
    assert_eq!(blank.source().tally.blank_rows, 3);
}

#[test]
fn binary_data_and_utf16_are_refused_with_a_remedy() {
    assert!(matches!(
        fixture("invalid/binary.csv").error().kind,
        ReadErrorKind::Binary
    ));
}

#[test]
fn a_chart_without_titles_is_refused_with_the_headers_it_has() {
    let read = fixture("invalid/no-title-column.csv");
    assert!(
        read.error()
            .to_string()
            .contains("`Employee ID`, `Name`, `Manager ID`")
    );
    assert!(matches!(
        yaml("- name: build\n  run: make\n").error().kind,
        ReadErrorKind::NoTitle { .. }
    ));
}

#[test]
fn an_unclosed_quote_is_an_error_at_the_quote_and_the_rows_before_it_are_kept() {
    let read = fixture("invalid/unclosed-quote.csv");
    assert!(matches!(read.error().kind, ReadErrorKind::UnclosedQuote));
    assert_eq!(read.error().place, Some((5, 63)));
    assert_eq!(read.positions().len(), 3);
    assert_eq!(read.source().tally.unreadable, 1);
}

#[test]
fn a_record_without_end_is_given_up() {
    let read = csv([b"id,title\n1,CEO\n2,".as_slice(), &vec![b'x'; 20 << 20]].concat());
    assert!(matches!(
        read.error().kind,
        ReadErrorKind::RecordTooLong(16)
    ));
    assert_eq!(read.error().place, Some((3, 1)));
    assert_eq!(read.titles(), ["CEO"]);
}

#[test]
fn a_folder_and_a_link_to_nowhere_are_errors_not_panics() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        read_file(folder.path()).error().kind,
        ReadErrorKind::Io(_)
    ));
    assert!(matches!(
        discover(&[folder.path().to_owned()]).errors[0].kind,
        ReadErrorKind::NoCharts
    ));
    let nowhere = folder.path().join("nowhere.csv");
    assert!(matches!(
        read_file(&nowhere).error().kind,
        ReadErrorKind::Io(_)
    ));
}

#[test]
fn folders_give_their_charts_in_order_and_count_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("b")).unwrap();
    for name in ["c.csv", "b/x.YAML", "a.tsv", "notes.txt", ".hidden.csv"] {
        std::fs::write(folder.path().join(name), "title\nCEO\n").unwrap();
    }
    let found = discover(&[folder.path().to_owned(), PathBuf::from("-")]);
    let expected = ["a.tsv", "b/x.YAML", "c.csv"].map(|name| Input::InFolder {
        folder: folder.path().into(),
        path: folder.path().join(name),
    });
    assert_eq!(found.inputs[..3], expected);
    assert_eq!(found.inputs[3..], [Input::Stdin]);
    assert_eq!(found.passed_over, 1);
}
