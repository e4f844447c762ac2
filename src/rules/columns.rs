//! Headers, keys and special values of charts, ready to be looked up.

use rustc_hash::{FxHashMap, FxHashSet};

use super::form::ColumnsForm;
use super::words::squeeze;
use crate::model::{Field, Status, Tenure};

/// What a key of a YAML chart may hold beside fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// A list of entities, each with positions.
    Entities,
    /// A list of positions.
    Positions,
    /// The positions that report to this one.
    Reports,
}

/// How headers, keys and special values are recognised. All comparing is on squeezed text: case,
/// accents, blanks and signs do not matter.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    aliases: FxHashMap<String, Vec<(Field, usize)>>,
    pinned: Vec<(Field, String)>,
    nested: Vec<Field>,
    shown: Vec<(Field, Vec<String>)>,
    structure: FxHashMap<String, Structure>,
    entity_name: FxHashSet<String>,
    roots: Markers<()>,
    status: Markers<Status>,
    nobody: Markers<Status>,
    tenure: Markers<Tenure>,
    placeholders: Markers<()>,
    no_titles: Markers<()>,
}

/// Values with a meaning of their own.
#[derive(Clone, Debug)]
struct Markers<T> {
    by_word: FxHashMap<String, T>,
    /// The ASCII signs that one of them begins with, as bits.
    starts: u128,
}

impl<T> Default for Markers<T> {
    fn default() -> Self {
        Markers {
            by_word: FxHashMap::default(),
            starts: 0,
        }
    }
}

impl<T: Copy> Markers<T> {
    fn add(&mut self, words: &[String], meaning: T) {
        for word in words.iter().map(|word| marker(word)) {
            self.starts |= match word.bytes().find(is_word) {
                Some(byte) if byte.is_ascii() => 1 << byte,
                Some(_) => u128::MAX,
                None => 0,
            };
            self.by_word.insert(word, meaning);
        }
    }

    /// Hardly any id or name of a chart is a marker, and most show it by their first letter, before
    /// they are folded.
    fn get(&self, value: &str) -> Option<T> {
        match value.bytes().find(is_word) {
            Some(byte) if byte.is_ascii() && self.starts >> byte.to_ascii_lowercase() & 1 == 0 => {
                None
            }
            _ => self.by_word.get(&marker(value)).copied(),
        }
    }
}

impl Columns {
    pub(super) fn new(form: ColumnsForm) -> Self {
        let mut columns = Columns {
            entity_name: squeezed(&form.structure.entity_name),
            nested: form.nested,
            ..Columns::default()
        };
        columns.roots.add(&form.root_markers, ());
        columns.placeholders.add(&form.placeholders, ());
        columns.no_titles.add(&form.no_titles, ());
        for (field, aliases) in form.aliases {
            for (rank, alias) in aliases.iter().enumerate() {
                let fields = columns.aliases.entry(folded(alias)).or_default();
                if fields.iter().all(|(known, _)| *known != field) {
                    fields.push((field, rank));
                }
            }
            columns.shown.push((field, aliases));
        }
        for header in form.ignored {
            columns.aliases.entry(folded(&header)).or_default();
        }
        let keys = [
            (form.structure.entities, Structure::Entities),
            (form.structure.positions, Structure::Positions),
            (form.structure.reports, Structure::Reports),
        ];
        for (aliases, structure) in keys {
            columns
                .structure
                .extend(aliases.iter().map(|alias| (squeeze(alias), structure)));
        }
        for (status, words) in form.status {
            columns.status.add(&words, status);
        }
        for (status, words) in form.nobody {
            columns.nobody.add(&words, status);
        }
        for (tenure, words) in form.tenure {
            columns.tenure.add(&words, tenure);
        }
        columns
    }

    /// Lets one header alone give a field, whatever the aliases say.
    pub fn pin(&mut self, field: Field, header: &str) {
        self.pinned.retain(|(known, _)| *known != field);
        self.pinned.push((field, header.trim().to_owned()));
    }

    /// The fields that only one header may give.
    pub fn pinned(&self) -> impl Iterator<Item = (Field, &str)> {
        let pinned = self.pinned.iter();
        pinned.map(|(field, header)| (*field, header.as_str()))
    }

    /// The field that a header or key names first, and its place among the aliases of that field: the
    /// lower, the likelier.
    pub fn field(&self, header: &str) -> Option<(Field, usize)> {
        self.fields(header).next()
    }

