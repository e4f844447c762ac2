//! The configuration: where it is found, which flags it sets, what is said of mistakes in it, and which files of folders
//! are read.

use std::path::Path;
use std::process::{Command, Output};

const CHART: &str = "\
id,title,reports_to,company,headcount
1,Chief Executive Officer,,Birch Mills,900
2,Chief Information Officer,1,Birch Mills,900
3,Interim Chief Technology Officer,1,Birch Mills,900
";

/// A folder that is a repository of its own, so that nothing above it counts.
struct Place(tempfile::TempDir);

impl Place {
    fn new(files: &[(&str, &str)]) -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        std::fs::create_dir(place.path().join(".git")).unwrap();
        for (name, text) in files {
            place.write(name, text);
        }
        place
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn run_in(&self, folder: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .current_dir(self.path().join(folder))
            .env_remove("SOURCE_DATE_EPOCH")
            .args(arguments)
            .output()
            .unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_in("", arguments)
    }
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The codes of the findings in the lines of `--format concise`.
fn codes(output: &Output) -> Vec<String> {
    let text = out(output);
    let lines = text.lines().filter_map(|line| line.split_once('['));
    let mut codes: Vec<_> = lines.map(|(_, rest)| rest[..5].to_owned()).collect();
    codes.sort();
    codes.dedup();
    codes
}

const OFF: &str = "findings:\n  - {code: RC131, enabled: false}\n";

#[test]
fn the_configuration_is_the_nearest_above_the_charts_then_above_the_working_directory() {
    let place = Place::new(&[("hr/charts/a.csv", CHART), ("hr/rolecall.yaml", OFF)]);
    std::fs::create_dir(place.path().join("other")).unwrap();
    for (folder, chart) in [
        ("", "hr/charts"),
        ("hr", "charts/a.csv"),
        ("hr/charts", "a.csv"),
        ("other", "../hr/charts/a.csv"),
    ] {
        let audit = place.run_in(folder, &["audit", chart, "--format", "concise"]);
        assert!(
            !codes(&audit).contains(&"RC131".to_owned()),
            "{folder}: {}",
            out(&audit)
        );
        assert!(
            said(&audit).contains("rolecall.yaml turns off RC131"),
            "{}",
            said(&audit)
        );
        let without = place.run_in(
            folder,
            &["audit", chart, "--no-config", "--format", "concise"],
        );
        assert!(
            codes(&without).contains(&"RC131".to_owned()),
            "{folder}: {}",
            out(&without)
        );
    }
    // The chart of another folder has none, and the working directory has.
    place.write("plain/a.csv", CHART);
    let audit = place.run_in("hr", &["audit", "../plain/a.csv", "--format", "concise"]);
    assert!(
        !codes(&audit).contains(&"RC131".to_owned()),
        "{}",
        out(&audit)
    );
    let audit = place.run_in("", &["audit", "plain/a.csv", "--format", "concise"]);
    assert!(
        codes(&audit).contains(&"RC131".to_owned()),
        "{}",
        out(&audit)
    );
}

#[test]
fn nothing_above_the_repository_counts() {
    let place = Place::new(&[
        ("rolecall.yaml", OFF),
        ("inner/.git/HEAD", ""),
        ("inner/a.csv", CHART),
    ]);
    let audit = place.run_in("inner", &["audit", "a.csv", "--format", "concise"]);
    assert!(
        codes(&audit).contains(&"RC131".to_owned()),
        "{}",
        out(&audit)
    );
}

#[test]
fn flags_are_set_by_their_names_and_the_command_line_wins() {
    let options = "options:\n  only: [RC131]\n  fail-on: info\n  column: {title: Job}\n  audit: {format: concise}\n";
    let chart = CHART.replace("title", "Job");
    let place = Place::new(&[("a.csv", &chart), ("rolecall.yaml", options)]);
    let audit = place.run(&["audit", "a.csv"]);
    assert_eq!(audit.status.code(), Some(1), "{}", said(&audit));
    assert_eq!(codes(&audit), ["RC131"]);
    let audit = place.run(&["audit", "--fail-on", "error", "a.csv", "--only", "RC1"]);
    assert_eq!(audit.status.code(), Some(0), "{}", out(&audit));
    // A flag of another command is left alone, and `--quiet` does not clash with `verbose: true`.
    place.write("rolecall.yaml", "options: {verbose: true, seed: 7}\n");
    let audit = place.run(&["audit", "--quiet", "a.csv"]);
    assert!(!said(&audit).contains("error"), "{}", said(&audit));
}

/// A configuration that is found may be a stranger's.
#[test]
fn a_configuration_writes_over_no_file_shows_no_names_and_runs_no_program() {
    let place = Place::new(&[("a.csv", CHART), ("kept.txt", "mine")]);
    for (command, options) in [
        (&["audit", "a.csv"][..], "{output: kept.txt}"),
        (&["audit", "a.csv"], "{audit: {output: [json=kept.txt]}}"),
        (&["audit", "a.csv"], "{fix: true}"),
        (&["audit", "a.csv"], "{diff: true}"),
        (&["audit", "a.csv"], "{show-names: true}"),
        (&["audit", "a.csv"], "{since: HEAD}"),
        (
            &["baseline", "write", "a.csv"],
            "{baseline: kept.txt, force: true}",
        ),
        (&["init", "a.csv"], "{to: kept.txt, force: true}"),
        (&["export", "a.csv"], "{raw-csv: true}"),
    ] {
        place.write("rolecall.yaml", &format!("options: {options}\n"));
        let ran = place.run(command);
        assert_eq!(ran.status.code(), Some(2), "{options}");
        let told = "can be given only on the command line";
        assert!(said(&ran).contains(told), "{options}: {}", said(&ran));
        let text = |name| std::fs::read_to_string(place.path().join(name)).unwrap();
        assert_eq!((&text("a.csv")[..], &text("kept.txt")[..]), (CHART, "mine"));
    }
}

#[test]
fn mistakes_are_errors_with_place_and_suggestion() {
    let place = Place::new(&[("a.csv", CHART)]);
    for (config, told) in [
        (
            "options:\n  fail-one: info\n",
            "rolecall.yaml:2:3: there is no option `fail-one`; did you mean `fail-on`",
        ),
        (
            "options:\n  fail-on: all\n",
            "rolecall.yaml:2:3: option `fail-on`: invalid value 'all'",
        ),
        (
            "options:\n  join: perhaps\n",
            "rolecall.yaml:2:3: option `join`: write true or false",
        ),
        (
            "options: {fail-on: [info, error]}\n",
            "rolecall.yaml:1:11: option `fail-on`: it takes one value",
        ),
        (
            "options: {diff: {since: x}}\n",
            "there is no option `since` for `diff`",
        ),
        ("finding: []\n", "did you mean `findings`"),
        (
            "findings: [{code: RC999, enabled: false}]\n",
            "rolecall.yaml:1:19: there is no finding with the code `RC999`",
        ),
        (
            "findings:\n  - {code: RC407, thresholds: {most_report: 9}}\n",
            "rolecall.yaml:2:32: RC407 has no `most_report` under `thresholds`; did you mean `most_reports`?",
        ),
        (
            "findings: [{code: RC301, roles: {hwo: [cio]}}]\n",
            "rolecall.yaml:1:34: RC301 has no `hwo` under `roles`; did you mean `under` or `who`?",
        ),
        (
            "findings: [{code: RC301, check: role-under-rle}]\n",
            "rolecall.yaml:1:33: check `role-under-rle` is not known; did you mean `role-under-role`?",
        ),
        // The check exists, for findings about a chart.
        (
            "findings: [{code: RC301, about: snapshots}]\n",
            "check `role-under-role` is not known",
        ),
        (
            "findings: [{code: RC402, thresholds: {root:x:0: 1}}]\n",
            "rolecall.yaml:1:39: RC402 has no such key under `thresholds`\n",
        ),
        (
            "suppress: [{code: RC999, reason: x}]\n",
            "rolecall.yaml:1:19: there is no finding with the code `RC999`",
        ),
    ] {
        place.write("rolecall.yaml", config);
        let audit = place.run(&["audit", "a.csv"]);
        assert_eq!(audit.status.code(), Some(2), "{config}");
        assert!(said(&audit).contains(told), "{config}: {}", said(&audit));
    }
}

#[test]
fn files_are_chosen_by_patterns_and_by_gitignore() {
    let place = Place::new(&[
        ("charts/a.csv", CHART),
        ("charts/old/b.csv", CHART),
        ("charts/c-draft.csv", CHART),
        ("charts/out/d.csv", CHART),
        (
            "charts/rolecall-baseline.json",
            "{\"version\": 1, \"findings\": []}",
        ),
        (".gitignore", "out/\n"),
    ]);
    let files = |arguments: &[&str]| -> Vec<String> {
        let audit = place.run(&[&["audit", "charts", "--format", "json"], arguments].concat());
        let json: serde_json::Value = serde_json::from_slice(&audit.stdout).unwrap();
        let files = json["files"].as_array().unwrap().iter();
        files
            .map(|file| file["path"].as_str().unwrap().replace("charts/", ""))
            .collect()
    };
    assert_eq!(files(&[]), ["a.csv", "c-draft.csv", "old/b.csv"]);
    assert_eq!(
        files(&["--no-gitignore"]),
        ["a.csv", "c-draft.csv", "old/b.csv", "out/d.csv"]
    );
    assert_eq!(
        files(&["--exclude", "*-draft.csv", "--exclude", "charts/old"]),
        ["a.csv"]
    );
    assert_eq!(
        files(&["--include", "charts/*.csv"]),
        ["a.csv", "c-draft.csv"]
    );
    // In a configuration, a pattern starts from its folder.
    place.write(
        "charts/rolecall.yaml",
        "options: {exclude: [old/*.csv, out]}\n",
    );
    assert_eq!(files(&["--no-gitignore"]), ["a.csv", "c-draft.csv"]);
}

#[test]
fn suppressions_hide_what_they_name_and_are_checked_themselves() {
    let place = Place::new(&[("a.csv", CHART)]);
    let audit = |config: &str, arguments: &[&str]| {
        place.write("rolecall.yaml", config);
        let audit = place.run(&[&["audit", "a.csv", "--format", "concise"], arguments].concat());
        (codes(&audit), said(&audit))
    };
    let (plain, _) = audit("", &[]);
    assert!(plain.contains(&"RC131".to_owned()), "{plain:?}");
    let without = |added: &[&str]| {
        let mut codes: Vec<_> = plain
            .iter()
            .filter(|code| *code != "RC131")
            .cloned()
            .collect();
        codes.extend(added.iter().map(|code| (*code).to_owned()));
        codes
    };
    for entry in [
        "code: RC131",
        "code: interim-holder",
        "code: RC131, id: 3",
        "code: RC131, title: interim chief technology officer",
        "code: RC131, entity: Birch Mills",
        "code: RC131, path: '*.csv'",
        "code: RC131, until: 2026-12-31",
    ] {
        let config = format!("suppress: [{{{entry}, reason: hired}}]\n");
        let (codes, told) = audit(&config, &["--as-of", "2026-06-30"]);
        assert_eq!(codes, without(&[]), "{entry}");
        assert!(
            told.contains("rolecall.yaml suppresses findings (1 entry)"),
            "{told}"
        );
    }
    let (codes, _) = audit("suppress: [{code: RC131}]\n", &[]);
    assert_eq!(codes, without(&["RC803"]));
    let expired = "suppress: [{code: RC131, reason: hired, until: 2026-03-31}]\n";
    let (codes, _) = audit(expired, &["--as-of", "2026-06-30"]);
    assert!(
        codes.contains(&"RC131".to_owned()) && codes.contains(&"RC802".to_owned()),
        "{codes:?}"
    );
    // Without a day, nothing ends.
    let (codes, _) = audit(expired, &[]);
    assert_eq!(codes, without(&[]));
    for entry in [
        "code: RC130",
        "code: RC131, id: 2",
        "code: RC131, entity: Elm",
        "code: RC131, title: CIO",
    ] {
        let (codes, _) = audit(&format!("suppress: [{{{entry}, reason: x}}]\n"), &[]);
        assert!(codes.contains(&"RC801".to_owned()), "{entry}: {codes:?}");
        assert!(codes.contains(&"RC131".to_owned()), "{entry}: {codes:?}");
    }
    // An audit that does not ask for the code, or does not read the file, cannot tell.
    let (codes, _) = audit(
        "suppress: [{code: RC130, reason: x}]\n",
        &["--only", "RC2,RC8"],
    );
    assert!(!codes.contains(&"RC801".to_owned()), "{codes:?}");
    let (codes, _) = audit("suppress: [{code: RC131, path: b.csv, reason: x}]\n", &[]);
    assert!(!codes.contains(&"RC801".to_owned()), "{codes:?}");
}

#[test]
fn each_value_has_an_origin() {
    let config = "preset: startup\noptions:\n  fail-on: warning\n  audit: {areas: true}\nfindings:\n  - {code: RC131, severity: error}\n";
    let place = Place::new(&[("hr/a.csv", CHART), ("hr/rolecall.yaml", config)]);
    let shown = place.run(&["config", "show", "hr/a.csv"]);
    let text = out(&shown);
    for line in [
        "configuration: hr/rolecall.yaml",
        "rules: preset startup",
        "  fail-on: warning (hr/rolecall.yaml:3:3)",
        "  areas: true (hr/rolecall.yaml:4:11)",
        "  format: none (default)",
        "  RC131 interim-holder: error (hr/rolecall.yaml)",
    ] {
        assert!(
            text.lines().any(|one| one.starts_with(line)),
            "{line}\n{text}{}",
            said(&shown)
        );
    }
}

#[test]
fn a_configuration_to_begin_with_changes_nothing_but_the_policy() {
    let place = Place::new(&[("a.csv", &CHART.replace("900", "1900"))]);
    let init = place.run(&["init", "a.csv"]);
    assert_eq!(init.status.code(), Some(0), "{}", said(&init));
    let written = std::fs::read_to_string(place.path().join("rolecall.yaml")).unwrap();
    assert!(written.contains("preset: enterprise"), "{written}");
    assert!(written.contains("title: \"title\""), "{written}");
    let audit = place.run(&["audit", "a.csv", "--format", "concise"]);
    let same = place.run(&[
        "audit",
        "a.csv",
        "--format",
        "concise",
        "--no-config",
        "--preset",
        "enterprise",
    ]);
    assert_eq!(out(&audit), out(&same), "{}", said(&audit));
    // Every example in its comments is understood as well.
    let is_example = |line: &str| !line.ends_with('.') && !line.contains(". ");
    let lines = written.lines().filter(|line| !line.starts_with("preset"));
    let examples = lines.map(|line| match line.split_once("# ") {
        Some((before, example)) if is_example(example) => format!("{before}{example}"),
        _ => line.to_owned(),
    });
    let examples: Vec<_> = examples.collect();
    place.write("rolecall.yaml", &examples.join("\n"));
    let audit = place.run(&["audit", "a.csv", "--format", "text"]);
    assert_ne!(
        audit.status.code(),
        Some(2),
        "{}\n{}",
        examples.join("\n"),
        said(&audit)
    );
    // It is not written over.
    let again = place.run(&["init", "a.csv"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("--force"), "{}", said(&again));
}

#[test]
fn a_baseline_is_not_written_over_and_broken_ones_are_told() {
    let place = Place::new(&[("a.csv", CHART)]);
    assert_eq!(
        place.run(&["baseline", "write", "a.csv"]).status.code(),
        Some(0)
    );
    let again = place.run(&["baseline", "write", "a.csv"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("baseline update"), "{}", said(&again));
    let kept = std::fs::read_to_string(place.path().join("rolecall-baseline.json")).unwrap();
    assert_eq!(
        place.run(&["baseline", "update", "a.csv"]).status.code(),
        Some(0)
    );
    let updated = std::fs::read_to_string(place.path().join("rolecall-baseline.json")).unwrap();
    assert_eq!(kept, updated);
    // A finding above the level counts although it is known.
    let strict = ["audit", "a.csv", "--fail-on", "info"];
    assert_eq!(place.run(&strict).status.code(), Some(0));
    let level = [&strict[..], &["--baseline-level", "info"]].concat();
    assert_eq!(place.run(&level).status.code(), Some(1));
    let without = [&strict[..], &["--no-baseline"]].concat();
    assert_eq!(place.run(&without).status.code(), Some(1));
    place.write("rolecall-baseline.json", "[]");
    let broken = place.run(&["audit", "a.csv"]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(
        said(&broken).contains("rolecall-baseline.json: it is not a baseline"),
        "{}",
        said(&broken)
    );
}

#[test]
fn completions_and_man_pages_know_the_commands() {
    let place = Place::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = out(&place.run(&["completions", shell]));
        assert!(
            script.contains("baseline") && script.contains("fail-on"),
            "{shell}"
        );
    }
    assert!(out(&place.run(&["man"])).contains(".TH rolecall"));
    assert_eq!(
        place.run(&["man", "--folder", "man"]).status.code(),
        Some(0)
    );
    for page in [
        "rolecall.1",
        "rolecall-audit.1",
        "rolecall-baseline-write.1",
    ] {
        assert!(place.path().join("man").join(page).is_file(), "{page}");
    }
}

#[test]
fn the_schema_knows_every_option_and_every_section() {
    let place = Place::new(&[]);
    let schema: serde_json::Value =
        serde_json::from_slice(&place.run(&["config", "schema"]).stdout).unwrap();
    let options = &schema["properties"]["options"]["properties"];
    for key in ["fail-on", "column", "exclude", "as-of", "audit"] {
        assert!(options[key].is_object(), "{key}");
    }
    assert_eq!(options["audit"]["properties"]["format"]["enum"][0], "text");
    assert!(schema["properties"]["suppress"].is_object());
}
