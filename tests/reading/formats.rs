//! One chart gives the same audit in every encoding and packing.

use std::io::Write;
use std::path::{Path, PathBuf};

use rolecall::audit::{Options, audit};
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
        read::Options {
            hold: true,
            ..read::Options::default()
        },
    );
    let on = ClassifiedChart::read(reader, rules);
    let found = audit(&on, rules, Options { show_names: true });
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
        read::Options::default(),
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
        read::Options::default(),
    );
    ClassifiedChart::read(reader, &rules)
}

/// Titles, each with that of the manager.
fn lines(on: &ClassifiedChart) -> Vec<(String, Option<String>)> {
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

fn expected() -> Vec<(String, Option<String>)> {
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
    let found = audit(&on, &rules, Options::default());
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
        Reader::new(inputs, &rules.columns, read::Options::default()),
        &rules,
    );
    assert_eq!(lines(&on), expected());
}

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
    let options = read::Options {
        hold: true,
        sheet: sheet.map(str::to_owned),
        ..read::Options::default()
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
        let mut reader = Reader::new(inputs, columns, read::Options { hold: true, ..read::Options::default() });
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

static RULES: std::sync::LazyLock<Rules> = std::sync::LazyLock::new(|| Rules::builtin().unwrap());

#[test]
fn a_text_of_many_brackets_is_read_quickly() {
    let columns = &RULES.columns;
    for piece in ["<a ", "[a](", "[a](b)", "&lt;", "**a", "[a]("] {
        let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        writeln!(file, "id,title\n1,\"{}\"", piece.repeat(30_000)).unwrap();
        let inputs = discover(&[file.path().to_owned()]).inputs;
        let mut reader = Reader::new(inputs, columns, read::Options::default());
        assert_eq!(reader.next_batch().unwrap().len(), 1);
    }
}
