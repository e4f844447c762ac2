//! The audit as a workbook, read back by another library.

use std::io::{Cursor, Read as _};
use std::path::Path;
use std::sync::{Arc, LazyLock};

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use rolecall::Options;
use rolecall::report::{BoardOptions, board_xlsx};
use rolecall::rules::Rules;

static RULES: LazyLock<Arc<Rules>> = LazyLock::new(|| Arc::new(Rules::builtin().unwrap()));

fn workbook(chart: &str, show_names: bool) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    workbook_in(folder.path(), chart, show_names)
}

fn workbook_in(folder: &Path, chart: &str, show_names: bool) -> Vec<u8> {
    let file = folder.join("chart.csv");
    std::fs::write(&file, chart).unwrap();
    let mut options = Options::new().compiled(Arc::clone(&RULES));
    if show_names {
        options = options.show_names();
    }
    let report = options.audit([file]).unwrap();
    let options = BoardOptions {
        show_names,
        ..BoardOptions::default()
    };
    let mut out = Vec::new();
    board_xlsx(report.audited(), &options, &mut out).unwrap();
    out
}

fn sheet(workbook: &[u8], name: &str) -> Range<Data> {
    let mut read: Xlsx<_> = open_workbook_from_rs(Cursor::new(workbook)).unwrap();
    let formulas = read.worksheet_formula(name).unwrap();
    assert!(formulas.used_cells().next().is_none(), "{name}");
    read.worksheet_range(name).unwrap()
}

/// The text of each cell of a column, by its head.
fn column(sheet: &Range<Data>, head: &str) -> Vec<String> {
    let mut rows = sheet.rows();
    let heads = rows.next().unwrap();
    let at = heads
        .iter()
        .position(|one| *one == *head)
        .unwrap_or_else(|| panic!("no column {head} in {heads:?}"));
    rows.map(|row| row[at].to_string()).collect()
}

/// A file within the workbook.
fn part(workbook: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

const CHART: &str = "\
id,title,incumbent,reports_to,company,duties
1,Chief Executive Officer,Odile Marsh,,Tarn plc,
2,Chief Information Officer,Piet Lund,1,Tarn plc,Runs IT operations and the service desk
3,Chief Information Officer,Suri Kale,1,Tarn plc,
";

#[test]
fn each_sheet_has_its_rows() {
    let workbook = workbook(CHART, false);
    let read: Xlsx<_> = open_workbook_from_rs(Cursor::new(&workbook[..])).unwrap();
    let names = read.sheet_names();
    assert_eq!(names, ["Summary", "Coverage", "Findings", "Positions"]);
    let coverage = sheet(&workbook, "Coverage");
    assert_eq!(column(&coverage, "Entity"), ["Tarn plc"]);
    assert_eq!(column(&coverage, "Internal side"), ["by title"]);
    assert_eq!(column(&coverage, "External side"), ["nobody"]);
    let positions = sheet(&workbook, "Positions");
    assert_eq!(column(&positions, "Id"), ["1", "2", "3"]);
    assert_eq!(column(&positions, "Reports to"), ["", "1", "1"]);
    let words = column(&positions, "Words");
    assert!(words[1].contains("Runs IT; service desk"), "{words:?}");
    let findings = sheet(&workbook, "Findings");
    let codes = column(&findings, "Code");
    assert!(codes.contains(&"RC110".to_owned()), "{codes:?}");
    // The gravest comes first.
    assert_eq!(column(&findings, "Severity")[0], "Error");
}

#[test]
fn findings_lead_to_their_seats() {
    let workbook = workbook(CHART, false);
    let findings = sheet(&workbook, "Findings");
    let at = column(&findings, "Seat")
        .iter()
        .position(|seat| seat == "Chief Information Officer (3)")
        .unwrap();
    let links = part(&workbook, "xl/worksheets/sheet3.xml");
    // The third seat stands below the head, in row 4.
    let link = format!("ref=\"E{}\" location=\"Positions!A4\"", at + 2);
    let quoted = link.replace("Positions!", "'Positions'!");
    assert!(links.contains(&link) || links.contains(&quoted), "{links}");
}

#[test]
fn the_head_stays_in_view_and_can_be_filtered() {
    let workbook = workbook(CHART, false);
    for sheet in 2..=4 {
        let text = part(&workbook, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(text.contains("state=\"frozen\"") && text.contains("<autoFilter"));
    }
}

#[test]
fn no_text_becomes_a_formula_or_a_link() {
    let cells = [
        "=cmd|' /C calc'!A0",
        "@SUM(1+1)",
        "+1+1",
        "http://example.org/x",
        "mailto:a@b.example",
        "a\u{202e}b\u{7}",
    ];
    let rows = cells.iter().enumerate();
    let rows: Vec<_> = rows
        .map(|(id, cell)| format!("{id},\"{cell}\",\"{cell}\",\"{cell}\"\n"))
        .collect();
    let chart = format!("id,title,company,department\n{}", rows.concat());
    let workbook = workbook(&chart, false);
    let positions = sheet(&workbook, "Positions");
    let titles = column(&positions, "Title");
    assert_eq!(titles[0], cells[0]);
    assert!(!titles[5].contains(['\u{202e}', '\u{7}']), "{titles:?}");
    let mut zip = zip::ZipArchive::new(Cursor::new(&workbook[..])).unwrap();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert!(!text.contains("<f>"), "{text}");
        assert!(!text.contains("TargetMode=\"External\""), "{text}");
    }
}

#[test]
fn names_are_shown_only_on_request() {
    let all = |show_names| {
        let workbook = workbook(CHART, show_names);
        part(&workbook, "xl/sharedStrings.xml")
    };
    assert!(!all(false).contains("Piet"));
    assert!(all(true).contains("Piet Lund"));
}

#[test]
fn a_cell_that_is_too_long_is_cut() {
    let chart = format!(
        "id,title\n1,Chief Information Officer {}\n",
        "x".repeat(40_000)
    );
    let positions = sheet(&workbook(&chart, false), "Positions");
    let title = &column(&positions, "Title")[0];
    assert!(title.ends_with('…') && title.chars().count() < 32_767);
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let one = || workbook_in(folder.path(), CHART, false);
    assert!(one() == one());
}
