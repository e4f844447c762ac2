//! `--output` never destroys input files, replaces special files or leaves half a file behind.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use super::rolecall;

const CHART: &str = "id,title,reports_to\n1,CEO,\n2,CIO,1\n3,CTO,1\n";
const RULES: &str = "titles:\n  cio: [tide keeper]\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("chart.csv"), CHART).unwrap();
    fs::write(folder.path().join("later.csv"), CHART).unwrap();
    fs::write(folder.path().join("own.yaml"), RULES).unwrap();
    fs::write(folder.path().join("over.yaml"), "extends: [own.yaml]\n").unwrap();
    folder
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn no_command_overwrites_its_input() {
    let folder = folder();
    let at = folder.path();
    symlink("chart.csv", at.join("link.csv")).unwrap();
    fs::hard_link(at.join("chart.csv"), at.join("hard.csv")).unwrap();
    let commands: [&[&str]; 8] = [
        &["classify", "chart.csv"],
        &["audit", "chart.csv"],
        &["export", "chart.csv"],
        &["why", "chart.csv", "2"],
        &["evaluate", "chart.csv"],
        &["rules", "fit", "chart.csv"],
        &["diff", "later.csv", "chart.csv"],
        &["classify", "."],
    ];
    for command in commands {
        for target in ["chart.csv", "./chart.csv", "link.csv", "hard.csv"] {
            let ran = rolecall(at, &[command, &["-o", target]].concat());
            assert_eq!(ran.status.code(), Some(2), "{command:?} {target}");
            let said = String::from_utf8(ran.stderr).unwrap();
            assert!(said.contains("would be overwritten"), "{command:?}: {said}");
            assert_eq!(text(&at.join("chart.csv")), CHART, "{command:?} {target}");
        }
    }
}

#[test]
fn rule_files_and_those_they_extend_are_not_overwritten() {
    let folder = folder();
    let at = folder.path();
    let commands: [&[&str]; 5] = [
        &["audit", "chart.csv", "--rules", "over.yaml"],
        &["rules", "test", "over.yaml"],
        &["rules", "list", "roles", "--rules", "over.yaml"],
        &["explain", "RC101", "--rules", "over.yaml"],
        &["why", "--title", "CIO", "--rules", "over.yaml"],
    ];
    for command in commands {
        let ran = rolecall(at, &[command, &["-o", "own.yaml"]].concat());
        assert_eq!(ran.status.code(), Some(2), "{command:?}");
        assert_eq!(text(&at.join("own.yaml")), RULES, "{command:?}");
    }
    let ran = rolecall(at, &["rules", "check", "own.yaml", "-o", "own.yaml"]);
    assert_eq!(ran.status.code(), Some(2));
    assert_eq!(text(&at.join("own.yaml")), RULES);
}

#[test]
fn a_baseline_and_a_configuration_are_not_overwritten() {
    let folder = folder();
    let at = folder.path();
    let (baseline, config) = (at.join("rolecall-baseline.json"), at.join("rolecall.yaml"));
    fs::write(&config, "options: {fail-on: info}\n").unwrap();
    let ran = rolecall(at, &["baseline", "write", "chart.csv"]);
    assert_eq!(ran.status.code(), Some(0));
    let known = text(&baseline);
    symlink("rolecall-baseline.json", at.join("link.json")).unwrap();
    fs::copy(&baseline, at.join("other.json")).unwrap();
    let commands: [&[&str]; 6] = [
        &["audit", "chart.csv", "-o", "rolecall-baseline.json"],
        &["audit", "chart.csv", "-o", "link.json"],
        &[
            "audit",
            "chart.csv",
            "-o",
            "json=x",
            "-o",
            "sarif=link.json",
        ],
        &[
            "audit",
            "chart.csv",
            "--baseline",
            "other.json",
            "-o",
            "other.json",
        ],
        &["audit", "chart.csv", "-o", "rolecall.yaml"],
        &["config", "show", "-o", "rolecall.yaml"],
    ];
    for command in commands {
        let ran = rolecall(at, command);
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(2), "{command:?}");
        assert!(said.contains("would be overwritten"), "{command:?}: {said}");
    }
    assert_eq!(text(&baseline), known);
    assert_eq!(text(&at.join("other.json")), known);
    assert_eq!(text(&config), "options: {fail-on: info}\n");
    // A baseline that is left out may be written.
    let left_out = ["audit", "chart.csv", "--no-baseline", "-o", "link.json"];
    assert_ne!(rolecall(at, &left_out).status.code(), Some(2));
}

