//! The page for a board: a browser reads it without complaint, nothing that a cell holds does harm, and names are
//! shown only on request.

mod browser;
mod chart;
mod checklist;
mod formats;
mod past;

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use base64::Engine as _;
use rolecall::Options;
use rolecall::generate;
use rolecall::read::{Input, discover};
use rolecall::report::{BoardOptions, Past, board_html};
use rolecall::rules::Rules;
use scraper::{ElementRef, Html, Selector};
use sha2::{Digest, Sha256};

static RULES: LazyLock<Arc<Rules>> = LazyLock::new(|| Arc::new(Rules::builtin().unwrap()));

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The page of some files.
fn page_of(files: &[PathBuf], show_names: bool) -> String {
    let mut options = Options::new().compiled(Arc::clone(&RULES));
    if show_names {
        options = options.show_names();
    }
    let report = options.audit(files).unwrap();
    let board = BoardOptions {
        show_names,
        command: Some("rolecall report chart.csv".to_owned()),
        as_of: None,
    };
    let mut out = Vec::new();
    board_html(report.audited(), &board, Past::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The page of a chart that is called `chart.csv`.
fn page(chart: &str, show_names: bool) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chart.csv");
    std::fs::write(&file, chart).unwrap();
    let page = page_of(&[file], show_names);
    // The page has slashes as character references.
    let folder = folder.path().display().to_string();
    page.replace(&folder.replace('/', "&#x2f;"), "charts")
}

fn all<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).collect()
}

/// Checks what must hold of every page, and returns it as a browser reads it.
fn checked(page: &str, what: &str) -> Html {
    let html = Html::parse_document(page);
    assert!(html.errors.is_empty(), "{what}: {:?}", html.errors);
    assert_eq!(all(&html, "h1").len(), 1, "{what}");
    let mut ids = HashSet::new();
    for element in all(&html, "[id]") {
        let id = element.value().id().unwrap();
        assert!(ids.insert(id), "{what}: two elements are called {id}");
    }
    for link in all(&html, "[href]") {
        let target = link.value().attr("href").unwrap();
        let id = target.strip_prefix('#');
        let is_there = id.is_some_and(|id| ids.contains(id));
        assert!(is_there, "{what}: {target} leads nowhere");
    }
    for named in all(&html, "[aria-labelledby], [aria-describedby], [for]") {
        for attribute in ["aria-labelledby", "aria-describedby", "for"] {
            let given = named.value().attr(attribute).unwrap_or_default();
            for id in given.split_whitespace() {
                assert!(ids.contains(id), "{what}: {attribute} {id} leads nowhere");
            }
        }
    }
    for bar in all(&html, "[fill^='url(']") {
        let fill = bar.value().attr("fill").unwrap();
        let id = fill.trim_start_matches("url(#").trim_end_matches(')');
        assert!(ids.contains(id), "{what}: {fill} leads nowhere");
    }
    assert_nothing_runs(&html, what);
    assert_headings(&html, what);
    for table in all(&html, "table") {
        let first = table.child_elements().next().unwrap();
        assert_eq!(first.value().name(), "caption", "{what}");
    }
    let heads = all(&html, "th");
    assert!(
        heads
            .iter()
            .all(|head| head.value().attr("scope").is_some())
    );
    html
}

/// A page has its one style and script, which the policy names by their hashes, and nothing that loads or runs.
fn assert_nothing_runs(html: &Html, what: &str) {
    let known = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "p",
        "nav",
        "ul",
        "ol",
        "li",
        "div",
        "label",
        "input",
        "button",
        "span",
        "main",
        "section",
        "article",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "details",
        "summary",
        "strong",
        "b",
        "i",
        "mark",
        "code",
        "pre",
        "blockquote",
        "svg",
        "defs",
        "pattern",
        "rect",
        "path",
        "g",
        "text",
        "script",
    ];
    let known: BTreeSet<&str> = known.into_iter().collect();
    let allowed = [
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "href",
        "id",
        "aria-label",
        "aria-labelledby",
        "aria-describedby",
        "aria-hidden",
        "role",
        "hidden",
        "for",
        "type",
        "autocomplete",
        "tabindex",
        "scope",
        "colspan",
        "open",
        "xmlns",
        "viewBox",
        "width",
        "height",
        "fill",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "font-family",
        "font-size",
        "font-weight",
        "text-anchor",
        "patternUnits",
        "preserveAspectRatio",
        "x",
        "y",
        "rx",
        "d",
        "data-find",
        "data-none",
        "data-one",
        "data-many",
        "data-all",
        "data-open",
        "data-closed",
    ];
    let allowed: BTreeSet<&str> = allowed.into_iter().collect();
    for element in all(html, "*") {
        let value = element.value();
        assert!(known.contains(value.name()), "{what}: <{}>", value.name());
        for (name, _) in value.attrs() {
            assert!(
                allowed.contains(name),
                "{what}: {name} of <{}>",
                value.name()
            );
        }
    }
    let policy = all(html, "meta[http-equiv='Content-Security-Policy']");
    let policy = policy[0].value().attr("content").unwrap();
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    for name in ["style", "script"] {
        let found = all(html, name);
        assert_eq!(found.len(), 1, "{what}: {name}");
        let content: String = found[0].text().collect();
        let hash = Sha256::digest(content.as_bytes());
        let hash = base64::engine::general_purpose::STANDARD.encode(hash);
        assert!(
            policy.contains(&format!("{name}-src 'sha256-{hash}'")),
            "{what}"
        );
        assert!(!content.contains("http"), "{what}: {name} loads something");
    }
}

