//! Renders findings on a job description next to its verdict.

use std::io;

use serde::Serialize;

use crate::model::{Field, Severity};
use crate::postings::PostingFinding;
use crate::report::words::plain;

#[derive(Serialize)]
struct FoundLine<'a> {
    code: &'a str,
    name: &'a str,
    severity: Severity,
    message: &'a str,
    field: Field,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<EarlierLine<'a>>,
}

#[derive(Serialize)]
struct EarlierLine<'a> {
    file: &'a str,
    line: u32,
}

/// Adds findings to a verdict that [`verdict_json`](super::json::verdict_json) has already written. Findings that depend on
/// earlier rows are known only after the verdict is rendered.
///
/// # Errors
/// Those of the writer.
pub fn findings_json(
    verdict: &[u8],
    found: &[PostingFinding<'_>],
    out: &mut impl io::Write,
) -> io::Result<()> {
    let open = verdict.strip_suffix(b"}\n").unwrap_or(verdict);
    out.write_all(open)?;
    out.write_all(b",\"findings\":")?;
    let lines: Vec<_> = found
        .iter()
        .map(|one| FoundLine {
            code: &one.kind.code,
            name: &one.kind.name,
            severity: one.kind.severity,
            message: &one.message,
            field: one.field,
            earlier: one.earlier.as_ref().map(|row| EarlierLine {
                file: &row.file,
                line: row.line,
            }),
        })
        .collect();
    serde_json::to_writer(&mut *out, &lines)?;
    out.write_all(b"}\n")
}

/// Writes a line for each finding: severity, code, name, message.
///
/// # Errors
/// Those of the writer.
pub fn findings_text(found: &[PostingFinding<'_>], out: &mut impl io::Write) -> io::Result<()> {
    for one in found {
        let (severity, code, name) = (
            one.kind.severity.name(),
            &one.kind.code,
            plain(&one.kind.name),
        );
        writeln!(out, "  {severity} {code} {name}: {}", plain(&one.message))?;
    }
    Ok(())
}
