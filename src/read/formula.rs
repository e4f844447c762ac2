//! Cells that a spreadsheet would run as a formula, made harmless and read back.
//!
//! A spreadsheet takes a leading apostrophe for "this is text", and so does this: what [`guarded`] puts
//! in front, [`unguarded`] takes away, and nothing else.

use std::borrow::Cow;

const GUARD: char = '\'';

/// Whether a spreadsheet may run a cell with this text, in any script's width of the signs.
pub fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The text with an apostrophe in front, where it is a formula or looks like one that has a guard already.
/// Where formulas are to stay as they are, only the latter, lest reading back lose an apostrophe.
pub fn guarded(text: &str, neutralise: bool) -> Cow<'_, str> {
    let is_guarded = text.starts_with(GUARD) && is_formula(text.trim_start_matches(GUARD));
    if is_guarded || neutralise && is_formula(text) {
        Cow::Owned(format!("{GUARD}{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text without the apostrophe that guards a formula.
pub fn unguarded(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix(GUARD) {
        Some(rest) if is_formula(rest.trim_start_matches(GUARD)) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guarded_is_read_back() {
        for text in [
            "=1+1",
            "-",
            "@12",
            "＝x",
            "'=x",
            "''-",
            "'s-Gravenhage",
            "'",
            "x",
        ] {
            assert_eq!(unguarded(&guarded(text, true)), text);
        }
        assert_eq!(guarded("=1", true), "'=1");
        assert_eq!(guarded("'s-Gravenhage", true), "'s-Gravenhage");
    }

    #[test]
    fn formulas_left_alone_are_read_back_too() {
        for text in ["=1+1", "'=x", "'s"] {
            assert_eq!(unguarded(&guarded(text, false)), text);
        }
        assert_eq!(guarded("=1", false), "=1");
    }
}
