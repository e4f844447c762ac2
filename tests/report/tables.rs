//! `rolecall classify` writes tables, for whoever has no use for JSON.

use std::path::Path;
use std::process::{Command, Output};

/// A chart with columns that rolecall reads, one that it knows to be harmless, and some that it does not know.
const CHART: &str = "Position ID,Title,Incumbent,Reports To,Cost Centre,Buddy,Salary,Duties\n\
    P-1,Chief Executive Officer,Ida Fern,,C1,Bo Rask,900000,\n\
    P-2,Chief Information Officer,Bo Rask,P-1,C2,Ida Fern,500000,Runs IT operations.\n\
    P-3,Head of IT Operations,Cy Oak,P-2,C2,ask c.oak@x.example,400000,\"Keeps the servers, and the network.\"\n";

fn rolecall(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .arg("--no-config")
        .output()
        .unwrap()
}

fn with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The table, header and rows, and what was said on standard error.
fn table(folder: &Path, arguments: &[&str]) -> (Vec<String>, Vec<Vec<String>>, String) {
    let ran = rolecall(
        folder,
        &[&["classify", "--format", "csv"], arguments].concat(),
    );
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    let mut table = csv::Reader::from_reader(&ran.stdout[..]);
    let cells = |row: &csv::StringRecord| row.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = cells(table.headers().unwrap());
    let rows = table.records().map(|row| cells(&row.unwrap())).collect();
    (header, rows, String::from_utf8(ran.stderr).unwrap())
}

/// The cells of a column.
fn column(header: &[String], rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = header.iter().position(|own| own == name);
    let at = at.unwrap_or_else(|| panic!("no {name} in {header:?}"));
    rows.iter().map(|row| row[at].clone()).collect()
}

const OWN: [&str; 13] = [
    "file",
    "line",
    "row",
    "id",
    "title",
    "rank",
    "function",
    "roles",
    "focus",
    "score",
    "confidence",
    "covers_internal",
    "covers_external",
];

#[test]
fn a_verdict_is_a_row_that_carries_the_columns_of_the_input() {
    let folder = with(&[("chart.csv", CHART)]);
    let (header, rows, told) = table(folder.path(), &["chart.csv"]);
    let carried = [
        "Position ID",
        "input_title",
        "Reports To",
        "Cost Centre",
        "Duties",
    ];
    assert_eq!(header, [&OWN[..], &carried].concat());
    assert_eq!(rows.len(), 3);
    let of = |name| column(&header, &rows, name);
    assert_eq!(of("line"), ["2", "3", "4"]);
    assert_eq!(of("id"), ["P-1", "P-2", "P-3"]);
    assert_eq!(of("roles")[1], "cio");
    assert_eq!(of("focus")[1], "internal");
    assert_eq!(of("covers_internal")[1], "full");
    assert_eq!(of("covers_external")[1], "");
    assert!(
        of("score")[1].parse::<f32>().unwrap() < 0.0,
        "a number is no formula"
    );
    assert_eq!(of("Cost Centre"), ["C1", "C2", "C2"]);
    assert_eq!(of("Reports To"), ["", "P-1", "P-2"]);
    assert_eq!(of("Duties")[2], "Keeps the servers, and the network.");
    assert!(
        told.contains("left out columns that may hold personal data: `Incumbent`"),
        "{told}"
    );
    assert!(told.contains("does not know: `Buddy`, `Salary`"), "{told}");
}

#[test]
fn names_and_unknown_columns_come_when_they_are_asked_for() {
    let folder = with(&[("chart.csv", CHART)]);
    let (header, rows, told) = table(folder.path(), &["--show-names", "chart.csv"]);
    let of = |name| column(&header, &rows, name);
    assert_eq!(of("Incumbent"), ["Ida Fern", "Bo Rask", "Cy Oak"]);
    assert_eq!(of("Salary"), ["900000", "500000", "400000"]);
    assert!(!told.contains("left out"), "{told}");

    let (header, rows, _) = table(
        folder.path(),
        &["--fields", "id,salary,Buddy,basis_internal", "chart.csv"],
    );
    assert_eq!(header, ["id", "Salary", "Buddy", "basis_internal"]);
    assert_eq!(rows[1], ["P-2", "500000", "Ida Fern", "title"]);
    assert_eq!(rows[2][2], "", "an address is not shown");

    for (fields, said) in [
        ("id,Incumbent", "needs the option `show-names`"),
        ("id,nothing", "there is no column `nothing`"),
    ] {
        let ran = rolecall(
            folder.path(),
            &[
                "classify",
                "--format",
                "csv",
                "--fields",
                fields,
                "chart.csv",
            ],
        );
        assert_eq!(ran.status.code(), Some(2));
        assert!(
            String::from_utf8_lossy(&ran.stderr).contains(said),
            "{ran:?}"
        );
    }
    for flag in [&["--fields", "id"][..], &["--show-names"]] {
        let ran = rolecall(folder.path(), &[&["classify", "chart.csv"], flag].concat());
        assert_eq!(ran.status.code(), Some(2), "{flag:?}");
    }
}

