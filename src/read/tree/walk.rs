//! The way through a tree: flat lists, trees with `reports:`, several companies, one person; one thing after
//! the other, each with how deep it stands.

use super::keys::Keys;
use super::node::{Entries, Node, Value};
use super::nodes::{Nodes, has_title, lists};
use super::tells::{is_number, names_manager};
use super::wrapped;
use crate::rules::Structure;

/// Something on the way.
pub struct Item<'n> {
    /// Where it stands.
    pub node: &'n Node<'n>,
    /// How many others stand around it.
    pub depth: usize,
    /// What it is.
    pub kind: NodeKind<'n>,
}

/// What stands in a tree.
pub enum NodeKind<'n> {
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
        /// The ids of those that report to it, where they stand elsewhere.
        below: Option<&'n [Node<'n>]>,
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
        let Some(nodes) = wrapped::find(root, name, keys) else {
            return Err(match &root.value {
                Value::Map(_) => "a mapping without positions",
                other => other.describe(),
            });
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
        let node = wrapped::alone_in(node, self.keys);
        let Value::Map(entries) = &node.value else {
            let kind = NodeKind::Other;
            return Item { node, depth, kind };
        };
        let of_entity = [Structure::Entities, Structure::Positions];
        let is_titled = has_title(entries, self.keys);
        // Somebody may have a list of words under such a key.
        let is_list = |value: &Node<'_>| match &value.value {
            Value::List(items) => {
                items.iter().any(|item| matches!(item.value, Value::Map(_))) || !is_titled
            }
            Value::Null => !is_titled,
            Value::Map(entries) => wrapped::is_keyed_by_id(entries, self.keys),
            _ => false,
        };
        // A person may have jobs and organizations, which make nobody a company.
        let holds = |(key, value): &&(Node<'_>, Node<'_>)| {
            let structure = key.text().and_then(|key| self.keys.get(key).structure);
            structure.is_some_and(|structure| of_entity.contains(&structure)) && is_list(value)
        };
        let is_of_person = |(key, _): &(Node<'_>, Node<'_>)| {
            key.text()
                .is_some_and(|key| self.keys.columns.is_parent(key))
        };
        let mut holding = entries.iter().filter(holds).peekable();
        let is_entity = holding.peek().is_some()
            && !(holding.all(is_of_person) && wrapped::is_person(entries, self.keys));
        let (within, kind) = if is_entity {
            let all = lists(entries, self.keys, &of_entity);
            let odd = lists_of_reports(entries, self.keys);
            let mut within: Vec<_> = all.map(Nodes::of_map_too).collect();
            if let Some(lead) = wrapped::lead_of(entries, self.keys) {
                // They stand below their lead, who comes first.
                let below = within.drain(..).rev().map(|nodes| Stretch {
                    depth: depth + 2,
                    nodes,
                });
                self.ahead.extend(below);
                within.push(Nodes::Lead(Some(lead)));
            }
            within.extend(odd.filter_map(|node| match node.value {
                Value::Null => None,
                _ => Some(Nodes::NoList(Some(node))),
            }));
            (within, NodeKind::Entity(entries))
        } else {
            let reports = || lists_of_reports(entries, self.keys);
            let below = reports().find_map(ids_in);
            let drawn = reports().filter(|list| ids_in(list).is_none());
            let mut within: Vec<_> = drawn.map(Nodes::of).collect();
            if within.is_empty() && is_titled {
                within.extend(wrapped::team_of(entries, self.keys).map(Nodes::of));
            }
            let has_reports = !within.is_empty();
            let kind = NodeKind::Position {
                entries,
                id,
                has_reports,
                below,
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
                Nodes::Lead(lead) => match lead.take() {
                    Some(node) => {
                        let mut item = self.open(node, None, depth);
                        if let NodeKind::Position { has_reports, .. } = &mut item.kind {
                            *has_reports = true;
                        }
                        return Some(item);
                    }
                    None => None,
                },
                Nodes::NoList(node) => match node.take() {
                    Some(node) => {
                        let kind = NodeKind::Other;
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

/// What stands under keys of reports, without a text that names the manager and a number that counts reports.
fn lists_of_reports<'n>(
    entries: Entries<'n>,
    keys: &Keys<'_>,
) -> impl Iterator<Item = &'n Node<'n>> {
    entries.iter().filter_map(move |(key, value)| {
        let key = key.text()?;
        let is_list = keys.get(key).structure == Some(Structure::Reports)
            && !is_number(value)
            && !names_manager(key, value, keys);
        is_list.then_some(value)
    })
}

/// A list of ids: of those that report to a seat and stand elsewhere.
fn ids_in<'n>(list: &'n Node<'n>) -> Option<&'n [Node<'n>]> {
    let Value::List(items) = &list.value else {
        return None;
    };
    let are_ids = !items.is_empty()
        && items
            .iter()
            .all(|item| matches!(item.value, Value::Text(_)));
    are_ids.then_some(items)
}
