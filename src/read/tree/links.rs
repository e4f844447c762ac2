//! Drawings in two lists, one of boxes and one of links between them: who reports to whom stands in the links.

use super::node::{Node, Value};
use crate::text::{TextMap, TextSet};

/// Under which keys a link says where it begins, and where it ends.
const ENDS: [(&str, &str); 5] = [
    ("from", "to"),
    ("source", "target"),
    ("sourceId", "targetId"),
    ("parent", "child"),
    ("start", "end"),
];

/// Who stands below whom by the links of a text: the report first. Links lead from a manager to a report, or the
/// other way round where they could not otherwise: nobody has two managers.
pub fn links(root: &Node<'_>) -> TextMap<String, String> {
    let Value::Map(entries) = &root.value else {
        return TextMap::default();
    };
    let lists = entries.iter().filter_map(|(_, value)| match &value.value {
        Value::List(items) => Some(items),
        _ => None,
    });
    for items in lists {
        for (from, to) in ENDS {
            let pairs: Vec<_> = items
                .iter()
                .filter_map(|item| Some((text(item, from)?, text(item, to)?)))
                .collect();
            if pairs.is_empty() || pairs.len() < items.len() {
                continue;
            }
            let is_once = |ends: Vec<&str>| ends.iter().collect::<TextSet<_>>().len() == ends.len();
            let (begins, ends) = pairs.iter().copied().unzip();
            let leads_up = is_once(begins) && !is_once(ends);
            let lines = pairs.into_iter().map(|(from, to)| match leads_up {
                true => (from.to_owned(), to.to_owned()),
                false => (to.to_owned(), from.to_owned()),
            });
            return lines.collect();
        }
    }
    TextMap::default()
}

fn text<'n>(item: &'n Node<'_>, wanted: &str) -> Option<&'n str> {
    let Value::Map(entries) = &item.value else {
        return None;
    };
    let (_, value) = entries.iter().find(|(key, _)| key.text() == Some(wanted))?;
    value.text().filter(|text| !text.is_empty())
}