#[test]
fn a_file_on_standard_input_is_not_overwritten() {
    let folder = folder();
    let at = folder.path();
    for arguments in [
        &["classify", "-", "-o", "chart.csv"][..],
        &["why", "--title", "CIO", "--duties", "-", "-o", "chart.csv"],
    ] {
        let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .current_dir(at)
            .args(arguments)
            .stdin(fs::File::open(at.join("chart.csv")).unwrap())
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&at.join("chart.csv")), CHART, "{arguments:?}");
    }
}

#[test]
fn standard_output_is_no_input() {
    let folder = folder();
    let at = folder.path();
    let run = |arguments: &[&str], name: &str| {
        let end = fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(at.join(name));
        Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .current_dir(at)
            .args(arguments)
            .stdout(end.unwrap())
            .output()
            .unwrap()
    };
    for arguments in [
        &["classify", "chart.csv"][..],
        &["classify", "chart.csv", "-o", "/dev/stdout"],
        &["diff", "later.csv", "chart.csv"],
    ] {
        let ran = run(arguments, "chart.csv");
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&at.join("chart.csv")), CHART, "{arguments:?}");
    }
    // The shell makes this file before the run begins.
    let ran = run(&["classify", ".", "--format", "jsonl"], "z.jsonl");
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(said.contains("skipped ./z.jsonl"), "{said}");
    assert_eq!(text(&at.join("z.jsonl")).lines().count(), 6);
}

#[test]
fn a_new_file_among_charts_is_written_and_reported() {
    let folder = folder();
    let at = folder.path();
    fs::create_dir(at.join("charts")).unwrap();
    fs::rename(at.join("chart.csv"), at.join("charts/a.csv")).unwrap();
    let ran = rolecall(at, &["export", "charts", "-o", "charts/all.csv"]);
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(
        said.contains("charts/all.csv is in a folder of charts"),
        "{said}"
    );
    assert!(said.contains("read 1 file"), "{said}");
    assert!(text(&at.join("charts/all.csv")).starts_with("id,"));
}

#[test]
fn a_file_keeps_its_permissions_and_a_link_stays_a_link() {
    let folder = folder();
    let at = folder.path();
    let report = at.join("report.txt");
    fs::write(&report, "old").unwrap();
    fs::set_permissions(&report, fs::Permissions::from_mode(0o604)).unwrap();
    symlink("report.txt", at.join("to-report")).unwrap();
    let ran = rolecall(at, &["classify", "chart.csv", "-o", "to-report"]);
    assert_eq!(ran.status.code(), Some(0));
    assert!(text(&report).contains("CIO"));
    assert_eq!(
        report.metadata().unwrap().permissions().mode() & 0o777,
        0o604
    );
    assert!(
        at.join("to-report")
            .symlink_metadata()
            .unwrap()
            .is_symlink()
    );

    symlink("new.txt", at.join("to-new")).unwrap();
    rolecall(at, &["classify", "chart.csv", "-o", "to-new"]);
    assert!(text(&at.join("new.txt")).contains("CIO"));
}

