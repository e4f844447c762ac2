//! The source lines around a place, fit to be shown: short, and with nobody's name in them.

use std::ops::Range;

use crate::model::Excerpt;
use crate::read::csv::cells::line_breaks;

/// What may be seen of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// All of it.
    Shown,
    /// That there is something.
    Blank,
    /// The signs and the known keys.
    Veiled,
}

/// How much of its line is shown before and behind the place, in bytes.
const AROUND: usize = 240;

/// How much of the place itself is shown, in bytes and in lines.
const PLACE: usize = 480;

const PLACE_LINES: usize = 6;

/// What stands for text left out.
const GAP: char = '…';

/// The lines of `text` that hold `place`, which begins on `line`. The pieces follow one another and
/// cover what may come up; `keys` are those that a veil lets through.
pub fn excerpt(
    text: &[u8],
    place: &Range<usize>,
    line: u32,
    pieces: Vec<(Range<usize>, Visibility)>,
    keys: &[String],
) -> Excerpt {
    let start = place.start.min(text.len());
    let end = shortened(text, start..place.end.clamp(start, text.len()));
    let cut_place = end < place.end.min(text.len());

    let before = &text[start.saturating_sub(AROUND)..start];
    let (from, cut_before) = match memchr::memrchr2(b'\n', b'\r', before) {
        Some(at) => (start - before.len() + at + 1, false),
        // A place may begin with half a letter, where the text is none.
        None => (
            boundary(text, start - before.len()).min(start),
            before.len() < start,
        ),
    };
    let behind = &text[end..text.len().min(end + AROUND)];
    let (to, cut_behind) = match memchr::memchr2(b'\n', b'\r', behind) {
        _ if cut_place => (end, false),
        Some(at) => (end + at, false),
        None => (
            boundary(text, end + behind.len()),
            end + behind.len() < text.len(),
        ),
    };

    let mut shown = String::new();
    if cut_before {
        shown.push(GAP);
    }
    let mut span = None;
    for (range, piece) in pieces {
        // A piece is taken apart where the place begins and ends.
        for part in [0..start, start..end, end..text.len()] {
            let part = part.start.max(range.start).max(from)..part.end.min(range.end).min(to);
            if part.is_empty() {
                continue;
            }
            if part.start == start && span.is_none() {
                span = Some(shown.len()..shown.len());
            }
            reveal(&text[part.clone()], piece, keys, &mut shown);
            if part.end <= end
                && let Some(span) = &mut span
            {
                span.end = shown.len();
            }
        }
    }
    if (cut_place || cut_behind) && !shown.ends_with(GAP) {
        shown.push(GAP);
    }
    let mut span = span.unwrap_or(shown.len()..shown.len());
    if start == end {
        span.end = span.start;
    }
    Excerpt {
        text: shown,
        first_line: line.saturating_sub(line_breaks(&text[from..start]) as u32),
        span,
    }
}

/// Where the part of a place ends that is shown.
fn shortened(text: &[u8], place: Range<usize>) -> usize {
    let mut end = place.end;
    if place.len() > PLACE {
        end = boundary(text, place.start + PLACE);
    }
    let mut breaks = memchr::memchr_iter(b'\n', &text[place.start..end]);
    match breaks.nth(PLACE_LINES - 1) {
        Some(at) => place.start + at,
        None => end,
    }
}

/// The next place that does not part a character.
fn boundary(text: &[u8], mut at: usize) -> usize {
    while text.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
        at += 1;
    }
    at
}

fn reveal(bytes: &[u8], piece: Visibility, keys: &[String], shown: &mut String) {
    let text = printable(bytes);
    match piece {
        Visibility::Shown => shown.push_str(&text),
        // Its length says nothing either.
        Visibility::Blank => {
            if !text.trim().is_empty() {
                shown.push(GAP);
            }
            shown.extend(text.chars().filter(|c| *c == '\n'));
        }
        Visibility::Veiled => shown.push_str(&veiled(&text, keys)),
    }
}

/// Of a text the signs that YAML is built of and the known keys. What was shown before it stays as it is,
/// since the place may have been noted there.
fn veiled(text: &str, keys: &[String]) -> String {
    let mut shown = String::new();
    let is_sign = |c: char| c.is_whitespace() || matches!(c, '{' | '}' | '[' | ']' | ',' | ':');
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(key) = known_key(rest, keys) {
            shown.push_str(key);
            rest = &rest[key.len()..];
            continue;
        }
        let (run, behind) = rest.split_at(rest.find(is_sign).unwrap_or(rest.len()));
        if run.is_empty() {
            shown.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        rest = behind;
        if !run.contains(char::is_alphanumeric) {
            shown.push_str(run);
        } else if shown.trim_end_matches(' ').ends_with(GAP) {
            // Several words are one gap.
            shown.truncate(shown.trim_end_matches(' ').len());
        } else {
            shown.push(GAP);
        }
    }
    shown
}

/// The known key that a text begins with, with its quotes, where a colon follows.
fn known_key<'t>(text: &'t str, keys: &[String]) -> Option<&'t str> {
    let open = text.len() - text.trim_start_matches(['"', '\'']).len();
    // A key without a name would be found at every colon, again and again.
    let mut named = keys.iter().filter(|key| !key.is_empty());
    let key = named.find(|key| {
        let behind = text[open..].strip_prefix(key.as_str());
        behind.is_some_and(|behind| {
            let behind = behind.trim_start_matches(['"', '\'']);
            behind.trim_start_matches(' ').starts_with(':')
        })
    })?;
    let end = open + key.len();
    let quotes = text[end..].len() - text[end..].trim_start_matches(['"', '\'']).len();
    Some(&text[..end + quotes])
}

/// Text from a stranger's file, safe on a terminal: without byte order marks.
fn printable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let sign = |c: char| match c {
        '\n' | '\t' => c,
        '\r' => '\n',
        // Signs that turn the direction of writing would show a line other than it is.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    let mark = '\u{feff}';
    text.chars().filter(|c| *c != mark).map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::Visibility;
    use super::excerpt;

    #[test]
    fn a_key_without_a_name_is_shown_once() {
        let text = b"\"\": CIO\n: CTO\n";
        let pieces = vec![(0..text.len(), Visibility::Veiled)];
        let shown = excerpt(text, &(0..2), 1, pieces, &[String::new()]);
        assert_eq!(shown.text, "\"\": \u{2026}");
    }

    #[test]
    fn a_place_within_what_is_veiled_does_not_end_before_it_begins() {
        let text = "ab  cd ef: é".as_bytes();
        let shown = excerpt(
            text,
            &(3..5),
            1,
            vec![(0..text.len(), Visibility::Veiled)],
            &[],
        );
        assert!(shown.span.start <= shown.span.end, "{shown:?}");
        assert!(!shown.text.contains(char::is_alphanumeric), "{shown:?}");
    }
}
