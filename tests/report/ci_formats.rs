//! Findings in the formats of editors, pull requests and code scanners, read back by what consumers ask of them.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use quick_junit::{Report, TestCaseStatus};
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

/// Runs rolecall on files of its own.
fn ran(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .args(["--quiet", "--no-config"])
        .env_remove("GITHUB_STEP_SUMMARY")
        .output()
        .unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn junit_fails_what_fails_the_run_and_skips_the_rest() {
    let all = text("junit", DANGLING);
    let report = Report::deserialize_from_str(&all).unwrap();
    let cases = || {
        report
            .test_suites
            .iter()
            .flat_map(|suite| &suite.test_cases)
    };
    assert_eq!(report.tests, cases().count());
    let went = |kind: &str| {
        let is_it = |case: &&quick_junit::TestCase| match &case.status {
            TestCaseStatus::NonSuccess { kind: own, .. } => format!("{own:?}") == kind,
            TestCaseStatus::Skipped { .. } => kind == "Skipped",
            TestCaseStatus::Success { .. } => kind == "Success",
        };
        cases().filter(is_it).count()
    };
    assert_eq!(went("Failure"), report.failures);
    assert!(report.failures > 5 && went("Skipped") > 5 && went("Success") == 0);
    assert_eq!(went("Error"), report.errors);
    let mut names = BTreeSet::new();
    for suite in &report.test_suites {
        assert!(
            root().join(suite.name.as_str()).is_file(),
            "{:?}",
            suite.name
        );
        for case in &suite.test_cases {
            let name = case.name.as_str().to_owned();
            assert!(name.starts_with("RC") || name == "can be read", "{name}");
            let is_new = names.insert((suite.name.as_str().to_owned(), name));
            assert!(is_new, "{:?}", case.name);
        }
    }
    let clean = text("junit", "fixtures/healthy/big-company.csv");
    let clean = Report::deserialize_from_str(&clean).unwrap();
    assert_eq!((clean.tests, clean.failures), (1, 0));
}

#[test]
fn junit_holds_any_text() {
    let folder = tempfile::tempdir().unwrap();
    let chart = "id,title,reports_to\n1,CEO,\n2,\"<b>&\u{1}\u{ffff} ]]> \"\"x\",9\n";
    std::fs::write(folder.path().join("a&b.csv"), chart).unwrap();
    let report = ran(folder.path(), &["audit", "--format", "junit", "a&b.csv"]);
    let report = String::from_utf8(report.stdout).unwrap();
    let report = Report::deserialize_from_str(&report).unwrap();
    assert_eq!(report.test_suites[0].name.as_str(), "a&b.csv");
    let names = report.test_suites[0].test_cases.iter();
    let mut names = names.map(|case| case.name.as_str().to_owned());
    assert!(names.any(|name| name.contains("]]> \"x")));
}

#[test]
fn junit_says_what_could_not_be_read() {
    let report = text("junit", "fixtures/invalid");
    let report = Report::deserialize_from_str(&report).unwrap();
    assert!(report.errors > 0);
}

#[test]
fn rdjson_diagnostics_have_what_reviewdog_asks_for() {
    let report = json("rdjson", DANGLING);
    assert_eq!(report["source"]["name"], "rolecall");
    let diagnostics = report["diagnostics"].as_array().unwrap();
    assert!(diagnostics.len() > 20);
    for one in diagnostics {
        assert!(!one["message"].as_str().unwrap().is_empty());
        let severity = one["severity"].as_str().unwrap();
        assert!(["ERROR", "WARNING", "INFO"].contains(&severity));
        assert!(one["code"]["value"].as_str().unwrap().starts_with("RC"));
        let location = &one["location"];
        assert!(root().join(location["path"].as_str().unwrap()).is_file());
        assert!(location["range"]["start"]["line"].as_u64().unwrap() > 0);
    }
}

#[test]
fn a_table_of_findings_has_a_row_for_each_place() {
    let places = json("gitlab", DANGLING).as_array().unwrap().len();
    for (format, delimiter) in [("csv", b','), ("tsv", b'\t')] {
        let table = text(format, DANGLING);
        let mut table = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(table.as_bytes());
        let headers = table.headers().unwrap().clone();
        let wanted = [
            "severity", "code", "name", "message", "entity", "id", "title", "file",
        ];
        assert_eq!(headers.iter().take(8).collect::<Vec<_>>(), wanted);
        let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), places, "{format}");
        let severities = rows.iter().map(|row| match &row[0] {
            "error" => 0,
            "warning" => 1,
            _ => 2,
        });
        assert!(severities.is_sorted());
        assert!(rows.iter().all(|row| row[8].parse::<u32>().unwrap() > 0));
    }
}

