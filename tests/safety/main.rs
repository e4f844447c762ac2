//! What docs/security.md promises: nothing lost, nothing shown, nothing forged, the same bytes in every run.

mod determinism;
mod hostile;
mod mutated;
mod privacy;
mod terminal;

use std::process::Command;

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
