//! The page in Chromium, where it is installed.

use std::path::Path;
use std::process::Command;

use base64::Engine as _;
use rolecall::report::Cutout;
use scraper::Html;
use sha2::{Digest, Sha256};

use super::{SMALL, all, charts, page, page_of, root};

/// Whether nothing may be skipped, as `.ci/run` asks.
fn is_required() -> bool {
    std::env::var_os("ROLECALL_BROWSER").is_some_and(|how| how == "required")
}

/// The browser. Without one, a test says that it is skipped, unless `ROLECALL_BROWSER=required`.
fn browser() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    let found = names.into_iter().find(|name| {
        let asked = Command::new(name).arg("--version").output();
        asked.is_ok_and(|asked| asked.status.success())
    });
    if found.is_none() {
        assert!(!is_required(), "no Chromium is installed");
        eprintln!("skipped: no Chromium is installed");
    }
    found
}

/// A page with a further script, which the policy of the page then allows.
fn with_script(page: &str, more: &str) -> String {
    let (before, behind) = page.split_once("<script>").unwrap();
    let (script, behind) = behind.split_once("</script>").unwrap();
    let hash = |script: &str| {
        let hash = Sha256::digest(script.as_bytes());
        base64::engine::general_purpose::STANDARD.encode(hash)
    };
    let longer = format!("{script}\n{more}");
    let before = before.replace(&hash(script), &hash(&longer));
    format!("{before}<script>{longer}</script>{behind}")
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
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().unwrap();
    let page = page(SMALL, false);
    let driven = |driver: &str| {
        let page = with_script(&page, driver);
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
    let Some(browser) = browser() else { return };
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
    assert!(pdf.starts_with(b"%PDF-"));
    // The answer and each of entity, checklist, findings, appendix and signatures begin on a new page. Fonts decide how many
    // each takes.
    let pages = pages_of(&pdf);
    assert!((6..=14).contains(&pages), "{pages}");
}

/// How many pages a printed file has.
fn pages_of(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let kinds = text.split("/Type /Page").skip(1);
    kinds.filter(|behind| !behind.starts_with('s')).count()
}

/// The most pages that one browser opens together.
const TOGETHER: usize = 20;

/// Tells the frame around the page whether its script ran, whether search and fold work, and what axe-core finds, which is
/// in front of it. Contrast takes axe-core longest, and the style is that of every page, so `HAS_CONTRAST` says where to look.
const ASKED: &str = "
const works = async () => {
  const search = document.getElementById('search');
  const lines = Array.from(document.querySelectorAll('[data-find]'));
  const find = async (wanted) => {
    search.value = wanted;
    search.dispatchEvent(new Event('input'));
    await new Promise((then) => setTimeout(then, 200));
    return lines.filter((line) => !line.hidden).length;
  };
  const nothing = await find('no chart says this');
  const everything = await find('');
  const folds = Array.from(document.querySelectorAll('details'));
  document.getElementById('fold').click();
  const folded = folds.every((fold) => !fold.open);
  document.getElementById('unfold').click();
  return nothing === 0 && everything === lines.length && folded && folds.every((fold) => fold.open);
};
addEventListener('load', async () => {
  const rules = {'color-contrast': {enabled: HAS_CONTRAST}};
  const asked = {rules, resultTypes: ['violations']};
  const found = typeof axe === 'undefined' ? {violations: []} : await axe.run(document, asked);
  const grave = found.violations.filter((one) => ['serious', 'critical'].includes(one.impact));
  const said = grave.map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.html).join(' '));
  const ran = !document.getElementById('tools').hidden && await works();
  parent.postMessage({page: location.pathname.split('/').pop(), ran, said}, '*');
});";

/// The script of axe-core (`npm install axe-core`). Without it, pages are only opened.
fn axe() -> String {
    let path = std::env::var_os("ROLECALL_AXE");
    if path.is_none() {
        eprintln!("skipped: ROLECALL_AXE does not say where axe-core is");
    }
    path.map_or(String::new(), |path| std::fs::read_to_string(path).unwrap())
}