#[test]
fn a_page_begins_with_who_covers_what() {
    let page = text("markdown", OVERLAP);
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let headings: Vec<_> = headings.collect();
    assert_eq!(
        headings,
        [
            "# Org chart: 1 error",
            "## Coverage",
            "## Findings",
            "### RC110 duplicate-cio"
        ]
    );
    let row = page
        .lines()
        .find(|line| line.starts_with("| Palombelle Hotels |"));
    let row: Vec<_> = row.unwrap().split('|').map(str::trim).collect();
    assert_eq!(row[2], "12");
    let seats =
        "Chief Information Officer (PH05), by title<br>Chief Information Officer (PH07), by title";
    assert_eq!(row[3], seats);
    assert_eq!(row[4], "Chief Technology Officer (PH09), by title");
    assert!(page.contains("- fixtures/coverage/two-cios.csv:6:6: 2 seats hold"));
    // All rows of a table have the same number of cells.
    let mut tables: Vec<BTreeSet<usize>> = Vec::new();
    let mut is_within = false;
    for line in text("markdown", DANGLING).lines() {
        if line.starts_with('|') {
            if !is_within {
                tables.push(BTreeSet::new());
            }
            tables.last_mut().unwrap().insert(line.matches('|').count());
        }
        is_within = line.starts_with('|');
    }
    assert_eq!(tables.len(), 2);
    assert!(tables.iter().all(|counts| counts.len() == 1), "{tables:?}");
}

#[test]
fn one_run_writes_several_files() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::copy(root().join(OVERLAP), at.join("chart.csv")).unwrap();
    let outputs = [
        "sarif=a.out",
        "gl.json=x",
        "b.json",
        "c.jsonl",
        "d.md",
        "e.csv",
        "f.tsv",
        "g.xml",
        "gitlab=h.json",
        "./sarif=i",
        "text=-",
    ];
    let outputs: Vec<_> = outputs.iter().flat_map(|output| ["-o", output]).collect();
    let told = ran(at, &[&["audit", "chart.csv"][..], &outputs].concat());
    assert_eq!(told.status.code(), Some(1));
    let stdout = String::from_utf8(told.stdout).unwrap();
    assert!(
        stdout.starts_with("Palombelle Hotels (12 seats"),
        "{stdout}"
    );
    let read = |name: &str| std::fs::read_to_string(at.join(name)).unwrap();
    let begins = [
        ("a.out", "{\n  \"$schema\""),
        ("gl.json=x", "Palombelle"),
        ("b.json", "{\n  \"schema_version\""),
        ("c.jsonl", "{\"kind\":\"rules\""),
        ("d.md", "# Org chart"),
        ("e.csv", "severity,code"),
        ("f.tsv", "severity\tcode"),
        ("g.xml", "<?xml"),
        ("h.json", "[\n  {\n    \"description\""),
        ("sarif=i", "Palombelle"),
    ];
    for (name, begin) in begins {
        assert!(read(name).starts_with(begin), "{name}: {}", read(name));
    }
}

#[test]
fn what_github_does_not_show_goes_to_the_job_summary() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("summary.md");
    std::fs::write(&page, "# Earlier step\n").unwrap();
    let audit = |input: &str| {
        let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .current_dir(root())
            .args([
                "audit",
                "--quiet",
                "--no-config",
                "--format",
                "github",
                input,
            ])
            .env("GITHUB_STEP_SUMMARY", &page)
            .output();
        ran.unwrap();
        std::fs::read_to_string(&page).unwrap()
    };
    assert_eq!(audit(OVERLAP), "# Earlier step\n", "all of it is shown");
    let after = audit(DANGLING);
    assert!(
        after.starts_with("# Earlier step\n# Org chart: "),
        "{after}"
    );
    assert!(after.contains("## Coverage"));
    assert!(after.len() < 1 << 20);
}

#[test]
fn changes_are_marked_at_their_places() {
    let snapshots = [
        "fixtures/findings/RC601/before.csv",
        "fixtures/findings/RC601/after.csv",
    ];
    let diff = |format: &str| {
        let arguments = [&["diff", "--format", format][..], &snapshots].concat();
        String::from_utf8(ran(root(), &arguments).stdout).unwrap()
    };
    let lines = diff("concise");
    let changed = lines.lines().find(|line| line.contains("[RC601]")).unwrap();
    assert!(changed.starts_with("fixtures/findings/RC601/"), "{changed}");
    let log: Value = serde_json::from_str(&diff("sarif")).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let results = run["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["ruleId"] == "RC601"));
    assert!(diff("github").contains("title=RC601 "));
    let report = diff("junit");
    assert_eq!(
        Report::deserialize_from_str(&report).unwrap().tests,
        results.len()
    );
    let issues: Value = serde_json::from_str(&diff("gitlab")).unwrap();
    assert_eq!(issues.as_array().unwrap().len(), results.len());
}

#[test]
fn findings_on_job_descriptions_are_marked_at_their_places() {
    let input = "fixtures/findings/RC701.csv";
    let check = |format: &str| {
        let told = ran(root(), &["classify", "--check", "--format", format, input]);
        String::from_utf8(told.stdout).unwrap()
    };
    let lines = check("concise");
    let first = lines.lines().find(|line| line.contains("[RC701]")).unwrap();
    let place: Vec<_> = first.split(':').take(3).collect();
    assert_eq!(place[0], input);
    assert!(place[2].parse::<u32>().unwrap() > 1, "{first}");
    let log: Value = serde_json::from_str(&check("sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["ruleId"] == "RC701"));
    let unchecked = ran(root(), &["classify", "--format", "sarif", input]);
    assert_eq!(unchecked.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unchecked.stderr).contains("add --check"));
}
