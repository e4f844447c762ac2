//! Findings on job descriptions. Each appears on its example and not on the repaired twin. Without checks the
//! output stays the same, and healthy descriptions have no serious findings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, LazyLock};

use rolecall::audit::FindingExample;
use rolecall::generate::{self, GenerateDetail};
use rolecall::model::{Severity, Subject};
use rolecall::postings::Checks;
use rolecall::read::{Input, Reader};
use rolecall::rules::Rules;
use serde_json::Value;

static BUILTIN: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn codes() -> Vec<String> {
    let kinds = BUILTIN.catalogue.iter();
    let kinds = kinds.filter(|kind| kind.about == Subject::JobDescription);
    kinds.map(|kind| kind.code.clone()).collect()
}

fn checked(inputs: Vec<Input>, rules: &Rules) -> Vec<(u32, String, Severity, String)> {
    let mut reader = Reader::new(inputs, &rules.columns, Default::default());
    let mut said = Vec::new();
    let checks = Checks::new(rules, |_| true);
    checks.all(&mut reader, |_, line, found| {
        let kind = found.kind;
        said.push((line, kind.code.clone(), kind.severity, found.message));
    });
    said
}

fn held(text: &str) -> Vec<Input> {
    vec![Input::Held {
        name: "jobs.csv".to_owned(),
        bytes: Arc::from(text.as_bytes()),
    }]
}

/// The codes found in each file of each pair, by the name of the file.
fn found_on_pairs(rules: &Rules) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for code in codes() {
        let shown = FindingExample::of(&code).unwrap();
        let shown = shown.shown(Subject::JobDescription, rules).unwrap();
        let example = &shown.example;
        for (files, seen) in [
            (&example.flagged, &shown.flagged),
            (&example.repaired, &shown.repaired),
        ] {
            let findings = &seen.as_ref().unwrap().findings;
            let codes = findings.iter().map(|finding| finding.code.to_string());
            found.insert(files[0].name.clone(), codes.collect());
        }
    }
    found
}

/// The codes that `fixtures/README.md` promises, by the name of the file.
fn promised() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(fixtures().join("README.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| `RC7"));
    rows.map(|row| {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let codes = cells[3].split(|c: char| !c.is_alphanumeric());
        let codes = codes.filter(|word| word.starts_with("RC"));
        let name = cells[1].trim_matches('`').to_owned();
        (name, codes.map(str::to_owned).collect())
    })
    .collect()
}

#[test]
fn every_pair_has_the_promised_findings_and_no_others() {
    let found = found_on_pairs(&BUILTIN);
    assert_eq!(found, promised());
    for code in codes() {
        assert!(found[&format!("{code}.csv")].contains(&code), "{code}");
    }
}

#[test]
fn with_a_finding_turned_off_only_its_own_pair_is_silent() {
    let mut rules = Rules::builtin().unwrap();
    for off in codes() {
        rules.catalogue.turn(&off, false).unwrap();
        let mut expected = promised();
        for codes in expected.values_mut() {
            codes.remove(&off);
        }
        assert_eq!(found_on_pairs(&rules), expected, "with {off} turned off");
        rules.catalogue.turn(&off, true);
    }
}

