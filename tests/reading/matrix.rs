//! One chart is the same chart in every format, encoding and packing.

use std::io::Write;
use std::path::Path;

use rolecall::audit::{AuditOptions, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::read::{self, Packing, Reader, discover};
use rolecall::rules::Rules;

/// Rows with accented names, the header first. No cell needs quotes.
fn rows() -> Vec<Vec<String>> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let text = std::fs::read_to_string(fixtures.join("systems/plain.csv")).unwrap();
    let cells = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().map(cells).collect()
}

/// The rows as text in each format, with its extension.
fn texts(rows: &[Vec<String>]) -> Vec<(&'static str, String)> {
    let lines = |sign: &str| {
        let lines = rows.iter().map(|cells| cells.join(sign) + "\n");
        lines.collect::<String>()
    };
    let mappings: Vec<serde_json::Map<_, _>> = rows[1..]
        .iter()
        .map(|cells| {
            let cells = cells.iter().cloned().map(serde_json::Value::from);
            rows[0].iter().cloned().zip(cells).collect()
        })
        .collect();
    let each = |mapping| serde_json::to_string(mapping).unwrap() + "\n";
    vec![
        ("csv", lines(",")),
        ("tsv", lines("\t")),
        ("yaml", serde_yaml::to_string(&mappings).unwrap()),
        ("json", serde_json::to_string_pretty(&mappings).unwrap()),
        ("jsonl", mappings.iter().map(each).collect()),
    ]
}

fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (row as u32, column as u16);
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, cell.as_str()).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// The bytes of a text in each encoding, with the name in output.
fn encoded(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf_16 = |order: fn(u16) -> [u8; 2]| {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        units.flat_map(order).collect()
    };
    let (windows_1252, _, is_lossy) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!is_lossy && !windows_1252.is_ascii());
    vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8", format!("\u{feff}{text}").into_bytes()),
        ("UTF-16LE", utf_16(u16::to_le_bytes)),
        ("UTF-16BE", utf_16(u16::to_be_bytes)),
        ("windows-1252", windows_1252.into_owned()),
    ]
}

/// The bytes in each packing, with the extension of the file.
fn packed(bytes: &[u8]) -> [(&'static str, Option<Packing>, Vec<u8>); 3] {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).unwrap();
    let fast = ruzstd::encoding::CompressionLevel::Fastest;
    let zstd = ruzstd::encoding::compress_to_vec(bytes, fast);
    [
        ("", None, bytes.to_vec()),
        (".gz", Some(Packing::Gzip), gzip.finish().unwrap()),
        (".zst", Some(Packing::Zstd), zstd),
    ]
}

/// What a file holds: its seats with names and managers, the findings, and how it was read.
struct Said {
    seats: Vec<[String; 6]>,
    codes: Vec<String>,
    encoding: &'static str,
    packing: Option<Packing>,
}

fn said(rules: &Rules, name: &str, bytes: &[u8]) -> Said {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let inputs = discover(&[path]).inputs;
    let reader = Reader::new(inputs, &rules.columns, read::ReadOptions::default());
    let on = ClassifiedChart::read(reader, rules);
    let chart = &on.chart;
    let errors = &chart.sources().errors;
    assert!(errors.is_empty(), "{name}: {errors:?}");
    let id = |seat| chart.position(seat).id.to_owned();
    let seats = chart.seats().map(|seat| {
        let position = chart.position(seat);
        [
            position.id.to_owned(),
            position.incumbent.to_owned(),
            position.title.to_owned(),
            chart.manager(seat).map(id).unwrap_or_default(),
            position.department.to_owned(),
            chart.entity(chart.entity_of(seat)).name.clone(),
        ]
    });
    let findings = audit(&on, rules, AuditOptions::default()).findings;
    let file = &chart.sources().files[0];
    Said {
        seats: seats.collect(),
        codes: findings.iter().map(|one| one.code.to_string()).collect(),
        encoding: file.encoding,
        packing: file.packing,
    }
}

#[test]
fn every_format_encoding_and_packing_gives_the_same_chart() {
    let rules = Rules::builtin().unwrap();
    let rows = rows();
    let mut files: Vec<(String, &str, Vec<u8>)> = Vec::new();
    for (format, text) in texts(&rows) {
        for (encoding, bytes) in encoded(&text) {
            files.push((format!("chart.{format}"), encoding, bytes));
        }
    }
    files.push(("chart.xlsx".to_owned(), "UTF-8", workbook(&rows)));
    let expected: Vec<_> = rows[1..]
        .iter()
        .map(|cells| [0, 1, 2, 3, 4, 5].map(|column: usize| cells[column].clone()))
        .collect();
    for (name, encoding, bytes) in &files {
        for (ending, packing, packed) in packed(bytes) {
            let said = said(&rules, &format!("{name}{ending}"), &packed);
            let what = format!("{name}{ending} in {encoding}");
            assert_eq!(said.seats, expected, "{what}");
            assert_eq!(
                (said.encoding, said.packing),
                (*encoding, packing),
                "{what}"
            );
            // Only a guessed encoding is reported.
            let guessed = *encoding == "windows-1252";
            assert_eq!(said.codes, vec!["RC519"; usize::from(guessed)], "{what}");
        }
    }
    assert_eq!(files.len() * 3, 78);
}
