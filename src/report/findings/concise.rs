//! One line for each place, in the form that compilers use and editors and problem matchers read.

use std::io;

use super::Marks;
use crate::report::words::plain;

/// Writes a line for each place of each finding, `file:line:column: severity[CODE] message`, gravest first, and a line
/// that counts them.
///
/// # Errors
/// Those of the writer.
pub fn findings_concise(marks: &Marks<'_>, out: &mut impl io::Write) -> io::Result<()> {
    for mark in marks.gravest_first() {
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            plain(&mark.place.path()),
            mark.place.line,
            mark.place.column,
            mark.severity.name(),
            mark.code,
            plain(&mark.message)
        )?;
    }
    writeln!(out, "{}", marks.counted())
}