/// Opens pages in frames of one page. Each must run its script, and axe-core, if it is given, must find nothing serious.
fn assert_opens(browser: &str, pages: &[String], has_contrast: bool, flags: &[&str]) {
    let (axe, asked) = (
        axe(),
        ASKED.replace("HAS_CONTRAST", &has_contrast.to_string()),
    );
    let folder = tempfile::tempdir().unwrap();
    let mut frames = String::new();
    for (index, page) in pages.iter().enumerate() {
        let name = format!("page-{index}.html");
        let page = with_script(page, &format!("{axe}\n{asked}"));
        std::fs::write(folder.path().join(&name), page).unwrap();
        frames.push_str(&format!(
            "<iframe src=\"{name}\" width=\"1000\" height=\"900\"></iframe>\n"
        ));
    }
    let around = format!(
        "<!DOCTYPE html><title>Pages</title><ol id=\"said\"></ol><script>\
         addEventListener('message', (event) => {{\
           const one = document.createElement('li');\
           one.textContent = JSON.stringify(event.data);\
           document.getElementById('said').append(one);\
         }});</script>{frames}"
    );
    std::fs::write(folder.path().join("report.html"), around).unwrap();
    let waiting = ["--virtual-time-budget=60000", "--dump-dom"];
    let dom = opened(browser, folder.path(), &[&waiting, flags].concat());
    let html = Html::parse_document(&String::from_utf8(dom).unwrap());
    let said = all(&html, "#said li");
    let said: Vec<String> = said.iter().map(|one| one.text().collect()).collect();
    assert_eq!(said.len(), pages.len(), "{said:?}");
    for one in said {
        let one: serde_json::Value = serde_json::from_str(&one).unwrap();
        assert_eq!(one["ran"], true, "{one}");
        assert_eq!(one["said"], serde_json::json!([]), "{one}");
    }
}

#[test]
fn every_chart_of_the_fixtures_opens_and_is_accessible() {
    let Some(browser) = browser() else { return };
    let mut charts = charts();
    if !is_required() {
        eprintln!("only some are opened; ROLECALL_BROWSER=required opens all");
        charts.truncate(TOGETHER);
    }
    for charts in charts.chunks(TOGETHER) {
        let pages = charts.iter();
        let pages = pages.map(|chart| page_of(std::slice::from_ref(chart), false));
        assert_opens(browser, &pages.collect::<Vec<_>>(), false, &[]);
    }
}

/// These have every part that a page can have.
#[test]
fn pages_of_all_kinds_are_accessible() {
    let Some(browser) = browser() else { return };
    let charts = [
        "coverage/bank-cio-invests.csv",
        "coverage/missing-cto.csv",
        "structure/several-roots.csv",
    ];
    let charts = charts.map(|chart| root().join("fixtures").join(chart));
    let pages = charts.iter();
    let pages = pages.map(|chart| page_of(std::slice::from_ref(chart), true));
    assert_opens(browser, &pages.collect::<Vec<_>>(), true, &[]);
}

#[test]
fn a_page_is_accessible_on_dark_ground_with_its_past_and_as_a_chart_alone() {
    let Some(browser) = browser() else { return };
    let pages = [
        page(SMALL, false),
        super::past::page_with_past(),
        super::chart::chart_page(SMALL, |_| Cutout::default()),
    ];
    for scheme in ["0", "1"] {
        let scheme = format!("--blink-settings=preferredColorScheme={scheme}");
        assert_opens(browser, &pages, true, &[&scheme]);
    }
}

#[test]
fn an_inaccessible_page_is_noticed() {
    let Some(browser) = browser() else { return };
    if axe().is_empty() {
        return;
    }
    let page = page(SMALL, false).replace("<main>", "<main><button></button>");
    let asked = std::panic::catch_unwind(|| assert_opens(browser, &[page], false, &[]));
    assert!(asked.is_err());
}
