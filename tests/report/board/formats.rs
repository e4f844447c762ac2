//! The format follows the ending of the output, or `--format`.

use std::process::Command;

use super::root;

#[test]
fn the_ending_of_the_output_says_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let run = |flags: &[&str]| {
        let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .current_dir(folder.path())
            .arg("report")
            .arg(root().join("fixtures/history/tarn-2025-06-30.csv"))
            .arg("--before")
            .arg(root().join("fixtures/history/tarn-2024-12-31.csv"))
            .args(flags)
            .output()
            .unwrap();
        assert_ne!(ran.status.code(), Some(2), "{flags:?}");
        ran.stdout
    };
    run(&[
        "-o",
        "a.html",
        "-o",
        "a.md",
        "-o",
        "a.xlsx",
        "-o",
        "markdown=b",
    ]);
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert!(
        read("a.html").starts_with(b"<!DOCTYPE html>")
            || read("a.html").starts_with(b"\n<!DOCTYPE html>")
    );
    assert!(read("a.xlsx").starts_with(b"PK"));
    let page = String::from_utf8(read("a.md")).unwrap();
    assert!(
        page.contains("Tarn Labs") && page.contains("Findings on changes"),
        "{page}"
    );
    assert_eq!(read("a.md"), read("b"));
    assert_eq!(run(&["--format", "markdown"]), read("b"));
}

#[test]
fn the_name_of_a_file_is_not_taken_for_that_of_a_company() {
    let chart = "id,title\n1,Chief Executive Officer\n";
    let html = super::checked(&super::page(chart, false), "no company");
    let head: String = super::all(&html, "h1")[0].text().collect();
    assert_eq!(head, "Who covers technology");
    let table: String = super::all(&html, "#answer tbody th")[0].text().collect();
    assert!(table.contains("the name of the file"), "{table}");
}