    /// All fields that a header or key may give, with its place among the aliases of each.
    pub fn fields(&self, header: &str) -> impl Iterator<Item = (Field, usize)> {
        let whole = folded(header);
        let is_it = |pinned: &str| pinned == header.trim() || folded(pinned) == whole;
        let pin = self.pinned.iter().find(|(_, pinned)| is_it(pinned));
        let known = match pin {
            Some(_) => None,
            None => self.known(header, &whole),
        };
        let free = |field: &Field| self.pinned.iter().all(|(pinned, _)| pinned != field);
        let known = known.into_iter().flatten().copied();
        let pin = pin.map(|(field, _)| (*field, 0));
        pin.into_iter()
            .chain(known.filter(move |(field, _)| free(field)))
    }

    /// The aliases that a header is one of: by the key in its brackets, as a whole, without what the
    /// brackets add, or behind the prefix of a schema.
    fn known(&self, header: &str, whole: &str) -> Option<&Vec<(Field, usize)>> {
        let get = |name: &str| self.aliases.get(&folded(name));
        let bracketed = header
            .split_once('[')
            .and_then(|(before, rest)| Some((before, rest.split_once(']')?.0)));
        // What stands in front of a key may turn it round, and is ignored for that.
        let is_ignored = |(before, _)| get(before).is_some_and(Vec::is_empty);
        if let Some(found) = bracketed.and_then(|(_, key)| get(key)) {
            return Some(found).filter(|_| !bracketed.is_some_and(is_ignored));
        }
        let behind_schema = || header.rsplit_once(':').map_or(header, |(_, key)| key);
        self.aliases
            .get(whole)
            .or_else(|| get(bracketed?.0))
            .or_else(|| get(behind_schema()))
            .or_else(|| get(behind_schema().split_once('.')?.1))
    }

    /// Whether files give a field at several levels, so that several columns for it are no mistake.
    pub fn is_nested(&self, field: Field) -> bool {
        self.nested.contains(&field)
    }

    /// The headers that name a field, the likeliest first.
    pub fn aliases(&self, field: Field) -> &[String] {
        self.shown
            .iter()
            .find(|(of, _)| *of == field)
            .map_or(&[], |(_, aliases)| aliases)
    }

    /// What a key of a YAML chart holds, where it holds positions.
    pub fn structure(&self, key: &str) -> Option<Structure> {
        self.structure.get(&squeeze(key)).copied()
    }

    /// Whether a key beside a list of positions names the entity they belong to.
    pub fn names_entity(&self, key: &str) -> bool {
        self.entity_name.contains(&squeeze(key))
    }

    /// Whether a manager so named means that there is none.
    pub fn is_root(&self, manager: &str) -> bool {
        manager.is_empty() || self.roots.get(manager).is_some()
    }

    /// The status that a value means.
    pub fn status(&self, value: &str) -> Option<Status> {
        self.status.get(value)
    }

    /// What it says of a seat that a value stands where the name of its holder should.
    pub fn nobody(&self, name: &str) -> Option<Status> {
        self.nobody.get(name)
    }

    /// The tenure that a value means.
    pub fn tenure(&self, value: &str) -> Option<Tenure> {
        self.tenure.get(value)
    }

    /// Whether a title is a word but none that names a job: "test". Values that stand for none in any column
    /// are not among them.
    pub fn is_no_title(&self, title: &str) -> bool {
        self.no_titles.get(title).is_some() && !self.is_placeholder(title)
    }

    /// Whether a value stands for none: "N/D", "TBD".
    pub fn is_placeholder(&self, value: &str) -> bool {
        self.placeholders.get(value).is_some()
    }
}

/// What of a header is compared. The one sign that matters stands for a word: `Employee #`.
fn folded(header: &str) -> String {
    if header.contains('#') {
        squeeze(&header.replace('#', " number "))
    } else {
        squeeze(header)
    }
}

/// Whether a byte is part of what squeezing leaves.
fn is_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// Markers may be signs only ("-") or a number with its sign ("-1"), which squeezing would lose.
fn marker(value: &str) -> String {
    let squeezed = squeeze(value);
    if squeezed.bytes().all(|byte| byte.is_ascii_digit()) {
        value.trim().to_owned()
    } else {
        squeezed
    }
}

fn squeezed(words: &[String]) -> FxHashSet<String> {
    words.iter().map(|word| marker(word)).collect()
}
