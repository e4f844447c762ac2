//! Renders what a finding is, and its example, as JSON.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::explained::{Explained, by_family, command, lines, settings};
use crate::audit::{ExampleFile, Seen, ShownExample};
use crate::model::Severity;
use crate::report::words::rounded;
use crate::rules::{FindingKind, Rules};

#[derive(Serialize)]
struct Listed<'a> {
    code: &'a str,
    name: &'a str,
    severity: Severity,
    severity_by_size: Vec<Step>,
    enabled: bool,
    summary: &'a str,
}

#[derive(Serialize)]
struct Step {
    below: Option<u32>,
    severity: Severity,
}

#[derive(Serialize)]
struct Family<'a> {
    label: &'a str,
    findings: Vec<Listed<'a>>,
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    listed: Listed<'a>,
    why: &'a str,
    help: &'a str,
    thresholds: BTreeMap<&'a str, f64>,
    settings: String,
    example: Option<Example>,
}

#[derive(Serialize)]
struct Example {
    flagged: Charts,
    repaired: Charts,
    policy: Option<File>,
}

#[derive(Serialize)]
struct Charts {
    files: Vec<File>,
    /// `null` if there is no single chart to audit.
    command: Option<String>,
    findings: Option<Vec<Said>>,
}

#[derive(Serialize)]
struct File {
    name: String,
    text: String,
}

#[derive(Serialize)]
struct Said {
    severity: Severity,
    code: String,
    lines: Vec<u32>,
    message: String,
}

/// Writes the findings whose codes begin with `beginning` as one JSON object, by family.
///
/// # Errors
/// Those of the writer.
pub fn explain_index_json(
    rules: &Rules,
    beginning: &str,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let families = by_family(rules, beginning).into_iter();
    let families: Vec<_> = families
        .map(|(label, kinds)| Family {
            label,
            findings: kinds.into_iter().map(listed).collect(),
        })
        .collect();
    written(&BTreeMap::from([("families", families)]), out)
}

/// Writes what a finding means as one JSON object.
///
/// # Errors
/// Those of the writer.
pub fn explain_json(explained: &Explained<'_>, out: &mut impl io::Write) -> io::Result<()> {
    written(&whole(explained), out)
}

/// Writes what several findings mean as one JSON object.
///
/// # Errors
/// Those of the writer.
pub fn explain_all_json(explained: &[Explained<'_>], out: &mut impl io::Write) -> io::Result<()> {
    let findings: Vec<_> = explained.iter().map(whole).collect();
    written(&BTreeMap::from([("findings", findings)]), out)
}

pub(in crate::report) fn written(
    value: &impl Serialize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}

fn listed(kind: &FindingKind) -> Listed<'_> {
    let steps = kind.severities_by_size();
    Listed {
        code: &kind.code,
        name: &kind.name,
        severity: kind.severity,
        severity_by_size: steps
            .map(|(below, severity)| Step { below, severity })
            .collect(),
        enabled: kind.enabled,
        summary: &kind.summary,
    }
}

fn whole<'a>(explained: &'a Explained<'_>) -> Whole<'a> {
    let kind = explained.kind;
    // Write the number as the pack does: 0.4, not the nearest single-precision number.
    let number = |value: f32| f64::from((rounded(value) * 1000.0).round()) / 1000.0;
    Whole {
        listed: listed(kind),
        why: &kind.why,
        help: &kind.help,
        thresholds: kind
            .thresholds()
            .map(|(name, value)| (name, number(value)))
            .collect(),
        settings: settings(kind),
        example: explained.example.as_ref().map(example),
    }
}

fn example(shown: &ShownExample) -> Example {
    let charts = |files: &[ExampleFile], seen: &Option<Seen>| Charts {
        files: files.iter().map(file).collect(),
        command: match (files, seen) {
            ([chart], Some(seen)) => Some(command(shown, chart, seen)),
            _ => None,
        },
        findings: seen.as_ref().map(said),
    };
    Example {
        flagged: charts(&shown.example.flagged, &shown.flagged),
        repaired: charts(&shown.example.repaired, &shown.repaired),
        policy: shown.example.policy.as_ref().map(file),
    }
}

fn file(file: &ExampleFile) -> File {
    File {
        name: file.name.clone(),
        text: file.text(),
    }
}

fn said(seen: &Seen) -> Vec<Said> {
    let findings = seen.findings.iter();
    findings
        .map(|finding| Said {
            severity: finding.severity,
            code: finding.code.to_string(),
            lines: lines(finding),
            message: finding.message.clone(),
        })
        .collect()
}
