//! Trees that are drawn in their own words: a key whose list holds mappings with the same key again.

use super::keys::Keys;
use super::node::{Node, Value};

/// How many mappings of a text are looked at.
const LOOKED_AT: usize = 2_000;

impl Keys<'_> {
    /// Takes the keys under which a text nests lists of people for keys of reports.
    pub fn nest(&mut self, root: &Node<'_>) {
        let nested = keys(root, self);
        self.decided.nested.extend(nested);
        self.known.borrow_mut().clear();
    }
}

/// The keys of a text that say nothing known and hold lists of mappings within one another.
fn keys(root: &Node<'_>, keys: &Keys<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut ahead = vec![root];
    let mut looked_at = 0;
    while let Some(node) = ahead.pop() {
        if looked_at == LOOKED_AT {
            break;
        }
        looked_at += 1;
        let entries = match &node.value {
            Value::List(items) => {
                ahead.extend(items.iter().take(LOOKED_AT));
                continue;
            }
            Value::Map(entries) => entries,
            _ => continue,
        };
        for (key, value) in entries {
            ahead.push(value);
            let Some(name) = key.text() else { continue };
            let known = keys.get(name);
            let is_free =
                known.structure.is_none() && known.field.is_none() && !keys.columns.is_parent(name);
            if is_free && !found.iter().any(|found| found == name) && is_nested(name, value) {
                found.push(name.to_owned());
            }
        }
    }
    found
}

/// Whether a list below a key holds mappings only, and one of them has a list below the same key.
fn is_nested(name: &str, value: &Node<'_>) -> bool {
    let Value::List(items) = &value.value else {
        return false;
    };
    let again = |item: &Node<'_>| match &item.value {
        Value::Map(entries) => entries
            .iter()
            .any(|(key, value)| key.text() == Some(name) && matches!(value.value, Value::List(_))),
        _ => false,
    };
    items.iter().all(|item| matches!(item.value, Value::Map(_))) && items.iter().any(again)
}
