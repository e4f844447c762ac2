//! Workbooks: read as a person sees them, and refused where they claim more than they hold.

use std::io::Write;
use std::sync::LazyLock;

use rolecall::classify::ClassifiedChart;
use rolecall::read::{self, Reader, discover};
use rolecall::rules::Rules;

use super::formats::{expected, lines};

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

/// A workbook with a sheet of notes, and one with the chart below two empty rows.
fn workbook(rows: &[Vec<&str>]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let notes = book.add_worksheet();
    notes.set_name("Notes").unwrap();
    notes
        .write(0, 0, "Exported by nobody in particular")
        .unwrap();
    let chart = book.add_worksheet();
    chart.set_name("Staff").unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let at = (row as u32 + 2, column as u16);
            match cell.parse::<f64>() {
                Ok(number) => chart.write(at.0, at.1, number).unwrap(),
                Err(_) => chart.write(at.0, at.1, *cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

fn read_book(bytes: &[u8], sheet: Option<&str>) -> ClassifiedChart {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.xlsx");
    std::fs::write(&path, bytes).unwrap();
    let options = read::ReadOptions {
        hold: true,
        sheet: sheet.map(str::to_owned),
        ..read::ReadOptions::default()
    };
    ClassifiedChart::read(
        Reader::new(discover(&[path]).inputs, &RULES.columns, options),
        &RULES,
    )
}

#[test]
fn a_workbook_is_read_as_a_person_sees_it() {
    let rows = [
        vec!["id", "title", "manager id", "duties"],
        vec!["1", "Chief Executive Officer", "", ""],
        vec![
            "2",
            "Chief Information Officer",
            "1",
            "Runs IT operations.\nRaises productivity.",
        ],
        vec!["3", "Chief Technology Officer 🚀 \"R&D\"", "1", ""],
    ];
    let bytes = workbook(&rows);
    for sheet in [None, Some("Staff"), Some("2")] {
        let on = read_book(&bytes, sheet);
        assert_eq!(lines(&on), expected());
        let source = &on.chart.sources().files[0];
        assert_eq!(source.sheet.as_deref(), Some("Staff"));
        // If a sheet is chosen, the others are not named.
        let others = if sheet.is_none() {
            vec!["Notes"]
        } else {
            vec![]
        };
        assert_eq!(source.other_sheets, others);
        // The id is the one that the cell shows, and the line is the row.
        let cio = on.chart.position(on.chart.seats().nth(1).unwrap());
        assert_eq!((cio.id, cio.line), ("2", 5));
        assert!(cio.responsibilities.contains('\u{2028}'));
        assert_eq!(
            source.tally.rows,
            source.tally.positions + source.tally.skipped()
        );
    }
    let on = read_book(&bytes, Some("Pay"));
    let error = on.chart.sources().errors[0].to_string();
    assert!(
        error.contains("there is no sheet `Pay`; there are `Notes`, `Staff`"),
        "{error}"
    );
    let untitled = workbook(&[vec!["id", "reports_to"], vec!["1", ""]]);
    let error = read_book(&untitled, None).chart.sources().errors[0].to_string();
    assert!(error.contains("sheet `Notes`: "), "{error}");
    assert!(
        error.ends_with("the option `sheet` reads another one: `Staff`"),
        "{error}"
    );
}

#[test]
fn a_workbook_that_unpacks_endlessly_is_refused() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/workbook.xml", options).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..300 {
        archive.write_all(&zeros).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let on = read_book(&bytes, None);
    let error = on.chart.sources().errors[0].to_string();
    assert!(error.contains("256"), "{error}");
}

/// A workbook whose only sheet has these XML rows, and `shared` as its only shared string (`t="s"`).
fn workbook_of(rows: &str, shared: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{KINDS}/{kind}" Target="{target}"/>"#)
    };
    let links =
        |links: String| format!(r#"<Relationships xmlns="{LINKS}">{links}</Relationships>"#);
    let parts = [
        (
            "_rels/.rels",
            links(link("r1", "officeDocument", "xl/workbook.xml")),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            links(
                link("r1", "worksheet", "worksheets/sheet1.xml")
                    + &link("r2", "sharedStrings", "sharedStrings.xml"),
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{KINDS}"><sheets><sheet name="Staff" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/sharedStrings.xml",
            format!(r#"<sst xmlns="{MAIN}"><si><t>{shared}</t></si></sst>"#),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[test]
fn distant_cells_need_no_memory_for_the_cells_between() {
    let rows = format!(
        r#"<row r="1">{}{}</row><row r="1048576">{}</row>"#,
        cell("A1", "title"),
        cell("XFD1", "note"),
        cell("A1048576", "CEO")
    );
    let on = read_book(&workbook_of(&rows, ""), None);
    let title = |seat| on.chart.position(seat).title;
    assert_eq!(on.chart.seats().map(title).collect::<Vec<_>>(), ["CEO"]);
    let source = &on.chart.sources().files[0];
    assert_eq!(on.chart.sources().errors.len(), 0);
    assert_eq!(source.tally.blank_rows, (1 << 20) - 2);
}

#[test]
fn a_long_text_shared_by_many_cells_is_refused() {
    let shown = r#"<c t="s"><v>0</v></c>"#.repeat(300);
    let rows = format!(r#"<row r="1">{shown}</row>"#);
    let bytes = workbook_of(&rows, &"x".repeat(1 << 20));
    assert!(bytes.len() < 1 << 20);
    let on = read_book(&bytes, None);
    let error = on.chart.sources().errors[0].to_string();
    assert!(error.contains("256 MiB"), "{error}");
}

#[test]
fn empty_cells_at_the_end_of_a_row_may_be_left_out() {
    let rows = format!(
        r#"<row r="1">{}{}</row><row r="2">{}</row>"#,
        cell("A1", "title"),
        cell("B1", "department"),
        cell("A2", "CEO")
    );
    let on = read_book(&workbook_of(&rows, ""), None);
    assert_eq!(on.chart.len(), 1);
    let mut batches = on.chart.batches().iter();
    assert!(batches.all(|batch| batch.defects.is_empty()));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes_give_an_answer_or_an_error(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300),
        (ending, start) in proptest::prelude::prop_oneof![
            proptest::prelude::Just((".json", &b"[{\"title\": "[..])),
            proptest::prelude::Just((".jsonl", &b"{\"title\": \"a\"}\n"[..])),
            proptest::prelude::Just((".xlsx", &b"PK\x03\x04"[..])),
            proptest::prelude::Just((".csv.gz", &b"\x1f\x8b\x08\0"[..])),
            proptest::prelude::Just((".csv.zst", &b"\x28\xb5\x2f\xfd"[..])),
            proptest::prelude::Just((".csv", &b"\xff\xfe"[..])),
        ],
    ) {
        let columns = &RULES.columns;
        let mut file = tempfile::Builder::new().suffix(ending).tempfile().unwrap();
        file.write_all(start).unwrap();
        file.write_all(&bytes).unwrap();
        let inputs = discover(&[file.path().to_owned()]).inputs;
        let mut reader = Reader::new(inputs, columns, read::ReadOptions { hold: true, ..read::ReadOptions::default() });
        while reader.next_batch().is_some() {}
        let sources = reader.into_sources();
        let tally = sources.files.first().map(|file| file.tally).unwrap_or_default();
        assert_eq!(tally.rows, tally.positions + tally.skipped());
        assert!(tally.positions > 0 || !sources.errors.is_empty());
    }
}

#[test]
fn a_cell_outside_the_sheet_is_refused() {
    for place in [
        r#"r="A4294967297""#,
        "r = 'AAAAAAAAAAAAB2'",
        r#"r="99999999999999999999""#,
    ] {
        let rows = format!(
            r#"<row r="1">{}</row><row><c {place}><v>1</v></c></row>"#,
            cell("A1", "title")
        );
        let on = read_book(&workbook_of(&rows, ""), None);
        let error = on.chart.sources().errors[0].to_string();
        assert!(error.contains("is not a valid cell address"), "{error}");
    }
    let last = format!(
        r#"<row r="1">{}</row><row r="1048576">{}</row>"#,
        cell("A1", "title"),
        cell("A1048576", "CEO")
    );
    assert_eq!(read_book(&workbook_of(&last, ""), None).chart.len(), 1);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 100, failure_persistence: None, ..Default::default() })]

    /// Cells of any kind at any place, below a valid header.
    #[test]
    fn any_cells_of_a_sheet_give_an_answer_or_an_error(
        rows in "(<row( r=\"[0-9A-Z]{0,12}\")?>(<c( t=\"(s|b|e|d|n|str|inlineStr|x)\")?( r=\"[A-Z]{0,8}[0-9]{0,12}\")?>(<v>[0-9a-z.#-]{0,12}</v>|<f>A1</f>|<is><t>é</t></is>)?</c>){0,4}</row>){0,4}",
    ) {
        let header = format!(r#"<row r="1">{}{}</row>"#, cell("A1", "id"), cell("B1", "title"));
        let on = read_book(&workbook_of(&(header + &rows), "CEO"), None);
        let sources = on.chart.sources();
        let tally = sources.files.first().map(|file| file.tally).unwrap_or_default();
        assert_eq!(tally.rows, tally.positions + tally.skipped());
        assert!(tally.positions > 0 || !sources.errors.is_empty());
    }
}