/// No level of headings is left out.
fn assert_headings(html: &Html, what: &str) {
    let mut before = 0;
    for heading in all(html, "h1, h2, h3, h4, h5") {
        let level: u8 = heading.value().name()[1..].parse().unwrap();
        assert!(level <= before + 1, "{what}: h{level} behind h{before}");
        before = level;
    }
}

/// The text of a page as a person reads it: a line for each block, without style, script and picture.
fn text_of(html: &Html) -> String {
    fn add(element: ElementRef<'_>, text: &mut String) {
        let name = element.value().name();
        if ["style", "script", "svg"].contains(&name) {
            return;
        }
        let inline = [
            "a", "span", "b", "i", "strong", "mark", "code", "label", "button",
        ];
        let is_block = !inline.contains(&name);
        for child in element.children() {
            match ElementRef::wrap(child) {
                Some(element) => add(element, text),
                None => text.push_str(child.value().as_text().map_or("", |text| &**text)),
            }
        }
        if is_block {
            text.push('\n');
        }
    }
    let mut text = String::new();
    add(html.root_element(), &mut text);
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>());
    let lines = lines
        .filter(|words| !words.is_empty())
        .map(|words| words.join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

/// A page that is broken in one way must not pass.
#[test]
fn the_checks_of_a_page_can_fail() {
    let page = page(SMALL, false);
    checked(&page, "sound");
    let main = "<main>";
    for (sound, broken) in [
        (main, "<main><img src=x>"),
        (main, "<main><p onclick='alert(1)'></p>"),
        (main, "<main><h1>again</h1>"),
        (main, "<main><a href='#nowhere'>x</a>"),
        (main, "<main><a href='javascript:alert(1)'>x</a>"),
        (main, "<main><p id='answer'></p>"),
        (main, "<main><h5>too deep</h5>"),
        (main, "<main></p>"),
        (main, "<main><script></script>"),
        ("<script>", "<script> "),
        ("<style>", "<style> "),
        ("default-src 'none'", "default-src *"),
    ] {
        let broken = page.replacen(sound, broken, 1);
        let checks = std::panic::catch_unwind(|| drop(checked(&broken, "broken")));
        assert!(checks.is_err(), "{sound}");
    }
}

const SMALL: &str = "id,title,name,reports_to,company,responsibilities\n\
    1,Chief Executive Officer,Ada Quill,,Fern & Co,\n\
    2,Chief Information Officer,Bo Rask,1,Fern & Co,\"Runs IT operations, the service desk and 3 < 4 systems for employees.\"\n\
    3,Head of Product Engineering,Cy Mint,1,Fern & Co,Builds the product for customers and leads the engineers.\n\
    4,Service Desk Lead,,2,Fern & Co,\n";

#[test]
fn a_small_chart_reads_like_this() {
    let html = checked(&page(SMALL, false), "small");
    // Every change of the built-in pack changes its hash.
    let rules = rolecall::rules::Rules::builtin().unwrap();
    insta::assert_snapshot!(text_of(&html).replace(&rules.hash, "[RULES]"));
}

#[test]
fn the_words_that_counted_are_marked_by_side() {
    let html = checked(&page(SMALL, false), "small");
    let words = |selector| {
        let found = all(&html, selector).into_iter();
        found
            .map(|one| one.text().collect::<String>())
            .collect::<Vec<_>>()
    };
    assert!(words("blockquote mark.internal").contains(&"Runs IT".to_owned()));
    assert!(!words("blockquote mark.external").is_empty());
    let texts = words("blockquote");
    assert!(
        texts[0].contains("and 3 < 4 systems for employees."),
        "{texts:?}"
    );
}

#[test]
fn a_seat_that_perhaps_covers_the_other_side_is_not_said_to_do_so_surely() {
    let bank = "id,reports_to,title,company,size\n1,,Chief Executive Officer,Sorrel Bank,900\n\
                2,1,Chief Technology Officer,Sorrel Bank,900\n3,1,Chief Financial Officer,Sorrel Bank,900\n";
    let text = page(bank, false);
    assert!(text.contains("This is not certain (confidence 0.50 of 1)"));
    assert!(text.contains("This is very likely right (confidence 0.92 of 1)"));
}

#[test]
fn names_are_shown_only_on_request() {
    let hidden = page(SMALL, false);
    let shown = page(SMALL, true);
    for name in ["Ada Quill", "Bo Rask", "Cy Mint"] {
        assert!(!hidden.contains(name) && shown.contains(name), "{name}");
    }
    checked(&shown, "with names");
}

#[test]
fn cells_do_no_harm() {
    let evil = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</style></script></title></svg><iframe src=//x>",
        "](javascript:alert(1))",
        "{{ 7 * 7 }}{% raw %}{who}",
        "`<b>` ` <i>",
        "' onmouseover='alert(1)",
        "<!--",
        "evil\u{202e}txt\u{1b}[31m\u{2028}&lt;&#60;",
    ];
    let mut chart =
        "id,title,name,reports_to,company,department,responsibilities,\"<b>x\"\n".to_owned();
    for (index, text) in evil.iter().enumerate() {
        let cell = format!("\"{}\"", text.replace('"', "\"\""));
        let duties = format!(
            "\"Runs IT operations {} for employees\"",
            text.replace('"', "\"\"")
        );
        chart.push_str(&format!(
            "{index}a,{cell},{cell},0a,{cell},{cell},{duties},\n"
        ));
        chart.push_str(&format!(
            "{cell},CIO,{cell},,{cell},{cell},{duties},{cell}\n"
        ));
    }
    let page = page(&chart, true);
    let html = checked(&page, "hostile");
    let text: String = html.root_element().text().collect();
    assert!(
        text.contains("<script>alert(1)</script>"),
        "it is shown as text"
    );
    assert!(
        text.contains("{{ 7 * 7 }}{% raw %}{who}"),
        "it is no template"
    );
    for hidden in ['\u{202e}', '\u{1b}', '\u{2028}'] {
        assert!(!page.contains(hidden), "{hidden:?}");
    }
}

