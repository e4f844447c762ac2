//! What a program sees that uses rolecall as a library.

use std::process::Command;

use rolecall::model::Severity;
use rolecall::{ErrorKind, Options, Row};

const BANK: &str = "fixtures/coverage/bank-cio-invests.csv";

fn printed(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .args(arguments)
        .args(["--quiet", "--no-config"])
        .output()
        .unwrap();
    String::from_utf8(run.stdout).unwrap()
}

fn pretty(result: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(result).unwrap() + "\n"
}

#[test]
fn an_audit_serializes_to_what_the_command_line_prints() {
    let report = rolecall::audit([BANK]).unwrap();
    assert_eq!(
        pretty(&report),
        printed(&["audit", BANK, "--format", "json"])
    );
    assert_eq!(report.count(Severity::Error), 1);
}

#[test]
fn a_comparison_serializes_to_what_the_command_line_prints() {
    let (old, new) = ("fixtures/diff/before.csv", "fixtures/diff/after.csv");
    let day = "2026-06-30".parse().unwrap();
    let changes = Options::new().as_of(day).diff([old], [new]).unwrap();
    let arguments = [
        "diff",
        old,
        new,
        "--format",
        "json",
        "--as-of",
        "2026-06-30",
    ];
    assert_eq!(pretty(&changes), printed(&arguments));
}

#[test]
fn a_verdict_serializes_to_what_the_command_line_prints() {
    let duties = "Runs IT operations and leads the IT teams.";
    let row = Row::title("CIO").id("7").duties(duties);
    let judged = rolecall::classify([row]).unwrap().next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("row.csv");
    std::fs::write(&file, format!("id,title,duties\n7,CIO,{duties}\n")).unwrap();
    let printed = printed(&["classify", file.to_str().unwrap(), "--format", "jsonl"]);
    // A row from a program is in no file.
    let place = format!("{:?},\"line\":2", file.to_str().unwrap());
    let told = printed.replace(&place, "\"\",\"line\":1");
    assert_eq!(serde_json::to_string(&judged).unwrap() + "\n", told);
}

#[test]
fn names_are_in_results_only_on_request() {
    let with = |options: &Options| serde_json::to_string(&options.audit([BANK]).unwrap()).unwrap();
    let chart = std::fs::read_to_string(BANK).unwrap();
    let of_finding = chart.lines().nth(4).unwrap();
    let name = of_finding.split(',').nth(2).unwrap();
    assert!(!with(&Options::new()).contains(name), "{name}");
    assert!(with(&Options::new().show_names()).contains(name), "{name}");
}

#[test]
fn errors_tell_their_kind_and_place() {
    let error = rolecall::audit(["no-such-file.csv"]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Chart);
    assert_eq!(error.position().unwrap().file, "no-such-file.csv");

    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.yaml");
    std::fs::write(&rules, "titles:\n  cxo: [boss]\n").unwrap();
    let error = Options::new().rules(&rules).audit([BANK]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Rules);
    assert_eq!(error.position().unwrap().line_and_column, Some((2, 3)));

    let error = rolecall::audit([folder.path().join("empty")].iter().take(0)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NothingToRead);
}

#[test]
fn what_could_not_be_read_beside_a_chart_is_listed() {
    let report = rolecall::audit([BANK, "no-such-file.csv"]).unwrap();
    assert_eq!(report.unread().len(), 1);
    assert_eq!(report.unread()[0].file, "no-such-file.csv");
}

#[test]
fn results_can_be_sent_and_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<rolecall::Report>();
    shared::<rolecall::Comparison>();
    shared::<rolecall::Classified>();
    shared::<rolecall::Rows<std::vec::IntoIter<Row>>>();
    shared::<rolecall::Options>();
    shared::<rolecall::Error>();
    shared::<rolecall::rules::Rules>();
}

#[cfg(feature = "cli")]
#[test]
fn a_program_can_run_one_command_line_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    for title in ["Chief Information Officer", "Chief Technology Officer"] {
        let output = folder.path().join(title);
        let words = ["rolecall", "why", "--title", title, "--output"];
        let words = words.map(std::ffi::OsString::from).into_iter();
        let given = words.chain([output.clone().into_os_string()]);
        assert_eq!(rolecall::command_line(given.collect()), 0);
        let said = std::fs::read_to_string(output).unwrap();
        assert!(said.contains(title), "{said}");
    }
}
