//! Who covered which side over several snapshots.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const DAYS: [&str; 4] = ["2023-12-31", "2024-06-30", "2024-12-31", "2025-06-30"];

fn snapshots() -> Vec<PathBuf> {
    let files = DAYS.map(|day| format!("fixtures/history/tarn-{day}.csv"));
    files.into_iter().map(PathBuf::from).collect()
}

/// The exit status, standard output and standard error of a run.
fn history(files: &[PathBuf], flags: &[&str]) -> (Option<i32>, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(root())
        .arg("history")
        .args(files)
        .args(flags)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (run.status.code(), text(run.stdout), text(run.stderr))
}

fn json(files: &[PathBuf], flags: &[&str]) -> Value {
    let (status, out, error) = history(files, &[&["--format", "json"], flags].concat());
    assert_eq!(status, Some(0), "{error}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn a_history_reads_like_this() {
    let (status, out, error) = history(&snapshots(), &[]);
    assert_eq!(status, Some(0), "{error}");
    insta::assert_snapshot!(out);
}

#[test]
fn how_long_a_seat_stood_vacant_lies_between_the_snapshots() {
    let history = json(&snapshots(), &[]);
    let internal = &history["entities"][0]["sides"]["internal"];
    // Vacant on one snapshot only, between two others.
    assert_eq!(internal["vacant"]["at_least"], 0);
    assert_eq!(internal["vacant"]["at_most"], 366);
    assert_eq!(internal["interim"]["at_most"], 365);
    // The interim holder, then the new one.
    assert_eq!(internal["new_holders"], 2);
    let external = &history["entities"][0]["sides"]["external"];
    let officer = &external["spans"][0];
    assert_eq!(officer["to"], "2024-12-31");
    assert_eq!(officer["gone_by"], "2025-06-30");
    assert_eq!(officer["days"]["at_least"], 366);
    assert_eq!(officer["days"]["at_most"], Value::Null);
}

#[test]
fn an_entity_that_came_later_has_no_past() {
    let history = json(&snapshots(), &[]);
    let labs = &history["entities"][1];
    assert_eq!(labs["entity"], "Tarn Labs");
    assert_eq!(labs["first_seen"], "2025-06-30");
    let span = &labs["sides"]["external"]["spans"][0];
    assert_eq!(span["not_yet_on"], Value::Null);
    assert_eq!(labs["sides"]["external"]["new_holders"], 0);
}

#[test]
fn an_entity_that_is_gone_is_not_covered_by_nobody() {
    let mut files = snapshots();
    files.reverse();
    // The days say the order, so that the entity of the last file is only on the first snapshot.
    let days = DAYS.map(|day| ["--on", day]).concat();
    let history = json(&files, &days);
    let labs = &history["entities"][1];
    assert_eq!(labs["last_seen"], "2023-12-31");
    let spans = labs["sides"]["external"]["spans"].as_array().unwrap();
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0]["gone_by"], "2024-06-30");
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let mut turned = snapshots();
    turned.rotate_left(2);
    assert_eq!(json(&turned, &[]), json(&snapshots(), &[]));
}

#[test]
fn names_are_shown_only_on_request() {
    for format in ["text", "json"] {
        let (_, out, error) = history(&snapshots(), &["--format", format]);
        for name in ["Piet", "Lund", "Wanda", "Suri", "Jon Reed"] {
            assert!(!out.contains(name) && !error.contains(name), "{out}");
        }
        let (_, out, _) = history(&snapshots(), &["--format", format, "--show-names"]);
        assert!(
            out.contains("Piet Lund") && out.contains("Jon Reed"),
            "{out}"
        );
    }
}

#[test]
fn a_day_is_found_in_a_name_or_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let chart = std::fs::read(root().join(&snapshots()[0])).unwrap();
    let put = |name: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, &chart).unwrap();
        path
    };
    for (name, day) in [
        ("a 2024-02-29.csv", "2024-02-29"),
        ("20240301.csv", "2024-03-01"),
        ("org_v12_2024_03_02_final.csv", "2024-03-02"),
        ("2024.03.03.csv", "2024-03-03"),
    ] {
        let files = [put("org-2023-01-01.csv"), put(name)];
        assert_eq!(json(&files, &[])["days"][1], day, "{name}");
    }
    for name in ["org.csv", "org-2023-02-30.csv", "org-123456789.csv"] {
        let (status, _, error) = history(&[put("org-2023-01-01.csv"), put(name)], &[]);
        assert_eq!(status, Some(2));
        assert!(error.contains(name) && error.contains("--on"), "{error}");
    }
    let files = [put("org-2023-01-01.csv"), put("b-2023-01-01.csv")];
    let (status, _, error) = history(&files, &[]);
    assert_eq!(status, Some(2));
    assert!(error.contains("have the same date, 2023-01-01"), "{error}");
    let (status, _, error) = history(&files, &["--on", "2023-01-01"]);
    assert_eq!(status, Some(2));
    assert!(error.contains("given 1 times for 2 snapshots"), "{error}");
}

#[test]
fn a_snapshot_that_cannot_be_read_is_no_gap() {
    let mut files = snapshots();
    files.push(PathBuf::from("fixtures/history/none-2025-12-31.csv"));
    let (status, out, error) = history(&files, &[]);
    assert_eq!(status, Some(2));
    assert!(out.is_empty(), "{out}");
    assert!(error.contains("none-2025-12-31.csv"), "{error}");
}
