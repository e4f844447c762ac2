//! The same input gives the same output bytes with any number of threads.

use std::path::Path;
use std::process::Command;

fn output(args: &[&str], threads: &str) -> Vec<u8> {
    let run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .args(args)
        .args(["--threads", threads])
        .output()
        .unwrap();
    assert!(
        !run.stdout.is_empty(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    run.stdout
}

fn same_for_all_threads(args: &[&str]) {
    let one = output(args, "1");
    for threads in ["2", "7"] {
        assert!(
            output(args, threads) == one,
            "{args:?} differs with {threads} threads"
        );
    }
}

#[test]
fn fixtures_give_the_same_bytes() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/coverage");
    let fixtures = fixtures.to_str().unwrap();
    let labelled = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/evaluation/invented.csv");
    same_for_all_threads(&["rules", "fit", labelled.to_str().unwrap()]);
    for format in ["text", "json", "jsonl"] {
        same_for_all_threads(&["audit", fixtures, "--format", format]);
        same_for_all_threads(&["classify", fixtures, "--format", format]);
    }
}

#[test]
fn a_chart_of_many_batches_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.csv");
    let path = path.to_str().unwrap();
    let generated = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .args([
            "generate",
            "--positions",
            "30000",
            "--companies",
            "40",
            "--output",
            path,
        ])
        .status()
        .unwrap();
    assert!(generated.success());
    same_for_all_threads(&["classify", path, "--format", "jsonl"]);
    for format in ["text", "json", "jsonl"] {
        same_for_all_threads(&["classify", path, "--check", "--format", format]);
    }
    same_for_all_threads(&["evaluate", path, "--from-titles"]);
    same_for_all_threads(&["audit", path, "--format", "json"]);
}

#[test]
fn json_lines_with_broken_lines_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.jsonl");
    let titles = ["CEO", "CTO", "Network Engineer", "Head of \\ud83d Product"];
    let lines: String = (0..2500)
        .map(|id| match id % 700 {
            699 => format!("{{\"id\": {id}, \"title\": \n"),
            _ => format!("{{\"id\": {id}, \"title\": \"{}\"}}\n", titles[id % 4]),
        })
        .collect();
    std::fs::write(&path, lines).unwrap();
    let path = path.to_str().unwrap();
    same_for_all_threads(&["classify", path, "--max-errors", "0", "--format", "jsonl"]);
    same_for_all_threads(&["audit", path, "--max-errors", "0", "--format", "json"]);
}
