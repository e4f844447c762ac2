//! The page in Chromium, where it is installed.

use std::path::Path;
use std::process::Command;

use base64::Engine as _;
use scraper::Html;
use sha2::{Digest, Sha256};

use crate::{SMALL, all, page};

fn browser() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    names.into_iter().find(|name| {
        let asked = Command::new(name).arg("--version").output();
        asked.is_ok_and(|asked| asked.status.success())
    })
}

/// Opens `report.html` of a folder in a browser and returns what the browser writes.
fn opened(browser: &str, folder: &Path, more: &[&str]) -> Vec<u8> {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let ran = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            &profile,
        ])
        .args([
            "--disable-background-networking",
            "--enable-logging=stderr",
            "--v=0",
        ])
        .args(more)
        .arg(format!("file://{}", folder.join("report.html").display()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    // The policy forbids all requests, and the console tells of each that is tried.
    assert!(!said.contains("CONSOLE"), "{said}");
    ran.stdout
}

#[test]
fn search_and_fold_work_in_a_browser() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let page = page(SMALL, false);
    let (before, behind) = page.split_once("<script>").unwrap();
    let (script, behind) = behind.split_once("</script>").unwrap();
    let driven = |driver: &str| {
        let hash = |script: &str| {
            let hash = Sha256::digest(script.as_bytes());
            base64::engine::general_purpose::STANDARD.encode(hash)
        };
        let longer = format!("{script}\n{driver}");
        let before = before.replace(&hash(script), &hash(&longer));
        let page = format!("{before}<script>{longer}</script>{behind}");
        std::fs::write(folder.path().join("report.html"), page).unwrap();
        let waiting = ["--virtual-time-budget=2000", "--dump-dom"];
        let dom = String::from_utf8(opened(browser, folder.path(), &waiting)).unwrap();
        Html::parse_document(&dom)
    };
    let found = driven(
        "document.getElementById('fold').click();\
         document.getElementById('search').value = ' SERVICE desk lead';\
         document.getElementById('search').dispatchEvent(new Event('input'));",
    );
    let shown = |title: &str| {
        let lines = all(&found, "ul.chart li").into_iter();
        let mut lines = lines.filter(|line| {
            let first = line.text().collect::<String>();
            first.trim_start().starts_with(title)
        });
        lines.next().unwrap().value().attr("hidden").is_none()
    };
    assert!(shown("Service Desk Lead") && shown("Chief Information Officer"));
    assert!(!shown("Head of Product Engineering"));
    assert!(!all(&found, "ul.chart details[open]").is_empty());
    let result: String = all(&found, "#result")[0].text().collect();
    assert!(
        result.ends_with("fits.") || result.ends_with("fit."),
        "{result}"
    );
    for (button, open) in [("unfold", true), ("fold", false)] {
        let html = driven(&format!("document.getElementById('{button}').click();"));
        let folds = all(&html, "details");
        assert!(!folds.is_empty());
        let mut folds = folds.iter();
        assert!(folds.all(|fold| fold.value().attr("open").is_some() == open));
    }
}

#[test]
fn a_browser_opens_the_page_without_complaint() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    std::fs::write(&path, page(SMALL, false)).unwrap();
    let run = |more: &[&str]| opened(browser, folder.path(), more);
    let dom = String::from_utf8(run(&["--dump-dom"])).unwrap();
    let html = Html::parse_document(&dom);
    let tools = all(&html, "#tools")[0].value();
    assert!(tools.attr("hidden").is_none(), "the script ran");
    let pdf = folder.path().join("report.pdf");
    run(&[&format!("--print-to-pdf={}", pdf.display())]);
    let pdf = std::fs::read(pdf).unwrap();
    assert!(
        pdf.starts_with(b"%PDF-") && pdf.len() > 10_000,
        "{}",
        pdf.len()
    );
}
