//! The way through a tree: flat lists, trees with `reports:`, several companies, one person; one thing after
//! the other, each with how deep it stands.

use std::slice::Iter;

use super::keys::Keys;
use super::node::{Entries, Node, Value};
use crate::model::Field;
use crate::rules::Structure;

/// Something on the way.
pub struct Item<'n> {
    /// Where it stands.
    pub node: &'n Node<'n>,
    /// How many others stand around it.
    pub depth: usize,
    /// What it is.
    pub kind: Kind<'n>,
}

/// What stands in a tree.
pub enum Kind<'n> {
    /// A mapping with lists of positions or of entities.
    Entity(Entries<'n>),
    /// A position.
    Position {
        /// Its keys and values.
        entries: Entries<'n>,
        /// What it is called by, should it give no id.
        id: Option<&'n str>,
        /// Whether it has lists of those that report to it.
        has_reports: bool,
    },
    /// What should be a position and is none.
    Other,
}

/// Everything in a tree, in the order of the text.
pub struct Walk<'n, 'k> {
    keys: &'k Keys<'k>,
    /// What is still to come, the innermost last.
    ahead: Vec<Stretch<'n>>,
}

struct Stretch<'n> {
    depth: usize,
    nodes: Nodes<'n>,
}

enum Nodes<'n> {
    List(Iter<'n, Node<'n>>),
    /// Positions by their ids.
    Keyed(Iter<'n, (Node<'n>, Node<'n>)>),
    /// One mapping and what it is called by.
    One(Option<(&'n Node<'n>, Option<&'n str>)>),
    /// What stands where a list should.
    NoList(Option<&'n Node<'n>>),
}

impl<'n, 'k> Walk<'n, 'k> {
    /// Begins at the root; says what stands there where that is no chart.
    ///
    /// `name` is that of the file, without folder and ending, where it holds one text: where each file is one
    /// person, the others call him by it.
    pub fn new(
        root: &'n Node<'n>,
        name: Option<&'n str>,
        keys: &'k Keys<'k>,
    ) -> Result<Self, &'static str> {
        let nodes = match &root.value {
            Value::List(items) => Nodes::List(items.iter()),
            Value::Map(entries) if is_chart(entries, keys) => {
                // The top of a tree is no file among others.
                let is_tree = lists(entries, keys, &[Structure::Reports]).next().is_some();
                Nodes::One(Some((root, name.filter(|_| !is_tree))))
            }
            Value::Map(entries) if is_keyed_by_id(entries, keys) => Nodes::Keyed(entries.iter()),
            Value::Map(_) => return Err("a mapping without positions"),
            other => return Err(other.describe()),
        };
        let ahead = vec![Stretch { depth: 0, nodes }];
        Ok(Walk { keys, ahead })
    }

    /// Begins at a text that is one of many: a mapping is a position, whatever it says.
    pub fn of_line(root: &'n Node<'n>, keys: &'k Keys<'k>) -> Result<Self, &'static str> {
        Walk::new(root, None, keys).or_else(|found| match root.value {
            Value::Map(_) => {
                let nodes = Nodes::One(Some((root, None)));
                let ahead = vec![Stretch { depth: 0, nodes }];
                Ok(Walk { keys, ahead })
            }
            _ => Err(found),
        })
    }

    /// What a node is; what stands in it comes next.
    fn open(&mut self, node: &'n Node<'n>, id: Option<&'n str>, depth: usize) -> Item<'n> {
        let Value::Map(entries) = &node.value else {
            let kind = Kind::Other;
            return Item { node, depth, kind };
        };
        let of_entity = [Structure::Entities, Structure::Positions];
        let is_list = |value: &Node<'_>| matches!(value.value, Value::List(_) | Value::Null);
        let is_entity = lists(entries, self.keys, &of_entity).any(is_list);
        let (within, kind) = if is_entity {
            let all = lists(entries, self.keys, &of_entity);
            let odd = lists(entries, self.keys, &[Structure::Reports]);
            let mut within: Vec<_> = all.map(Nodes::of).collect();
            within.extend(odd.filter_map(|node| match node.value {
                Value::Null => None,
                _ => Some(Nodes::NoList(Some(node))),
            }));
            (within, Kind::Entity(entries))
        } else {
            let reports = lists(entries, self.keys, &[Structure::Reports]);
            let within: Vec<_> = reports.map(Nodes::of).collect();
            let has_reports = !within.is_empty();
            let kind = Kind::Position {
                entries,
                id,
                has_reports,
            };
            (within, kind)
        };
        let depth_within = depth + 1;
        let stretches = within.into_iter().rev().map(|nodes| Stretch {
            depth: depth_within,
            nodes,
        });
        self.ahead.extend(stretches);
        Item { node, depth, kind }
    }
}

impl<'n> Iterator for Walk<'n, '_> {
    type Item = Item<'n>;

    fn next(&mut self) -> Option<Item<'n>> {
        loop {
            let Stretch { depth, nodes } = self.ahead.last_mut()?;
            let depth = *depth;
            let next = match nodes {
                Nodes::List(items) => items.next().map(|node| (node, None)),
                Nodes::Keyed(entries) => entries.next().map(|(key, node)| (node, key.text())),
                Nodes::One(one) => one.take(),
                Nodes::NoList(node) => match node.take() {
                    Some(node) => {
                        let kind = Kind::Other;
                        return Some(Item { node, depth, kind });
                    }
                    None => None,
                },
            };
            match next {
                Some((node, id)) => return Some(self.open(node, id, depth)),
                None => {
                    self.ahead.pop();
                }
            }
        }
    }
}

impl<'n> Nodes<'n> {
    fn of(list: &'n Node<'n>) -> Self {
        match &list.value {
            Value::List(items) => Nodes::List(items.iter()),
            Value::Null => Nodes::NoList(None),
            _ => Nodes::NoList(Some(list)),
        }
    }
}

/// The values under keys that hold positions of these kinds.
fn lists<'n>(
    entries: Entries<'n>,
    keys: &Keys<'_>,
    of: &[Structure],
) -> impl Iterator<Item = &'n Node<'n>> {
    entries.iter().filter_map(move |(key, value)| {
        let structure = keys.get(key.text()?).structure?;
        of.contains(&structure).then_some(value)
    })
}

fn is_chart(entries: Entries<'_>, keys: &Keys<'_>) -> bool {
    let known = entries.iter().filter_map(|(key, _)| key.text());
    known.map(|key| keys.get(key)).any(|key| {
        let is_text = matches!(key.field, Some(Field::Title | Field::Responsibilities));
        key.structure.is_some() || is_text
    })
}

/// `ceo: {title: …}`: a mapping of positions by their ids, which their reports name.
fn is_keyed_by_id(entries: Entries<'_>, keys: &Keys<'_>) -> bool {
    entries.iter().any(|(_, value)| match &value.value {
        Value::Map(entries) => is_chart(entries, keys),
        _ => false,
    })
}
