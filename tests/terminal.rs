//! On a terminal, text from files is visible in every format. A program that reads a data format gets it as it is.
#![cfg(target_os = "linux")]

use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// Cells that would clear the screen, set a colour, turn the text around or hide in it.
const CHART: &str = "id,title,responsibilities\n1,CEO\u{1b}[2J,x\u{1b}[31my\n2,C\u{202e}IO,\"a\n\u{9b}1mb\"\n3,CTO,c\u{e0041}\u{200b}d\n";

/// What a command shows on a terminal, with the ends of lines as they were written.
fn shown(folder: &Path, arguments: &[&str]) -> String {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let path = ptsname(&terminal, Vec::new()).unwrap();
    let path = path.into_string().unwrap();
    let path = Path::new(&path);
    let stdout = OpenOptions::new().write(true).open(path).unwrap();
    let mut run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .stdout(stdout)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut shown = Vec::new();
    // A terminal whose other end is closed is an error to read, after all that was shown.
    let _ = File::from(terminal).read_to_end(&mut shown);
    run.wait().unwrap();
    String::from_utf8(shown).unwrap().replace("\r\n", "\n")
}

/// What a command writes to a program.
fn piped(folder: &Path, arguments: &[&str]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    String::from_utf8(ran.stdout).unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("chart.csv"), CHART).unwrap();
    folder
}

#[test]
fn no_format_controls_a_terminal() {
    let folder = folder();
    let commands: [&[&str]; 8] = [
        &["export", "chart.csv"],
        &["export", "chart.csv", "--raw-csv"],
        &["export", "chart.csv", "-o", "/dev/stdout"],
        &["export", "chart.csv", "--format", "yaml"],
        &["export", "chart.csv", "--format", "json"],
        &["classify", "chart.csv"],
        &["classify", "chart.csv", "--format", "jsonl"],
        &["audit", "chart.csv", "--format", "concise"],
    ];
    for command in commands {
        let shown = shown(folder.path(), command);
        assert!(shown.contains("CTO"), "{command:?}: {shown:?}");
        let steers = |c: char| rolecall::text::is_hidden(c) && c != '\n';
        assert!(!shown.contains(steers), "{command:?}: {shown:?}");
    }
}

#[test]
fn a_program_gets_the_text_as_it_is() {
    let folder = folder();
    let csv = piped(folder.path(), &["export", "chart.csv"]);
    assert!(
        csv.contains("CEO\u{1b}[2J") && csv.contains("x\u{1b}[31my"),
        "{csv:?}"
    );
    fs::write(folder.path().join("again.csv"), &csv).unwrap();
    assert_eq!(piped(folder.path(), &["export", "again.csv"]), csv);
    piped(folder.path(), &["export", "chart.csv", "-o", "file.csv"]);
    assert_eq!(
        fs::read_to_string(folder.path().join("file.csv")).unwrap(),
        csv
    );
}
