//! JSON to a tree. The parser checks the grammar and cuts out scalars; where they stand follows from what
//! was read before them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::node::{DEEPEST, MOST_NODES, Node, Value};
use crate::read::csv::cells::line_breaks;
use crate::read::input::error::ReadErrorKind;

/// Why a text is no JSON.
#[derive(Debug)]
pub struct BrokenJson {
    /// Line and column of what cannot be read, counted from 1.
    pub place: (u32, u32),
    /// Byte at which it stands.
    pub at: usize,
    /// What is wrong.
    pub kind: ReadErrorKind,
}

/// Parses a text that stands in its file at a byte and on a line.
pub fn parse(text: &str, first_byte: u32, first_line: u32) -> Result<Node<'_>, BrokenJson> {
    let mut cursor = Cursor::new(text, first_byte, first_line);
    let mut parser = serde_json::Deserializer::from_str(text);
    // Seeds count the levels themselves.
    parser.disable_recursion_limit();
    let read = Seed(&mut cursor).deserialize(&mut parser);
    match read.and_then(|node| parser.end().map(|()| node)) {
        Ok(node) => Ok(node),
        Err(error) => {
            let refused = cursor.refused.take();
            let at = match refused {
                Some(_) => cursor.at,
                None => byte_of(&error, text),
            };
            let mut there = Cursor::new(text, first_byte, first_line);
            there.go_to(at);
            Err(BrokenJson {
                place: (there.line, there.column),
                at: first_byte as usize + at,
                kind: refused.unwrap_or_else(|| ReadErrorKind::Json(advice(&error))),
            })
        }
    }
}

/// The parser tells lines ended by `\n`, and columns in bytes.
fn byte_of(error: &serde_json::Error, text: &str) -> usize {
    let mut breaks = memchr::memchr_iter(b'\n', text.as_bytes());
    let line_start = match error.line() {
        0 | 1 => 0,
        line => breaks.nth(line - 2).map_or(0, |at| at + 1),
    };
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    // Of a sign that text must not hold it tells the place before.
    if error.to_string().starts_with("control character") {
        let behind = text.as_bytes()[at..].iter();
        at += behind.take_while(|byte| !byte.is_ascii_control()).count();
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What the parser says, and what to do where that is not plain.
fn advice(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = &message[..message.rfind(" at line ").unwrap_or(message.len())];
    let remedy = match message {
        "invalid number" => "write an id with zeros in front in quotes, such as \"007\"",
        "trailing comma" => "remove the comma",
        "trailing characters" => {
            "a .json file holds one JSON value; if every line is a value, name the file .jsonl"
        }
        _ if message.starts_with("control character") => {
            "write line breaks within text as \\n, tabs as \\t"
        }
        _ if message.starts_with("EOF") => {
            "the text ends too early; check that the file is complete"
        }
        _ => return format!("this is not valid JSON: {message}"),
    };
    format!("this is not valid JSON: {message}; {remedy}")
}

/// How far a text has been read.
struct Cursor<'d> {
    text: &'d str,
    first_byte: u32,
    at: usize,
    line: u32,
    column: u32,
    /// The byte that line and column speak of.
    counted: usize,
    depth: usize,
    nodes: usize,
    /// Why the text is refused although it may be JSON.
    refused: Option<ReadErrorKind>,
}

impl<'d> Cursor<'d> {
    fn new(text: &'d str, first_byte: u32, first_line: u32) -> Self {
        Cursor {
            text,
            first_byte,
            at: 0,
            line: first_line,
            column: 1,
            counted: 0,
            depth: 0,
            nodes: 0,
            refused: None,
        }
    }

    /// Passes over blanks.
    fn skip_blanks(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.at += rest.iter().take_while(|byte| is_blank(byte)).count();
    }

    /// Passes over blanks and what parts this value from the one before it.
    fn go_to_value(&mut self) {
        self.skip_blanks();
        if matches!(self.next(), Some(b',' | b':')) {
            self.at += 1;
            self.skip_blanks();
        }
        self.go_to(self.at);
    }

    /// Counts lines and columns up to a byte.
    fn go_to(&mut self, at: usize) {
        let passed = &self.text[self.counted..at];
        let last_break = memchr::memrchr2(b'\n', b'\r', passed.as_bytes());
        if let Some(last) = last_break {
            self.line = self
                .line
                .saturating_add(line_breaks(passed.as_bytes()) as u32);
            self.column = 1;
            self.counted += last + 1;
        }
        self.column += self.text[self.counted..at].chars().count() as u32;
        self.counted = at;
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// Reads the value that the cursor comes to next.
struct Seed<'c, 'd>(&'c mut Cursor<'d>);

impl<'d> DeserializeSeed<'d> for Seed<'_, 'd> {
    type Value = Node<'d>;

    fn deserialize<D: Deserializer<'d>>(self, deserializer: D) -> Result<Node<'d>, D::Error> {
        let cursor = self.0;
        cursor.go_to_value();
        let (start, line, column) = (cursor.at, cursor.line, cursor.column);
        cursor.nodes += 1;
        let opens = matches!(cursor.next(), Some(b'{' | b'['));
        if cursor.nodes > MOST_NODES || opens && cursor.depth == DEEPEST {
            cursor.refused = Some(ReadErrorKind::TreeTooMuch(DEEPEST));
            return Err(D::Error::custom("too much"));
        }
        let value = if opens {
            cursor.at += 1;
            cursor.depth += 1;
            let value = deserializer.deserialize_any(Within(cursor))?;
            cursor.depth -= 1;
            cursor.skip_blanks();
            cursor.at += 1;
            value
        } else {
            let raw = <&RawValue as serde::Deserialize>::deserialize(deserializer)?.get();
            cursor.at += raw.len();
            scalar(raw)
        };
        let byte = |at: usize| u32::try_from(at).map_or(u32::MAX, |at| at + cursor.first_byte);
        Ok(Node {
            value,
            span: byte(start)..byte(cursor.at),
            line,
            column,
        })
    }
}

/// What stands between brackets.
struct Within<'c, 'd>(&'c mut Cursor<'d>);

impl<'d> Visitor<'d> for Within<'_, 'd> {
    type Value = Value<'d>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'d>>(self, mut access: A) -> Result<Value<'d>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(Seed(self.0))? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'d>>(self, mut access: A) -> Result<Value<'d>, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = access.next_key_seed(Seed(self.0))? {
            entries.push((key, access.next_value_seed(Seed(self.0))?));
        }
        Ok(Value::Map(entries))
    }
}

/// A scalar as it is written: numbers and truths are texts to us.
fn scalar(raw: &str) -> Value<'_> {
    let Some(inner) = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) else {
        return match raw {
            "null" => Value::Null,
            raw => Value::Text(Cow::Borrowed(raw)),
        };
    };
    if !inner.contains('\\') {
        return Value::Text(Cow::Borrowed(inner));
    }
    match serde_json::from_str(raw) {
        Ok(text) => Value::Text(Cow::Owned(text)),
        // The grammar allows halves of a character that stand alone; text cannot hold them.
        Err(_) => Value::Mended(serde_json::from_str(&mended(raw)).unwrap_or_default()),
    }
}

