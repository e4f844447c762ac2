//! The page with what changed since an earlier chart, and who covered the sides over time.

use std::path::Path;
use std::process::{Command, Output};

use scraper::Html;

use super::{all, checked, root, text_of};

const DAYS: [&str; 4] = ["2023-12-31", "2024-06-30", "2024-12-31", "2025-06-30"];

/// A report of the last chart of the history, in a folder.
fn report(folder: &Path, flags: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(root())
        .arg("report")
        .arg(format!("fixtures/history/tarn-{}.csv", DAYS[3]))
        .arg("--output")
        .arg(folder.join("report.html"))
        .args(flags)
        .output()
        .unwrap()
}

/// The same compared with earlier charts, the last first.
fn compared(days: &[&str], flags: &[&str]) -> (String, Html) {
    let folder = tempfile::tempdir().unwrap();
    let before = days.iter().rev();
    let before: Vec<_> = before
        .map(|day| format!("--before=fixtures/history/tarn-{day}.csv"))
        .collect();
    let before = before.iter().map(String::as_str);
    let flags: Vec<_> = before.chain(flags.iter().copied()).collect();
    let ran = report(folder.path(), &flags);
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_ne!(ran.status.code(), Some(2), "{said}");
    let page = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
    let html = checked(&page, "past");
    (page, html)
}

/// A page with what changed and a timeline.
pub fn page_with_past() -> String {
    compared(&DAYS[..3], &[]).0
}

#[test]
fn a_page_without_an_earlier_chart_says_nothing_of_the_past() {
    let (_, html) = compared(&[], &[]);
    assert!(all(&html, "#changes, #timeline").is_empty());
}

#[test]
fn the_latest_of_the_earlier_charts_is_compared() {
    let (_, html) = compared(&DAYS[..3], &[]);
    let text = text_of(&html);
    assert!(
        text.contains("Compared with the earlier chart in fixtures/history/tarn-2024-12-31.csv.")
    );
    let lines = all(&html, "#changes li");
    let lines: Vec<String> = lines.iter().map(|line| line.text().collect()).collect();
    let has = |words: &str| lines.iter().any(|line| line.contains(words));
    assert!(has("Chief Technology Officer (3)"), "{lines:#?}");
    assert!(has("Tarn Labs"), "{lines:#?}");
}

#[test]
fn the_timeline_has_a_row_for_each_span() {
    let (_, html) = compared(&DAYS[..3], &[]);
    // Two sides of two entities.
    assert_eq!(all(&html, "table.time").len(), 4);
    let rows = all(&html, "table.time:first-of-type tbody tr");
    assert_eq!(rows.len(), 4 + 2 + 1 + 1);
    let first: Vec<String> = all(&html, "table.time tbody tr td")
        .iter()
        .take(4)
        .map(|cell| cell.text().collect::<String>())
        .collect();
    assert_eq!(first[0], "2023-12-31");
    assert_eq!(first[1], "2023-12-31gone by 2024-06-30");
    assert!(first[2].contains("by title"), "{first:?}");
    assert_eq!(first[3], "Chief Information Officer (2)");
    for bar in all(&html, "svg.bar rect.span") {
        let number = |name| bar.value().attr(name).unwrap().parse::<f64>().unwrap();
        let (begin, length) = (number("x"), number("width"));
        assert!(begin >= 0.0 && length > 0.0 && begin + length <= 100.1);
    }
}

#[test]
fn names_of_the_past_are_shown_only_on_request() {
    let (page, _) = compared(&DAYS[..3], &[]);
    for name in ["Piet", "Wanda", "Suri", "Milo"] {
        assert!(!page.contains(name), "{name}");
    }
    let (page, _) = compared(&DAYS[..3], &["--show-names"]);
    assert!(page.contains("Piet Lund") && page.contains("Wanda Frey"));
}

#[test]
fn charts_without_days_cannot_be_put_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.csv");
    std::fs::copy(root().join("fixtures/history/tarn-2023-12-31.csv"), &old).unwrap();
    let old = format!("--before={}", old.display());
    // One is compared, but there is no timeline.
    let ran = report(folder.path(), &[&old]);
    assert_ne!(ran.status.code(), Some(2));
    let page = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
    let html = checked(&page, "no day");
    assert!(all(&html, "#timeline").is_empty() && !all(&html, "#changes").is_empty());
    // Of two, it is not known which is the latest.
    let ran = report(folder.path(), &[&old, &old]);
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(
        said.contains("old.csv: the name contains no date"),
        "{said}"
    );
}

#[test]
fn an_earlier_chart_that_cannot_be_read_fails_the_run_and_keeps_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    std::fs::write(&path, "kept").unwrap();
    let ran = report(folder.path(), &["--before=none-2020-01-01.csv"]);
    assert_eq!(ran.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "kept");
}
