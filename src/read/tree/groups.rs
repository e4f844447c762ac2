//! Catalogues of users and of the groups they belong to: who reports to whom follows from the groups.
//!
//! The only direct member of a group leads it, and with it the groups below. Where a group has several members,
//! nobody is guessed: they report to whoever leads the next group above.

use super::node::{Entries, Node, Value};
use crate::text::{TextMap, TextSet};

/// What a catalogue says of groups and of their members.
#[derive(Default)]
pub struct Groups {
    /// The group above each group.
    above: TextMap<String, String>,
    /// The groups of each user, the nearest first.
    groups_of: Vec<(String, Vec<String>)>,
}

impl Groups {
    /// Adds what a text tells: one entry, or a list of them.
    pub fn add(&mut self, root: &Node<'_>) {
        match &root.value {
            Value::Map(entries) => self.add_entry(entries),
            Value::List(items) => {
                for item in items {
                    if let Value::Map(entries) = &item.value {
                        self.add_entry(entries);
                    }
                }
            }
            _ => {}
        }
    }

    fn add_entry(&mut self, entries: Entries<'_>) {
        let spec = value(entries, "spec").and_then(map);
        let (Some(name), Some(spec)) = (name_of(entries), spec) else {
            return;
        };
        if is_group(entries) {
            if let Some(above) = value(spec, "parent").and_then(Node::text) {
                self.note_above(name, above);
            }
            for below in value(spec, "children").into_iter().flat_map(texts) {
                self.note_above(below, name);
            }
            for member in value(spec, "members").into_iter().flat_map(texts) {
                self.groups_of.push((bare(member), vec![bare(name)]));
            }
        } else if let Some(of) = value(spec, "memberOf") {
            let of = texts(of).map(bare).collect();
            self.groups_of.push((bare(name), of));
        }
    }

    fn note_above(&mut self, group: &str, above: &str) {
        if !above.is_empty() {
            self.above.entry(bare(group)).or_insert_with(|| bare(above));
        }
    }

    /// Who stands below whom, the report first.
    pub fn lines(&self) -> TextMap<String, String> {
        // Who is in a group and in one above it is a member of the lower one.
        let mut members: TextMap<&str, TextSet<&str>> = TextMap::default();
        let mut own: Vec<(&str, &str)> = Vec::new();
        for (user, of) in &self.groups_of {
            let is_above_another = |group: &String| {
                of.iter()
                    .any(|other| other != group && self.way_up(other).any(|up| up == group))
            };
            let lowest = of.iter().filter(|group| !is_above_another(group));
            for group in lowest {
                members.entry(group.as_str()).or_default().insert(user);
                own.push((user, group));
            }
        }
        let lead = |group: &str| {
            let members = members.get(group)?;
            let mut members = members.iter();
            members.next().copied().filter(|_| members.next().is_none())
        };
        let mut lines = TextMap::default();
        for (user, group) in own {
            let by = lead(group)
                .into_iter()
                .chain(self.way_up(group).filter_map(&lead));
            if let Some(by) = by.into_iter().find(|by| *by != user) {
                lines
                    .entry(user.to_owned())
                    .or_insert_with(|| by.to_owned());
            }
        }
        lines
    }

    /// The groups above a group, the nearest first.
    fn way_up<'g>(&'g self, group: &'g str) -> impl Iterator<Item = &'g str> {
        let above = |group: &&'g str| self.above.get(*group).map(String::as_str);
        std::iter::successors(above(&group), above).take(DEEPEST)
    }
}

/// Groups may stand in a circle.
const DEEPEST: usize = 50;

/// Whether a mapping is an entry of a group, which is no seat.
pub fn is_group(entries: Entries<'_>) -> bool {
    let kind = value(entries, "kind").and_then(Node::text);
    kind == Some("Group") && name_of(entries).is_some() && value(entries, "spec").is_some()
}

fn name_of<'n>(entries: Entries<'n>) -> Option<&'n str> {
    let metadata = value(entries, "metadata").and_then(map)?;
    value(metadata, "name").and_then(Node::text)
}

/// A name without what may stand in front: `group:default/team-a`.
fn bare(name: &str) -> String {
    let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
    let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
    name.trim().to_owned()
}

fn value<'n>(entries: Entries<'n>, wanted: &str) -> Option<&'n Node<'n>> {
    let mut entries = entries.iter();
    let (_, value) = entries.find(|(key, _)| key.text() == Some(wanted))?;
    Some(value)
}

fn map<'n>(node: &'n Node<'n>) -> Option<Entries<'n>> {
    match &node.value {
        Value::Map(entries) => Some(entries),
        _ => None,
    }
}

fn texts<'n>(node: &'n Node<'n>) -> impl Iterator<Item = &'n str> {
    let items = match &node.value {
        Value::List(items) => &items[..],
        _ => &[],
    };
    items.iter().filter_map(Node::text)
}
