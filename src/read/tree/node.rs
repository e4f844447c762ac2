//! The tree of a YAML or JSON text, in which every value knows its place.
//!
//! Scalars are taken as they are written: `007`, `NO` and `1e5` are ids here, not numbers or truths.

use std::borrow::Cow;
use std::ops::Range;

/// A value and its place.
#[derive(Debug)]
pub struct Node<'d> {
    /// What it is.
    pub value: Value<'d>,
    /// Bytes with which it is written.
    pub span: Range<u32>,
    /// Line on which it begins, counted from 1.
    pub line: u32,
    /// Column at which it begins, in characters counted from 1.
    pub column: u32,
}

/// A value of any kind.
#[derive(Debug)]
pub enum Value<'d> {
    /// Nothing.
    Null,
    /// A scalar.
    Text(Cow<'d, str>),
    /// A scalar that is no text in places; U+FFFD stands there.
    Mended(String),
    /// A list.
    List(Vec<Node<'d>>),
    /// Keys and values in the order of the text; a key may stand twice.
    Map(Vec<(Node<'d>, Node<'d>)>),
}

/// The keys and values of a mapping.
pub type Entries<'n> = &'n [(Node<'n>, Node<'n>)];

/// Levels of nesting, for the sake of the stack; a chart drawn as a tree takes two for each level of management.
pub const DEEPEST: usize = 200;

/// How many values a text may have: room for a chart of a million seats.
pub const MOST_NODES: usize = 20_000_000;

impl Node<'_> {
    /// The text of a scalar, as written; `None` for a list or a mapping.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Mended(text) => Some(text),
            Value::Null => Some(""),
            Value::List(_) | Value::Map(_) => None,
        }
    }
}

impl Value<'_> {
    /// What it is, in words.
    pub fn describe(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Text(_) | Value::Mended(_) => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// Whether text in it had to be mended.
    pub fn is_mended(&self) -> bool {
        match self {
            Value::Mended(_) => true,
            Value::List(items) => items.iter().any(|item| item.value.is_mended()),
            _ => false,
        }
    }
}
