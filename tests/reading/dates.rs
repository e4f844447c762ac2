//! Who is there on a day.

use rolecall::model::{DefectKind, Field};
use rolecall::read::ReadOptions;

use super::{COLUMNS, Read, read_with};

fn on(day: &str, ending: &str, text: &str) -> Read {
    let options = ReadOptions {
        as_of: Some(day.parse().unwrap()),
        ..ReadOptions::default()
    };
    read_with(ending, text, &COLUMNS, options)
}

#[test]
fn who_is_not_there_on_the_day_is_left_out_and_counted() {
    let text = "title,start date,end date\nCEO,2020-01-31,\nCTO,01.02.2020,\nCIO,43000,31.01.2020\nCFO,,2020-01-30\n";
    let read = on("2020-01-31", ".csv", text);
    assert_eq!(read.titles(), ["CEO", "CIO"]);
    let tally = read.source().tally;
    assert_eq!((tally.not_started, tally.ended, tally.rows), (1, 1, 4));
    assert!(read.defects().is_empty());
    let tree = on(
        "2020-01-31",
        ".yaml",
        "- {title: CEO, start: 2021-01-01}\n- {title: CTO, end: 2020-01-31}\n",
    );
    assert_eq!(
        (tree.titles(), tree.source().tally.not_started),
        (vec!["CTO"], 1)
    );
}

#[test]
fn a_column_is_read_day_first_or_month_first_by_what_it_holds() {
    let text = "title,end date\nCEO,03/04/2024\nCTO,31/12/2024\n";
    assert_eq!(on("2024-03-20", ".csv", text).titles(), ["CEO", "CTO"]);
    let text = "title,end date\nCEO,03/04/2024\nCTO,12/31/2024\n";
    assert_eq!(on("2024-03-20", ".csv", text).titles(), ["CTO"]);
}

#[test]
fn so_is_a_key() {
    for (last, titles) in [
        ("31/12/2024", &["CEO", "CTO"][..]),
        ("12/31/2024", &["CTO"]),
    ] {
        let yaml = format!(
            "- {{title: CEO, start: 12/31/2019, end date: 03/04/2024}}\n- {{title: CTO, end date: {last}}}\n"
        );
        let lines = format!(
            "{{\"title\": \"CEO\", \"end date\": \"03/04/2024\"}}\n{{\"title\": \"CTO\", \"end date\": \"{last}\"}}\n"
        );
        assert_eq!(on("2024-03-20", ".yaml", &yaml).titles(), titles);
        assert_eq!(on("2024-03-20", ".jsonl", &lines).titles(), titles);
    }
}

#[test]
fn where_nothing_decides_and_it_matters_the_row_stays_and_it_is_said_once() {
    let text = "title,end date\nCEO,03/04/2024\nCTO,03/05/2024\nCIO,02/02/2019\n";
    let read = on("2024-03-20", ".csv", text);
    assert_eq!(read.titles(), ["CEO", "CTO"]);
    let [defect] = read.defects()[..] else {
        panic!("{:?}", read.defects())
    };
    assert!(matches!(defect.kind, DefectKind::UndecidedDates { .. }));
    assert_eq!((defect.line, defect.field), (2, Some(Field::End)));
    // Either way it has not ended.
    assert!(on("2024-01-20", ".csv", text).defects().is_empty());
}

#[test]
fn what_is_no_date_leaves_nobody_out() {
    let read = on("2024-03-20", ".csv", "title,end date\nCEO,soon\n");
    assert_eq!(read.titles(), ["CEO"]);
    assert!(matches!(
        read.defects()[0].kind,
        DefectKind::BadValue { .. }
    ));
}

#[test]
fn without_a_day_all_rows_count_and_end_dates_are_spoken_of_once() {
    let text = "title,end date\nCEO,\nCTO,2001-01-01\nCIO,2002-01-01\n";
    let read = read_with(".csv", text, &COLUMNS, ReadOptions::default());
    assert_eq!(read.titles().len(), 3);
    let [defect] = read.defects()[..] else {
        panic!("{:?}", read.defects())
    };
    assert_eq!((&defect.kind, defect.line), (&DefectKind::UnusedEndDate, 3));
}
