//! Fingerprints of findings keep what `docs/fingerprints.md` promises.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A chart without ids of its own in places, with findings on seats, on a header and on several seats together.
const CHART: &str = "id,title,reports_to,department,status,status\n\
    1,Chief Executive Officer,,Board,filled,\n\
    2,Chief Information Officer,1,IT,filled,\n\
    3,Chief Information Officer,1,IT,filled,\n\
    4,Data Engineer,77,IT,filled,\n\
    5,Web Engineer,78,IT,filled,\n\
    6,Clerk,6,Office,fild,\n\
    7,,1,Office,filled,\n";

fn run(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .args(["--quiet", "--no-config"])
        .output()
        .unwrap();
    assert!(!ran.stdout.is_empty(), "{ran:?}");
    ran.stdout
}

/// The fingerprints of all occurrences, with the code of each.
fn fingerprints(folder: &Path, input: &str) -> Vec<String> {
    let audit = run(folder, &["audit", "--format", "json", input]);
    let audit: Value = serde_json::from_slice(&audit).unwrap();
    let findings = audit["findings"].as_array().unwrap().iter();
    let all = findings.flat_map(|finding| {
        let code = finding["code"].as_str().unwrap().to_owned();
        let mut occurrences = finding["occurrences"].as_array().unwrap().clone();
        // What is suppressed does not count, and most formats leave it out.
        occurrences.retain(|one| one["accepted"].is_null());
        occurrences.into_iter().map(move |one| {
            let fingerprint = one["fingerprint"].as_str().unwrap();
            format!("{code} {fingerprint}")
        })
    });
    let mut all: Vec<_> = all.collect();
    all.sort();
    all
}

fn of(name: &str, chart: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), chart).unwrap();
    fingerprints(folder.path(), name)
}

/// The chart with its cells changed row by row.
fn changed(change: impl Fn(usize, &str) -> String) -> String {
    let lines = CHART.lines().enumerate();
    lines.map(|(row, line)| change(row, line) + "\n").collect()
}

#[test]
fn the_chart_has_findings_of_many_kinds() {
    let codes: BTreeSet<String> = of("chart.csv", CHART)
        .iter()
        .map(|line| line[..5].to_owned())
        .collect();
    assert!(codes.len() > 5, "{codes:?}");
}

#[test]
fn rows_that_move_keep_their_fingerprints() {
    let mut lines: Vec<_> = CHART.lines().collect();
    lines[1..].reverse();
    assert_eq!(of("chart.csv", CHART), of("chart.csv", &lines.join("\n")));
    let lower = changed(|row, line| match row {
        1 => format!("8,Secretary,1,Office,filled,\n{line}"),
        _ => line.to_owned(),
    });
    let (before, after) = (of("chart.csv", CHART), of("chart.csv", &lower));
    let lost: Vec<_> = before.iter().filter(|one| !after.contains(one)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_file_that_is_renamed_keeps_its_fingerprints() {
    assert_eq!(of("chart.csv", CHART), of("org chart 2026.csv", CHART));
}

#[test]
fn a_column_that_is_added_keeps_the_fingerprints() {
    let wider = changed(|row, line| match row {
        0 => format!("cost centre,{line}"),
        _ => format!("C{row},{line}"),
    });
    assert_eq!(of("chart.csv", CHART), of("chart.csv", &wider));
}

#[test]
fn case_and_blanks_of_a_title_keep_the_fingerprints() {
    let louder = CHART.replace("Data Engineer", "DATA  ENGINEER");
    assert_eq!(of("chart.csv", CHART), of("chart.csv", &louder));
}

#[test]
fn another_seat_has_another_fingerprint() {
    let before = of("chart.csv", CHART);
    let other = CHART.replace("4,Data", "40,Data");
    let after = of("chart.csv", &other);
    assert_ne!(before, after);
    assert_eq!(before.len(), after.len());
}

#[test]
fn names_asked_for_keep_the_fingerprints() {
    let folder = tempfile::tempdir().unwrap();
    let chart = "title,name,email,manager\nChief Executive Officer,Ida Fern,i@x.example,\n\
                 CIO,Bo Rask,b@x.example,Zed Quill\nCIO,Cy Oak,c@x.example,Ida Fern\n";
    std::fs::write(folder.path().join("chart.csv"), chart).unwrap();
    let of = |arguments: &[&str]| -> Vec<String> {
        let all = ["audit", "chart.csv", "--format", "gitlab"];
        let report = run(folder.path(), &[&all, arguments].concat());
        let report: Value = serde_json::from_slice(&report).unwrap();
        let issues = report.as_array().unwrap().iter();
        issues
            .map(|issue| issue["fingerprint"].as_str().unwrap().to_owned())
            .collect()
    };
    let plain = of(&[]);
    assert!(!plain.is_empty());
    assert_eq!(plain, of(&["--show-names"]));
}

#[test]
fn every_fingerprint_of_a_run_is_its_own_in_every_format() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let all = fingerprints(&root, "fixtures/findings");
    assert!(all.len() > 100);
    let prints = |all: &[String]| -> BTreeSet<String> {
        all.iter()
            .map(|one| one.rsplit(' ').next().unwrap().to_owned())
            .collect()
    };
    let json = prints(&all);
    assert_eq!(json.len(), all.len());

    let issues = run(&root, &["audit", "--format", "gitlab", "fixtures/findings"]);
    let issues: Value = serde_json::from_slice(&issues).unwrap();
    let issues = issues.as_array().unwrap().iter();
    let gitlab: Vec<_> = issues
        .map(|one| one["fingerprint"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(BTreeSet::from_iter(gitlab), json);

    let table = run(&root, &["audit", "--format", "csv", "fixtures/findings"]);
    let mut table = csv::Reader::from_reader(&table[..]);
    let headers = table.headers().unwrap().clone();
    let at = headers
        .iter()
        .position(|name| name == "fingerprint")
        .unwrap();
    let rows: Vec<_> = table
        .records()
        .map(|row| row.unwrap()[at].to_owned())
        .collect();
    assert_eq!(rows.len(), json.len());
    assert_eq!(BTreeSet::from_iter(rows), json);
}
