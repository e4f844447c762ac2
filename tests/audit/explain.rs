//! What `rolecall explain` shows is true: its settings work, its text fits a page, and `docs/findings.md`
//! says the same.

use std::sync::LazyLock;

use rolecall::audit::FindingExample;
use rolecall::model::Severity;
use rolecall::report::{
    Explained, explain_all_json, explain_all_markdown, explain_index_text, explain_text,
};
use rolecall::rules::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

static EXPLAINED: LazyLock<Vec<Explained<'static>>> = LazyLock::new(|| {
    let kinds = RULES.catalogue.iter();
    kinds
        .map(|kind| Explained {
            kind,
            example: FindingExample::of(&kind.code)
                .map(|example| example.shown(kind.about, &RULES).unwrap()),
        })
        .collect()
});

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The text without colours.
fn without_colours(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn the_page_of_all_findings_is_the_output_of_explain() {
    let page = written(|out| explain_all_markdown(&RULES, &EXPLAINED, out));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/findings.md");
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let differs = page.lines().zip(kept.lines()).find(|(new, old)| new != old);
    assert!(
        page == kept,
        "docs/findings.md is out of date ({differs:?}); write it anew with\n    \
         cargo run -- explain --all --format markdown --output docs/findings.md"
    );
}

#[test]
fn every_link_of_the_index_leads_to_a_heading() {
    let page = written(|out| explain_all_markdown(&RULES, &EXPLAINED, out));
    let headings = page.lines().filter_map(|line| line.strip_prefix("### "));
    let anchors: Vec<_> = headings
        .map(|heading| heading.to_lowercase().replace(' ', "-"))
        .collect();
    let links = page.split("](#").skip(1);
    let links: Vec<_> = links.map(|rest| rest.split(')').next().unwrap()).collect();
    assert_eq!(links, anchors);
    assert_eq!(links.len(), RULES.catalogue.iter().count());
}

#[test]
fn text_fits_the_width_and_has_no_trailing_blanks() {
    for width in [80, 60] {
        let mut text = written(|out| explain_index_text(&RULES, "", width, out));
        for one in EXPLAINED.iter() {
            text.push_str(&written(|out| explain_text(one, width, out)));
        }
        for line in without_colours(&text).lines() {
            assert!(line.chars().count() <= width, "wider than {width}: {line}");
            assert!(line.trim_end() == line, "ends with spaces: {line:?}");
            assert!(!line.contains('\u{1b}'), "{line:?}");
        }
    }
}

#[test]
fn every_line_of_the_settings_compiles_and_changes_the_finding() {
    let json = written(|out| explain_all_json(&EXPLAINED, out));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let findings = json["findings"].as_array().unwrap();
    // All first lines go into one file, and all last lines into another, because compiling the rules takes
    // time.
    let lines_of = |choose: fn(&str) -> Option<&str>| {
        let settings = findings.iter().map(|one| one["settings"].as_str().unwrap());
        let lines: Vec<_> = settings.filter_map(choose).collect();
        let text = format!("findings:\n{}\n", lines.join("\n"));
        Rules::with_texts(&[("settings", &text)]).unwrap()
    };
    let graver = lines_of(|settings| settings.lines().nth(1));
    let turned = lines_of(|settings| settings.lines().last());
    let same = lines_of(|settings| settings.lines().find(|line| line.contains("thresholds")));
    for kind in RULES.catalogue.iter() {
        let code = &kind.code;
        let [graver, turned, same] =
            [&graver, &turned, &same].map(|rules| rules.catalogue.get(code));
        let (graver, turned, same) = (graver.unwrap(), turned.unwrap(), same.unwrap());
        assert_ne!(graver.severity, kind.severity, "{code}");
        assert_ne!(turned.enabled, kind.enabled, "{code}");
        assert!(same.thresholds().eq(kind.thresholds()), "{code}");
    }
}

#[test]
fn an_example_shows_its_finding_and_the_repaired_twin_does_not() {
    for one in EXPLAINED.iter() {
        let code = one.kind.code.as_str();
        let shown = one
            .example
            .as_ref()
            .unwrap_or_else(|| panic!("{code} has no example"));
        let (Some(flagged), Some(repaired)) = (&shown.flagged, &shown.repaired) else {
            // There is no output for two charts, or for a chart that is not stored.
            assert!(
                ["RC6", "RC520"].iter().any(|known| code.starts_with(known)),
                "{code}"
            );
            continue;
        };
        assert!(
            flagged.findings.iter().any(|finding| finding.code == code),
            "{code}"
        );
        assert!(
            repaired.findings.iter().all(|finding| finding.code != code),
            "{code}"
        );
    }
}

#[test]
fn settings_of_the_user_are_explained() {
    let own = "findings: [{code: RC101, severity: error, thresholds: {unsure: 0.25}}]";
    let rules = Rules::with_texts(&[("own", own)]).unwrap();
    let kind = rules.catalogue.get("RC101").unwrap();
    assert_eq!(kind.severity, Severity::Error);
    let explained = Explained {
        kind,
        example: None,
    };
    let text = without_colours(&written(|out| explain_text(&explained, 80, out)));
    assert!(text.contains("RC101 missing-cio (error)"), "{text}");
    assert!(text.contains("Severity: error\n"), "{text}");
    assert!(text.contains("unsure: 0.25"), "{text}");
}
