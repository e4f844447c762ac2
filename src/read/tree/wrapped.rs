//! Where in a text the positions stand: at its root, by their ids, or below keys of any name, as the answers of
//! interfaces wrap them.

use super::cells::{Depth, entries as all_entries};
use super::keys::Keys;
use super::node::{Entries, Node, Value};
use super::nodes::{Nodes, has_title, is_chart, lists};
use super::tells::{LOOKED_AT, has_name, has_own_title, is_team};
use crate::model::Field;
use crate::rules::{Buffers, Hint, Likeness, Structure};

/// How deep answers wrap their lists.
const DEEPEST: usize = 5;

/// The positions of a text; `None` where there are none. `name` is what a position without an id is called.
pub fn find<'n>(root: &'n Node<'n>, name: Option<&'n str>, keys: &Keys<'_>) -> Option<Nodes<'n>> {
    find_in(root, name, keys, DEEPEST)
}

fn find_in<'n>(
    root: &'n Node<'n>,
    name: Option<&'n str>,
    keys: &Keys<'_>,
    depth: usize,
) -> Option<Nodes<'n>> {
    let entries = match &root.value {
        Value::List(items) => return Some(Nodes::List(items.iter())),
        Value::Map(entries) => entries,
        _ => return None,
    };
    let wrapped = || {
        (depth > 0)
            .then(|| below(entries, keys, depth - 1))
            .flatten()
    };
    // The title of a document is no seat.
    let is_seat = || is_person(entries, keys) || holds(entries, keys);
    if let Some(nodes) = wrapped().filter(|_| !is_seat()) {
        return Some(nodes);
    }
    if is_chart(entries, keys) && !is_document(entries, keys) {
        // The top of a tree is no file among others.
        let is_tree = lists(entries, keys, &[Structure::Reports]).next().is_some();
        return Some(Nodes::One(Some((root, name.filter(|_| !is_tree)))));
    }
    is_keyed_by_id(entries, keys).then(|| Nodes::Keyed(entries.iter()))
}

/// Whether positions stand below one of the keys that say so.
fn holds(entries: Entries<'_>, keys: &Keys<'_>) -> bool {
    let of = [
        Structure::Entities,
        Structure::Positions,
        Structure::Reports,
    ];
    lists(entries, keys, &of).any(|value| match &value.value {
        Value::List(items) => items.iter().any(|item| matches!(item.value, Value::Map(_))),
        Value::Map(entries) => is_keyed_by_id(entries, keys),
        _ => false,
    })
}

/// Whether a mapping tells of a person or of a job, and not of a document.
pub fn is_person(entries: Entries<'_>, keys: &Keys<'_>) -> bool {
    let personal = |field| {
        matches!(
            field,
            Field::GivenName | Field::FamilyName | Field::Email | Field::UserName | Field::PersonId
        ) || Field::MANAGER.contains(&field)
    };
    let mut scan = Buffers::default();
    // What stands in lists of several is not said of one.
    let is_own = |value: &Node<'_>| match &value.value {
        Value::List(items) => items.len() < 2,
        _ => true,
    };
    let holds_others = |key: &Node<'_>| {
        key.text()
            .is_some_and(|key| keys.get(key).structure.is_some())
    };
    let own = entries
        .iter()
        .filter(|(key, value)| is_own(value) && !holds_others(key));
    let own: Vec<_> = own.collect();
    all_entries(own.into_iter(), keys, Depth::Known)
        .iter()
        .any(|entry| {
            let field = entry.key.as_deref().and_then(|key| keys.get(key).field);
            match (field, entry.value.text()) {
                (Some(Field::Title), Some(title)) => {
                    keys.columns.title_likeness(title, &mut scan) == Likeness::Rank
                }
                (Some(field), Some(_)) => personal(field),
                _ => false,
            }
        })
}

/// Whether a mapping with a title is a document about something else: it names its schema, or holds several
/// mappings beside the title and nobody.
fn is_document(entries: Entries<'_>, keys: &Keys<'_>) -> bool {
    let has_schema = entries.iter().any(|(key, _)| key.text() == Some("$schema"));
    has_schema && !is_person(entries, keys) && !holds(entries, keys)
}

