//! A code quality report of GitLab: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use std::io;

use serde::Serialize;

use super::marked;
use crate::model::Severity;
use crate::report::Audited;

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
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// Writes one JSON array with an issue for each place of each finding.
///
/// # Errors
/// Those of the writer.
pub fn findings_gitlab(audited: Audited<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let marked = marked(audited);
    let issues = marked.iter().map(|one| Issue {
        description: format!("{}. {}", one.finding.message, one.help()),
        check_name: &one.finding.code,
        fingerprint: one.at.fingerprint,
        severity: match one.finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location {
            path: one.path(),
            lines: Lines {
                begin: one.at.place.line,
            },
        },
    });
    let issues: Vec<_> = issues.collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}
