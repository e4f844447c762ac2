//! Decides which characters must not be shown as they are, and how they are shown instead.

use std::borrow::Cow;

/// Whether a character controls a terminal, changes the direction of text or is invisible: controls, bidi
/// marks, blanks without width, line separators, tags. These are the controls, the format characters without a
/// glyph and the `Default_Ignorable_Code_Point`s of Unicode, but for variation selectors, which choose a glyph of
/// emoji and Chinese characters, and for joiners, which many scripts need.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{13430}'..='\u{1343f}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e00ff}'
                | '\u{e01f0}'..='\u{e0fff}'
        )
}

/// Whether a character joins or separates two letters without being seen.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a joiner is of no use behind or before this character, since Latin letters are never joined.
fn needs_no_joiner(c: char) -> bool {
    c < '\u{250}' || is_joiner(c)
}

/// The text on one line. Every character that [`is_hidden`] becomes an escape such as `\u{1b}`, and so does a
/// joiner among Latin letters. Commands for build systems are disarmed.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// Like [`visible`], for text of several lines: line breaks and tabs stay.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_hidden(c) && c != '\n' && c != '\t')
}

fn escaped(text: &str, hides: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_clean = text
        .bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic());
    let has_hidden = || text.contains(|c| hides(c) || is_joiner(c));
    if (is_clean || !has_hidden()) && !may_command(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            push(&mut shown, '\n', &hides);
        }
        let begins = shown.len();
        let mut before = None;
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            let mut around = [before, chars.peek().copied()].into_iter().flatten();
            match is_joiner(c) && around.all(needs_no_joiner) {
                true => shown.extend(c.escape_unicode()),
                false => push(&mut shown, c, &hides),
            }
            before = Some(c);
        }
        disarm(&mut shown, begins);
    }
    Cow::Owned(shown)
}

fn push(shown: &mut String, c: char, hides: impl Fn(char) -> bool) {
    match c {
        '\n' if hides(c) => shown.push_str("\\n"),
        '\r' if hides(c) => shown.push_str("\\r"),
        '\t' if hides(c) => shown.push_str("\\t"),
        c if hides(c) => shown.extend(c.escape_unicode()),
        c => shown.push(c),
    }
}

/// Commands that build systems look for anywhere in a line of output: GitHub's old form, those of Azure and
/// of TeamCity.
const COMMANDS: [&[u8]; 3] = [b"##[", b"##vso[", b"##teamcity["];

/// Whether a text may hold a command.
pub(crate) fn may_command(text: &[u8]) -> bool {
    memchr::memmem::find(text, b"::").is_some() || memchr::memmem::find(text, b"##").is_some()
}

/// Where in a line a GitHub command (`::error`) begins, in bytes. It counts only at the beginning of the line
/// and needs a backslash in front.
fn command_at_start(line: &[u8]) -> Option<usize> {
    let at = line.iter().position(|byte| !byte.is_ascii_whitespace())?;
    // In an excerpt, three colons mark a further place.
    let is_command = line[at..].starts_with(b"::") && line.get(at + 2) != Some(&b':');
    is_command.then_some(at)
}

/// Whether a command that counts anywhere in a line begins here.
pub(super) fn is_command(text: &[u8]) -> bool {
    COMMANDS.iter().any(|command| {
        text.get(..command.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(command))
    })
}

/// Puts a backslash into the commands of the line that begins at `begins`.
fn disarm(shown: &mut String, begins: usize) {
    let line = &shown.as_bytes()[begins..];
    let mut at: Vec<_> = memchr::memchr_iter(b'#', line)
        .filter(|at| is_command(&line[*at..]))
        .map(|at| at + 1)
        .collect();
    if let Some(start) = command_at_start(line) {
        at.insert(0, start);
    }
    if at.is_empty() {
        return;
    }
    // Build the line anew: inserting one backslash after the other would take quadratic time.
    let line = shown.split_off(begins);
    let mut written = 0;
    for at in at {
        shown.push_str(&line[written..at]);
        shown.push('\\');
        written = at;
    }
    shown.push_str(&line[written..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_and_control_characters_are_shown_as_escapes() {
        for (text, shown) in [
            ("a\u{1b}[2Jb", "a\\u{1b}[2Jb"),
            ("\u{9b}31m", "\\u{9b}31m"),
            (
                "x\u{61c}\u{200b}\u{ad}\u{200e}",
                "x\\u{61c}\\u{200b}\\u{ad}\\u{200e}",
            ),
            ("a\u{2028}b\u{e0041}", "a\\u{2028}b\\u{e0041}"),
            (
                "C\u{34f}I\u{1bca0}O\u{180b}",
                "C\\u{34f}I\\u{1bca0}O\\u{180b}",
            ),
            ("a\nb\tc", "a\\nb\\tc"),
            ("Müller, 银行", "Müller, 银行"),
        ] {
            assert_eq!(visible(text), shown);
        }
        assert_eq!(visible_lines("a\nb\u{7}"), "a\nb\\u{7}");
    }

    #[test]
    fn joiners_are_shown_as_escapes_unless_a_script_needs_them() {
        assert_eq!(visible("C\u{200d}IO"), "C\\u{200d}IO");
        assert_eq!(
            visible("C\u{200c}\u{200d}TO\u{200d}"),
            "C\\u{200c}\\u{200d}TO\\u{200d}"
        );
        for text in ["می\u{200c}خواهم", "क्\u{200d}ष", "👩\u{200d}💻", "❤\u{fe0f}"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn commands_for_build_systems_are_disarmed() {
        assert_eq!(visible("::error::x"), "\\::error::x");
        assert_eq!(visible_lines("a\n  ::error::x"), "a\n  \\::error::x");
        assert_eq!(visible("x ##VSO[task]"), "x #\\#VSO[task]");
        assert_eq!(visible("###teamcity[x]"), "##\\#teamcity[x]");
        assert_eq!(visible("std::mem ## x"), "std::mem ## x");
        assert_eq!(visible(" ::: a.csv"), " ::: a.csv");
        assert_eq!(visible("::##[x] ##[y]"), "\\::#\\#[x] #\\#[y]");
    }

    #[test]
    fn many_commands_on_a_line_take_linear_time() {
        // With a quadratic algorithm, this would take minutes.
        let many = 1 << 20;
        assert_eq!(visible(&"##[".repeat(many)), "#\\#[".repeat(many));
    }
}
