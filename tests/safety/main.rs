//! What docs/security.md promises: nothing lost, nothing shown, nothing forged, the same bytes in every run.

mod bad_files;
mod cost;
mod determinism;
mod forged;
mod formats;
mod mutated;
mod names;
mod other_files;
mod privacy;
mod terminal;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The formats of a command, as it lists them itself. Those that pack their cells show nothing to search for.
fn formats(command: &str) -> Vec<String> {
    const PACKED: [&str; 4] = ["parquet", "arrow", "arrow-stream", "xlsx"];
    let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .args([command, "--format=?", "chart.csv"])
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    let (_, list) = said.split_once("[possible values: ").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    let formats = list.split(", ").filter(|format| !PACKED.contains(format));
    formats.map(str::to_owned).collect()
}

/// Runs the program in a folder.
fn rolecall(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

/// All that a run wrote.
fn said(ran: &Output) -> String {
    String::from_utf8(ran.stdout.clone()).unwrap() + std::str::from_utf8(&ran.stderr).unwrap()
}

/// The output of all commands for a chart, in every format.
fn all_said(folder: &Path, chart: &str) -> String {
    let commands: [&[&str]; 11] = [
        &["audit", chart],
        &["audit", chart, "--details", "--verbose"],
        &["audit", chart, "--format", "json"],
        &["audit", chart, "--format", "jsonl"],
        &["classify", chart],
        &["classify", chart, "--format", "jsonl", "--check"],
        &["export", chart],
        &["export", chart, "--format", "yaml"],
        &["export", chart, "--format", "json"],
        &["diff", "empty.csv", chart],
        &["diff", "empty.csv", chart, "--format", "json"],
    ];
    let ran = commands.map(|command| said(&rolecall(folder, command)));
    ran.join("\n")
}

/// A folder with these files.
fn with(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

const GOOD: &[u8] = b"id,title,reports_to\n1,CEO,\n2,CIO,1\n3,CTO,1\n";
