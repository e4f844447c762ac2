//! A story on a repository: charts are added, known findings go into a baseline, a change takes away an officer, another
//! one repairs it. Only what a change did is reported, at the line of the change.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// A big company, whose CIO reports to the CFO: an old finding.
const COMPANY: &str = "\
id,title,name,reports_to,company,headcount
L1,Chief Executive Officer,Ada Quill,,Larch Rails,5200
L2,Chief Financial Officer,Bo Rask,L1,Larch Rails,5200
L3,Chief Information Officer,Cleo Mint,L2,Larch Rails,5200
L4,Chief Technology Officer,Dag Holt,L1,Larch Rails,5200
L5,Chief Human Resources Officer,Eda Wren,L1,Larch Rails,5200
";

const CIO: &str = "L3,Chief Information Officer,Cleo Mint,L2,Larch Rails,5200\n";

/// A repository that the test makes.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Repository {
        let repository = Repository(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, arguments: &[&str]) {
        let done = Command::new("git")
            .current_dir(self.path())
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
            .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(done.status.success(), "git {arguments:?}: {done:?}");
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn commit(&self, what: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", what]);
    }

    fn rolecall(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .current_dir(self.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .args(arguments)
            .output()
            .unwrap()
    }

    /// The exit status, and code, file and line of the findings that count, since a revision.
    fn since(&self, revision: &str, charts: &str) -> (i32, Vec<String>) {
        let done = self.rolecall(&["audit", charts, "--since", revision, "--format", "sarif"]);
        let log: Value = serde_json::from_slice(&done.stdout)
            .unwrap_or_else(|error| panic!("{error}: {done:?}"));
        let results = log["runs"][0]["results"].as_array().unwrap();
        let shown = results.iter().map(|result| {
            assert_eq!(result["baselineState"], "new", "{result}");
            let place = &result["locations"][0]["physicalLocation"];
            let file = place["artifactLocation"]["uri"].as_str().unwrap();
            let line = &place["region"]["startLine"];
            format!("{} {file}:{line}", result["ruleId"].as_str().unwrap())
        });
        let mut shown: Vec<_> = shown.collect();
        shown.sort();
        let annotated =
            self.rolecall(&["audit", charts, "--since", revision, "--format", "github"]);
        assert_eq!(annotated.status.code(), done.status.code());
        let text = String::from_utf8(annotated.stdout).unwrap();
        let annotations = text.lines().filter(|line| line.starts_with("::"));
        assert_eq!(annotations.count(), shown.len(), "{text}");
        (done.status.code().unwrap(), shown)
    }
}

fn text(output: &Output) -> String {
    let streams = [&output.stdout, &output.stderr];
    let texts = streams.map(|stream| String::from_utf8_lossy(stream).into_owned());
    texts.concat()
}

#[test]
fn a_change_that_takes_the_officer_away_is_marked_at_its_line_and_old_findings_are_not() {
    let here = Repository::new();
    here.write("charts/larch.csv", COMPANY);
    let old = here.rolecall(&["audit", "charts", "--fail-on", "info"]);
    assert_eq!(old.status.code(), Some(1), "{}", text(&old));

    // Known findings no longer fail, and are counted.
    let written = here.rolecall(&["baseline", "write", "charts"]);
    assert_eq!(written.status.code(), Some(0), "{}", text(&written));
    here.commit("charts and what is known of them");
    let known = here.rolecall(&["audit", "charts", "--fail-on", "info"]);
    assert_eq!(known.status.code(), Some(0), "{}", text(&known));
    assert!(
        text(&known).contains("in the baseline: "),
        "{}",
        text(&known)
    );
    assert!(!text(&known).contains("RC301"), "{}", text(&known));
    let json = here.rolecall(&["audit", "charts", "--format", "json"]);
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert!(findings.iter().any(|one| one["code"] == "RC301"));
    assert!(findings.iter().all(|one| one["accepted"] == "baseline"));

    // The officer is retitled in one line.
    let retitled = COMPANY.replace("L3,Chief Information Officer", "L3,Head of Facilities");
    here.write("charts/larch.csv", &retitled);
    here.commit("retitle");
    let lost = vec![
        "RC101 charts/larch.csv:4".to_owned(),
        "RC601 charts/larch.csv:4".to_owned(),
    ];
    assert_eq!(here.since("HEAD~1", "charts"), (1, lost.clone()));
    assert_eq!(here.since("HEAD~1", "charts/larch.csv"), (1, lost.clone()));

    // Repaired, nothing is left.
    here.write("charts/larch.csv", COMPANY);
    here.commit("repair");
    assert_eq!(here.since("HEAD~2", "charts"), (0, Vec::new()));
    let repaired = here.rolecall(&["audit", "charts", "--fail-on", "info"]);
    assert_eq!(repaired.status.code(), Some(0), "{}", text(&repaired));

    // Rows above move every line; the officer's is deleted and marked where it stood.
    let moved = COMPANY.replace(CIO, "").replace(
        "L2,Chief",
        "L0,Chief Legal Officer,Finn Ode,L1,Larch Rails,5200\nL2,Chief",
    );
    here.write("charts/larch.csv", &moved);
    here.commit("delete");
    let lost = vec![
        "RC101 charts/larch.csv:5".to_owned(),
        "RC601 charts/larch.csv:5".to_owned(),
    ];
    assert_eq!(here.since("HEAD~1", "charts"), (1, lost));
    let lost = here.rolecall(&["audit", "charts"]);
    assert_eq!(lost.status.code(), Some(1), "{}", text(&lost));

    // An old finding is repaired for good: its entry can go.
    let better = COMPANY.replace("Cleo Mint,L2", "Cleo Mint,L1");
    here.write("charts/larch.csv", &better);
    let stale = here.rolecall(&["audit", "charts"]);
    assert_eq!(stale.status.code(), Some(0));
    assert!(
        text(&stale).contains("`rolecall baseline prune`"),
        "{}",
        text(&stale)
    );
    let kept = |here: &Repository| {
        std::fs::read_to_string(here.path().join("rolecall-baseline.json")).unwrap()
    };
    assert!(kept(&here).contains("RC301"));

    // A run on another chart knows nothing of these entries.
    let other = COMPANY.replace("Larch", "Alder").replace("L", "A");
    here.write("other/alder.csv", &other);
    let elsewhere = here.rolecall(&["audit", "other"]);
    assert!(!text(&elsewhere).contains("prune"), "{}", text(&elsewhere));
    let before = kept(&here);
    let pruned = here.rolecall(&["baseline", "prune", "other"]);
    assert_eq!(pruned.status.code(), Some(0), "{}", text(&pruned));
    assert!(text(&pruned).contains("left alone"), "{}", text(&pruned));
    assert_eq!(kept(&here), before);

    let pruned = here.rolecall(&["baseline", "prune", "charts"]);
    assert_eq!(pruned.status.code(), Some(0), "{}", text(&pruned));
    assert!(!kept(&here).contains("RC301"), "{}", kept(&here));
    let clean = here.rolecall(&["audit", "charts", "--fail-on", "info"]);
    assert_eq!(clean.status.code(), Some(0), "{}", text(&clean));
    assert!(!text(&clean).contains("prune"), "{}", text(&clean));
}

#[test]
fn a_deleted_file_of_one_person_is_seen() {
    let here = Repository::new();
    let person = |id: &str, title: &str, manager: &str| {
        let manager = match manager {
            "" => String::new(),
            manager => format!("reports_to: {manager}\n"),
        };
        format!("id: {id}\ntitle: {title}\ncompany: Alder Water\nheadcount: 2400\n{manager}")
    };
    for (id, title, manager) in [
        ("w1", "Chief Executive Officer", ""),
        ("w2", "Chief Financial Officer", "w1"),
        ("w3", "Chief Information Officer", "w1"),
        ("w4", "Chief Technology Officer", "w1"),
    ] {
        here.write(&format!("people/{id}.yaml"), &person(id, title, manager));
    }
    here.commit("people");
    assert_eq!(here.since("HEAD", "people"), (0, Vec::new()));
    std::fs::remove_file(here.path().join("people/w3.yaml")).unwrap();
    let (status, found) = here.since("HEAD", "people");
    assert_eq!(status, 1, "{found:?}");
    let lost = ["RC101 people/w3.yaml:2", "RC601 people/w3.yaml:2"];
    assert_eq!(found, lost);
}

#[test]
fn what_git_cannot_give_is_an_error_with_a_remedy() {
    let here = Repository::new();
    here.write("charts/larch.csv", COMPANY);
    here.commit("charts");
    for (revision, told) in [
        ("no-such-branch", "no revision `no-such-branch`"),
        ("--output=x", "no revision"),
    ] {
        let since = format!("--since={revision}");
        let refused = here.rolecall(&["audit", "charts", &since]);
        assert_eq!(refused.status.code(), Some(2), "{}", text(&refused));
        assert!(text(&refused).contains(told), "{}", text(&refused));
    }
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("larch.csv"), COMPANY).unwrap();
    let refused = here.rolecall(&["audit", outside.path().to_str().unwrap(), "--since", "HEAD"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused).contains("not in a Git repository"),
        "{}",
        text(&refused)
    );
    let without_git = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(here.path())
        .env("PATH", "")
        .args(["audit", "charts", "--since", "HEAD"])
        .output()
        .unwrap();
    assert_eq!(without_git.status.code(), Some(2));
    assert!(
        text(&without_git).contains("`git` was not found"),
        "{}",
        text(&without_git)
    );
}

#[test]
fn a_chart_that_is_new_is_new_as_a_whole() {
    let here = Repository::new();
    here.write("readme.txt", "nothing yet\n");
    here.commit("begin");
    here.write("charts/larch.csv", &COMPANY.replace(CIO, ""));
    let (status, found) = here.since("HEAD", "charts");
    assert_eq!(status, 1);
    assert!(
        found.iter().any(|one| one.starts_with("RC101 ")),
        "{found:?}"
    );
}

#[test]
fn findings_on_the_configuration_are_compared_too() {
    let here = Repository::new();
    let unused = "suppress: [{code: RC120, reason: x}]\npolicy: {ignore: [{title: Nobody}]}\n";
    here.write("rolecall.yaml", unused);
    here.write("charts/larch.csv", COMPANY);
    here.commit("charts");
    assert_eq!(here.since("HEAD", "charts"), (0, Vec::new()));
    let whole = here.rolecall(&["audit", "charts", "--format", "concise"]);
    assert!(
        text(&whole).contains("rolecall.yaml:1:12: warning[RC801]"),
        "{}",
        text(&whole)
    );
    assert!(
        text(&whole).contains("rolecall.yaml:2:19: info[RC804]"),
        "{}",
        text(&whole)
    );
}
