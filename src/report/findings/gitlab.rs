//! A code quality report of GitLab: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use std::io;

use serde::Serialize;

use super::Marks;
use crate::model::Severity;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: IssueLines,
}

#[derive(Serialize)]
struct IssueLines {
    begin: u32,
}

/// Writes one JSON array with an issue for each place of each finding.
///
/// # Errors
/// Those of the writer.
pub fn findings_gitlab(marks: &Marks<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let issues = marks.counting().map(|mark| Issue {
        description: format!("{}. {}", mark.message, mark.help()),
        check_name: mark.code,
        fingerprint: &mark.fingerprint,
        severity: match mark.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location {
            path: mark.place.path(),
            lines: IssueLines {
                begin: mark.place.line,
            },
        },
    });
    let issues: Vec<_> = issues.collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}
