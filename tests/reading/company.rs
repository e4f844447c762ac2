//! The company of rows that name none.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

const CHART: &str = "\
id,title,reports_to,company
1,Chief Executive Officer,,
2,Chief Information Officer,1,
3,Chief Executive Officer,,Tarn Labs
4,Analyst,1,tarn plc
";

/// The entities of an audit: name, where the name comes from, number of seats.
fn entities(folder: &Path, flags: &[&str]) -> Vec<(String, String, u64)> {
    let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(["audit", "staff.csv", "--format", "json", "-q"])
        .args(flags)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let entities = report["entities"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entities = entities.map(|one| {
        (
            text(&one["name"]),
            text(&one["named_by"]),
            one["positions"].as_u64().unwrap(),
        )
    });
    entities.collect()
}

#[test]
fn a_company_that_is_given_is_that_of_rows_without_one() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("staff.csv"), CHART).unwrap();
    let named = |name: &str, by: &str, seats| (name.to_owned(), by.to_owned(), seats);
    assert_eq!(
        entities(folder.path(), &[]),
        [
            named("staff", "file", 2),
            named("Tarn Labs", "column", 1),
            named("tarn plc", "column", 1),
        ]
    );
    // Rows that name the same company are of the same entity.
    assert_eq!(
        entities(folder.path(), &["--company", "Tarn plc"]),
        [
            named("Tarn plc", "option", 3),
            named("Tarn Labs", "column", 1)
        ]
    );
}
