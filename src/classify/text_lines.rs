//! Parts a duty text into its lines.

use std::ops::Range;

use crate::rules::Scan;
use crate::text::Break;

/// A line with words.
pub(super) struct TextLine<'t> {
    pub text: &'t str,
    pub words: Range<usize>,
    /// Whether an empty line comes before it.
    pub apart: bool,
}

/// The lines that have words.
pub(super) fn lines<'t>(text: &'t str, scan: &Scan) -> Vec<TextLine<'t>> {
    let mut lines = Vec::new();
    let (mut start, mut first, mut apart) = (0, 0, true);
    let mut behind = 0;
    for (at, word) in scan.words.iter().enumerate() {
        let gap = std::mem::replace(&mut behind, word.end as usize)..word.start as usize;
        // A line break ends a sentence too, so that most of the text need not be looked at.
        if word.before != Break::Sentence {
            continue;
        }
        let Some(between) = LineBreak::of(&text[gap.clone()]) else {
            continue;
        };
        if at > 0 {
            lines.push(TextLine {
                text: &text[start..gap.start + between.ends],
                words: first..at,
                apart,
            });
            apart = between.empty;
        }
        (start, first) = (gap.start + between.begins, at);
    }
    let rest = LineBreak::of(&text[behind..]);
    if first < scan.words.len() {
        lines.push(TextLine {
            text: &text[start..rest.map_or(text.len(), |rest| behind + rest.ends)],
            words: first..scan.words.len(),
            apart,
        });
    }
    lines
}

/// Where one line ends and the next begins, between two words.
struct LineBreak {
    ends: usize,
    begins: usize,
    /// Whether an empty line is between them.
    empty: bool,
}

impl LineBreak {
    fn of(between: &str) -> Option<LineBreak> {
        let breaks = between.match_indices(is_line_break);
        let mut breaks = breaks.map(|(at, sign)| at + sign.len());
        let ends = breaks.next()?;
        let (mut begins, mut empty) = (ends, false);
        for next in breaks {
            let is_same = &between[begins..next] == "\n" && between[..begins].ends_with('\r');
            empty |= !is_same;
            begins = next;
        }
        Some(LineBreak {
            ends,
            begins,
            empty,
        })
    }
}

/// Whether a character ends a line.
pub(super) fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Buffers, Matcher};

    /// Each line with words as it is written, and whether an empty line comes before it.
    fn parted(text: &str) -> Vec<(String, bool)> {
        let mut buffers = Buffers::default();
        let scan = Matcher::default().scan(text, &mut buffers);
        let written = |line: &TextLine<'_>| line.text.trim_matches(is_line_break).to_owned();
        let lines = lines(text, &scan);
        lines
            .iter()
            .map(|line| (written(line), line.apart))
            .collect()
    }

    #[test]
    fn lines_are_what_stands_between_line_breaks() {
        let text = "Runs ovens.\nBakes, and\nsells\n\n- bread.\tRolls\n \nHires!";
        for line_break in ["\n", "\r\n", "\r", "\u{b}", "\u{2028}"] {
            let text = text.replace('\n', line_break);
            let mut apart = true;
            let mut expected = Vec::new();
            for line in text.replace("\r\n", "\n").split(is_line_break) {
                if line.is_empty() {
                    apart = true;
                } else if line.contains(char::is_alphanumeric) {
                    expected.push((line.to_owned(), std::mem::take(&mut apart)));
                } else {
                    apart = true;
                }
            }
            assert_eq!(parted(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_text_without_words_has_no_lines() {
        assert_eq!(parted(""), []);
        assert_eq!(parted("\n - \n"), []);
    }
}
