//! Cells that a spreadsheet would run as a formula, made harmless and read back.
//!
//! A spreadsheet takes a leading apostrophe for "this is text", and so does this: what [`guarded`] puts
//! in front, [`unguarded`] takes away, and nothing else.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::text::is_hidden;

const GUARD: char = '\'';

/// Whether a spreadsheet may run a cell with this text, in any script's width of the signs.
pub fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Whether a spreadsheet would do something with this text. A dash in front of an item, a number with its sign,
/// a telephone number and a handle are formulas to it too, but broken or harmless ones.
pub fn runs(text: &str) -> bool {
    runs_with(text, &Calls::of(text))
}

/// The same for the end of a text that is looked through for several.
fn runs_with(text: &str, calls: &Calls<'_>) -> bool {
    let mut rest = text.chars();
    match rest.next() {
        Some('=' | '＝') => {
            let next = rest.as_str().trim_start().chars().next();
            next.is_some_and(|c| {
                c.is_alphanumeric() || matches!(c, '"' | '\'' | '(' | '+' | '-' | '@' | '{')
            })
        }
        Some('+' | '-' | '@' | '＋' | '－' | '＠') => calls.any_in(rest.as_str()),
        _ => false,
    }
}

/// Where in a text a name is called, has another program's data asked for (`cmd|…`), or is that of a sheet
/// (`Sheet1!A1`). However many formulas begin in the text, it is looked through once.
struct Calls<'t> {
    text: &'t str,
    /// How many bytes from the end the last one behind an operator begins; 0 where there is none.
    last: OnceCell<usize>,
}

impl<'t> Calls<'t> {
    fn of(text: &'t str) -> Self {
        let last = OnceCell::new();
        Calls { text, last }
    }

    /// Whether there is one in the end of the text, at its beginning or behind an operator.
    fn any_in(&self, formula: &str) -> bool {
        let last = *self.last.get_or_init(|| last_call(self.text.as_bytes()));
        let bytes = formula.as_bytes();
        let name = bytes.iter().take_while(|byte| is_of_name(byte)).count();
        let is_at_start = bytes.get(name).is_some_and(is_call)
            && bytes[..name].iter().any(u8::is_ascii_alphabetic);
        is_at_start || last > 0 && last < bytes.len()
    }
}

fn is_of_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_')
}

fn is_call(byte: &u8) -> bool {
    matches!(byte, b'(' | b'|' | b'!')
}

fn last_call(bytes: &[u8]) -> usize {
    let mut ends = (0..bytes.len()).rev().filter(|at| is_call(&bytes[*at]));
    let last = ends.find_map(|end| {
        let name = bytes[..end].iter().rev();
        let start = end - name.take_while(|byte| is_of_name(byte)).count();
        let is_operand = start > 0 && b"+-*/^&=<>(,;@".contains(&bytes[start - 1]);
        let is_named = bytes[start..end].iter().any(u8::is_ascii_alphabetic);
        (is_operand && is_named).then_some(bytes.len() - start)
    });
    last.unwrap_or(0)
}

/// The text with an apostrophe in front of all that a spreadsheet would run, also where it takes a comma, semicolon
/// or tab in the text for the end of a cell, and of all that would begin a line with a command for a build system. What
/// looks as if it had a guard already gets another one. Where formulas are to stay as they are, only the latter, lest
/// reading back lose an apostrophe.
pub fn guarded(text: &str, neutralise: bool) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let mut written = 0;
    let calls = Calls::of(text);
    for part in parts(text) {
        let rest = &text[part.at..];
        let bare = rest.trim_start_matches(GUARD);
        let is_guarded = bare.len() < rest.len();
        if (is_guarded || neutralise) && part.is_risky(bare, &calls) {
            let out = out.get_or_insert_default();
            out.push_str(&text[written..part.at]);
            out.push(GUARD);
            written = part.at;
        }
    }
    match out {
        Some(out) => Cow::Owned(out + &text[written..]),
        None => Cow::Borrowed(text),
    }
}