#[test]
fn a_run_that_fails_leaves_the_old_file_and_nothing_beside_it() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("report.txt"), "old").unwrap();
    let before = names(at);
    let failing: [&[&str]; 2] = [
        &["audit", "chart.csv", "--only", "RC999"],
        &["audit", "chart.csv", "--rules", "missing.yaml"],
    ];
    for command in failing {
        let ran = rolecall(at, &[command, &["-o", "report.txt"]].concat());
        assert_eq!(ran.status.code(), Some(2));
        assert_eq!(text(&at.join("report.txt")), "old");
        assert_eq!(names(at), before);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_killed_leaves_the_old_file_and_nothing_beside_it() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("report.txt"), "old").unwrap();
    let before = names(at);
    let mut run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(at)
        .args(["classify", "chart.csv", "-", "-o", "report.txt"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    run.kill().unwrap();
    run.wait().unwrap();
    assert_eq!(text(&at.join("report.txt")), "old");
    assert_eq!(names(at), before);
}

#[cfg(target_os = "linux")]
#[test]
fn devices_are_written_directly() {
    let folder = folder();
    let at = folder.path();
    let ran = rolecall(at, &["classify", "chart.csv", "-o", "/dev/stdout"]);
    assert_eq!(ran.status.code(), Some(0));
    assert!(String::from_utf8(ran.stdout).unwrap().contains("CIO"));
    let ran = rolecall(at, &["classify", "chart.csv", "-o", "/dev/null"]);
    assert_eq!(ran.status.code(), Some(0));
    assert!(!Path::new("/dev/null").metadata().unwrap().is_file());
    let ran = rolecall(at, &["classify", "chart.csv", "-o", "/dev/full"]);
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(said.contains("cannot write /dev/full: No space"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn full_streams_are_errors_not_panics() {
    let full = || {
        fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap()
    };
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolecall"));
        command.args(arguments);
        command
    };
    let help = run(&["--help"]).stdout(full()).output().unwrap();
    assert_eq!(help.status.code(), Some(2));
    let lost = run(&["audit", "missing.csv"])
        .stderr(full())
        .output()
        .unwrap();
    assert_eq!(lost.status.code(), Some(2));
    let flag = run(&["--no-such-flag"]).stderr(full()).output().unwrap();
    assert_eq!(flag.status.code(), Some(2));
}

#[test]
fn a_missing_file_is_reported_even_if_the_reader_stops_early() {
    let folder = folder();
    let at = folder.path();
    let mut big = "id,title\n".to_owned();
    (0..200_000).for_each(|row| big.push_str(&format!("{row},Engineer\n")));
    fs::write(at.join("big.csv"), big).unwrap();
    let mut run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(at)
        .args(["classify", "missing.csv", "big.csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(run.stdout.take());
    let ran = run.wait_with_output().unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(said.matches("missing.csv").count(), 1, "{said}");
    assert_eq!(ran.status.code(), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_is_written_and_read_without_waiting_for_itself() {
    let folder = folder();
    let at = folder.path();
    let make_pipe = |name: &str| {
        let made = Command::new("mkfifo").arg(at.join(name)).status();
        assert!(made.unwrap().success());
    };
    make_pipe("out");
    let reader = std::thread::spawn({
        let path = at.join("out");
        move || text(&path)
    });
    let ran = rolecall(at, &["classify", "chart.csv", "-o", "out"]);
    assert_eq!(ran.status.code(), Some(0));
    assert!(reader.join().unwrap().contains("CIO"));

    make_pipe("in.csv");
    fs::write(at.join("report.txt"), "old").unwrap();
    let writer = std::thread::spawn({
        let path = at.join("in.csv");
        move || fs::write(path, CHART)
    });
    let ran = rolecall(at, &["classify", "in.csv", "-o", "report.txt"]);
    assert_eq!(ran.status.code(), Some(0));
    writer.join().unwrap().unwrap();
    assert_eq!(text(&at.join("report.txt")).lines().count(), 3);
}

#[cfg(target_os = "linux")]
#[test]
fn every_command_reports_a_full_output_once() {
    let folder = folder();
    let commands: [&[&str]; 10] = [
        &["audit", "chart.csv"],
        &["classify", "chart.csv", "--format", "json"],
        &["export", "chart.csv"],
        &["diff", "chart.csv", "later.csv"],
        &["why", "chart.csv", "2"],
        &["explain", "RC101"],
        &["rules", "list"],
        &["rules", "schema"],
        &["generate"],
        &["--version"],
    ];
    for command in commands {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .current_dir(folder.path())
            .args(command)
            .stdout(full.unwrap())
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(2), "{command:?}");
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(
            said.matches("No space left").count(),
            1,
            "{command:?}: {said}"
        );
    }
}
