//! On a terminal, text from files is visible in every format. A program that reads a data format gets it as it is.
#![cfg(target_os = "linux")]

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// Cells that would clear the screen, set a colour, turn the text around or hide in it.
const CHART: &str = "id,title,responsibilities\n1,CEO\u{1b}[2J,x\u{1b}[31my\n2,C\u{202e}IO,\"a\n\u{9b}1mb\"\n3,CTO,c\u{e0041}\u{200b}d\n";

/// A terminal, and its other end, which shows what is written to it.
fn terminal() -> (File, File) {
    let shown = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&shown).unwrap();
    unlockpt(&shown).unwrap();
    let path = ptsname(&shown, Vec::new()).unwrap();
    let path = path.into_string().unwrap();
    let terminal = OpenOptions::new().write(true).open(Path::new(&path));
    (terminal.unwrap(), File::from(shown))
}

/// All that a run shows on a terminal, with the ends of lines as they were written.
fn all_of(mut terminal: File, mut run: Child) -> String {
    let mut shown = Vec::new();
    // A terminal whose other end is closed is an error to read, after all that was shown.
    let _ = terminal.read_to_end(&mut shown);
    run.wait().unwrap();
    String::from_utf8(shown).unwrap().replace("\r\n", "\n")
}

/// What a command shows on a terminal.
fn shown(folder: &Path, arguments: &[&str]) -> String {
    let (stdout, terminal) = terminal();
    let run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .stdout(stdout)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    all_of(terminal, run)
}

/// What a command says on this standard error of a chart that comes in over more than two seconds.
fn slowly(arguments: &[&str], stderr: Stdio) -> Child {
    let mut run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .env("TERM", "xterm")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(stderr)
        .spawn()
        .unwrap();
    let mut rows = run.stdin.take().unwrap();
    thread::spawn(move || {
        rows.write_all(b"id,title\n").unwrap();
        let many: String = (0..40_000).map(|id| format!("{id},Clerk\n")).collect();
        rows.write_all(many.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(2500));
        rows.write_all(many.as_bytes()).unwrap();
    });
    run
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

#[test]
fn a_long_run_shows_its_progress_to_a_person_only() {
    let bar = "rows a second";
    let audit = ["audit", "-", "--format", "json"];
    let quiet = ["audit", "-", "--format", "json", "--quiet"];
    let classify = ["classify", "-", "--format", "jsonl"];
    let on_terminal = |arguments: &[&str]| {
        let (stderr, terminal) = terminal();
        let mut run = slowly(arguments, stderr.into());
        let mut stdout = run.stdout.take().unwrap();
        thread::spawn(move || stdout.read_to_end(&mut Vec::new()));
        all_of(terminal, run)
    };
    thread::scope(|scope| {
        for command in [&audit[..], &classify] {
            scope.spawn(move || {
                let shown = on_terminal(command);
                assert!(shown.contains(bar), "{command:?}: {shown:?}");
                // What is said at the end stands alone.
                let (_, end) = shown.rsplit_once(bar).unwrap();
                assert!(end.contains("\u{1b}[2K"), "{command:?}: {shown:?}");
                assert!(end.ends_with("80000 positions\n"), "{command:?}: {shown:?}");
            });
        }
        scope.spawn(move || assert_eq!(on_terminal(&quiet), ""));
        scope.spawn(move || {
            let run = slowly(&audit, Stdio::piped()).wait_with_output().unwrap();
            let said = String::from_utf8(run.stderr).unwrap();
            assert!(!said.contains(bar) && !said.contains('\r'), "{said:?}");
        });
    });
}
