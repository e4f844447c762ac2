//! The nodes below a key that may be positions.

use std::slice::Iter;

use super::cells;
use super::cells::Depth;
use super::keys::Keys;
use super::node::{Entries, Node, Value};
use crate::model::Field;
use crate::rules::Structure;

pub enum Nodes<'n> {
    List(Iter<'n, Node<'n>>),
    /// Positions by their ids.
    Keyed(Iter<'n, (Node<'n>, Node<'n>)>),
    /// One mapping and what it is called by.
    One(Option<(&'n Node<'n>, Option<&'n str>)>),
    /// Who leads those that come next.
    Lead(Option<&'n Node<'n>>),
    /// What stands where a list should.
    NoList(Option<&'n Node<'n>>),
}

impl Nodes<'_> {
    /// How many there are.
    pub(in crate::read) fn len(&self) -> usize {
        match self {
            Nodes::List(items) => items.len(),
            Nodes::Keyed(entries) => entries.len(),
            Nodes::One(_) | Nodes::Lead(_) | Nodes::NoList(_) => 1,
        }
    }
}

impl<'n> Nodes<'n> {
    /// Positions may stand in a list, or by their ids.
    pub(in crate::read) fn of_map_too(list: &'n Node<'n>) -> Self {
        match &list.value {
            Value::Map(entries) => Nodes::Keyed(entries.iter()),
            _ => Nodes::of(list),
        }
    }

    pub(in crate::read) fn of(list: &'n Node<'n>) -> Self {
        match &list.value {
            Value::List(items) => Nodes::List(items.iter()),
            Value::Null => Nodes::NoList(None),
            _ => Nodes::NoList(Some(list)),
        }
    }
}

/// The values under keys that hold positions of these kinds.
pub(in crate::read) fn lists<'n>(
    entries: Entries<'n>,
    keys: &Keys<'_>,
    of: &[Structure],
) -> impl Iterator<Item = &'n Node<'n>> {
    entries.iter().filter_map(move |(key, value)| {
        let structure = keys.get(key.text()?).structure?;
        of.contains(&structure).then_some(value)
    })
}

/// Whether a mapping says what somebody is or does, itself or in mappings that speak of him.
pub(in crate::read) fn has_title(entries: Entries<'_>, keys: &Keys<'_>) -> bool {
    let is_text = |field| matches!(field, Some(Field::Title | Field::Responsibilities));
    let said = entries.iter().filter(|(key, _)| {
        let known = key.text().map(|key| keys.get(key));
        known.is_some_and(|key| key.structure.is_none())
    });
    let said: Vec<_> = said.collect();
    let own = |(key, _): &&(Node<'_>, Node<'_>)| {
        key.text().is_some_and(|key| is_text(keys.get(key).field))
    };
    said.iter().any(own)
        || cells::entries(said.into_iter(), keys, Depth::Known)
            .iter()
            .any(|entry| {
                let key = entry.key.as_deref();
                key.is_some_and(|key| is_text(keys.get(key).field))
            })
}

/// Whether a mapping is a position or holds positions.
pub(in crate::read) fn is_chart(entries: Entries<'_>, keys: &Keys<'_>) -> bool {
    let holds = |(key, value): &(Node<'_>, Node<'_>)| {
        let known = key.text().map(|key| keys.get(key));
        known.is_some_and(|key| key.structure.is_some())
            && !matches!(value.value, Value::Text(_) | Value::Mended(_))
    };
    entries.iter().any(holds) || has_title(entries, keys)
}
