//! One verdict as one line of text.

use std::io;

use super::words::{name_of, plain, reason};
use crate::model::{Position, Verdict};
use crate::rules::Rules;

/// Writes a verdict as one line: place, focus, score, confidence, roles, title.
///
/// # Errors
/// Those of the writer.
pub fn verdict_text(
    rules: &Rules,
    file: &str,
    position: &Position<'_>,
    verdict: &Verdict,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut roles: Vec<_> = verdict
        .roles
        .iter()
        .map(|held| rules.role(held.role).id.clone())
        .collect();
    let aside = verdict.set_aside.iter();
    roles.extend(aside.map(|aside| {
        format!(
            "not {} ({})",
            rules.role(aside.role).id,
            reason(rules, aside.reason)
        )
    }));
    let roles = if roles.is_empty() {
        "-".to_owned()
    } else {
        roles.join(", ")
    };
    writeln!(
        out,
        "{}:{}: {:<8} {:>+5.2} {:>4.2}  {:<14} {}",
        plain(file),
        position.line,
        name_of(verdict.focus),
        verdict.score + 0.0,
        verdict.confidence,
        roles,
        plain(position.title),
    )
}
