//! HTML and Markdown within a title or a duty text, read as the text that a person would see.

use std::borrow::Cow;

use html_escape::decode_html_entities;

/// Text that was escaped twice is unescaped twice; more than this is no accident.
const MOST_PASSES: usize = 3;

/// Tags, addresses and linked words longer than this are taken for text; so that a text of a million
/// brackets is not searched a million times.
const LONGEST_TAG: usize = 2048;

const LONGEST_LINK: usize = 512;

/// Elements that end a line; all others stand within one.
const BLOCKS: [&str; 11] = [
    "br", "p", "div", "li", "ul", "ol", "tr", "td", "h1", "h2", "h3",
];

/// The text without tags, entities and marks; `room` holds it where it is not the same as written.
pub(in crate::read) fn plain<'a>(text: &'a str, room: &'a mut String) -> &'a str {
    if !may_hold_markup(text) {
        return text;
    }
    room.clear();
    room.push_str(text);
    for _ in 0..MOST_PASSES {
        let without_tags = without_tags(room);
        let unmarked = without_marks(&without_tags);
        let unescaped = decode_html_entities(&unmarked);
        let next = unescaped.trim();
        if next == room {
            break;
        }
        let next = next.to_owned();
        *room = next;
    }
    room
}

fn may_hold_markup(text: &str) -> bool {
    let text = text.as_bytes();
    let is_pair = |at: usize| {
        let pair = text.get(at..at + 2);
        pair.is_some_and(|pair| matches!(pair, b"**" | b"__" | b"]("))
    };
    memchr::memchr3(b'<', b'&', b'`', text).is_some()
        || memchr::memchr3_iter(b'*', b'_', b']', text).any(is_pair)
}

/// A tag begins with a letter, a slash or an exclamation mark behind its bracket: "a < b" holds none.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        plain.push_str(before);
        let is_tag =
            tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        let near = &tag.as_bytes()[..tag.len().min(LONGEST_TAG)];
        let end = memchr::memchr(b'>', near);
        match end.filter(|_| is_tag) {
            Some(end) => {
                if is_block(&tag[1..end]) {
                    plain.push('\n');
                }
                rest = &tag[end + 1..];
            }
            None => {
                plain.push('<');
                rest = &tag[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn is_block(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    BLOCKS
        .iter()
        .any(|block| name[..end].eq_ignore_ascii_case(block))
}

/// Marks for bold, italic and code go, and of a link the address.
fn without_marks(text: &str) -> Cow<'_, str> {
    let mut plain = Cow::Borrowed(text);
    for mark in ["**", "__", "`"] {
        if plain.contains(mark) {
            plain = Cow::Owned(plain.replace(mark, ""));
        }
    }
    if plain.contains("](") {
        without_addresses(&plain).into()
    } else {
        plain
    }
}

/// Of `[words](address)` the words.
fn without_addresses(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        plain.push_str(&rest[..at]);
        let address = &rest.as_bytes()[at + 2..];
        let address = &address[..address.len().min(LONGEST_TAG)];
        let end = memchr::memchr3(b')', b' ', b'\n', address);
        let end = end.filter(|end| address[*end] == b')');
        let near = plain.len().saturating_sub(LONGEST_LINK);
        let opening = memchr::memrchr(b'[', &plain.as_bytes()[near..]);
        match (opening, end) {
            (Some(opening), Some(end)) => {
                plain.remove(near + opening);
                rest = &rest[at + 2 + end + 1..];
            }
            _ => {
                plain.push_str("](");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    fn read(text: &str) -> String {
        plain(text, &mut String::new()).to_owned()
    }

    #[test]
    fn tags_and_entities_are_read_as_text() {
        assert_eq!(
            read("<p>Runs <b>IT</b> operations.</p><ul><li>R&amp;D</li></ul>").trim(),
            "Runs IT operations.\n\n\nR&D"
        );
        assert_eq!(read("Head of R&amp;amp;D"), "Head of R&D");
        assert_eq!(read("&lt;b&gt;CTO&lt;/b&gt;"), "CTO");
    }

    #[test]
    fn marks_go_and_links_keep_their_words() {
        assert_eq!(read("Runs **IT** `operations`"), "Runs IT operations");
        assert_eq!(
            read("see [the platform](https://example.org/cto) now"),
            "see the platform now"
        );
        assert_eq!(read("[a](b) [c](d)"), "a c");
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        for text in [
            "a < b and c > d",
            "R&D",
            "AT&T; more",
            "[x] (y)",
            "f](",
            "5 <3",
            "snake_case",
            "a]( b)",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
