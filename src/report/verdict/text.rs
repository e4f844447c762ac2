//! Renders one verdict as one line of text.

use std::io;

use super::evidence_json::{Detail, in_full, in_words};
use crate::model::{Position, Verdict};
use crate::report::words::{plain, reason};
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
    let focus = verdict.focus.name();
    let (score, confidence) = (verdict.score + 0.0, verdict.confidence);
    write!(
        out,
        "{}:{}: {focus:<8} {score:>+5.2} {confidence:>4.2}  ",
        plain(file),
        position.line
    )?;
    let mut width = 0;
    let mut role = |text: &str| {
        let parted = if width == 0 { "" } else { ", " };
        width += parted.len() + text.len();
        write!(out, "{parted}{text}")
    };
    for held in &verdict.roles {
        role(&rules.role(held.role).id)?;
    }
    for aside in &verdict.set_aside {
        role(&format!(
            "not {} ({})",
            rules.role(aside.role).id,
            reason(rules, aside.reason)
        ))?;
    }
    if verdict.roles.is_empty() && verdict.set_aside.is_empty() {
        role("-")?;
    }
    let to_titles = ROLES_WIDTH.saturating_sub(width);
    writeln!(out, "{:to_titles$} {}", "", plain(position.title))
}

/// Writes the evidence of a verdict below its line.
///
/// # Errors
/// Those of the writer.
pub fn evidence_text(
    rules: &Rules,
    position: &Position<'_>,
    verdict: &Verdict,
    detail: Detail,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let evidence = match detail {
        Detail::None => Vec::new(),
        Detail::Short => match in_words(rules, position, verdict) {
            words if words.is_empty() => words,
            words => vec![words.join(", ")],
        },
        Detail::Full => in_full(rules, position, verdict),
    };
    evidence
        .iter()
        .try_for_each(|line| writeln!(out, "    {line}"))
}

/// Width of the column of roles. Longer roles push the title to the right.
const ROLES_WIDTH: usize = 14;
