//! The files by which other systems run rolecall: what `action.yml` runs on a prepared event, and what the hook and the
//! template ask for.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const BEFORE: &str = "\
id,title,name,reports_to,company,headcount
1,Chief Executive Officer,Ada Quill,,Rowan Foods,4100
2,Chief Information Officer,Bo Rask,1,Rowan Foods,4100
3,Chief Technology Officer,Cleo Mint,1,Rowan Foods,4100
";

fn project(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn yaml(name: &str) -> Value {
    let text = std::fs::read_to_string(project(name)).unwrap();
    serde_yaml::from_str(&text).unwrap()
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let done = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
        .args(["-c", "commit.gpgsign=false"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "git {arguments:?}: {done:?}");
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

/// A repository whose second commit deletes the CIO.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    git(path, &["init", "--quiet"]);
    std::fs::create_dir(path.join("charts")).unwrap();
    for (what, text) in [
        ("before", BEFORE.to_owned()),
        (
            "after",
            BEFORE.replace(
                "2,Chief Information Officer,Bo Rask,1,Rowan Foods,4100\n",
                "",
            ),
        ),
    ] {
        std::fs::write(path.join("charts/rowan.csv"), text).unwrap();
        git(path, &["add", "--all"]);
        git(path, &["commit", "--quiet", "--message", what]);
    }
    folder
}

/// Runs what the action runs.
fn action(folder: &Path, since: &str) -> Output {
    Command::new("bash")
        .arg(project("integrations/github.sh"))
        .current_dir(folder)
        .env("ROLECALL", env!("CARGO_BIN_EXE_rolecall"))
        .env("ROLECALL_CHARTS", "charts\n")
        .env("ROLECALL_SINCE", since)
        .env("ROLECALL_FAIL_ON", "error")
        .env("ROLECALL_SARIF", "rolecall.sarif")
        .env("GITHUB_OUTPUT", folder.join("output.txt"))
        .env("GITHUB_STEP_SUMMARY", folder.join("summary.md"))
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .output()
        .unwrap()
}

#[test]
#[cfg(unix)]
fn the_action_annotates_the_change_and_writes_a_summary_and_sarif() {
    let folder = repository();
    let path = folder.path();
    let base = git(path, &["rev-parse", "HEAD~1"]);
    let done = action(path, &base);
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    assert_eq!(done.status.code(), Some(1), "{done:?}");
    let errors = text.lines().filter(|line| line.starts_with("::error "));
    let errors: Vec<_> = errors.collect();
    assert_eq!(errors.len(), 2, "{text}");
    assert!(
        errors
            .iter()
            .all(|line| line.contains("file=charts/rowan.csv,line=3")),
        "{text}"
    );
    let outputs = std::fs::read_to_string(path.join("output.txt")).unwrap();
    assert_eq!(outputs, "status=1\nsarif=true\n");
    let summary = std::fs::read_to_string(path.join("summary.md")).unwrap();
    assert!(summary.contains("error[RC601]"), "{summary}");
    let sarif = std::fs::read_to_string(path.join("rolecall.sarif")).unwrap();
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 2);
    for text in [&text, &summary] {
        assert!(!text.contains("Bo Rask"), "{text}");
    }
}

#[test]
#[cfg(unix)]
fn the_action_shows_everything_where_there_is_nothing_to_compare_with() {
    let folder = repository();
    for since in ["", "none", "0000000000000000000000000000000000000000"] {
        let done = action(folder.path(), since);
        assert_eq!(done.status.code(), Some(1), "{done:?}");
        let text = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(text.contains("RC101") && !text.contains("RC601"), "{text}");
    }
    let done = action(folder.path(), "1234567890123456789012345678901234567890");
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        text.contains("could not be fetched") && text.contains("RC101"),
        "{text}"
    );
}

#[test]
fn the_action_runs_a_script_that_is_there_with_what_it_reads() {
    let action = yaml("action.yml");
    assert_eq!(action["runs"]["using"], "composite");
    let script = std::fs::read_to_string(project("integrations/github.sh")).unwrap();
    let steps = action["runs"]["steps"].as_array().unwrap();
    let audit = steps.iter().find(|step| step["id"] == "audit").unwrap();
    assert!(
        audit["run"]
            .as_str()
            .unwrap()
            .contains("integrations/github.sh")
    );
    for name in audit["env"].as_object().unwrap().keys() {
        assert!(script.contains(&format!("${{{name}")), "{name} is not read");
    }
}

#[test]
fn the_hook_sees_deleted_files() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hook = &hooks[0];
    assert_eq!(hook["always_run"], true);
    assert_eq!(hook["pass_filenames"], false);
    // What it runs is a command line that rolecall has.
    let words = format!("{} --help", hook["entry"].as_str().unwrap());
    let words: Vec<_> = words.split(' ').skip(1).collect();
    let help = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .args(words)
        .output()
        .unwrap();
    assert!(help.status.success());
}

#[test]
fn the_template_writes_the_report_that_gitlab_reads() {
    let job = &yaml("integrations/gitlab.yml")["rolecall"];
    let report = job["artifacts"]["reports"]["codequality"].as_str().unwrap();
    let script = job["script"].as_array().unwrap();
    let lines = script.iter().filter_map(Value::as_str);
    let lines = lines.collect::<Vec<_>>().join("\n");
    assert!(
        lines.contains(&format!("--format gitlab --output {report}")),
        "{lines}"
    );
    assert_eq!(job["artifacts"]["when"], "always");
}

/// Runs the real pre-commit, where there is one: on the path, or at `PRE_COMMIT`.
#[test]
fn pre_commit_blocks_a_commit_that_deletes_the_officer() {
    let pre_commit = std::env::var("PRE_COMMIT").unwrap_or_else(|_| "pre-commit".to_owned());
    let version = Command::new(&pre_commit).arg("--version").output();
    if !version.is_ok_and(|version| version.status.success()) {
        eprintln!("skipped: `{pre_commit}` is not installed (pip install pre-commit)");
        return;
    }
    let folder = repository();
    let path = folder.path();
    git(path, &["reset", "--quiet", "--hard", "HEAD~1"]);
    let entry = format!("{} audit", env!("CARGO_BIN_EXE_rolecall"));
    let config = format!(
        "repos:\n- repo: local\n  hooks:\n  - id: rolecall\n    name: rolecall\n    entry: {entry}\n    \
         args: [--since, HEAD, charts]\n    language: system\n    pass_filenames: false\n    always_run: true\n"
    );
    std::fs::write(path.join(".pre-commit-config.yaml"), config).unwrap();
    git(path, &["add", "--all"]);
    let run = || {
        let run = Command::new(&pre_commit)
            .current_dir(path)
            .arg("run")
            .output()
            .unwrap();
        (
            run.status.success(),
            String::from_utf8_lossy(&run.stdout).into_owned(),
        )
    };
    let (is_clean, text) = run();
    assert!(is_clean, "{text}");
    let chart = path.join("charts/rowan.csv");
    let broken = BEFORE.replace(
        "2,Chief Information Officer,Bo Rask,1,Rowan Foods,4100\n",
        "",
    );
    std::fs::write(&chart, broken).unwrap();
    git(path, &["add", "--all"]);
    let (is_clean, text) = run();
    assert!(!is_clean && text.contains("RC601"), "{text}");
    git(path, &["rm", "--quiet", "--force", "charts/rowan.csv"]);
    let (is_clean, text) = run();
    assert!(!is_clean, "{text}");
}
