//! LDIF, the exchange format of directories: an entry becomes a mapping, as JSON would write it.

use std::borrow::Cow;
use std::collections::hash_map::Entry;

use base64::alphabet;
use base64::engine::{DecodePaddingMode, Engine as _, GeneralPurpose, GeneralPurposeConfig};

use super::node::{Node, Value};
use crate::text::TextMap;

/// Why a text is no LDIF: the line, and what is wrong with it.
pub type NoLdif = (u32, &'static str);

/// What an entry of a person has, whatever else is in a directory: groups, units, machines.
const OF_PEOPLE: [&str; 7] = [
    "title",
    "sn",
    "givenname",
    "manager",
    "employeenumber",
    "mail",
    "employeetype",
];

/// Parses a text into a list of mappings. What is no entry of a person is a null in it. Values that are folded or
/// written in base64 are undone.
pub fn parse<'t>(text: &'t str, first_byte: u32, first_line: u32) -> Result<Node<'t>, NoLdif> {
    let mut entries = Vec::new();
    let mut open: Vec<(Node<'t>, Node<'t>)> = Vec::new();
    // The attributes of the open entry, by name.
    let mut known: TextMap<String, usize> = TextMap::default();
    for line in logical_lines(text, first_line) {
        if line.is_blank() {
            close(&mut open, &mut entries);
            known.clear();
            continue;
        }
        if line.starts_with('#') || line.starts_with('-') {
            continue;
        }
        let (start, end) = (line.start, line.end);
        let written = &text[start..end];
        let Some(colon) = written.find(':') else {
            return Err((line.number, "a line of LDIF must be `attribute: value`"));
        };
        // Behind a semicolon stands the language of the value.
        let name = written[..colon]
            .split(';')
            .next()
            .unwrap_or_default()
            .trim();
        let is_version = name.eq_ignore_ascii_case("version") && open.is_empty();
        let mut from = start + colon + 1;
        let is_base64 = text[from..end].starts_with(':');
        let is_elsewhere = text[from..end].starts_with('<');
        if is_version || is_elsewhere {
            continue;
        }
        from += usize::from(is_base64);
        let blanks = text[from..end].len() - text[from..end].trim_start().len();
        from += blanks;
        let raw = line.unfolded(text, from);
        let value = match is_base64 {
            true => match decoded(&raw) {
                Some(value) => Cow::Owned(value),
                // A picture or a key is no text.
                None => continue,
            },
            false => raw,
        };
        let byte = |at: usize| first_byte.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let node = |value: Cow<'t, str>, from: usize, to: usize| Node {
            value: Value::Text(value),
            span: byte(from)..byte(to),
            line: line.number,
            column: u32::try_from(text[start..from].chars().count()).map_or(1, |before| before + 1),
        };
        let value = node(value, from, end);
        match known.entry(name.to_ascii_lowercase()) {
            Entry::Occupied(at) => add(&mut open[*at.get()].1, value),
            Entry::Vacant(new) => {
                new.insert(open.len());
                open.push((node(Cow::Borrowed(name), start, start + colon), value));
            }
        }
    }
    close(&mut open, &mut entries);
    Ok(Node {
        value: Value::List(entries),
        span: first_byte..first_byte,
        line: first_line,
        column: 1,
    })
}

/// Several values of an attribute are a list.
fn add<'t>(known: &mut Node<'t>, value: Node<'t>) {
    match &mut known.value {
        Value::List(items) => items.push(value),
        _ => {
            let (span, line, column) = (known.span.clone(), known.line, known.column);
            let first = std::mem::replace(&mut known.value, Value::Null);
            let first = Node {
                value: first,
                span,
                line,
                column,
            };
            known.value = Value::List(vec![first, value]);
        }
    }
}

