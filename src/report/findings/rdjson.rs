//! The diagnostics of reviewdog: <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>.

use std::io;

use serde::Serialize;

use super::{Mark, Marks};
use crate::model::Severity;

#[derive(Serialize)]
struct Report<'a> {
    source: Source,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code<'a>,
}

#[derive(Serialize)]
struct Location {
    path: String,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Start,
}

/// reviewdog counts columns in bytes of the line. The columns of findings are in characters, so only the line is told.
#[derive(Serialize)]
struct Start {
    line: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

/// Writes one JSON object with a diagnostic for each place, gravest first.
///
/// # Errors
/// Those of the writer.
pub fn findings_rdjson(marks: &Marks<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let report = Report {
        source: Source {
            name: env!("CARGO_PKG_NAME"),
        },
        diagnostics: marks.gravest_first().into_iter().map(diagnostic).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn diagnostic<'m>(mark: &'m Mark<'_>) -> Diagnostic<'m> {
    Diagnostic {
        message: format!("{}\n{}", mark.message, mark.help()),
        location: Location {
            path: mark.place.path(),
            range: Range {
                start: Start {
                    line: mark.place.line.max(1),
                },
            },
        },
        severity: match mark.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: mark.code },
    }
}
