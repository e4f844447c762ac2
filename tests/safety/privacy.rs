//! No format of any command shows the name or the address of a person, unless it is asked to.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::process::Command;

use rolecall::read::{self, Reader, discover};
use rolecall::rules::Rules;

/// The folders whose files are charts or parts of charts.
const FOLDERS: [&str; 8] = [
    "healthy",
    "coverage",
    "findings",
    "responsibility",
    "structure",
    "data",
    "systems",
    "diff",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What identifies a person in the charts: full names and addresses.
fn personal_values(folders: &[String]) -> BTreeSet<String> {
    let rules = Rules::builtin().unwrap();
    let paths: Vec<_> = folders.iter().map(|folder| root().join(folder)).collect();
    let options = read::ReadOptions::default();
    let mut reader = Reader::new(discover(&paths).inputs, &rules.columns, options);
    let mut values = BTreeSet::new();
    while let Some(batch) = reader.next_batch() {
        for position in batch.positions() {
            let keys = position.keys.lines().chain(position.manager_keys.lines());
            let all = keys.chain([position.incumbent]);
            let telling = all.filter(|value| value.len() > 6 && value.contains(['@', ' ']));
            values.extend(telling.map(str::to_owned));
        }
    }
    values
}

/// Neighbouring words of a text.
fn pairs(text: &str) -> HashSet<(&str, &str)> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The values that stand in a text.
fn within<'v>(values: &'v BTreeSet<String>, text: &str) -> Vec<&'v String> {
    // To search for each value would take minutes.
    let pairs = pairs(text);
    let may_be = values.iter().filter(|value| {
        let first = self::pairs(value);
        first.iter().all(|pair| pairs.contains(pair))
    });
    may_be
        .filter(|value| text.contains(value.as_str()))
        .collect()
}

/// All that a run writes.
fn said(arguments: &[&str], folders: &[String]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(root())
        .args(arguments)
        .args(folders)
        .args(["--no-config", "--verbose"])
        .env_remove("GITHUB_STEP_SUMMARY")
        .output()
        .unwrap();
    let said = [ran.stdout, ran.stderr].concat();
    String::from_utf8_lossy(&said).into_owned()
}

#[test]
fn no_format_shows_who_holds_a_seat() {
    let folders = FOLDERS.map(|folder| format!("fixtures/{folder}")).to_vec();
    let values = personal_values(&folders);
    assert!(values.len() > 500, "{}", values.len());
    let commands: [(&str, &[&str]); 5] = [
        ("audit", &[]),
        ("classify", &["--check"]),
        ("export", &[]),
        ("chart", &["--most", "5000"]),
        ("report", &[]),
    ];
    let mut runs: Vec<Vec<String>> = Vec::new();
    for (command, with) in commands {
        for format in super::formats(command) {
            let words = [&[command], with, &["--format", &format]].concat();
            runs.push(words.into_iter().map(str::to_owned).collect());
        }
    }
    // Parquet has the same cells as the stream, but packed.
    let columnar = cfg!(feature = "arrow").then_some("arrow-stream");
    for format in ["json", "jsonl", "csv"].into_iter().chain(columnar) {
        let words = ["classify", "--evidence", "full", "--format", format];
        runs.push(words.map(str::to_owned).to_vec());
    }
    runs.push(
        ["audit", "--details", "--areas"]
            .map(str::to_owned)
            .to_vec(),
    );
    let mut shown = Vec::new();
    for run in &runs {
        let words: Vec<_> = run.iter().map(String::as_str).collect();
        let said = said(&words, &folders);
        assert!(said.len() > 1000, "{run:?}: {said}");
        let found = within(&values, &said).into_iter();
        shown.extend(found.map(|value| format!("{}: {value}", run.join(" "))));
    }
    let both = [
        "fixtures/findings/RC601/before.csv",
        "fixtures/findings/RC601/after.csv",
    ];
    let both = both.map(str::to_owned).to_vec();
    for format in super::formats("diff") {
        let said = said(&["diff", "--format", &format], &both);
        let found = within(&values, &said).into_iter();
        shown.extend(found.map(|value| format!("diff {format}: {value}")));
    }
    let mended = said(&["audit", "--diff"], &folders);
    assert!(mended.contains("@@ line "), "{mended}");
    let found = within(&values, &mended).into_iter();
    shown.extend(found.map(|value| format!("audit --diff: {value}")));
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    // The values are such as would be found.
    let named = said(&["audit", "--show-names", "--details"], &folders);
    assert!(within(&values, &named).len() > 20);
}