/// The text without the apostrophes that guard it.
pub fn unguarded(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains(GUARD) {
        return Cow::Borrowed(text);
    }
    let mut out: Option<String> = None;
    let mut written = 0;
    let calls = Calls::of(text);
    for part in parts(text) {
        let rest = &text[part.at..];
        let bare = rest.trim_start_matches(GUARD);
        if bare.len() < rest.len() && part.is_risky(bare, &calls) {
            let out = out.get_or_insert_default();
            out.push_str(&text[written..part.at]);
            written = part.at + GUARD.len_utf8();
        }
    }
    match out {
        Some(out) => Cow::Owned(out + &text[written..]),
        None => Cow::Borrowed(text),
    }
}

/// A place at which a cell or a line may begin for somebody.
struct Part {
    at: usize,
    /// Whether it is that of the whole text.
    is_first: bool,
    /// Whether a line begins there.
    begins_line: bool,
}

fn parts(text: &str) -> impl Iterator<Item = Part> {
    let first = Part {
        at: 0,
        is_first: true,
        begins_line: true,
    };
    let bytes = text.bytes().enumerate();
    let signs = bytes.filter(|(_, byte)| matches!(byte, b',' | b';' | b'\t' | b'\n' | b'\r'));
    let others = signs.map(|(at, sign)| Part {
        at: at + 1,
        is_first: false,
        begins_line: matches!(sign, b'\n' | b'\r'),
    });
    std::iter::once(first).chain(others)
}

impl Part {
    fn is_risky(&self, bare: &str, calls: &Calls<'_>) -> bool {
        let is_blank = |c: char| {
            matches!(c, ' ' | '\u{a0}') || is_hidden(c) && !matches!(c, '\n' | '\r' | '\t')
        };
        let seen = bare.trim_start_matches(is_blank);
        let is_at_once = seen.len() == bare.len();
        let command = self.begins_line && may_be_command(seen);
        match self {
            _ if command => true,
            Part { is_first: true, .. } => is_formula(seen),
            // Within a cell a line break parts nothing, and a dash behind a blank is one of prose.
            Part {
                begins_line: true, ..
            } => false,
            _ => is_formula(seen) && (is_at_once || runs_with(seen, calls)),
        }
    }
}

fn may_be_command(line: &str) -> bool {
    line.starts_with("::") || line.starts_with("##")
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
            "a;=1+1",
            "a,'=1",
            "a;''=1;\t@SUM(1)",
            "\u{200b}=1+1",
            "one\n::error::x",
            "##vso[x]",
        ] {
            assert_eq!(unguarded(&guarded(text, true)), text);
        }
        assert_eq!(guarded("=1", true), "'=1");
        assert_eq!(guarded("a;=1\tb", true), "a;'=1\tb");
        assert_eq!(guarded("\u{200b}=1", true), "'\u{200b}=1");
        assert_eq!(guarded("a\n::error::x", true), "a\n'::error::x");
        assert_eq!(guarded("leads; - plans, -5", true), "leads; - plans, -5");
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
    fn a_call_counts_for_every_formula_in_front_of_it_and_for_none_behind() {
        assert_eq!(
            guarded("x; -1; -2, =A(3); -4", true),
            "x;' -1;' -2,' =A(3); -4"
        );
    }

    #[test]
    fn many_formulas_in_a_cell_cost_no_more_than_their_number() {
        // With the square of it, this would take minutes.
        let many = "; -1".repeat(1 << 19);
        assert_eq!(guarded(&many, true), many);
        let many = ";' -1".repeat(1 << 19);
        assert_eq!(unguarded(&many), many);
    }

    #[test]
    fn formulas_left_alone_are_read_back_too() {
        for text in ["=1+1", "'=x", "'s"] {
            assert_eq!(unguarded(&guarded(text, false)), text);
        }
        assert_eq!(guarded("=1", false), "=1");
    }
}
