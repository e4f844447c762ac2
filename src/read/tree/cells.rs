//! The cells of a position: what its keys hold, those of mappings within it included (`name: {givenName: …}`
//! is `name.givenName`).

use std::borrow::Cow;

use super::keys::Keys;
use super::node::{Entries, Node, Value};
use super::tells::{is_team, names_manager};
use crate::model::{DefectKind, Field};
use crate::rules::Structure;

/// The values of a list are one text; with aliases a short file could ask for any amount of it.
const LONGEST_TEXT: usize = 16 << 20;

/// So much of one position is reported as left out.
const MOST_LEFT_OUT: usize = 20;

/// A key of a position and its value.
pub struct Entry<'n> {
    /// The key, with those around it in front; `None` for one that is no plain text.
    pub key: Option<Cow<'n, str>>,
    /// Where the key stands.
    pub node: &'n Node<'n>,
    /// The value.
    pub value: &'n Node<'n>,
}

/// What the keys of a position give.
#[derive(Default)]
pub struct Given<'n> {
    /// At most one for each field.
    pub cells: Vec<KeyedCell<'n>>,
    /// Every key that is a text, with the field that it gives.
    pub keys: Vec<(Cow<'n, str>, Option<Field>)>,
    /// What was left out, where it stands, and why.
    pub left_out: Vec<(&'n Node<'n>, Option<Field>, DefectKind)>,
    /// The fields whose key stands again, each once, with its index in `left_out`.
    repeated: Vec<(Field, usize)>,
}

/// A cell that a key gives.
pub struct KeyedCell<'n> {
    /// What it gives.
    pub field: Field,
    /// Its text; the values of a list one a line.
    pub text: Cow<'n, str>,
    /// Where the key stands.
    pub key: &'n Node<'n>,
    /// Where the value stands.
    pub value: &'n Node<'n>,
    name: Cow<'n, str>,
}

/// Reads the cells of a position. Keys that the first positions of the file decided for go before others; what
/// is left of those gives the fields that nothing else gives.
pub fn cells<'n>(written: Entries<'n>, keys: &Keys<'_>) -> Given<'n> {
    let mut given = Given::default();
    let mut later = Vec::new();
    for entry in entries(written.iter(), keys, Depth::Known) {
        let Some(key) = &entry.key else {
            given.leave_out(entry.node, "a plain key");
            continue;
        };
        let known = keys.get(key);
        if known.structure == Some(Structure::Reports) && !names_manager(key, entry.value, keys) {
            continue;
        }
        given.keys.push((key.clone(), known.field));
        match known.field {
            Some(field) if known.is_decided => given.take(entry, field, keys),
            Some(field) => later.push((entry, field)),
            None => {}
        }
    }
    for (entry, field) in later {
        given.take(entry, field, keys);
    }
    given
}

impl<'n> Given<'n> {
    /// The text of a field.
    pub fn text(&self, field: Field) -> Option<&str> {
        let cell = self.cells.iter().find(|cell| cell.field == field);
        cell.map(|cell| cell.text.as_ref())
    }

    fn take(&mut self, entry: Entry<'n>, field: Field, keys: &Keys<'_>) {
        let Entry { key, node, value } = entry;
        let name = key.unwrap_or_default();
        if let Some(known) = self.cells.iter().find(|known| known.field == field) {
            let kind = if known.name == name {
                let told = self.repeated.iter().find(|(of, _)| *of == field);
                let told = told.and_then(|(_, at)| self.left_out.get_mut(*at));
                if let Some(times) = told.and_then(|(_, _, kind)| kind.times_of(&name)) {
                    *times += 1;
                    return;
                }
                self.repeated.push((field, self.left_out.len()));
                DefectKind::DuplicateHeader {
                    header: name.into_owned(),
                    times: 2,
                }
            } else if keys.is_doubtful(field, &name) {
                DefectKind::CompetingColumns {
                    used: known.name.clone().into_owned(),
                    unused: name.into_owned(),
                }
            } else {
                return;
            };
            self.left_out.push((node, Some(field), kind));
            return;
        }
        let Some(text) = cell_text(value) else {
            return self.leave_out(value, "a value or a list of values");
        };
        if text.len() > LONGEST_TEXT {
            return self.leave_out(value, "a text of a few pages");
        }
        if value.value.is_mended() {
            let kind = DefectKind::HalfCharacter;
            self.left_out.push((value, Some(field), kind));
        }
        self.cells.push(KeyedCell {
            field,
            text,
            key: node,
            value,
            name,
        });
    }

    fn leave_out(&mut self, node: &'n Node<'n>, expected: &'static str) {
        // To show a place, its line is read again, and all of these may be on one line.
        if self.left_out.len() >= MOST_LEFT_OUT {
            return;
        }
        let found = node.value.describe();
        let kind = DefectKind::Misshapen { found, expected };
        self.left_out.push((node, None, kind));
    }
}

/// A value, or the values of a list one a line, as far as they are of reasonable length.
pub fn cell_text<'n>(value: &'n Node<'n>) -> Option<Cow<'n, str>> {
    let Value::List(items) = &value.value else {
        return value.text().map(Cow::Borrowed);
    };
    let mut lines = String::new();
    for item in items {
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push_str(item.text()?);
        if lines.len() > LONGEST_TEXT {
            break;
        }
    }
    Some(Cow::Owned(lines))
}

/// How deep mappings within a position are taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Where that leads to a field.
    Known,
    /// Wherever there are any.
    All,
}

