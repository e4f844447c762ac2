//! Formats words and numbers for output.

use std::borrow::Cow;
use std::io;

use crate::audit::Audit;
use crate::model::{Evidence, FunctionId, Position, SetAsideReason, Severity, Verdict};
use crate::rules::Rules;
use crate::text::visible;

/// The smallest width to which text is wrapped, in columns.
pub(super) const NARROWEST: usize = 24;

/// Writes text wrapped to a width, each line with an indent.
pub(super) fn wrapped(
    text: &str,
    indent: &str,
    width: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let options = textwrap::Options::new(width.max(NARROWEST))
        .initial_indent(indent)
        .subsequent_indent(indent);
    writeln!(out, "{}", textwrap::fill(text, options))
}

/// A count with its noun, in the singular or the plural.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// How many findings of each severity an audit has, the most severe first: "2 errors, 1 warning". Nothing if it
/// has none.
pub(super) fn counted_by_severity(audit: &Audit) -> Option<String> {
    counted_by(Severity::ALL.map(|severity| audit.count(severity)))
}

/// The same of counts in the order of [`Severity::ALL`].
pub(super) fn counted_by(counts: [usize; 3]) -> Option<String> {
    let counts = counts.into_iter().zip(Severity::ALL);
    let counts = counts.filter(|(count, _)| *count > 0);
    let words = counts.map(|(count, severity)| match severity {
        Severity::Info => format!("{count} {}", severity.name()),
        Severity::Error | Severity::Warning => counted(count, severity.name()),
    });
    let words: Vec<_> = words.collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The words that an evidence matched, as they are in the source.
pub(super) fn matched<'p>(position: &Position<'p>, evidence: &Evidence) -> &'p str {
    position
        .text(evidence.field)
        .get(evidence.start as usize..evidence.end as usize)
        .unwrap_or_default()
}

/// Rounds a number to three decimals; more would be noise.
pub(super) fn rounded(number: f32) -> f32 {
    // Adding 0 turns a negative zero into a plain one.
    (number * 1000.0).round() / 1000.0 + 0.0
}

/// Why a role that the title names is not counted.
pub(super) fn reason(rules: &Rules, reason: SetAsideReason) -> String {
    match reason {
        SetAsideReason::Modifier(modifier) => modifier.name().to_owned(),
        SetAsideReason::ReadAs(role) => format!("means {}", rules.role(role).id),
        SetAsideReason::Ambiguous => "ambiguous".to_owned(),
    }
}

/// The id of the function (field of work), or `other` if the title names none.
pub(super) fn function(rules: &Rules, function: Option<FunctionId>) -> &str {
    function.map_or(OTHER, |function| &rules.function(function).id)
}

/// The finer field of work, if the title names one.
pub(super) fn area<'r>(rules: &'r Rules, verdict: &Verdict) -> Option<&'r str> {
    let areas = &rules.function(verdict.function?).areas;
    areas.get(usize::from(verdict.area?)).map(String::as_str)
}

/// A seat by its title, with its id if it has one.
pub(super) fn titled(position: &Position<'_>) -> String {
    let mut titled = plain(position.title).into_owned();
    if titled.is_empty() {
        titled.push_str("(no title)");
    }
    // An id that the reader made up would mean nothing to the user.
    if !position.id.is_empty() && !position.has_made_up_id() {
        titled.push_str(&format!(" ({})", plain(&position.shown_id())));
    }
    titled
}

const OTHER: &str = "other";

/// Puts text from a cell on one line and makes it safe for a terminal.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if text.bytes().all(is_plain) && !text.contains("  ") && text.trim().len() == text.len() {
        return Cow::Borrowed(text);
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Cow::Owned(visible(&line).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_cells_cannot_steer_a_terminal() {
        assert_eq!(
            plain("a\u{1b}[31m \n b\u{202e}c"),
            "a\\u{1b}[31m b\\u{202e}c"
        );
    }

    #[test]
    fn a_rounded_number_is_never_negative_zero() {
        assert_eq!(rounded(-0.0001).to_string(), "0");
    }
}
