//! Any bytes as a chart, written in every format and read back by parsers that rolecall does not write with.
#![no_main]

use std::io::Write;

use libfuzzer_sys::fuzz_target;
use rolecall::audit::{AuditOptions, audit};
use rolecall::diff::compare;
use rolecall::report::{
    Audited, ChartRows, Diffed, Marks, TextOptions, audit_json, audit_markdown, audit_text,
    chart_csv, chart_json, chart_yaml, diff_json, diff_markdown, findings_gitlab,
    findings_rdjson, findings_sarif,
};
use rolecall::text::{JsonSafe, Visible, is_hidden};
use rolecall_fuzz::{RULES, classified};

fuzz_target!(|bytes: &[u8]| {
    let on = classified(bytes);
    let audit = audit(&on, &RULES, AuditOptions::default());
    let audited = Audited {
        on: &on,
        rules: &RULES,
        audit: &audit,
    };
    json(|out| audit_json(audited, out));
    let marks = Marks::of_audit(audited);
    json(|out| findings_gitlab(&marks, out));
    json(|out| findings_sarif(&marks, out));
    json(|out| findings_rdjson(&marks, out));
    let diff = compare(&on, &on, &RULES, AuditOptions::default());
    let diffed = Diffed {
        old: &on,
        new: &on,
        rules: &RULES,
        diff: &diff,
    };
    json(|out| diff_json(diffed, false, out));
    let options = TextOptions {
        width: 100,
        show_names: false,
        areas: true,
        details: true,
    };
    text(|out| audit_text(audited, options, out));
    text(|out| audit_markdown(audited, options, out));
    text(|out| diff_markdown(diffed, false, out));

    let rows = ChartRows::new(&on.chart, &RULES.columns, false);
    let seats = on.chart.len();
    let mut out = Vec::new();
    chart_csv(&rows, true, &mut out).expect("memory does not end");
    let mut read = csv::Reader::from_reader(&out[..]);
    assert_eq!(read.records().filter(|row| row.is_ok()).count(), seats);
    json(|out| chart_json(&rows, out));
    let mut out = Vec::new();
    chart_yaml(&rows, &mut out).expect("memory does not end");
    let yaml = String::from_utf8(out).expect("it is text");
    let read: Vec<serde::de::IgnoredAny> = serde_saphyr::from_str(&yaml).expect("it is YAML");
    assert_eq!(read.len(), seats);
});

/// Writes JSON, and reads it as YAML, which it is too.
fn json(write: impl FnOnce(&mut JsonSafe<&mut Vec<u8>>) -> std::io::Result<()>) {
    let mut out = Vec::new();
    let mut safe = JsonSafe::new(&mut out);
    write(&mut safe)
        .and_then(|()| safe.flush())
        .expect("memory does not end");
    drop(safe);
    let text = String::from_utf8(out).expect("it is text");
    assert!(
        !text.contains(|c| is_hidden(c) && c != '\n'),
        "something hides"
    );
    serde_saphyr::from_str::<serde::de::IgnoredAny>(&text).expect("it is JSON");
}

/// Writes text for a person, in which no line is a command and nothing steers a terminal but styles.
fn text(write: impl FnOnce(&mut Visible<&mut Vec<u8>>) -> std::io::Result<()>) {
    let mut out = Vec::new();
    let mut safe = Visible::new(&mut out);
    write(&mut safe)
        .and_then(|()| safe.flush())
        .expect("memory does not end");
    drop(safe);
    let text = String::from_utf8(out).expect("it is text");
    for line in text.lines() {
        let begins = line.trim_start();
        assert!(!begins.starts_with("::") || begins.starts_with("::: "), "{line}");
        let bare = line.replace("\u{1b}[", "");
        assert!(!bare.contains(|c| is_hidden(c) && c != '\t'), "{line:?}");
    }
}
