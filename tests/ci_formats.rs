//! Findings in the formats of editors, pull requests and code scanners, read back by what consumers ask of them.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Two officers of one side, one of them at another line than the first.
const OVERLAP: &str = "fixtures/coverage/two-cios.csv";
/// Rows that name managers who are not there: one finding with several places.
const DANGLING: &str = "fixtures/findings";

fn audit(format: &str, input: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["audit", "--quiet", "--no-config", "--format", format, input])
        .output()
        .unwrap()
}

fn text(format: &str, input: &str) -> String {
    String::from_utf8(audit(format, input).stdout).unwrap()
}

fn json(format: &str, input: &str) -> Value {
    serde_json::from_str(&text(format, input)).unwrap()
}

#[test]
fn concise_lines_name_place_severity_and_code() {
    let text = text("concise", OVERLAP);
    let first = text.lines().next().unwrap();
    assert!(
        first.starts_with("fixtures/coverage/two-cios.csv:6:6: error[RC110] 2 seats hold"),
        "{first}"
    );
    assert_eq!(text.lines().last(), Some("1 error"));
}

#[test]
fn concise_lines_are_sorted_by_severity() {
    let text = text("concise", DANGLING);
    let grave = |line: &str| match () {
        () if line.contains(": error[RC") => 0,
        () if line.contains(": warning[RC") => 1,
        () if line.contains(": info[RC") => 2,
        () => 3,
    };
    let grave: Vec<_> = text.lines().map(grave).collect();
    assert!(grave.is_sorted(), "{text}");
    assert_eq!(BTreeSet::from_iter(grave), BTreeSet::from([0, 1, 2, 3]));
}

#[test]
fn github_shows_ten_of_a_kind_and_counts_the_rest() {
    let text = text("github", DANGLING);
    for command in ["::error ", "::warning ", "::notice "] {
        let of = text.lines().filter(|line| line.starts_with(command));
        assert_eq!(of.count(), 10, "{command}");
    }
    let first = text.lines().next().unwrap();
    assert!(first.starts_with("::error "), "{first}");
    assert!(first.contains(" file=fixtures/findings/"), "{first}");
    assert!(first.contains(",title=RC"), "{first}");
    assert!(text.lines().last().unwrap().contains("are not shown here"));
}

#[test]
fn a_company_cannot_write_a_command_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let chart = "id,title,reports_to,company\n1,Chief Executive Officer,,\"Larch\n::error::owned\"\n\
                 2,Chief Executive Officer,,Birch%0A::error::owned\n";
    std::fs::write(folder.path().join("chart.csv"), chart).unwrap();
    let text = text("github", folder.path().to_str().unwrap());
    assert!(text.contains("owned"), "{text}");
    let owned = text
        .lines()
        .filter(|line| line.starts_with("::error::owned"));
    assert_eq!(owned.count(), 0, "{text}");
    assert!(!text.contains("Birch%0A"), "{text}");
}

#[test]
fn gitlab_issues_have_what_gitlab_asks_for() {
    let report = json("gitlab", DANGLING);
    let issues = report.as_array().unwrap();
    assert!(issues.len() > 20);
    let mut fingerprints = BTreeSet::new();
    for issue in issues {
        assert!(!issue["description"].as_str().unwrap().is_empty());
        assert!(issue["check_name"].as_str().unwrap().starts_with("RC"));
        assert!(["info", "minor", "major"].contains(&issue["severity"].as_str().unwrap()));
        let path = issue["location"]["path"].as_str().unwrap();
        assert!(path.starts_with("fixtures/"), "{path}");
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() > 0);
        assert!(
            fingerprints.insert(issue["fingerprint"].as_str().unwrap()),
            "{issue}"
        );
    }
}

#[test]
fn sarif_results_point_at_rules_and_places() {
    let log = json("sarif", DANGLING);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 20);
    let mut fingerprints = BTreeSet::new();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        let place = &result["locations"][0]["physicalLocation"];
        let path = place["artifactLocation"]["uri"].as_str().unwrap();
        let path = path.replace("%20", " ");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(root.join(&path).is_file(), "{path}");
        assert!(place["region"]["startLine"].as_u64().unwrap() > 0);
        let fingerprint = &result["partialFingerprints"]["rolecall/v1"];
        assert!(
            fingerprints.insert(fingerprint.as_str().unwrap()),
            "{result}"
        );
    }
}

#[test]
fn sarif_says_what_could_not_be_read() {
    let ran = audit("sarif", "fixtures/invalid");
    assert_eq!(ran.status.code(), Some(2));
    let read = json("sarif", OVERLAP);
    let invocation = &read["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], true);
    let log: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = invocation["toolExecutionNotifications"].as_array().unwrap();
    assert!(!told.is_empty());
    assert_eq!(told[0]["level"], "error");
}

#[test]
fn fingerprints_survive_rows_that_move() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.csv");
    let fingerprints = |chart: &str| -> BTreeSet<String> {
        std::fs::write(&path, chart).unwrap();
        let report = json("gitlab", path.to_str().unwrap());
        let issues = report.as_array().unwrap().iter();
        let of = issues.map(|issue| issue["fingerprint"].as_str().unwrap().to_owned());
        of.collect()
    };
    let chart = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(OVERLAP));
    let chart = chart.unwrap();
    let before = fingerprints(&chart);
    let (header, rows) = chart.split_once('\n').unwrap();
    let mut rows: Vec<_> = rows.lines().collect();
    rows.rotate_left(1);
    let moved = fingerprints(&format!("{header}\n{}\n", rows.join("\n")));
    assert!(!before.is_empty());
    assert_eq!(before, moved);
}

#[test]
fn names_of_people_stay_out() {
    for format in ["concise", "github", "gitlab", "sarif"] {
        let text = text(format, OVERLAP);
        assert!(!text.contains("Kazehara"), "{format}: {text}");
    }
}
