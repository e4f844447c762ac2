//! One line for each place, in the form that compilers use and editors and problem matchers read.

use std::io;

use super::{counted, gravest_first};
use crate::report::Audited;
use crate::report::words::plain;

/// Writes a line for each place of each finding, `file:line:column: severity[CODE] message`, gravest first, and a line
/// that counts them.
///
/// # Errors
/// Those of the writer.
pub fn findings_concise(audited: Audited<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let marked = gravest_first(audited);
    for one in &marked {
        let (place, finding) = (&one.at.place, one.finding);
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            plain(&one.path()),
            place.line,
            place.column,
            finding.severity.name(),
            finding.code,
            plain(&finding.message)
        )?;
    }
    writeln!(out, "{}", counted(audited.audit))
}
