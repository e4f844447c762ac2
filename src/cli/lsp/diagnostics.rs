//! Findings on a document as diagnostics.

use std::path::Path;

use lsp_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Position, Range};
use rolecall::model::{Finding, Location, Severity};
use rolecall::read::ReadErrorKind;
use rolecall::rules::Rules;
use rolecall::text::visible_lines;

use super::charts::Judged;
use super::documents::OpenDocument;
use super::place::LineIndex;

/// The diagnostics of a document: its findings that count, and what could not be read of it.
pub fn diagnostics(
    path: &Path,
    document: &OpenDocument,
    judged: &Judged,
    rules: &Rules,
) -> Vec<Diagnostic> {
    let lines = LineIndex::of(&document.text);
    let mut found: Vec<_> = judged
        .errors(path)
        .filter(|error| document.was_chart || is_broken(&error.kind))
        .map(|error| {
            let (line, column) = error.place.unwrap_or((1, 1));
            let number = |number| u32::try_from(number).unwrap_or(u32::MAX);
            let range = lines.range(number(line), number(column), "");
            made(range, Severity::Error, None, &error.kind.to_string())
        })
        .collect();
    let file = judged.file(path);
    for finding in &judged.audit.findings {
        for (index, place) in finding.locations.iter().enumerate() {
            let of_place = finding.occurrences.get(index);
            let accepted = of_place.or(finding.occurrences.first());
            let counts = accepted.is_none_or(|one| one.accepted.is_none());
            if Some(place.file) == file && counts {
                found.push(of_finding(finding, place, &lines, rules));
            }
        }
    }
    found
}

/// Whether an error is about a text that is written wrongly. Other errors say that it is no chart, which is none of the
/// business of somebody who edits something else.
fn is_broken(error: &ReadErrorKind) -> bool {
    matches!(
        error,
        ReadErrorKind::Yaml(_) | ReadErrorKind::Json(_) | ReadErrorKind::UnclosedQuote
    )
}

fn of_finding(
    finding: &Finding,
    place: &Location,
    lines: &LineIndex<'_>,
    rules: &Rules,
) -> Diagnostic {
    let shown = place.excerpt.as_ref();
    let shown = shown.and_then(|excerpt| excerpt.text.get(excerpt.span.clone()));
    let range = lines.range(place.line, place.column, shown.unwrap_or_default());
    let help = rules.catalogue.get(&finding.code);
    let help = help.map_or("", |kind| kind.help.as_str());
    let message = format!("{}\n{help}", finding.message);
    made(
        range,
        finding.severity,
        Some(&finding.code),
        message.trim_end(),
    )
}

fn made(range: Range, severity: Severity, code: Option<&str>, message: &str) -> Diagnostic {
    let severity = match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    };
    Diagnostic {
        range,
        severity: Some(severity),
        code: code.map(|code| NumberOrString::String(code.to_owned())),
        source: Some(env!("CARGO_PKG_NAME").to_owned()),
        message: visible_lines(message).into_owned(),
        ..Diagnostic::default()
    }
}

/// Whether two ranges have a place in common.
pub fn meet(one: &Range, other: &Range) -> bool {
    let key = |at: Position| (at.line, at.character);
    key(one.start) <= key(other.end) && key(other.start) <= key(one.end)
}
