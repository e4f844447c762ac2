//! One chart gives the same audit in every encoding and packing.

use std::io::Write;
use std::path::{Path, PathBuf};

use rolecall::audit::{AuditOptions, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::read::{self, Packing, Reader, discover};
use rolecall::report::{Audited, audit_json};
use rolecall::rules::Rules;

const PLAIN: &str = "coverage/two-ctos.yaml";
const ROWS: &str = "coverage/two-cios.csv";

fn fixture(name: &str) -> Vec<u8> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    std::fs::read(fixtures.join(name)).unwrap()
}

/// How a file was read.
struct Read {
    encoding: &'static str,
    packing: Option<Packing>,
    stem: String,
}

/// An audit of bytes under a name, without that name in it, and how they were read.
fn audit_of(rules: &Rules, name: &str, bytes: &[u8]) -> (String, Read) {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let reader = Reader::new(
        discover(std::slice::from_ref(&path)).inputs,
        &rules.columns,
        read::ReadOptions {
            hold: true,
            ..read::ReadOptions::default()
        },
    );
    let on = ClassifiedChart::read(reader, rules);
    let found = audit(&on, rules, AuditOptions { show_names: true });
    let mut json = Vec::new();
    audit_json(
        Audited {
            on: &on,
            rules,
            audit: &found,
        },
        &mut json,
    )
    .unwrap();
    let mut json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    json["files"][0]["encoding"] = "".into();
    let text = json.to_string().replace(&path.display().to_string(), "");
    assert!(text.contains("RC11"), "{name}: {text}");
    let source = &on.chart.sources().files[0];
    let read = Read {
        encoding: source.encoding,
        packing: source.packing,
        stem: source.stem().to_owned(),
    };
    (text, read)
}

fn utf_16(text: &[u8], order: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let text = std::str::from_utf8(text).unwrap();
    let mark = mark.then_some(0xfeff);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(order)
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn every_encoding_gives_the_same_audit() {
    let rules = Rules::builtin().unwrap();
    for name in [PLAIN, ROWS] {
        let text = fixture(name);
        let file = name.split_once('/').unwrap().1;
        let (expected, source) = audit_of(&rules, file, &text);
        assert_eq!(source.encoding, "UTF-8");
        for (order, encoding) in [
            (u16::to_le_bytes as fn(u16) -> [u8; 2], "UTF-16LE"),
            (u16::to_be_bytes, "UTF-16BE"),
        ] {
            for mark in [true, false] {
                let (found, source) = audit_of(&rules, file, &utf_16(&text, order, mark));
                assert_eq!(source.encoding, encoding);
                assert_eq!(found, expected, "{file} in {encoding}, mark {mark}");
            }
        }
    }
}

#[test]
fn every_packing_gives_the_same_audit() {
    let rules = Rules::builtin().unwrap();
    for name in [PLAIN, ROWS] {
        let text = fixture(name);
        let file = name.split_once('/').unwrap().1;
        let (expected, _) = audit_of(&rules, file, &text);
        for (ending, packed, packing) in [
            ("gz", gzip(&text), Packing::Gzip),
            ("zst", zstd(&text), Packing::Zstd),
        ] {
            let (found, source) = audit_of(&rules, &format!("{file}.{ending}"), &packed);
            assert_eq!(source.packing, Some(packing));
            assert_eq!(source.stem, file.split_once('.').unwrap().0);
            assert_eq!(found, expected, "{file}.{ending}");
        }
        // The file name does not matter.
        assert_eq!(audit_of(&rules, file, &gzip(&text)).0, expected);
    }
}

#[test]
fn a_truncated_packed_file_keeps_the_rows_before_its_end_and_is_reported() {
    let rules = Rules::builtin().unwrap();
    let packed = gzip(&fixture(ROWS));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.csv.gz");
    std::fs::write(&path, &packed[..packed.len() / 2]).unwrap();
    let mut reader = Reader::new(
        discover(&[path]).inputs,
        &rules.columns,
        read::ReadOptions::default(),
    );
    while reader.next_batch().is_some() {}
    assert_eq!(reader.sources().errors.len(), 1);
}

/// A chart as JSON. Each position is an object.
fn audited_json(text: &str, name: &str) -> ClassifiedChart {
    let rules = Rules::builtin().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let reader = Reader::new(
        discover(&[path]).inputs,
        &rules.columns,
        read::ReadOptions::default(),
    );
    ClassifiedChart::read(reader, &rules)
}

/// Titles, each with that of the manager.
pub(super) fn lines(on: &ClassifiedChart) -> Vec<(String, Option<String>)> {
    assert!(
        on.chart.sources().errors.is_empty(),
        "{:?}",
        on.chart.sources().errors
    );
    let title = |seat| on.chart.position(seat).title.to_owned();
    on.chart
        .seats()
        .map(|seat| (title(seat), on.chart.manager(seat).map(title)))
        .collect()
}

pub(super) fn expected() -> Vec<(String, Option<String>)> {
    let ceo = || "Chief Executive Officer".to_owned();
    vec![
        (ceo(), None),
        ("Chief Information Officer".to_owned(), Some(ceo())),
        (
            "Chief Technology Officer \u{1f680} \"R&D\"".to_owned(),
            Some(ceo()),
        ),
    ]
}

#[test]
fn every_shape_of_json_gives_the_same_lines() {
    let shapes = [
        (
            "array.json",
            r#"[{"id": 1, "title": "Chief Executive Officer"},
            {"id": 2, "title": "Chief Information Officer", "reports_to": 1},
            {"id": "1e3", "title": "Chief Technology Officer \ud83d\ude80 \"R&D\"", "reports_to": 1}]"#,
        ),
        (
            "lines.jsonl",
            r#"{"id": 1, "title": "Chief Executive Officer"}
{"id": 2, "title": "Chief Information Officer", "reports_to": 1}

{"id": 3, "title": "Chief Technology Officer \ud83d\ude80 \"R&D\"", "reports_to": 1}
"#,
        ),
        (
            "tree.json",
            r#"{"title": "Chief Executive Officer", "reports": [
            {"title": "Chief Information Officer"},
            {"title": "Chief Technology Officer \ud83d\ude80 \"R&D\""}]}"#,
        ),
        (
            "keyed.json",
            r#"{"ceo": {"title": "Chief Executive Officer"},
            "cio": {"title": "Chief Information Officer", "manager": "ceo"},
            "cto": {"title": "Chief Technology Officer \ud83d\ude80 \"R&D\"", "manager": "ceo"}}"#,
        ),
        (
            "scim.json",
            r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 3, "Resources": [
            {"id": "a1", "userName": "ada", "name": {"givenName": "Ada", "familyName": "Example"}, "title": "Chief Executive Officer",
             "emails": [{"value": "ada@example.org", "primary": true}], "active": true},
            {"id": "b2", "title": "Chief Information Officer", "active": true,
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "IT", "manager": {"value": "a1", "displayName": "Ada Example"}}},
            {"id": "c3", "title": "Chief Technology Officer \ud83d\ude80 \"R&D\"", "active": true,
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "R&D", "manager": {"value": "a1"}}}]}"#,
        ),
        (
            "graph.json",
            r#"{"@odata.context": "users", "value": [
            {"id": "a1", "displayName": "Ada Example", "jobTitle": "Chief Executive Officer", "manager": null},
            {"id": "b2", "displayName": "Bo Example", "jobTitle": "Chief Information Officer", "manager": {"id": "a1", "displayName": "Ada Example"}},
            {"id": "c3", "displayName": "Cy Example", "jobTitle": "Chief Technology Officer \ud83d\ude80 \"R&D\"", "manager": {"id": "a1"}}]}"#,
        ),
    ];
    for (name, text) in shapes {
        assert_eq!(lines(&audited_json(text, name)), expected(), "{name}");
    }
}

