//! A YAML document as a tree in which every value knows its place.
//!
//! Scalars are taken as they are written: `007`, `NO` and `1e5` are ids here, not numbers or truths.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, NonFiniteFloatPolicy, Spanned};

/// A value and its place.
pub type Node = Spanned<Value>;

/// A value of any kind.
#[derive(Debug)]
pub enum Value {
    /// Nothing.
    Null,
    /// Quoted text, a block, or plain text that looks like nothing else.
    Text(String),
    /// A plain scalar that looks like a number or a truth; its text stands in the source.
    Plain,
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file; a key may stand twice.
    Map(Vec<(Node, Node)>),
}

impl Value {
    /// What it is, in words.
    pub fn describe(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Text(_) | Value::Plain => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// Parses one document.
pub fn parse(text: &str) -> Result<Node, serde_saphyr::Error> {
    let options = serde_saphyr::options! {
        with_snippet: false,
        strict_booleans: true,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        ignore_binary_tag_for_string: true,
        // Room for a chart of a million seats; aliases stay bounded by the library's defaults.
        budget: serde_saphyr::budget! {
            max_events: 40_000_000,
            max_nodes: 20_000_000,
            max_total_scalar_bytes: 2 * text.len() + (1 << 20),
            max_depth: DEEPEST,
            // What is behind an anchor is copied for each alias to it.
            max_recorded_anchor_events: 100_000,
            max_recorded_anchor_bytes: 16 << 20,
        },
    };
    serde_saphyr::from_str_with_options(text, options)
}

/// Levels of nesting, for the sake of the stack; a chart drawn as a tree takes two for each level of management.
pub const DEEPEST: usize = 200;

/// Bytes of the document that a value is written with.
pub fn span(node: &Node) -> Option<Range<usize>> {
    let span = node.referenced.span();
    let start = span.byte_offset()? as usize;
    Some(start..start + span.byte_len()? as usize)
}

/// The text of a scalar, as written; `None` for anything else.
pub fn scalar<'n>(node: &'n Node, document: &'n str) -> Option<&'n str> {
    match &node.value {
        Value::Text(text) => Some(text),
        // Of an alias the text stands where the anchor is.
        Value::Plain => {
            let span = node.defined.span();
            let start = span.byte_offset()? as usize;
            document
                .get(start..start + span.byte_len()? as usize)
                .map(str::trim)
        }
        Value::Null => Some(""),
        Value::List(_) | Value::Map(_) => None,
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Value::Map(map))
    }
}
