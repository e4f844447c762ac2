//! Overrides: what a configuration asks of some files only.

use std::path::Path;
use std::process::{Command, Output};

const CHART: &str = "\
id,title,reports_to,company,headcount
1,Chief Executive Officer,,Birch Mills,9000
2,Interim Chief Technology Officer,1,Birch Mills,9000
";

const OVERRIDES: &str = "\
overrides:
  - paths: [archive/]
    ignore: [RC1]
  - paths: [archive/2024.csv, \"*-draft.csv\"]
    severity: {RC1: info, missing-cio: warning}
";

fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(place.path().join("archive")).unwrap();
    std::fs::create_dir(place.path().join(".git")).unwrap();
    for name in [
        "now.csv",
        "archive/2023.csv",
        "archive/2024.csv",
        "next-draft.csv",
    ] {
        std::fs::write(place.path().join(name), CHART).unwrap();
    }
    std::fs::write(place.path().join("rolecall.yaml"), OVERRIDES).unwrap();
    place
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

/// The findings of coverage in a file, as `severity[CODE]`.
fn coverage(folder: &Path, file: &str) -> Vec<String> {
    let ran = run(
        folder,
        &["audit", "--format", "concise", "--only", "RC1", file],
    );
    let text = String::from_utf8(ran.stdout).unwrap();
    let lines = text.lines().filter(|line| line.starts_with(file));
    let mut found: Vec<_> = lines
        .map(|line| line.split(' ').nth(1).unwrap().to_owned())
        .collect();
    found.sort();
    found
}

#[test]
fn a_file_has_its_own_severities_and_the_last_entry_counts() {
    let place = place();
    let is = |file: &str, expected: &[&str]| {
        assert_eq!(coverage(place.path(), file), expected, "{file}");
    };
    is("now.csv", &["error[RC101]", "warning[RC131]"]);
    is("archive/2023.csv", &[]);
    is("archive/2024.csv", &["info[RC131]", "warning[RC101]"]);
    is("next-draft.csv", &["info[RC131]", "warning[RC101]"]);
}

#[test]
fn severities_decide_the_exit_status() {
    let place = place();
    let status = |file: &str| run(place.path(), &["audit", "-q", file]).status.code();
    assert_eq!(status("now.csv"), Some(1));
    assert_eq!(status("next-draft.csv"), Some(0));
}

#[test]
fn changes_between_snapshots_follow_the_later_or_the_earlier_file() {
    let place = place();
    let with = CHART.replace("Interim Chief Technology", "Chief Information");
    std::fs::write(place.path().join("before.csv"), with).unwrap();
    let codes = |new: &str| {
        let diff = [
            "diff",
            "before.csv",
            new,
            "--format",
            "concise",
            "--only",
            "RC1,RC6",
        ];
        let ran = run(place.path(), &diff);
        String::from_utf8(ran.stdout).unwrap()
    };
    assert!(codes("now.csv").contains("error[RC101]"));
    assert!(codes("next-draft.csv").contains("warning[RC101]"));
    assert!(!codes("archive/2023.csv").contains("RC101"));
}

#[test]
fn overrides_are_shown_with_their_places_and_told() {
    let place = place();
    let shown = run(place.path(), &["config", "show"]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    for line in [
        "  archive/: RC1 off (rolecall.yaml:2:5)",
        "  archive/2024.csv, *-draft.csv: RC1 info, missing-cio warning (rolecall.yaml:4:5)",
    ] {
        assert!(shown.lines().any(|one| one == line), "{shown}");
    }
    let ran = run(place.path(), &["audit", "now.csv"]);
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(
        said.contains("ignores findings in some files (1 entry)"),
        "{said}"
    );
}

#[test]
fn the_schema_knows_overrides() {
    let place = place();
    let schema = run(place.path(), &["config", "schema"]);
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
    let entry = &schema["$defs"]["OverrideForm"];
    let mut keys: Vec<_> = entry["properties"].as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["ignore", "paths", "severity"]);
}