#[test]
fn healthy_job_descriptions_have_no_serious_findings() {
    for seed in [1, 2] {
        let options = generate::GenerateOptions {
            seed,
            positions: 3000,
            companies: 40.try_into().unwrap(),
            detail: GenerateDetail::Descriptions,
            ..generate::GenerateOptions::default()
        };
        let mut bytes = Vec::new();
        generate::write(&options, &BUILTIN.samples, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let said = checked(held(&text), &BUILTIN);
        let grave: Vec<_> = said
            .iter()
            .filter(|(_, _, severity, _)| *severity > Severity::Info)
            .collect();
        assert!(grave.is_empty(), "{} {:#?}", grave.len(), grave.first());
    }
}

fn rolecall(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

fn rows(run: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&run.stdout).unwrap();
    let rows = text.lines().map(serde_json::from_str);
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn checks_add_findings_to_each_verdict_and_change_nothing_else() {
    let folder = "fixtures/findings";
    let files = ["RC701.csv", "RC704.csv", "RC704-repaired.csv"];
    let files: Vec<_> = files
        .iter()
        .map(|file| format!("{folder}/{file}"))
        .collect();
    let files: Vec<_> = files.iter().map(String::as_str).collect();
    let plain = rolecall(&[&["classify", "--format", "jsonl"], &files[..]].concat());
    let checked = rolecall(&[&["classify", "--check", "--format", "jsonl"], &files[..]].concat());
    let mut with_findings = rows(&checked);
    let findings: Vec<_> = with_findings
        .iter_mut()
        .map(|row| row.as_object_mut().unwrap().remove("findings").unwrap())
        .collect();
    assert_eq!(with_findings, rows(&plain));
    assert_eq!(findings[0][0]["code"], "RC701");
    assert_eq!(findings[0][0]["field"], "responsibilities");
    assert_eq!(findings[1], serde_json::json!([]));
    assert_eq!(
        findings[2][0]["earlier"],
        serde_json::json!({"file": "fixtures/findings/RC704.csv", "line": 2})
    );
    // The CIO in the last file has the text and the title of the first row.
    assert_eq!(findings[3], serde_json::json!([]));
    let array = rolecall(&[&["classify", "--check", "--format", "json"], &files[..]].concat());
    let array: Vec<Value> = serde_json::from_slice(&array.stdout).unwrap();
    assert_eq!(array, rows(&checked));
}

#[test]
fn a_text_copied_from_another_file_is_found() {
    let files = [
        "fixtures/findings/RC704-repaired.csv",
        "fixtures/findings/RC704.csv",
    ];
    let run = rolecall(&[
        "classify", "--check", "--format", "jsonl", files[0], files[1],
    ]);
    let rows = rows(&run);
    assert_eq!(rows[2]["findings"], serde_json::json!([]));
    assert_eq!(rows[3]["findings"][0]["earlier"]["file"], files[0]);
}

#[test]
fn the_exit_status_depends_on_the_selected_findings() {
    let chart = "fixtures/findings/RC701.csv";
    let status = |more: &[&str]| {
        let run = rolecall(&[&["classify", chart], more].concat());
        run.status.code().unwrap()
    };
    assert_eq!(status(&[]), 0);
    assert_eq!(status(&["--check"]), 0);
    assert_eq!(status(&["--check", "--fail-on", "warning"]), 1);
    let ignored = ["--check", "--fail-on", "info", "--ignore", "RC701"];
    assert_eq!(status(&ignored), 0);
    let other = ["--check", "--fail-on", "info", "--only", "thin-text"];
    assert_eq!(status(&other), 0);
    // Without `--check` nothing can fail, and RC101 is not a finding on job descriptions.
    assert_eq!(status(&["--fail-on", "warning"]), 2);
    assert_eq!(status(&["--check", "--only", "RC101"]), 2);
}

/// A text of more than forty words without anything about technology.
const OF_THE_EMPLOYER: &str = "Aster Optics is a family business in its third generation with four hundred \
     colleagues in a bright building by the river. We offer thirty days of leave, a canteen, a bicycle and an \
     annual summer party. You bring curiosity, good humour and a driving licence.";

/// The codes found on a single job description.
fn codes_of(title: &str, text: &str) -> Vec<String> {
    let said = checked(
        held(&format!("title,description\n{title},\"{text}\"\n")),
        &BUILTIN,
    );
    said.into_iter().map(|(_, code, _, _)| code).collect()
}

#[test]
fn a_silent_text_is_reported_only_for_technology_leaders() {
    for (title, expected) in [
        ("Chief Information Officer", &["RC703"][..]),
        ("Director of Technology", &["RC703"]),
        // Film has technical directors too.
        ("Technical Director", &[]),
        ("Chief Financial Officer", &[]),
        ("Deputy Chief Information Officer", &[]),
        ("Software Engineer", &[]),
    ] {
        assert_eq!(codes_of(title, OF_THE_EMPLOYER), expected, "{title}");
    }
    let short = "Aster Optics is a family business in its third generation.";
    assert!(codes_of("Chief Information Officer", short).is_empty());
}

#[test]
fn an_acronym_is_unsure_if_it_may_mean_a_leader_and_the_text_does_not_tell() {
    for (title, text, expected) in [
        ("CIO", OF_THE_EMPLOYER, &["RC706"][..]),
        ("CDO", OF_THE_EMPLOYER, &["RC706"]),
        // Marketing or medicine: neither reading is a leader of technology.
        ("CMO", OF_THE_EMPLOYER, &[]),
        ("CCO", OF_THE_EMPLOYER, &[]),
        // No word decides the acronym, but technology duties support it.
        ("CTO", "Raises the productivity of our employees.", &[]),
        (
            "CIO",
            "Runs the service desk and keeps laptops and printers in order.",
            &[],
        ),
    ] {
        assert_eq!(codes_of(title, text), expected, "{title}: {text}");
    }
}

#[test]
fn a_column_that_no_file_has_is_not_missing_in_any_row() {
    assert_eq!(checked(held("title\nCIO\nRecruiter\n"), &BUILTIN), []);
    let empty = checked(held("title,description\nRecruiter,\n"), &BUILTIN);
    assert_eq!(empty, []);
    let short = checked(held("title,description\nRecruiter,Hires\n"), &BUILTIN);
    assert_eq!(short[0].3, "the text is one word");
}

#[test]
fn a_text_describes_both_sides_if_they_are_almost_equal() {
    let inward = "Runs IT operations and infrastructure, leads the service desk, chooses IT vendors, sets goals \
         and strategies for IT, and raises the productivity of our employees and the profitability of the company.";
    let outward = "Leads the engineers and developers, and drives innovation of our products.";
    let title = "Chief Information Officer";
    let text = format!("{inward} {outward}");
    assert_eq!(codes_of(title, &text), [""; 0]);
    let lower = "findings: [{code: RC702, thresholds: {least_share: 0.1}}]";
    let rules = Rules::with_texts(&[("own", lower)]).unwrap();
    let said = checked(
        held(&format!("title,description\n{title},\"{text}\"\n")),
        &rules,
    );
    assert_eq!(said[0].1, "RC702");
}

#[test]
fn equal_short_texts_are_not_copies() {
    let row = "\"Plans the shifts of the team and keeps its records.\"";
    let text = format!("title,description\nTeam Lead,{row}\nShift Planner,{row}\n");
    assert_eq!(checked(held(&text), &BUILTIN), []);
    let lower = "findings: [{code: RC704, thresholds: {least_words: 5}}]";
    let rules = Rules::with_texts(&[("own", lower)]).unwrap();
    let said = checked(held(&text), &rules);
    assert_eq!(said.len(), 1);
    assert!(said[0].3.ends_with("jobs.csv:2"), "{}", said[0].3);
}

#[test]
fn rows_without_a_text_are_one_remark_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    // A file without a column for texts is not expected to have any.
    let titles = file("titles.csv", "title\nCIO\n");
    let one = file("one.csv", "title,description\nCIO,\nRecruiter,Hires\n");
    let mut lines = String::new();
    for row in 0..5000 {
        let text = match row {
            10 => r#", "description": "Plans the shifts of the team.""#,
            _ => "",
        };
        lines.push_str(&format!("{{\"title\": \"Recruiter\"{text}}}\n"));
    }
    let many = file("many.jsonl", &lines);
    let said = |flags: &[&str]| {
        let files = [titles.as_str(), &one, &many];
        let run = rolecall(&[&["classify", "--check"], flags, &files[..]].concat());
        String::from_utf8(run.stderr).unwrap()
    };
    let all = said(&[]);
    assert!(
        all.contains(&format!("{one}: 1 row has no duty text\n")),
        "{all}"
    );
    assert!(
        all.contains("many.jsonl: 4999 rows have no duty text\n"),
        "{all}"
    );
    assert!(!all.contains("titles.csv: 1 row has"), "{all}");
    assert!(all.contains("RC705 1)"), "{all}");
    // If no text check is selected, no missing text is reported.
    let copies = said(&["--only", "RC704"]);
    assert!(!copies.contains("no duty text"), "{copies}");
}
