//! The keys of a position, those of mappings within it included: `name: {givenName: …}` is `name.givenName`.

use std::borrow::Cow;

use super::tree_node::{Node, Value, scalar};
use crate::rules::{Columns, Structure};

/// A key of a position and its value.
pub struct Entry<'n> {
    /// The key, with those around it in front; `None` for one that is no plain text.
    pub key: Option<Cow<'n, str>>,
    /// Where the key stands.
    pub node: &'n Node,
    /// The value.
    pub value: &'n Node,
}

/// All keys of a position. A mapping under a key is taken apart where that leads to a field; of a list of
/// mappings (`emails: [{value: …}]`) the first counts.
pub fn entries<'n>(
    written: &'n [(Node, Node)],
    document: &'n str,
    columns: &Columns,
) -> Vec<Entry<'n>> {
    let mut found = Vec::new();
    for (node, value) in written {
        let key = scalar(node, document).map(Cow::Borrowed);
        let mut within = Vec::new();
        if let Some(key) = key
            .as_deref()
            .filter(|key| columns.structure(key) != Some(Structure::Reports))
        {
            // The name of a schema ("urn:…:User") is followed by a colon where tools write it flat.
            let joint = if key.contains(':') { ':' } else { '.' };
            take_apart(key, joint, value, document, &mut within);
        }
        let is_field = |entry: &Entry| {
            entry
                .key
                .as_deref()
                .is_some_and(|key| columns.field(key).is_some())
        };
        if within.iter().any(is_field) {
            found.append(&mut within);
        } else {
            found.push(Entry { key, node, value });
        }
    }
    found
}

fn take_apart<'n>(
    path: &str,
    joint: char,
    value: &'n Node,
    document: &'n str,
    found: &mut Vec<Entry<'n>>,
) {
    let written = match &value.value {
        Value::Map(written) => written,
        Value::List(items) => match items.first().map(|first| &first.value) {
            Some(Value::Map(written)) => written,
            _ => return,
        },
        _ => return,
    };
    for (node, value) in written {
        let Some(key) = scalar(node, document) else {
            continue;
        };
        let key = format!("{path}{joint}{key}");
        match value.value {
            Value::Map(_) => take_apart(&key, '.', value, document, found),
            _ => found.push(Entry {
                key: Some(Cow::Owned(key)),
                node,
                value,
            }),
        }
    }
}