#[test]
fn managers_are_carried_only_where_they_are_written_like_the_ids() {
    let carried = |chart: &str| {
        let folder = with(&[("chart.csv", chart)]);
        let ran = rolecall(folder.path(), &["classify", "--format", "csv", "chart.csv"]);
        String::from_utf8(ran.stdout).unwrap()
    };
    for manager in [
        "Ida Fern",
        "Fern (100001)",
        "100001 Fern",
        "1234567-Fern",
        "fern0815",
    ] {
        let named = carried(&format!(
            "ID,Title,Name,Manager\n10,CEO,Ida Fern,\n11,Clerk,Bo Rask,{manager}\n"
        ));
        assert!(!named.to_lowercase().contains("fern"), "{named}");
        let nameless = carried(&format!(
            "Title,Name,Manager\nCEO,Ida Fern,\nClerk,Bo Rask,{manager}\n"
        ));
        assert!(!nameless.to_lowercase().contains("fern"), "{nameless}");
    }
    let by_id = carried("ID,Title,Name,Manager\nP-10,CEO,Ida Fern,\nP-11,Clerk,Bo Rask,P-9999\n");
    assert!(by_id.contains("P-9999"), "{by_id}");
}

#[test]
fn a_row_is_a_line_of_tsv() {
    let chart = "title,duties\nCIO,\"Runs\tIT\nand \"\"more\"\".\"\n=1+1,x\n";
    let folder = with(&[("chart.csv", chart)]);
    let ran = rolecall(
        folder.path(),
        &["classify", "--quiet", "--format", "tsv", "chart.csv"],
    );
    let text = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(text.lines().count(), 3, "{text}");
    let cells: Vec<_> = text.lines().nth(1).unwrap().split('\t').collect();
    assert_eq!(
        cells.len(),
        text.lines().next().unwrap().split('\t').count()
    );
    assert!(text.contains("Runs IT and"), "{text}");
    assert!(!text.contains("\t=1+1"), "{text}");
}

#[test]
fn files_of_any_form_give_the_columns_of_the_first() {
    let folder = with(&[
        (
            "a.yaml",
            "- {title: CIO, id: 1, region: north}\n- {title: CTO, id: 2, region: south}\n",
        ),
        (
            "b.jsonl",
            "{\"title\": \"Clerk\", \"id\": \"3\", \"site\": \"x\", \"region\": \"east\"}\n",
        ),
    ]);
    let (header, rows, told) = table(folder.path(), &["a.yaml", "b.jsonl"]);
    assert_eq!(column(&header, &rows, "region"), ["north", "south", "east"]);
    assert_eq!(column(&header, &rows, "input_id"), ["1", "2", "3"]);
    assert!(!header.contains(&"site".to_owned()));
    assert!(
        told.contains("b.jsonl: left out the columns `site`"),
        "{told}"
    );
}

#[test]
fn the_table_is_the_same_for_any_number_of_threads() {
    let mut chart = "id,title,region\n".to_owned();
    (0..5000).for_each(|row| chart.push_str(&format!("{row},Clerk {row},r{row}\n")));
    let folder = with(&[("chart.csv", &chart)]);
    let of = |threads: &str| {
        let arguments = [
            "classify",
            "--quiet",
            "--format",
            "csv",
            "--threads",
            threads,
            "chart.csv",
        ];
        rolecall(folder.path(), &arguments).stdout
    };
    assert_eq!(of("1"), of("3"));
    assert_eq!(String::from_utf8(of("2")).unwrap().lines().count(), 5001);
}

#[test]
fn findings_stand_behind_all_other_columns() {
    let folder = with(&[(
        "jobs.csv",
        "title,description,region\nCIO,Short.,north\nClerk,,south\n",
    )]);
    let (header, rows, _) = table(folder.path(), &["--check", "jobs.csv"]);
    assert_eq!(header.last().unwrap(), "findings");
    assert!(rows[0].last().unwrap().contains("RC705 "), "{rows:?}");
    assert_eq!(rows[1].last().unwrap(), "");
    assert!(rows.iter().all(|row| row.len() == header.len()));
}

