//! What a key and its value tell on their own: who the manager is, or that people stand in a list.

use super::keys::Keys;
use super::node::{Entries, Node, Value};
use crate::model::Field;
use crate::rules::Hint;

/// How many items of a list are looked at.
pub(in crate::read) const LOOKED_AT: usize = 5;

/// Whether a key of a person holds a list of people, each with a title and a name of his own.
pub fn is_team(key: &str, value: &Node<'_>, keys: &Keys<'_>) -> bool {
    let Value::List(items) = &value.value else {
        return false;
    };
    if keys.get(key).structure.is_some() || keys.columns.is_parent(key) {
        return false;
    }
    let is_person = |item: &Node<'_>| match &item.value {
        Value::Map(entries) => has_own_title(entries, keys) && has_name(entries, keys),
        _ => false,
    };
    !items.is_empty() && items.iter().take(LOOKED_AT).all(is_person)
}

pub(in crate::read) fn has_own_title(entries: Entries<'_>, keys: &Keys<'_>) -> bool {
    let mut fields = entries
        .iter()
        .filter_map(|(key, _)| keys.get(key.text()?).field);
    fields.any(|field| field == Field::Title)
}

pub(in crate::read) fn has_name(entries: Entries<'_>, keys: &Keys<'_>) -> bool {
    let mut fields = entries
        .iter()
        .filter_map(|(key, _)| keys.get(key.text()?).field);
    fields.any(|field| matches!(field, Field::Incumbent | Field::FamilyName | Field::Email))
}

/// The text below a key of reports that names the manager (`reports: ceo`), where its words say that too.
pub(in crate::read) fn names_manager(key: &str, value: &Node<'_>, keys: &Keys<'_>) -> bool {
    matches!(value.value, Value::Text(_))
        && keys.columns.hints(Hint::Manager, key)
        && !keys.columns.speaks_against(Hint::Manager, key)
        && !is_number(value)
}

/// How many people report to a seat stands below such keys too.
pub(in crate::read) fn is_number(value: &Node<'_>) -> bool {
    let is_number = |text: &str| {
        let text = text.trim();
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    value.text().is_some_and(is_number)
}
