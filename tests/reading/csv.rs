//! Rows of cells: places, delimiters, headers, broken rows, what cells mean.

use rolecall::model::{DefectKind, Field, Position, Status};
use rolecall::read::ReadErrorKind;

use super::{csv, fixture, marked, yaml};

// CSV: places.

#[test]
fn positions_know_their_line_across_quoted_line_breaks() {
    let read = fixture("healthy/quoted-line-breaks.csv");
    let lines: Vec<_> = read.positions().iter().map(|seat| seat.line).collect();
    assert_eq!(lines, [2, 3, 6, 7, 8, 10, 16, 17, 18, 21, 22]);
    assert_eq!(read.positions()[1].title, "Chief Financial\nOfficer");
    assert!(
        read.positions()[5]
            .responsibilities
            .contains("as \"the blue door\"\n")
    );
    // The last cell of M006 stands five lines below its first.
    let status = read.locate(5, Field::Status);
    assert_eq!((status.line, status.column), (15, 79));
    assert_eq!(status.excerpt.unwrap().first_line, 15);
}

#[test]
fn lines_are_right_behind_crlf_and_a_byte_order_mark() {
    let read = fixture("data/crlf-and-bom.csv");
    let lines: Vec<_> = read.positions().iter().map(|seat| seat.line).collect();
    assert_eq!(lines, (2..=12).collect::<Vec<_>>());
    assert_eq!(read.source().mapping[0].1, Field::Id);
    let title = read.locate(3, Field::Title);
    assert_eq!(title.line, 5);
    assert!(marked(&title).contains(&format!("»{}«", read.positions()[3].title)));
}

#[test]
fn a_sep_line_names_the_delimiter_and_counts_as_a_line() {
    let read = fixture("data/sep-line.csv");
    assert_eq!(read.positions()[0].line, 3);
    assert_eq!(read.locate(0, Field::Title).column, 6);
    let read = csv("sep=^\r\ntitle^id\r\nCEO, and more^1\r\n");
    assert_eq!(read.titles(), ["CEO, and more"]);
}

#[test]
fn blank_lines_between_records_are_counted_and_do_not_shift_lines() {
    let read = csv("id,title\n\n1,CEO\n\n , \n2,CIO\n\n");
    let lines: Vec<_> = read.positions().iter().map(|seat| seat.line).collect();
    assert_eq!(lines, [3, 6]);
    assert_eq!(read.source().tally.blank_rows, 4);
}

#[test]
fn a_lone_carriage_return_ends_a_line() {
    let read = csv("id,title,name\r1,\"Chief\rof all\",A\r2,CTO,B\r");
    assert_eq!(read.titles(), ["Chief\rof all", "CTO"]);
    assert_eq!(read.locate(1, Field::Title).line, 4);
    assert_eq!(read.excerpt(1, Field::Title), "2,»CTO«,…");
}

#[test]
fn columns_count_characters() {
    let read = csv("department,title\nRéseaux,Ingénieur\n");
    assert_eq!(read.locate(0, Field::Title).column, 9);
}

// CSV: delimiters and headers.

#[test]
fn the_delimiter_is_found_out() {
    for (name, header) in [
        ("healthy/semicolons.csv", "12 rows"),
        ("healthy/tabs.tsv", "11 rows"),
        ("healthy/pipes.csv", "12 rows"),
    ] {
        let read = fixture(name);
        assert_eq!(format!("{} rows", read.positions().len()), header, "{name}");
        assert!(read.source().gives(Field::ReportsTo), "{name}");
    }
    let semicolons = fixture("healthy/semicolons.csv");
    assert!(semicolons.positions()[0].id.starts_with('0'));
}

#[test]
fn rows_above_the_header_are_passed_over_and_counted() {
    let read = csv("Our people in spring,,\n,,\nid,title,reports_to\n1,CEO,\n2,CTO,1\n");
    assert_eq!(read.titles(), ["CEO", "CTO"]);
    assert_eq!(read.positions()[0].line, 4);
    let tally = read.source().tally;
    assert_eq!((tally.above_header, tally.blank_rows), (1, 1));
}

#[test]
fn a_data_row_is_not_taken_for_a_header() {
    let read = csv("person,since\nDirector,2001\nPosition,2002\n");
    assert!(matches!(read.error().kind, ReadErrorKind::NoTitle { .. }));
}

#[test]
fn of_two_columns_for_a_field_the_likelier_is_used_and_the_other_told() {
    let read = fixture("data/two-title-columns.csv");
    let expected = DefectKind::CompetingColumns {
        used: "Job Title".to_owned(),
        unused: "Position".to_owned(),
    };
    assert_eq!(read.defects().len(), 1);
    assert_eq!(read.defects()[0].kind, expected);
    // The headers themselves are nobody's secret.
    assert!(marked(&read.locate_defect(0)).contains("Name"));
}