#[test]
fn evidence_is_shown_as_asked_for_in_every_format() {
    let folder = with(&[("chart.csv", CHART)]);
    let of = |format: &str, evidence: &[&str]| {
        let all = ["classify", "--quiet", "--format", format, "chart.csv"];
        let ran = rolecall(folder.path(), &[&all, evidence].concat());
        String::from_utf8(ran.stdout).unwrap()
    };
    let (none, short, full) = (
        ["--evidence", "none"],
        ["--evidence", "short"],
        ["--evidence", "full"],
    );
    assert_eq!(of("text", &[]), of("text", &none));
    assert_eq!(of("jsonl", &[]), of("jsonl", &full));
    assert_eq!(of("csv", &[]), of("csv", &none));
    assert!(!of("jsonl", &none).contains("evidence"));
    let line: serde_json::Value =
        serde_json::from_str(of("jsonl", &short).lines().nth(1).unwrap()).unwrap();
    let first = line["evidence"][0].as_object().unwrap();
    assert_eq!(first.keys().collect::<Vec<_>>(), ["rule", "text"]);
    let text = of("text", &short);
    assert!(
        text.contains("\n    \"Chief Information Officer\" ("),
        "{text}"
    );
    assert!(
        of("text", &full).contains(" in title 0..25, "),
        "{}",
        of("text", &full)
    );

    let (header, rows, _) = table(folder.path(), &["--evidence", "short", "chart.csv"]);
    assert!(column(&header, &rows, "evidence")[1].starts_with("\"Chief Information Officer\" ("));
    let (header, rows, _) = table(folder.path(), &["--evidence", "full", "chart.csv"]);
    let evidence = &column(&header, &rows, "evidence")[1];
    let evidence: serde_json::Value = serde_json::from_str(evidence).unwrap();
    assert_eq!(evidence[0]["end"], 25);
}

#[test]
fn the_ending_of_a_file_names_its_format() {
    let folder = with(&[("chart.csv", CHART)]);
    let outputs = [
        "-o", "a.csv", "-o", "b.json", "-o", "c.jsonl", "-o", "d.txt", "-o", "tsv=e", "-o",
        "text=-",
    ];
    let ran = rolecall(
        folder.path(),
        &[&["classify", "--quiet", "chart.csv"], &outputs[..]].concat(),
    );
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("a.csv").starts_with("file,line,"));
    assert!(read("b.json").starts_with("[\n{"));
    assert!(read("c.jsonl").starts_with("{\"file\""));
    assert!(read("e").starts_with("file\tline\t"));
    assert_eq!(read("d.txt"), String::from_utf8(ran.stdout).unwrap());
}

#[cfg(not(feature = "arrow"))]
#[test]
fn a_build_without_arrow_says_so() {
    let folder = with(&[("chart.csv", CHART)]);
    let ran = rolecall(folder.path(), &["classify", "chart.csv", "-o", "a.parquet"]);
    assert_eq!(ran.status.code(), Some(2));
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(told.contains("without the feature `arrow`"), "{told}");
    assert!(!folder.path().join("a.parquet").exists());
}

#[test]
fn the_number_of_a_row_is_not_that_of_its_line() {
    let chart = "title,duties\nCIO,\"Runs\nIT.\"\n,\n\nClerk,\n";
    let folder = with(&[("chart.csv", chart)]);
    let (header, rows, _) = table(folder.path(), &["chart.csv"]);
    assert_eq!(column(&header, &rows, "line"), ["2", "6"]);
    assert_eq!(column(&header, &rows, "row"), ["1", "3"]);
    let jsonl = "{\"title\": \"CIO\"}\n{\"title\": \"Clerk\"}\n";
    let folder = with(&[("chart.jsonl", jsonl)]);
    let (header, rows, _) = table(folder.path(), &["chart.jsonl"]);
    assert_eq!(column(&header, &rows, "row"), ["1", "2"]);
}

#[test]
fn titles_without_a_header_are_all_read() {
    let titles = |chart: &str| {
        let folder = with(&[("chart.csv", chart)]);
        let (header, rows, _) = table(folder.path(), &["chart.csv"]);
        column(&header, &rows, "title")
    };
    assert_eq!(titles("CTO\nCIO\n"), ["CTO", "CIO"]);
    assert_eq!(
        titles("Chief Technology Officer\n"),
        ["Chief Technology Officer"]
    );
    assert_eq!(titles("Title\nCIO\n"), ["CIO"]);
    assert_eq!(titles("Executive titles 2025\nCIO\nCTO\n"), ["CIO", "CTO"]);
}

#[test]
fn the_only_column_gives_titles_whatever_its_header_says() {
    for header in [
        "Executive title",
        "Who",
        "Name",
        "Department",
        "Reports to",
        "x",
    ] {
        for values in [&["CTO"][..], &["Accountant", "Software Engineer"]] {
            let chart = format!("{header}\n{}\n", values.join("\n"));
            let folder = with(&[("chart.csv", &chart)]);
            let (names, rows, _) = table(folder.path(), &["chart.csv"]);
            assert_eq!(column(&names, &rows, "title"), values, "{chart}");
        }
    }
    // What does not read as titles is none.
    let folder = with(&[("chart.csv", "Place\nOslo\nBergen\n")]);
    let run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .args(["classify", "chart.csv"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("no column for titles"), "{said}");
}

/// A note below a table begins with such a word. A duty text may, too.
#[test]
fn a_duty_text_is_not_taken_for_a_note_below_the_table() {
    let chart = "title,department,duties\n,,Reports to: CEO. Runs IT operations.\n,,Number of servers: 40\nCIO,,Runs IT\n";
    let folder = with(&[("chart.csv", chart)]);
    let (header, rows, _) = table(folder.path(), &["chart.csv"]);
    assert_eq!(column(&header, &rows, "row"), ["1", "2", "3"]);
}