/// A string of JSON with `\ufffd` for every half of a surrogate pair that has no other half.
fn mended(raw: &str) -> String {
    let mut whole = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match unit(rest) {
            None => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            Some(0xd800..=0xdbff) if matches!(unit(&rest[6..]), Some(0xdc00..=0xdfff)) => 12,
            Some(0xd800..=0xdfff) => {
                whole.push_str("\\ufffd");
                rest = &rest[6..];
                continue;
            }
            Some(_) => 6,
        };
        whole.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    whole + rest
}

/// The sixteen bits that a text begins with as `\uXXXX`.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> (u32, u32, String) {
        let BrokenJson { place, kind, .. } = parse(text, 0, 1).unwrap_err();
        (place.0, place.1, kind.to_string())
    }

    #[test]
    fn every_value_knows_its_place() {
        let text = "[\r\n  {\"é\" : 12.50 , \"b\":[ true,null ] } ]";
        let root = parse(text, 0, 1).unwrap();
        let Value::List(items) = &root.value else {
            panic!("{root:?}")
        };
        let Value::Map(entries) = &items[0].value else {
            panic!("{root:?}")
        };
        let written = |node: &Node| &text[node.span.start as usize..node.span.end as usize];
        assert_eq!(written(&root), text);
        assert_eq!(written(&items[0]), &text[5..text.len() - 2]);
        let (key, number) = &entries[0];
        assert_eq!(
            (written(key), key.line, key.column, key.text()),
            ("\"é\"", 2, 4, Some("é"))
        );
        assert_eq!(
            (written(number), number.column, number.text()),
            ("12.50", 10, Some("12.50"))
        );
        let (_, list) = &entries[1];
        assert_eq!((written(list), list.column), ("[ true,null ]", 22));
    }

    #[test]
    fn half_a_character_costs_its_value_only() {
        let text = r#"["\ud83d\ude80 a", "\\ud83d \ud83d\u0041\udc00\n\""]"#;
        let root = parse(text, 0, 1).unwrap();
        let Value::List(items) = &root.value else {
            panic!("{root:?}")
        };
        assert_eq!(items[0].text(), Some("\u{1f680} a"));
        assert!(!items[0].value.is_mended());
        assert_eq!(items[1].text(), Some("\\ud83d \u{fffd}A\u{fffd}\n\""));
        assert!(root.value.is_mended());
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place_and_a_remedy() {
        let (line, column, message) = broken("[{\"é\": 1},\n {\"é\": 007}]");
        assert_eq!((line, column), (2, 9));
        assert!(message.contains("\"007\""), "{message}");
        assert_eq!(broken("{\"a\": \"b\tc\"}").1, 9);
        assert!(broken("{} {}").2.contains(".jsonl"));
        assert!(broken("[1,").2.contains("ends too early"));
        for text in ["", "{a: 1}", "[1,]", "{\"a\" 1}", "[NaN]", "{1: 2}"] {
            broken(text);
        }
    }

    #[test]
    fn what_yaml_forbids_and_json_allows_is_read() {
        let key = "k".repeat(100_000);
        let text = format!("{{\"{key}\": \"\u{7f}\"}}");
        let root = parse(&text, 0, 1).unwrap();
        let Value::Map(entries) = &root.value else {
            panic!("{root:?}")
        };
        assert_eq!(entries[0].1.text(), Some("\u{7f}"));
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(&nested(DEEPEST), 0, 1).is_ok());
        let (_, column, message) = broken(&nested(DEEPEST + 1));
        assert!(message.contains("200 levels"), "{message}");
        assert_eq!(column as usize, DEEPEST + 1);
    }
}
