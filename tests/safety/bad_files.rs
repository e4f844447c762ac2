//! A bad file does not affect the others.

use std::io::{Cursor, Write};
use std::process::Command;

use super::{GOOD, rolecall, said, with};

fn workbook(strings: &str, sheet: &str) -> Vec<u8> {
    let relation = |id: &str, of: &str, to: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{of}" Target="{to}"/>"#
        )
    };
    let relations = |all: String| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
        )
    };
    let main = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
    let parts = [
        (
            "_rels/.rels",
            relations(relation("r1", "officeDocument", "xl/workbook.xml")),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                relation("r1", "worksheet", "worksheets/sheet1.xml")
                    + &relation("r2", "sharedStrings", "sharedStrings.xml"),
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook {main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Staff" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        ("xl/sharedStrings.xml", strings.to_owned()),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_claims_a_huge_table_affects_no_other_file() {
    for count in ["4294967295", "99999999999", "18446744073709551615"] {
        let strings = format!(
            r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount = '{count}'><si><t>a</t></si></sst>"#
        );
        let book = workbook(&strings, "<worksheet><sheetData/></worksheet>");
        let folder = with(&[("bad.xlsx", &book), ("good.csv", GOOD)]);
        let ran = rolecall(folder.path(), &["classify", "bad.xlsx", "good.csv"]);
        assert_eq!(ran.status.code(), Some(2));
        let said = said(&ran);
        assert!(
            said.contains("bad.xlsx: the workbook cannot be read"),
            "{said}"
        );
        assert!(
            said.contains("3 positions") && !said.contains("panicked"),
            "{said}"
        );
    }
}

#[test]
fn a_workbook_with_one_stray_far_cell_is_read() {
    let cell = |place: &str, text: &str| {
        format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let mut rows = format!(
        r#"<row r="1">{}{}</row>"#,
        cell("A1", "id"),
        cell("B1", "title")
    );
    for row in 2..2000 {
        let far = match row {
            5 => cell("XFD5", "stray"),
            _ => String::new(),
        };
        let (id, title) = (
            cell(&format!("A{row}"), &row.to_string()),
            cell(&format!("B{row}"), "Engineer"),
        );
        rows.push_str(&format!(r#"<row r="{row}">{id}{title}{far}</row>"#));
    }
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    let strings = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>"#;
    let folder = with(&[("far.xlsx", &workbook(strings, &sheet))]);
    let ran = rolecall(folder.path(), &["classify", "far.xlsx"]);
    let said = said(&ran);
    assert!(said.contains("1998 positions"), "{said}");
}

#[test]
fn a_truncated_archive_gives_the_rows_before_its_end() {
    let mut rows = "id,title\n".to_owned();
    (0..50_000_u32).for_each(|row| {
        rows.push_str(&format!(
            "{row},Engineer {:x}\n",
            row.wrapping_mul(2_654_435_761)
        ));
    });
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(rows.as_bytes()).unwrap();
    let gz = packed.finish().unwrap();
    let zst = ruzstd::encoding::compress_to_vec(
        rows.as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    for (name, whole) in [("cut.csv.gz", gz), ("cut.csv.zst", zst)] {
        for share in [2, 10] {
            let folder = with(&[(name, &whole[..whole.len() - whole.len() / share])]);
            for command in ["classify", "audit"] {
                let ran = rolecall(folder.path(), &[command, name]);
                assert_eq!(ran.status.code(), Some(2));
                let said = String::from_utf8(ran.stderr).unwrap();
                let read = said
                    .split(", ")
                    .find_map(|part| part.split(" position").next()?.parse::<u32>().ok());
                assert!(
                    read.is_some_and(|read| read > 10_000),
                    "{command} {name}: {said}"
                );
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_skipped_and_reported() {
    let folder = with(&[("good.csv", GOOD)]);
    let made = Command::new("mkfifo")
        .arg(folder.path().join("pipe.csv"))
        .status();
    assert!(made.unwrap().success());
    let ran = rolecall(folder.path(), &["classify", "."]);
    let said = said(&ran);
    assert!(
        said.contains("pipe.csv: this is not a regular file"),
        "{said}"
    );
    assert!(said.contains("3 positions"), "{said}");
}