#[test]
fn a_broken_line_of_json_lines_loses_only_that_line() {
    let text = "{\"id\": 1, \"title\": \"CEO\"}\n{\"id\": 2, \"title\": \n{\"id\": 3, \"title\": \"CTO\"}\n[1]\n";
    let on = audited_json(text, "chart.jsonl");
    assert_eq!(on.chart.len(), 2);
    assert!(on.chart.sources().errors.is_empty());
    let source = &on.chart.sources().files[0];
    assert_eq!(
        source.tally.rows,
        source.tally.positions + source.tally.skipped()
    );
    assert_eq!((source.tally.unreadable, source.tally.misshapen), (1, 1));
    let rules = Rules::builtin().unwrap();
    let found = audit(&on, &rules, AuditOptions::default());
    let told = found
        .findings
        .iter()
        .find(|finding| finding.code == "RC518");
    let told = told.expect("the line is spoken of");
    assert!(told.message.contains("ends too early"), "{}", told.message);
    assert_eq!(told.locations[0].line, 2);
}

#[test]
fn endless_brackets_are_refused() {
    for (name, text) in [
        ("a.json", "[".repeat(1_000_000)),
        ("b.json", "{\"reports\":".repeat(200_000)),
    ] {
        let on = audited_json(&text, name);
        assert_eq!(on.chart.sources().errors.len(), 1, "{name}");
        let error = on.chart.sources().errors[0].to_string();
        assert!(error.contains("deeper than 200 levels"), "{error}");
    }
}

#[test]
fn a_folder_of_people_is_the_chart_of_their_one_file() {
    let rules = Rules::builtin().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let people = [
        ("ada-example.yml", "title: Chief Executive Officer\n"),
        (
            "bo-example.yml",
            "title: Chief Information Officer\nmanager: ada-example\n",
        ),
        (
            "cy-example.yml",
            "title: \"Chief Technology Officer \\U0001F680 \\\"R&D\\\"\"\nreports_to: ada-example\n",
        ),
    ];
    for (name, text) in people {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let inputs = discover(&[folder.path().to_owned()]).inputs;
    let on = ClassifiedChart::read(
        Reader::new(inputs, &rules.columns, read::ReadOptions::default()),
        &rules,
    );
    assert_eq!(lines(&on), expected());
}

#[test]
fn a_text_of_many_brackets_is_read_quickly() {
    let columns = &super::COLUMNS;
    for piece in ["<a ", "[a](", "[a](b)", "&lt;", "**a", "[a]("] {
        let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        writeln!(file, "id,title\n1,\"{}\"", piece.repeat(30_000)).unwrap();
        let inputs = discover(&[file.path().to_owned()]).inputs;
        let mut reader = Reader::new(inputs, columns, read::ReadOptions::default());
        assert_eq!(reader.next_batch().unwrap().len(), 1);
    }
}