#[test]
fn a_duplicate_header_is_told_once() {
    let read = fixture("data/duplicate-header.csv");
    let header = "Department".to_owned();
    assert_eq!(
        read.defects()[0].kind,
        DefectKind::DuplicateHeader { header, times: 2 }
    );
    let many = csv(format!(
        "{}\n{}\n",
        vec!["title"; 100_000].join(","),
        vec!["x"; 100_000].join(",")
    ));
    let (header, times) = ("title".to_owned(), 100_000);
    assert_eq!(many.defects().len(), 1);
    assert_eq!(
        many.defects()[0].kind,
        DefectKind::DuplicateHeader { header, times }
    );
    assert_eq!(many.titles(), ["x"]);
}

// CSV: broken rows cost themselves only.

#[test]
fn ragged_rows_are_told_with_their_line_and_kept() {
    let read = fixture("data/ragged-row.csv");
    let ragged: Vec<_> = read
        .defects()
        .iter()
        .map(|defect| match defect.kind {
            DefectKind::RaggedRow { expected, found } => {
                (defect.line, found as i64 - expected as i64)
            }
            ref other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ragged, [(4, -1), (6, 1)]);
    assert_eq!(read.positions().len(), 11);
}

#[test]
fn nameless_columns_at_the_end_may_be_left_out() {
    let read = csv("id,title,,\n1,CEO\n2,CTO,,,,\n");
    assert!(read.defects().is_empty());
}

#[test]
fn text_that_is_not_utf8_is_told_by_field_and_kept() {
    let read = fixture("data/broken-utf8.csv");
    assert_eq!(read.positions().len(), 5);
    assert!(
        read.defects()
            .iter()
            .all(|d| d.kind == DefectKind::InvalidText)
    );
    assert!(read.positions()[2].incumbent.contains('\u{fffd}'));
    assert_eq!(read.titles()[0], "Chief Executive Officer");
}

#[test]
fn a_byte_0_far_into_a_file_costs_its_row_only() {
    let many = "1,some title here\n".repeat(6000);
    let read = csv(format!("id,title\n{many}7,a\0b\n8,last\n"));
    assert_eq!(read.positions().len(), 6002);
    assert_eq!(read.titles()[6000], "a\u{fffd}b");
    assert_eq!(read.defects()[0].line, 6002);
}

#[test]
fn text_behind_a_closing_quote_is_told_and_kept() {
    let read = csv("id,title\n1,\"CEO\" of all\n2,\"CTO\" \n");
    assert_eq!(read.titles(), ["CEO of all", "CTO"]);
    assert_eq!(read.defects().len(), 1);
    assert!(matches!(
        read.defects()[0].kind,
        DefectKind::Misshapen { .. }
    ));
}

// What the cells mean.

#[test]
fn markers_of_the_top_of_vacancy_and_of_nobody_are_understood() {
    let read = fixture("coverage/government-body.csv");
    let seats = read.positions();
    assert!(seats.iter().any(|seat| seat.reports_to.is_empty()));
    assert!(
        seats
            .iter()
            .all(|seat| seat.reports_to != "XX" && seat.incumbent != "N/D")
    );
    assert!(seats.iter().any(|seat| seat.status == Status::Vacant));
    let gone = fixture("coverage/eliminated-cio.csv");
    let is_gone = |seat: &&Position| seat.status == Status::Eliminated;
    assert_eq!(gone.positions().iter().find(is_gone).unwrap().id, "JT-010");
}

#[test]
fn several_managers_in_one_cell_are_taken_apart_and_nobody_is_left_out() {
    let read = csv("id,title,dotted line\n1,CEO,a; b|c\n2,CTO,-\n3,CIO,none\n");
    let dotted: Vec<_> = read.batches[0]
        .positions()
        .map(|seat| seat.dotted_line)
        .collect();
    assert_eq!(dotted, ["a\nb\nc", "", ""]);
    let read = yaml(
        "- {id: 1, title: CEO, dotted_line: 'a, b'}\n- {id: 2, title: CTO, dotted_line: [c, d]}\n",
    );
    let dotted: Vec<_> = read.batches[0]
        .positions()
        .map(|seat| seat.dotted_line)
        .collect();
    assert_eq!(dotted, ["a\nb", "c\nd"]);
    let read = csv("id,title,dotted line\n1,CEO,\"Doe, Jane\"\n2,CTO,\"Doe, Jane; Roe, Max\"\n");
    let dotted: Vec<_> = read.batches[0]
        .positions()
        .map(|seat| seat.dotted_line)
        .collect();
    assert_eq!(dotted, ["Doe, Jane", "Doe, Jane\nRoe, Max"]);
}

#[test]
fn a_value_that_a_field_cannot_hold_is_told() {
    let read = csv("title,status,size\nCEO,asleep,many\n");
    let fields: Vec<_> = read.defects().iter().map(|defect| defect.field).collect();
    assert_eq!(fields, [Some(Field::Status), Some(Field::Size)]);
}