/// All keys of a position. A mapping under a key is taken apart; of a list of mappings
/// (`emails: [{value: …}]`) the one that is called the primary one counts, or else the first.
pub fn entries<'n>(
    written: impl ExactSizeIterator<Item = &'n (Node<'n>, Node<'n>)>,
    keys: &Keys<'_>,
    depth: Depth,
) -> Vec<Entry<'n>> {
    let mut found = Vec::with_capacity(written.len());
    for (node, value) in written {
        // Other people are no part of this one.
        if node.text().is_some_and(|key| is_team(key, value, keys)) {
            continue;
        }
        let key = node.text().map(Cow::Borrowed);
        let mut within = Vec::new();
        if let Some(key) = key
            .as_deref()
            .filter(|key| keys.get(key).structure != Some(Structure::Reports))
        {
            // The name of a schema ("urn:…:User") is followed by a colon where tools write it flat.
            let joint = if key.contains(':') { ':' } else { '.' };
            take_apart(node, key, joint, value, &mut within);
        }
        if let Some(key) = &key
            && let Some((id, name)) = id_and_name(key, value, keys)
        {
            for (what, value) in [("id", id), ("name", name)] {
                within.push(Entry {
                    key: Some(Cow::Owned(format!("{key}.{what}"))),
                    node,
                    value,
                });
            }
        }
        let is_field = |entry: &Entry<'_>| {
            let key = entry.key.as_deref();
            key.is_some_and(|key| keys.get(key).field.is_some())
        };
        let is_taken = match depth {
            Depth::Known => within.iter().any(is_field),
            Depth::All => !within.is_empty(),
        };
        if is_taken {
            found.append(&mut within);
        } else {
            found.push(Entry { key, node, value });
        }
    }
    found
}

/// A record that another one points to, written as its number and its name: `parent_id: [1, "Ida Fern"]`.
fn id_and_name<'n>(
    key: &str,
    value: &'n Node<'n>,
    keys: &Keys<'_>,
) -> Option<(&'n Node<'n>, &'n Node<'n>)> {
    let Value::List(items) = &value.value else {
        return None;
    };
    let [id, name] = &items[..] else {
        return None;
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let has_letters = |text: &str| text.contains(char::is_alphabetic);
    let is_pair = is_number(id.text()?) && has_letters(name.text()?);
    let is_text = keys.get(key).field == Some(Field::Responsibilities);
    (is_pair && !is_text).then_some((id, name))
}

fn take_apart<'n>(
    at: &'n Node<'n>,
    path: &str,
    joint: char,
    value: &'n Node<'n>,
    found: &mut Vec<Entry<'n>>,
) {
    let written = match &value.value {
        Value::Map(written) => written,
        Value::List(items) => {
            by_kind(path, items, found);
            let is_primary = |item: &&Node<'_>| text_under(item, "primary") == Some("true");
            let chosen = items.iter().find(is_primary).or(items.first());
            match chosen.map(|chosen| &chosen.value) {
                Some(Value::Map(written)) => written,
                _ => return,
            }
        }
        _ => return,
    };
    let is = |wanted: &str| {
        let named = |(key, _): &&(Node<'n>, Node<'n>)| key.text() == Some(wanted);
        written.iter().find(named)
    };
    // Some write every value beside its label.
    if let (Some(_), Some((_, value))) = (is("label"), is("value")) {
        match value.value {
            Value::Map(_) => take_apart(at, path, '.', value, found),
            _ => found.push(Entry {
                key: Some(Cow::Owned(path.to_owned())),
                node: at,
                value,
            }),
        }
        return;
    }
    for (node, value) in written {
        let Some(key) = node.text() else {
            continue;
        };
        // Attributes of somebody are his.
        let key = match TRANSPARENT.contains(&key) {
            true if matches!(value.value, Value::Map(_)) => path.to_owned(),
            _ => format!("{path}{joint}{key}"),
        };
        match &value.value {
            Value::Map(_) => take_apart(node, &key, '.', value, found),
            Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Map(_))) => {
                take_apart(node, &key, '.', value, found);
            }
            _ => found.push(Entry {
                key: Some(Cow::Owned(key)),
                node,
                value,
            }),
        }
    }
}

/// Keys of mappings that only hold what is said of the thing around them.
const TRANSPARENT: [&str; 2] = ["attributes", "fields"];

/// Of a list of mappings that say of which kind they are (`relations: [{type: manager, value: …}]`) each is to
/// be had by its kind.
fn by_kind<'n>(path: &str, items: &'n [Node<'n>], found: &mut Vec<Entry<'n>>) {
    for item in items.iter().take(MOST_KINDS) {
        let (Value::Map(written), Some(kind)) = (&item.value, text_under(item, "type")) else {
            continue;
        };
        for (node, value) in written {
            if let Some(key) = node.text().filter(|key| *key != "type") {
                let key = format!("{path}.{kind}.{key}");
                if value.text().is_some() {
                    found.push(Entry {
                        key: Some(Cow::Owned(key)),
                        node,
                        value,
                    });
                }
            }
        }
    }
}

/// How many mappings of a list are told apart by their kinds.
const MOST_KINDS: usize = 8;

fn text_under<'n>(item: &'n Node<'_>, wanted: &str) -> Option<&'n str> {
    let Value::Map(written) = &item.value else {
        return None;
    };
    let (_, value) = written.iter().find(|(key, _)| key.text() == Some(wanted))?;
    value.text()
}