/// The list with most positions below any key.
fn below<'n>(entries: Entries<'n>, keys: &Keys<'_>, depth: usize) -> Option<Nodes<'n>> {
    let mut best: Option<(usize, Nodes<'n>)> = None;
    for (key, value) in entries {
        let Some(name) = key.text() else { continue };
        let known = keys.get(name);
        if known.structure == Some(Structure::Reports)
            || known.field.is_some() && value.text().is_some()
        {
            continue;
        }
        let found = match &value.value {
            Value::List(items) => {
                let items_here = items.iter().take(LOOKED_AT);
                let count = items_here.filter(|item| is_position(item, keys)).count();
                let is_list = count > 0 && count * 2 >= items.len().min(LOOKED_AT);
                is_list.then(|| (items.len(), Nodes::List(items.iter())))
            }
            Value::Map(within) if !keys.columns.is_parent(name) || !has_title(within, keys) => {
                match find_in(value, None, keys, depth) {
                    Some(Nodes::One(_)) if !holds(within, keys) => None,
                    Some(nodes) => Some((nodes.len(), nodes)),
                    None => None,
                }
            }
            _ => None,
        };
        if let Some((count, nodes)) = found
            && best.as_ref().is_none_or(|(known, _)| count > *known)
        {
            best = Some((count, nodes));
        }
    }
    best.map(|(_, nodes)| nodes)
}

/// The list of people below a person, under a key that says nothing known: a tree that is drawn in its own words.
pub fn team_of<'n>(entries: Entries<'n>, keys: &Keys<'_>) -> Option<&'n Node<'n>> {
    let mut lists = entries.iter();
    let team = lists.find(|(key, value)| key.text().is_some_and(|key| is_team(key, value, keys)));
    team.map(|(_, value)| value)
}

/// Who leads the people in the lists of a mapping: a person below a key that says so (`lead: {…}`), who is in none of
/// the lists.
pub fn lead_of<'n>(entries: Entries<'n>, keys: &Keys<'_>) -> Option<&'n Node<'n>> {
    let (_, lead) = entries.iter().find(|(key, value)| {
        let says_so = |key: &str| {
            keys.columns.hints(Hint::Manager, key)
                && !keys.columns.speaks_against(Hint::Manager, key)
        };
        let is_person = match &value.value {
            Value::Map(person) => has_own_title(person, keys) && has_name(person, keys),
            _ => false,
        };
        is_person && key.text().is_some_and(says_so)
    })?;
    let Value::Map(person) = &lead.value else {
        return None;
    };
    let is_name = |field: Field| matches!(field, Field::Incumbent | Field::Email | Field::Id);
    let called = person.iter().filter_map(|(key, value)| {
        let field = keys.get(key.text()?).field?;
        value
            .text()
            .filter(|text| is_name(field) && !text.is_empty())
    });
    let called: Vec<&str> = called.collect();
    let members = lists(entries, keys, &[Structure::Positions, Structure::Entities]);
    let mut members = members.filter_map(|list| match &list.value {
        Value::List(items) => Some(items.iter()),
        _ => None,
    });
    let is_lead = |member: &Node<'_>| match &member.value {
        Value::Map(member) => member
            .iter()
            .any(|(_, value)| value.text().is_some_and(|text| called.contains(&text))),
        _ => false,
    };
    let is_listed = members.any(|mut items| items.any(is_lead));
    (!is_listed).then_some(lead)
}

/// Whether an item of a list is a position, by its keys or by what reads as a title.
fn is_position(item: &Node<'_>, keys: &Keys<'_>) -> bool {
    let Value::Map(entries) = &alone_in(item, keys).value else {
        return false;
    };
    if is_chart(entries, keys) {
        return true;
    }
    let mut scan = Buffers::default();
    let all = all_entries(entries.iter(), keys, Depth::All);
    let texts = all.iter().filter_map(|entry| entry.value.text());
    let mut short = texts.filter(|text| !text.is_empty() && text.len() <= LONGEST_TITLE);
    short.any(|text| keys.columns.title_likeness(text, &mut scan) == Likeness::Rank)
}

/// Titles longer than this are texts.
const LONGEST_TITLE: usize = 80;

/// The mapping that stands alone below the one key of an item: `{"901": [{…}]}`.
pub fn alone_in<'n>(item: &'n Node<'n>, keys: &Keys<'_>) -> &'n Node<'n> {
    let mut item = item;
    for _ in 0..DEEPEST {
        let Value::Map(entries) = &item.value else {
            return item;
        };
        let [(key, value)] = &entries[..] else {
            return item;
        };
        let known = key.text().map(|key| keys.get(key));
        if known.is_none_or(|key| key.structure.is_some() || key.field.is_some())
            || has_title(entries, keys)
        {
            return item;
        }
        item = match &value.value {
            Value::Map(_) => value,
            Value::List(items) => match &items[..] {
                [only] if matches!(only.value, Value::Map(_)) => only,
                _ => return item,
            },
            _ => return item,
        };
    }
    item
}

/// `ceo: {title: …}`: a mapping of positions by their ids, which their reports name. A key or two may say
/// something of the whole.
pub fn is_keyed_by_id(entries: Entries<'_>, keys: &Keys<'_>) -> bool {
    let is_position = |value: &Node<'_>| match &value.value {
        Value::Map(entries) => is_chart(entries, keys),
        _ => false,
    };
    let positions = entries
        .iter()
        .filter(|(_, value)| is_position(value))
        .count();
    positions > 0 && positions * 5 >= entries.len() * 4
}