fn close<'t>(open: &mut Vec<(Node<'t>, Node<'t>)>, entries: &mut Vec<Node<'t>>) {
    let Some((first, _)) = open.first() else {
        return;
    };
    let (span, line) = (first.span.clone(), first.line);
    let of_person = |(key, _): &(Node<'_>, Node<'_>)| {
        let key = key.text().unwrap_or_default().to_lowercase();
        OF_PEOPLE.contains(&key.as_str())
    };
    let is_person = open.iter().any(of_person);
    let written = std::mem::take(open);
    entries.push(Node {
        value: match is_person {
            true => Value::Map(written),
            false => Value::Null,
        },
        span,
        line,
        column: 1,
    });
}

/// A line with those that go on with it.
struct Line {
    number: u32,
    start: usize,
    /// Byte after its first part.
    end: usize,
    /// The parts that go on with it.
    more: Vec<(usize, usize)>,
    first: Option<char>,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.first.is_none()
    }

    fn starts_with(&self, sign: char) -> bool {
        self.first == Some(sign)
    }

    /// The text from a byte of its first part on.
    fn unfolded<'t>(&self, text: &'t str, from: usize) -> Cow<'t, str> {
        let first = &text[from..self.end];
        if self.more.is_empty() {
            return Cow::Borrowed(first);
        }
        let mut whole = first.to_owned();
        for (start, end) in &self.more {
            whole.push_str(&text[*start..*end]);
        }
        Cow::Owned(whole)
    }
}

fn logical_lines(text: &str, first_line: u32) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut at = 0;
    for (index, piece) in text.split_inclusive('\n').enumerate() {
        let bare = piece.trim_end_matches(['\n', '\r']);
        let (start, end) = (at, at + bare.len());
        at += piece.len();
        if let (Some(rest), Some(last)) = (bare.strip_prefix(' '), lines.last_mut())
            && !last.is_blank()
        {
            last.more.push((end - rest.len(), end));
            continue;
        }
        lines.push(Line {
            number: first_line.saturating_add(u32::try_from(index).unwrap_or(u32::MAX)),
            start,
            end,
            more: Vec::new(),
            first: bare.trim().chars().next(),
        });
    }
    lines
}

/// Base64 with or without padding. Some programs leave bits behind in the last letter.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The text that base64 stands for; `None` where it is no text.
fn decoded(base64: &str) -> Option<String> {
    let letters = base64.chars().filter(|c| !c.is_ascii_whitespace());
    let bytes = BASE64.decode(letters.collect::<String>()).ok()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Vec<(String, String)>> {
        let Value::List(entries) = parse(text, 0, 1).unwrap().value else {
            panic!("a list");
        };
        let pairs = entries.iter().map(|entry| match &entry.value {
            Value::Map(pairs) => pairs
                .iter()
                .map(|(key, value)| {
                    (
                        key.text().unwrap().to_owned(),
                        value.text().unwrap_or("…").to_owned(),
                    )
                })
                .collect(),
            _ => Vec::new(),
        });
        pairs.collect()
    }

    #[test]
    fn values_are_unfolded_and_decoded() {
        let text = "version: 1\n\ndn: cn=Ida Fern,\n ou=Staff\n# a remark\ntitle:: TGVpdGVyaW4gSVQ=\n\ndn: ou=Staff\nou: Staff\n";
        let found = values(text);
        assert_eq!(found[0][0].1, "cn=Ida Fern,ou=Staff");
        assert_eq!(found[0][1], ("title".to_owned(), "Leiterin IT".to_owned()));
        assert!(found[1].is_empty(), "a unit is no person");
    }

    #[test]
    fn many_attributes_cost_no_more_than_their_number() {
        // With the square of it, this would take minutes.
        let lines = (0..200_000).map(|number| format!("title{number}: x\n"));
        let text: String = lines.chain(["TITLE7: y\n".to_owned()]).collect();
        let Value::List(entries) = parse(&text, 0, 1).unwrap().value else {
            panic!("a list");
        };
        assert_eq!(entries.len(), 1);
    }

    #[test]
    fn a_line_without_a_colon_is_told() {
        assert_eq!(
            parse("dn: x\nrubbish\n", 0, 1).err().map(|(line, _)| line),
            Some(2)
        );
    }
}
