//! Writes charts in every format, and reads the formats back with parsers that rolecall does not write them with.

use std::io::{self, Write};
use std::sync::LazyLock;

use rolecall::audit::{AuditOptions, audit};
use rolecall::classify::{ClassifiedChart, Classifier, Derivation};
use rolecall::diff::compare;
use rolecall::report::{
    Audited, ChartRows, Detail, Diffed, Marks, Separator, TableWriter, TextOptions, audit_json,
    audit_jsonl, audit_text, chart_csv, chart_json, chart_yaml, diff_json, diff_markdown,
    diff_text, findings_concise, findings_github, findings_gitlab, findings_junit, findings_rdjson,
    findings_sarif, findings_table, verdict_json, verdict_text, why_json, why_text,
};
use rolecall::rules::Rules;
use rolecall::text::{JsonSafe, Visible, is_hidden};
use serde::de::IgnoredAny;

pub static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

const TEXT: TextOptions = TextOptions {
    width: 100,
    show_names: false,
    areas: true,
    details: true,
};

/// Every format of every command on a chart, and on an older one.
pub fn written(old: &ClassifiedChart, new: &ClassifiedChart) -> Vec<(&'static str, String)> {
    let mut audit = audit(new, &RULES, AuditOptions::default());
    audit.gather(new, &RULES, false);
    let audited = Audited {
        on: new,
        rules: &RULES,
        audit: &audit,
    };
    let marks = Marks::of_audit(audited);
    let diff = compare(old, new, &RULES, AuditOptions::default());
    let diffed = Diffed {
        old,
        new,
        rules: &RULES,
        diff: &diff,
    };
    let rows = ChartRows::new(&new.chart, &RULES.columns, false);
    vec![
        ("audit text", styled(|out| audit_text(audited, TEXT, out))),
        ("audit concise", plain(|out| findings_concise(&marks, out))),
        (
            "audit github",
            raw(|out| findings_github(&marks, out).map(drop)),
        ),
        (
            "audit junit",
            plain(|out| findings_junit(&marks, |_| true, out)),
        ),
        (
            "audit rdjson json",
            json(|out| findings_rdjson(&marks, out)),
        ),
        (
            "audit csv",
            raw(|out| findings_table(&marks, TableWriter::new(out, Separator::Comma, true))),
        ),
        ("audit json", json(|out| audit_json(audited, out))),
        ("audit jsonl", json(|out| audit_jsonl(audited, out))),
        (
            "audit gitlab json",
            json(|out| findings_gitlab(&marks, out)),
        ),
        ("audit sarif json", json(|out| findings_sarif(&marks, out))),
        ("diff text", styled(|out| diff_text(diffed, TEXT, out))),
        (
            "diff markdown",
            plain(|out| diff_markdown(diffed, false, out)),
        ),
        ("diff json", json(|out| diff_json(diffed, false, out))),
        ("export csv", raw(|out| chart_csv(&rows, true, out))),
        ("export json", json(|out| chart_json(&rows, out))),
        ("export yaml", raw(|out| chart_yaml(&rows, out))),
        ("classify text", plain(|out| verdicts(new, out, false))),
        ("classify jsonl", json(|out| verdicts(new, out, true))),
        ("why text", styled(|out| why(new, out, false))),
        ("why jsonl", json(|out| why(new, out, true))),
    ]
}

fn verdicts(on: &ClassifiedChart, out: &mut impl Write, as_json: bool) -> io::Result<()> {
    let classifier = Classifier::new(&RULES);
    for seat in on.chart.seats() {
        let position = on.chart.position(seat);
        let verdict = classifier.classify(&position);
        match as_json {
            true => verdict_json(&RULES, "chart", &position, &verdict, Detail::Full, out)?,
            false => verdict_text(&RULES, "chart", &position, &verdict, out)?,
        }
    }
    Ok(())
}

/// The first positions; each takes as long as many verdicts.
fn why(on: &ClassifiedChart, out: &mut impl Write, as_json: bool) -> io::Result<()> {
    for seat in on.chart.seats().take(2) {
        let position = on.chart.position(seat);
        let derivation = Derivation::of(&RULES, &position, |one| on.judge_as(seat, one, &RULES));
        match as_json {
            true => why_json(&RULES, "chart", &position, &derivation, out)?,
            false => why_text(&RULES, &position, &derivation, TEXT.width, out)?,
        }
    }
    Ok(())
}

fn raw(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn styled(write: impl FnOnce(&mut Visible<&mut Vec<u8>>) -> io::Result<()>) -> String {
    raw(|out| {
        let mut out = Visible::new(out);
        write(&mut out)?;
        out.flush()
    })
}

fn plain(write: impl FnOnce(&mut Visible<&mut Vec<u8>>) -> io::Result<()>) -> String {
    raw(|out| {
        let mut out = Visible::unstyled(out);
        write(&mut out)?;
        out.flush()
    })
}

fn json(write: impl FnOnce(&mut JsonSafe<&mut Vec<u8>>) -> io::Result<()>) -> String {
    raw(|out| {
        let mut out = JsonSafe::new(out);
        write(&mut out)?;
        out.flush()
    })
}

/// Fails unless an output parses, has no hidden characters and begins no line with a command.
pub fn assert_sound(format: &str, text: &str, seed: u64) {
    let kind = format.rsplit(' ').next().unwrap();
    let parse = |text: &str| {
        let parsed = serde_saphyr::from_str::<IgnoredAny>(text);
        assert!(parsed.is_ok(), "seed {seed}: {format}: {parsed:?}\n{text}");
    };
    match kind {
        "json" | "yaml" => parse(text),
        "jsonl" if format == "why jsonl" => {}
        "jsonl" => text.lines().for_each(parse),
        "junit" => {
            let parsed = quick_junit::Report::deserialize_from_str(text);
            assert!(parsed.is_ok(), "seed {seed}: {format}: {parsed:?}\n{text}");
        }
        "csv" | "tsv" => {
            let separator = if kind == "csv" { b',' } else { b'\t' };
            let mut reader = csv::ReaderBuilder::new();
            let reader = reader.delimiter(separator);
            let mut reader = reader.from_reader(text.as_bytes());
            let broken = reader.records().find(Result::is_err);
            assert!(broken.is_none(), "seed {seed}: {format}: {broken:?}");
        }
        _ => {}
    }
    for line in text.lines() {
        let begins = line.trim_start();
        let is_own = match kind {
            // Three colons and a blank mark a further place.
            "text" => begins.starts_with("::: "),
            "github" => begins.contains(" file=") && begins.contains(",title=RC"),
            _ => false,
        };
        let is_command = begins.starts_with("::") || begins.starts_with("##");
        assert!(
            is_own || !is_command || kind == "markdown",
            "seed {seed}: {format}: {line}"
        );
        let hides = |c: char| is_hidden(c) && c != '\t';
        // A program reads CSV back, so its cells stay as they are.
        let bare = line.replace("\u{1b}[", "");
        let is_clean = ["csv", "tsv"].contains(&kind) || !bare.contains(hides);
        assert!(is_clean, "seed {seed}: {format}: {line:?}");
    }
}
