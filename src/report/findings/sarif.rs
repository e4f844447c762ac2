//! SARIF 2.1.0, the format of code scanners: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::io;

use serde_json::{Value, json};

use super::{Mark, Marks, Place};
use crate::fix::Fix;
use crate::model::{Accepted, Severity};
use crate::rules::FindingKind;

/// GitHub takes so many results of a run and refuses files with more:
/// <https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>.
const MOST_RESULTS: usize = 25_000;

/// The name of the fingerprint; a new number means that old ones no longer compare.
const FINGERPRINT: &str = "rolecall/v1";

/// Writes a SARIF log with one run: every finding that such a run can make as a rule, and a result for each place, gravest
/// first, those in the baseline and suppressed ones last. Of more results than consumers take, the last are left out, and
/// a notification says how many. A result has one location, so no limit of locations is reached.
///
/// # Errors
/// Those of the writer.
pub fn findings_sarif(marks: &Marks<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let kinds = marks.kinds();
    let all = marks.accepted_last();
    let shown = all.iter().take(MOST_RESULTS);
    let left_out = all.len().saturating_sub(MOST_RESULTS);
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": kinds.iter().map(|kind| rule(kind)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": shown.map(|mark| result(mark, &kinds, marks.is_compared)).collect::<Vec<_>>(),
            "invocations": [{
                "executionSuccessful": marks.unread.is_empty(),
                "toolExecutionNotifications": notifications(marks, left_out),
            }],
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(kind: &FindingKind) -> Value {
    json!({
        "id": kind.code,
        "name": kind.name,
        "shortDescription": {"text": kind.summary},
        "fullDescription": {"text": kind.why},
        "help": {"text": format!("{} `rolecall explain {}` shows an example.", kind.help, kind.code)},
        "defaultConfiguration": {"level": level(kind.severity), "enabled": kind.enabled},
        "properties": {"tags": ["org-chart", kind.name]},
    })
}

fn result(mark: &Mark<'_>, kinds: &[&FindingKind], is_compared: bool) -> Value {
    let mut result = json!({
        "ruleId": mark.code,
        "level": level(mark.severity),
        "message": {"text": mark.message},
        "locations": [location(&mark.place)],
        "partialFingerprints": {FINGERPRINT: mark.fingerprint},
    });
    if let Some(index) = kinds.iter().position(|kind| kind.code == mark.code) {
        result["ruleIndex"] = json!(index);
    }
    let is_known = mark.accepted == Some(&Accepted::Baseline);
    if is_compared || is_known {
        result["baselineState"] = json!(if is_known { "unchanged" } else { "new" });
    }
    if let Some(Accepted::Suppressed { reason, in_source }) = mark.accepted {
        let kind = if *in_source { "inSource" } else { "external" };
        let mut suppression = json!({"kind": kind, "status": "accepted"});
        if !reason.is_empty() {
            suppression["justification"] = json!(reason);
        }
        result["suppressions"] = json!([suppression]);
    }
    if let Some(fix) = mark.fix {
        result["fixes"] = json!([fixed(fix, &mark.place)]);
    }
    result
}

/// What mends a finding. No text of the chart is in it.
fn fixed(fix: &Fix, place: &Place<'_>) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        let (from, to) = (edit.from, edit.to);
        let mut replacement = json!({"deletedRegion": {
            "startLine": from.0, "startColumn": from.1, "endLine": to.0, "endColumn": to.1,
        }});
        if !edit.text.is_empty() {
            replacement["insertedContent"] = json!({"text": edit.text});
        }
        replacement
    });
    json!({
        "description": {"text": format!("Mend: {}", fix.kind.name())},
        "artifactChanges": [{
            "artifactLocation": {"uri": uri(&place.path())},
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

fn location(place: &Place<'_>) -> Value {
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&place.path())},
        "region": {"startLine": place.line.max(1), "startColumn": place.column.max(1)},
    }})
}

/// What could not be read, and how many results do not fit.
fn notifications(marks: &Marks<'_>, left_out: usize) -> Vec<Value> {
    let unread = marks.unread.iter();
    let unread =
        unread.map(|error| json!({"level": "error", "message": {"text": error.to_string()}}));
    let left_out = (left_out > 0).then(|| {
        let text = format!(
            "{left_out} results are left out: consumers take at most {MOST_RESULTS}. Audit fewer files at once."
        );
        json!({"level": "warning", "message": {"text": text}})
    });
    unread.chain(left_out).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a relative or absolute URI reference (RFC 3986): whatever has a meaning there is written in percents.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let written = path.bytes().map(|byte| {
        if is_plain(byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    });
    let written: String = written.collect();
    if written.starts_with('/') {
        format!("file://{written}")
    } else {
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_a_uri() {
        assert_eq!(uri("charts/a b#1.csv"), "charts/a%20b%231.csv");
        assert_eq!(uri("/tmp/ä.csv"), "file:///tmp/%C3%A4.csv");
        assert_eq!(uri("c:/x.csv"), "c%3A/x.csv");
    }
}
