//! The text of an audit stays readable, however much was found.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn rolecall(folder: &Path, arguments: &[&str]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .args(["--quiet", "--no-config"])
        .output()
        .unwrap();
    assert_ne!(ran.status.code(), Some(2), "{ran:?}");
    String::from_utf8(ran.stdout).unwrap()
}

/// A folder with one file a person; every third names a manager who is not there.
fn people(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let titles = [
        "Clerk",
        "Data Analyst",
        "Product Designer",
        "IT Support Technician",
    ];
    for person in 0..count {
        let text = match person {
            0 => "title: Chief Executive Officer\n".to_owned(),
            _ if person % 3 == 0 => {
                format!("title: {}\nmanager: gone-{person}\n", titles[person % 4])
            }
            _ => format!("title: {}\nmanager: p0\n", titles[person % 4]),
        };
        std::fs::write(folder.path().join(format!("p{person}.yml")), text).unwrap();
    }
    folder
}

#[test]
fn a_chart_with_many_dangling_managers_is_a_page_of_text() {
    let folder = people(300);
    let text = rolecall(folder.path(), &["audit", "."]);
    let lines = text.lines().count();
    assert!(lines < 60, "{lines} lines:\n{text}");
    assert!(
        text.contains("99 positions name managers who are not in the file"),
        "{text}"
    );
}

#[test]
fn alike_findings_say_why_and_what_to_do_once() {
    let mut chart = "id,title,reports_to,entity\n".to_owned();
    for company in 0..9 {
        chart.push_str(&format!(
            "{company}1,Chief Executive Officer,,Company {company}\n"
        ));
        for seat in 2..5 {
            chart.push_str(&format!(
                "{company}{seat},Clerk,{company}{seat},Company {company}\n"
            ));
        }
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("chart.csv"), chart).unwrap();
    let only = ["audit", "chart.csv", "--only", "RC402"];
    let text = rolecall(folder.path(), &only);
    let count = |text: &str, what: &str| text.matches(what).count();
    assert_eq!(count(&text, "error[RC402]"), 3, "{text}");
    assert_eq!(count(&text, "= also: chart.csv:"), 10, "{text}");
    assert_eq!(count(&text, "= also: 14 more of RC402"), 1, "{text}");
    assert_eq!(
        (count(&text, "= why:"), count(&text, "= help:")),
        (1, 1),
        "{text}"
    );
    assert!(text.contains("\nby code: RC402 self-report 27\n"), "{text}");
    let all = rolecall(folder.path(), &[&only[..], &["--details"]].concat());
    assert_eq!(count(&all, "error[RC402]"), 27);
    assert_eq!(count(&all, "= why:"), 1);
}

#[test]
fn the_most_severe_findings_come_first() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = rolecall(
        root,
        &[
            "audit",
            "fixtures/findings/RC120.csv",
            "fixtures/structure/cycle.csv",
        ],
    );
    let severity = |line: &str| {
        ["error[", "warning[", "info["]
            .iter()
            .position(|word| line.starts_with(word))
    };
    let severities: Vec<_> = text.lines().filter_map(severity).collect();
    assert_eq!(severities, [0, 1], "{text}");
}

#[test]
fn blanked_cells_do_not_move_columns() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let chart = "fixtures/structure/self-report.csv";
    let only = ["audit", chart, "--only", "RC402"];
    let json = rolecall(root, &[&only[..], &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&json).unwrap();
    let place = &json["findings"][0]["locations"][0];
    let place = format!("--> {chart}:{}:{}\n", place["line"], place["column"]);
    let text = rolecall(root, &only);
    assert!(text.contains('…') && text.contains(&place), "{place}{text}");
}

#[test]
fn where_nobody_covers_a_side_its_vacant_head_is_named() {
    let chart = "id,title,entity\n1,Permanent Secretary,Ministry\n\
                 2,\"Director, Information and Communication Technology (vacant)\",Ministry\n";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("chart.csv"), chart).unwrap();
    let seat = "vacant: Director, Information and Communication Technology (vacant) (2)";
    let text = rolecall(folder.path(), &["audit", "chart.csv"]);
    assert!(
        text.contains(&format!("internal side: nobody\n    {seat} line 3")),
        "{text}"
    );
    let page = rolecall(
        folder.path(),
        &["audit", "chart.csv", "--format", "markdown"],
    );
    assert!(page.contains("| **nobody**<br>vacant: Director"), "{page}");
}
