//! `--stats` says on standard error what a run cost, and changes nothing that it writes.

use std::fs;
use std::process::Output;

use serde_json::Value;

use super::rolecall;

const CHART: &str = "id,title,reports to\n1,CEO,\n2,CIO,1\n3,CTO,1\n,,\n4,Clerk,2\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("chart.csv"), CHART).unwrap();
    folder
}

fn last_line(run: &Output) -> String {
    let said = String::from_utf8(run.stderr.clone()).unwrap();
    said.lines().last().unwrap_or_default().to_owned()
}

fn json_of(run: &Output) -> Value {
    serde_json::from_str(&last_line(run)).unwrap()
}

#[test]
fn figures_are_those_of_the_run() {
    let folder = folder();
    for command in ["classify", "audit"] {
        let run = rolecall(folder.path(), &[command, "chart.csv", "--stats=json"]);
        let stats = json_of(&run);
        assert_eq!(stats["files"], 1, "{command}");
        assert_eq!(stats["rows"], 5, "{command}");
        assert_eq!(stats["positions"], 4, "{command}");
        assert_eq!(stats["bytes"], CHART.len(), "{command}");
        let stages: Vec<_> = stats["stages"].as_object().unwrap().keys().collect();
        assert_eq!(
            stages,
            ["audit", "chart", "classify", "read", "rules", "write"]
        );
        let has_chart = stats["stages"]["chart"].as_f64() > Some(0.0);
        assert_eq!(has_chart, command != "classify");
        let worked = ["rules", "read", "classify", "write"];
        assert!(
            worked
                .iter()
                .all(|stage| stats["stages"][stage].as_f64() > Some(0.0)),
            "{stats}"
        );
        for figure in ["seconds", "rows_per_second", "mb_per_second", "threads"] {
            assert!(stats[figure].as_f64() >= Some(0.0), "{figure}");
        }
        let memory = stats["peak_memory_bytes"].as_u64();
        assert_eq!(memory.is_some(), cfg!(target_os = "linux"));
    }
}

#[test]
fn a_line_says_the_same_to_a_person() {
    let folder = folder();
    let run = rolecall(folder.path(), &["audit", "chart.csv", "--stats", "-q"]);
    let said = String::from_utf8(run.stderr.clone()).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("stats: 5 rows, "), "{said}");
    for part in [" rows/s, ", " MB/s ", "audit 0.", "peak memory: "] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn nothing_that_is_written_changes() {
    let folder = folder();
    for command in [
        &["classify", "chart.csv", "--format", "jsonl"][..],
        &["classify", "chart.csv", "--check"],
        &["audit", "chart.csv"],
        &["audit", "chart.csv", "--format", "json"],
    ] {
        let without = rolecall(folder.path(), command);
        let with = rolecall(folder.path(), &[command, &["--stats"]].concat());
        assert_eq!(without.stdout, with.stdout, "{command:?}");
        assert_eq!(without.status, with.status, "{command:?}");
        let said = String::from_utf8(with.stderr).unwrap();
        let before = String::from_utf8(without.stderr).unwrap();
        assert!(
            said.starts_with(&before) && said.len() > before.len(),
            "{said}"
        );
    }
}

#[test]
fn bytes_are_those_of_all_files_as_they_are_stored() {
    let folder = folder();
    fs::write(
        folder.path().join("more.jsonl"),
        "{\"title\": \"CIO\"}\n{\"title\": \"CTO\"}\n",
    )
    .unwrap();
    fs::write(folder.path().join("tree.yaml"), "title: CEO\n").unwrap();
    let run = rolecall(folder.path(), &["classify", ".", "--stats=json"]);
    let stats = json_of(&run);
    let sizes = fs::read_dir(folder.path()).unwrap();
    let sizes = sizes.map(|file| file.unwrap().metadata().unwrap().len());
    assert_eq!(stats["bytes"], sizes.sum::<u64>());
    assert_eq!(stats["files"], 3);
    assert_eq!(stats["positions"], 7);
}
