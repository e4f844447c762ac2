//! A YAML document to a tree.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, NonFiniteFloatPolicy, Spanned};

use super::documents::DocumentStart;
use super::node::{DEEPEST, MOST_NODES, Node, Value};
use crate::read::input::error::{ReadError, ReadErrorKind};

/// Parses one document.
pub fn parse<'d>(name: &str, document: DocumentStart<'d>) -> Result<Node<'d>, ReadError> {
    let options = serde_saphyr::options! {
        with_snippet: false,
        strict_booleans: true,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        ignore_binary_tag_for_string: true,
        // Aliases stay bounded by the library's defaults.
        budget: serde_saphyr::budget! {
            max_events: 2 * MOST_NODES,
            max_nodes: MOST_NODES,
            max_total_scalar_bytes: 2 * document.text.len() + (1 << 20),
            max_depth: DEEPEST,
            // What is behind an anchor is copied for each alias to it.
            max_recorded_anchor_events: 100_000,
            max_recorded_anchor_bytes: 16 << 20,
        },
    };
    serde_saphyr::from_str_with_options(document.text, options)
        .map(|parsed| node(parsed, document))
        .map_err(|error| syntax_error(name, &error, document))
}

/// What the parser tells of a value.
#[derive(Debug)]
enum Parsed {
    Null,
    /// Quoted text, a block, or plain text that looks like nothing else.
    Text(String),
    /// A plain scalar that looks like a number or a truth; its text stands in the document.
    Plain,
    List(Vec<Spanned<Parsed>>),
    Map(Vec<(Spanned<Parsed>, Spanned<Parsed>)>),
}

fn node<'d>(parsed: Spanned<Parsed>, document: DocumentStart<'d>) -> Node<'d> {
    let mut span = bytes(parsed.referenced).unwrap_or(0..0);
    let value = match parsed.value {
        Parsed::Null => Value::Null,
        Parsed::Text(text) => Value::Text(Cow::Owned(text)),
        // Of an alias the text stands where the anchor is.
        Parsed::Plain => {
            let text = bytes(parsed.defined).and_then(|span| document.text.get(span));
            Value::Text(Cow::Borrowed(text.unwrap_or_default().trim()))
        }
        Parsed::List(items) => {
            let last = items.last().and_then(|last| bytes(last.referenced));
            // Of a list the parser tells the place of its opening only.
            if let Some(last) = last.filter(|last| last.end > span.end) {
                span.end = last.end;
                let behind = document.text.get(span.end..).unwrap_or_default();
                if behind.trim_start().starts_with(']') {
                    span.end = document.text.len() - behind.trim_start().len() + 1;
                }
            }
            Value::List(items.into_iter().map(|item| node(item, document)).collect())
        }
        Parsed::Map(entries) => {
            let entries = entries.into_iter();
            Value::Map(
                entries
                    .map(|(key, value)| (node(key, document), node(value, document)))
                    .collect(),
            )
        }
    };
    let written = document.text.get(span.clone()).unwrap_or_default();
    let start = document.first_byte + span.start;
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let line = parsed.referenced.line().max(1) as usize + document.first_line - 1;
    Node {
        value,
        span: byte(start)..byte(start + written.trim_end().len()),
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: u32::try_from(parsed.referenced.column()).unwrap_or(u32::MAX),
    }
}

/// Bytes of the document at a place.
fn bytes(place: serde_saphyr::Location) -> Option<Range<usize>> {
    let span = place.span();
    let start = span.byte_offset()? as usize;
    Some(start..start + span.byte_len()? as usize)
}

fn syntax_error(name: &str, error: &serde_saphyr::Error, document: DocumentStart<'_>) -> ReadError {
    use serde_saphyr::Error;
    let mut cause = error.without_snippet();
    while let Error::AliasError { error, .. } = cause {
        cause = error.without_snippet();
    }
    let kind = match cause {
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => ReadErrorKind::TreeTooMuch(DEEPEST),
        // The parser has a limit of its own, for brackets, which it tells in words only.
        error if error.to_string().starts_with("recursion limit") => {
            ReadErrorKind::TreeTooMuch(DEEPEST)
        }
        error => {
            // The place it tells is within the document; ours is within the file.
            let message = error.to_string();
            let end = message.find(" at line ").unwrap_or(message.len());
            ReadErrorKind::Yaml(message[..end].to_owned())
        }
    };
    match error.location() {
        Some(at) if at.line() > 0 => {
            let line = at.line() + document.first_line as u64 - 1;
            ReadError::at(name, line, at.column(), kind)
        }
        _ => ReadError::at(name, document.first_line as u64, 1, kind),
    }
}

impl<'de> Deserialize<'de> for Parsed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Parsed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Parsed, E> {
        Ok(Parsed::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Parsed, E> {
        Ok(Parsed::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Parsed, E> {
        Ok(Parsed::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Parsed, E> {
        Ok(Parsed::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Parsed, E> {
        Ok(Parsed::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Parsed, E> {
        Ok(Parsed::Plain)
    }

    fn visit_str<E>(self, text: &str) -> Result<Parsed, E> {
        Ok(Parsed::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Parsed, E> {
        Ok(Parsed::Null)
    }

    fn visit_none<E>(self) -> Result<Parsed, E> {
        Ok(Parsed::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Parsed, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Parsed::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Parsed, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Parsed::Map(map))
    }
}
