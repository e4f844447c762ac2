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

/// Whether a spreadsheet would do something with this text. A dash in front of an item, a number with its sign,
/// a telephone number and a handle are formulas to it too, but broken or harmless ones.
pub fn runs(text: &str) -> bool {
    let mut rest = text.chars();
    match rest.next() {
        Some('=' | '＝') => {
            let next = rest.as_str().trim_start().chars().next();
            next.is_some_and(|c| {
                c.is_alphanumeric() || matches!(c, '"' | '\'' | '(' | '+' | '-' | '@' | '{')
            })
        }
        Some('+' | '-' | '@' | '＋' | '－' | '＠') => calls(rest.as_str()),
        _ => false,
    }
}

/// Whether a name at the beginning or behind an operator is called, has another program's data asked for
/// (`cmd|…`), or is that of a sheet (`Sheet1!A1`).
fn calls(formula: &str) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_');
    let bytes = formula.as_bytes();
    let mut ends = (0..bytes.len()).filter(|at| matches!(bytes[*at], b'(' | b'|' | b'!'));
    ends.any(|end| {
        let name = bytes[..end]
            .iter()
            .rev()
            .take_while(|byte| is_name(byte))
            .count();
        let start = end - name;
        let is_operand = start == 0 || b"+-*/^&=<>(,;@".contains(&bytes[start - 1]);
        is_operand && bytes[start..end].iter().any(u8::is_ascii_alphabetic)
    })
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
    fn only_what_does_something_runs() {
        for text in [
            "=1+1",
            "= SUM(A1)",
            "=HYPERLINK(\"x\")",
            "=cmd|' /C calc'!A0",
            "+cmd|' /C calc'!A0",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1+1)",
            "＝1+1",
        ] {
            assert!(runs(text), "{text}");
        }
        for text in [
            "-",
            "-1",
            "+44 (0)20 7946 0000",
            "@handle",
            "- leads the team(s), and plans",
            "-Director (acting)",
            "====",
            "=>",
            "+ bonus!",
            "C=O",
        ] {
            assert!(!runs(text), "{text}");
        }
    }

    #[test]
    fn formulas_left_alone_are_read_back_too() {
        for text in ["=1+1", "'=x", "'s"] {
            assert_eq!(unguarded(&guarded(text, false)), text);
        }
        assert_eq!(guarded("=1", false), "=1");
    }
}