/// Every chart of the fixtures.
fn charts() -> Vec<PathBuf> {
    let folders = [
        "healthy",
        "coverage",
        "findings",
        "responsibility",
        "structure",
        "data",
        "systems",
        "history",
    ];
    let folders = folders.map(|folder| root().join("fixtures").join(folder));
    let found = discover(&folders).inputs.into_iter();
    let files = found.filter_map(|input| match input {
        Input::InFolder { path, .. } => Some(path),
        _ => None,
    });
    files.collect()
}

#[test]
fn every_chart_of_the_fixtures_has_a_sound_page() {
    for file in charts() {
        let page = page_of(std::slice::from_ref(&file), false);
        checked(&page, &file.display().to_string());
    }
}

#[test]
fn of_many_entities_the_table_has_all_and_the_details_are_limited() {
    let mut chart = "id,title,company\n".to_owned();
    for company in 0..230 {
        chart.push_str(&format!(
            "{company},Chief Executive Officer,Company {company}\n"
        ));
    }
    let page = page(&chart, false);
    let html = checked(&page, "many");
    assert_eq!(all(&html, "section.entity").len(), 200);
    assert_eq!(all(&html, "#answer tbody tr").len(), 230);
    assert!(text_of(&html).contains("The details of 30 entities are left out."));
}

#[test]
fn a_chart_that_is_deep_or_goes_in_a_circle_is_a_list_that_a_browser_can_nest() {
    let mut chart = "id,title,reports_to\n0,CEO,\n".to_owned();
    for id in 1..3_000 {
        chart.push_str(&format!("{id},Clerk {id},{}\n", id - 1));
    }
    chart.push_str("a,Left,b\nb,Right,a\n");
    let html = checked(&page(&chart, false), "deep");
    assert_eq!(all(&html, "ul.chart li").len(), 3_002);
}

#[test]
fn accepted_findings_are_shown_with_their_reason() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("own.yaml");
    let text = "suppress:\n  - {code: RC102, reason: \"The group <builds> our products\"}\n";
    std::fs::write(&rules, text).unwrap();
    let file = root().join("fixtures/coverage/missing-cto.csv");
    let report = Options::new().rules(rules).audit([file]).unwrap();
    let mut out = Vec::new();
    board_html(
        report.audited(),
        &BoardOptions::default(),
        Past::default(),
        &mut out,
    )
    .unwrap();
    let html = checked(&String::from_utf8(out).unwrap(), "accepted");
    let accepted = all(&html, "[id^='accepted-']");
    let text: String = accepted[0].text().collect();
    assert!(text.contains("The group <builds> our products"), "{text}");
    assert!(!all(&html, ".checked.accepted").is_empty());
}

/// A chart of 5,000 seats as it comes from `rolecall generate`.
fn big_chart() -> String {
    let options = generate::GenerateOptions {
        positions: 5_000,
        ..generate::GenerateOptions::default()
    };
    let mut chart = Vec::new();
    generate::write(&options, &RULES.samples, &mut chart).unwrap();
    String::from_utf8(chart).unwrap()
}

#[test]
fn a_page_of_5000_seats_fits_into_a_mail() {
    let page = page(&big_chart(), false);
    let html = checked(&page, "big");
    assert!(page.len() < 4_000_000, "{}", page.len());
    assert_eq!(all(&html, "ul.chart li").len(), 5_000);
}
