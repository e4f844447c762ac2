//! What is shown of a source, and what is not.

use proptest::prelude::*;
use rolecall::model::{Field, FileId};
use rolecall::read::{Input, ReadOptions, Reader};

use super::{COLUMNS, csv, yaml};

// What is shown of a source.

#[test]
fn names_and_unknown_columns_are_blanked_in_csv() {
    let read = csv("id,name,title,phone\n1,\"Doe, \"\"J\"\"\nJane\",\"CEO\nof all\",555\n");
    assert_eq!(read.excerpt(0, Field::Title), "…\",\"»CEO\nof all«\",…");
    assert_eq!(read.locate(0, Field::Title).line, 3);
    let name = read.excerpt(0, Field::Incumbent);
    assert!(!name.contains("Jane") && !name.contains("Doe"), "{name}");
    let surplus = csv("id,title\n1,CEO,Jane Doe\n");
    // Where a row has a cell too many, none is sure to be of its column.
    assert_eq!(surplus.excerpt(0, Field::Title), "…,»…«,…");
}

#[test]
fn names_comments_and_unknown_keys_are_blanked_in_yaml() {
    let read = yaml(
        "- {id: 7, title: CTO, name: Jane Doe, phone: 555 1234}  # Jane\n- id: 8\n  job title: 'CIO'\n  name: [Jane, Doe]\n",
    );
    let expected = "- {id: 7, title: »CTO«, name: …, …: …}  # …";
    assert_eq!(read.excerpt(0, Field::Title), expected);
    assert_eq!(read.excerpt(1, Field::Title), "  job title: »'CIO'«");
    assert_eq!(read.excerpt(1, Field::Incumbent), "  name: »[…, …]«");
    // A field that is not there is shown by its record.
    assert_eq!(read.excerpt(1, Field::Level), "- id: »8«");
}

#[test]
fn long_cells_and_long_lines_are_cut_around_the_place() {
    let long = "duty ".repeat(20_000);
    let read = csv(format!("id,responsibilities,title\n1,{long},CEO\n"));
    let title = read.excerpt(0, Field::Title);
    assert!(title.starts_with('…') && title.ends_with("»CEO«") && title.len() < 1000);
    assert_eq!(
        read.locate(0, Field::Title).column,
        3 + long.len() as u32 + 1
    );
    let duties = read.excerpt(0, Field::Responsibilities);
    assert!(duties.starts_with("1,»duty duty") && duties.ends_with("…") && duties.len() < 1000);

    let lines = "é duty\n".repeat(1000);
    let read = csv(format!("id,responsibilities,title\n1,\"{lines}\",CEO\n"));
    assert!(read.excerpt(0, Field::Responsibilities).lines().count() <= 6);
    assert_eq!(read.locate(0, Field::Title).line, 1002);

    let read = yaml(format!(
        "- {{title: CEO, responsibilities: {long}, id: 1}}\n"
    ));
    assert!(read.excerpt(0, Field::Id).len() < 1000);
}

#[test]
fn nothing_that_steers_a_terminal_is_shown() {
    let read = csv("title,level\nC\u{1b}[31mEO\u{202e},x\n");
    assert_eq!(read.excerpt(0, Field::Title), "»C\u{fffd}[31mEO\u{fffd}«,x");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_once_and_shown_only_if_held() {
    for hold in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("chart.csv");
        let made = std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap();
        assert!(made.success());
        let writer = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::write(pipe, "id,title\n1,CEO\n").unwrap()
        });
        let options = ReadOptions {
            hold,
            ..ReadOptions::default()
        };
        let mut reader = Reader::new(vec![Input::File(pipe)], &COLUMNS, options);
        assert_eq!(reader.next_batch().unwrap().len(), 1);
        assert!(reader.next_batch().is_none());
        writer.join().unwrap();
        let place =
            reader
                .into_sources()
                .locate(FileId(0), (2, 9), Some(Field::Title), &super::is_id);
        assert_eq!(place.line, 2);
        assert_eq!(place.excerpt.is_some(), hold);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands around it, in whatever column, on whatever line.
    #[test]
    fn a_name_is_never_shown(
        before in "[a \"\n,;:é{}#]{0,12}",
        name in "[a \"\n,;:é{}#]{0,6}Qzjx[a \"\n,;:é{}#]{0,6}",
        title in "[a \"\n,;:é{}#]{0,12}",
    ) {
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let escaped = |text: &str| serde_json::to_string(text).unwrap();
        let cells = [&before, &name, &title, &name].map(|cell| quoted(cell));
        let values = [&before, &name, &title, &name].map(|text| escaped(text));
        let [id, holder, post, other] = values;
        let comment = name.replace('\n', " ");
        let reads = [
            csv(format!("id,name,title,nickname\n{}\n", cells.join(","))),
            yaml(format!("- {{id: {id}, name: {holder}, title: {post}, nick: {other}}} # {comment}\n- id: 1\n  title: x\n")),
            yaml(format!("- name: [{holder}, {other}] # {comment}\n  title: {post}\n  nick: {{{other}: {other}}}\n")),
        ];
        for read in &reads {
            prop_assert!(read.sources.errors.is_empty(), "{:?}", read.sources.errors);
            for field in [Field::Id, Field::Incumbent, Field::Title, Field::Level] {
                let shown = read.excerpt(0, field);
                prop_assert!(!shown.contains("zjx"), "{shown}");
            }
        }
    }
}
