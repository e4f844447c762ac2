//! A file of a pack as a tree in which every value has its place.
//!
//! The form that rules are compiled from has no places, because they would make every start slower. Code that
//! has to show a place reads the file again, as this tree.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{NonFiniteFloatPolicy, Spanned};

use crate::rules::error::{RulesError, RulesErrorKind, told_once};

/// A value and its place.
pub(in crate::rules) type SpannedValue = Spanned<RuleValue>;

/// Line and column, counted from 1.
pub(in crate::rules) type LineColumn = (usize, usize);

/// A value.
#[derive(Debug)]
pub(in crate::rules) enum RuleValue {
    /// No value.
    Empty,
    /// A single value, as text.
    Text(String),
    /// A list.
    List(Vec<SpannedValue>),
    /// Keys and values, in the order of the file.
    Map(Vec<(Spanned<String>, SpannedValue)>),
}

/// Parses a file.
///
/// # Errors
/// If it is not YAML, or a key occurs twice.
pub(in crate::rules) fn parse<T: serde::de::DeserializeOwned>(
    name: &str,
    text: &str,
) -> Result<T, RulesError> {
    let options = serde_saphyr::options! {
        with_snippet: false,
        strict_booleans: true,
        // Whoever reads the value refuses it, and says why.
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        // A file is of limited size, so only depth and aliases need a limit.
        budget: serde_saphyr::budget! {
            max_events: 4 * text.len() + 100,
            max_nodes: 2 * text.len() + 100,
            max_depth: DEEPEST,
            flow_nesting_limit: DEEPEST,
        },
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let at = error.location().filter(|at| at.line() > 0);
        let kind = if is_limit(&error) {
            RulesErrorKind::TooDeep(DEEPEST)
        } else {
            RulesErrorKind::Form(told_once(&error.to_string()))
        };
        RulesError {
            file: name.to_owned(),
            place: at.map(place_of),
            kind,
        }
    })
}

/// Whether a file exceeds a limit of the parser.
fn is_limit(error: &serde_saphyr::Error) -> bool {
    use serde_saphyr::Error;
    match error.without_snippet() {
        Error::AliasError { error, .. } => is_limit(error),
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => true,
        // The limit for brackets is told in words only.
        error => error.to_string().starts_with("recursion limit"),
    }
}

/// The deepest nesting of a rule file. Rules nest five levels deep.
const DEEPEST: usize = 64;

/// Refuses a file whose lists and maps may be nested without end: the parser of rules takes quadratic time on them.
///
/// # Errors
/// If they are nested too deeply, or it is not YAML.
pub(in crate::rules) fn refuse_deep(name: &str, text: &str) -> Result<(), RulesError> {
    let opening = memchr::memchr2_iter(b'[', b'{', text.as_bytes());
    // Of so few, all may be open at once.
    if opening.take(HARMLESS + 1).count() <= HARMLESS {
        return Ok(());
    }
    parse::<IgnoredAny>(name, text).map(drop)
}

const HARMLESS: usize = 500;

/// The place of a value. For an alias, the place of what it refers to.
pub(in crate::rules) fn place<T>(node: &Spanned<T>) -> LineColumn {
    place_of(node.defined)
}

fn place_of(at: serde_saphyr::Location) -> LineColumn {
    (at.line() as usize, at.column() as usize)
}

impl RuleValue {
    /// The value of a key. `None` if this is not a map or has no such key.
    pub fn get(&self, key: &str) -> Option<&SpannedValue> {
        let entry = self.entries().iter().find(|(name, _)| name.value == key);
        entry.map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut SpannedValue> {
        match self {
            RuleValue::Map(entries) => {
                let mut entries = entries.iter_mut();
                let entry = entries.find(|(name, _)| name.value == key);
                entry.map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The items of the list under a key. Empty if there is no list.
    pub fn list(&self, key: &str) -> &[SpannedValue] {
        self.get(key).map_or(&[], |node| node.value.items())
    }

    /// The entries of the map under a key. Empty if there is no map.
    pub fn map(&self, key: &str) -> &[(Spanned<String>, SpannedValue)] {
        self.get(key).map_or(&[], |node| node.value.entries())
    }

    /// The text under a key, if it is a single value.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.value.text()
    }

    /// The items of a list. Empty if this is not a list.
    pub fn items(&self) -> &[SpannedValue] {
        match self {
            RuleValue::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a map. Empty if this is not a map.
    pub fn entries(&self) -> &[(Spanned<String>, SpannedValue)] {
        match self {
            RuleValue::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The text of a single value.
    pub fn text(&self) -> Option<&str> {
        match self {
            RuleValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The first place in the file of a key or single value with this text.
    pub fn find(&self, text: &str) -> Option<LineColumn> {
        let within = |node: &SpannedValue| match &node.value {
            RuleValue::Text(found) => (found == text).then(|| place(node)),
            value => value.find(text),
        };
        match self {
            RuleValue::List(items) => items.iter().find_map(within),
            RuleValue::Map(entries) => entries.iter().find_map(|(key, value)| {
                let is_key = (key.value == text).then(|| place(key));
                is_key.or_else(|| within(value))
            }),
            RuleValue::Empty | RuleValue::Text(_) => None,
        }
    }
}

impl<'de> Deserialize<'de> for RuleValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = RuleValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<RuleValue, E> {
        Ok(RuleValue::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<RuleValue, E> {
        Ok(RuleValue::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<RuleValue, E> {
        Ok(RuleValue::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<RuleValue, E> {
        Ok(RuleValue::Text(value.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<RuleValue, E> {
        Ok(RuleValue::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<RuleValue, E> {
        Ok(RuleValue::Empty)
    }

    fn visit_none<E>(self) -> Result<RuleValue, E> {
        Ok(RuleValue::Empty)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RuleValue, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(RuleValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<RuleValue, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(RuleValue::Map(map))
    }
}
