//! Recognises headers, keys and special values of charts.

use super::hints::{Hint, Hints, WordList, words_of};
use crate::model::{Field, Status, Tenure};
use crate::rules::form::columns::ColumnsForm;
use crate::rules::phrase::scan::Buffers;
use crate::rules::phrase::title_words::{Likeness, TitleWords};
use crate::text::{TextMap, TextSet, squeeze};

/// What a key of a YAML chart may hold besides fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// A list of entities, each with positions.
    Entities,
    /// A list of positions.
    Positions,
    /// The positions that report to this one.
    Reports,
}

/// Recognises headers, keys and special values. All text is compared in its squeezed form: case, accents,
/// blanks and signs do not matter.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    aliases: TextMap<String, Vec<(Field, usize)>>,
    pinned: Vec<(Field, String)>,
    nested: Vec<Field>,
    shown: Vec<(Field, Vec<String>)>,
    structure: TextMap<String, Structure>,
    entity_name: TextSet<String>,
    impersonal: TextSet<String>,
    roots: Markers<()>,
    status: Markers<Status>,
    nobody: Markers<Status>,
    tenure: Markers<Tenure>,
    placeholders: Markers<()>,
    no_titles: Markers<()>,
    /// Values that mean "nothing", by length: those of empty cells, and with placeholders those written in
    /// place of a text.
    nulls: ByLength,
    nothing: ByLength,
    above_the_top: Markers<()>,
    footers: WordList,
    status_words: Vec<(Status, WordList)>,
    tenure_words: Vec<(Tenure, WordList)>,
    parents: TextSet<String>,
    hints: Hints,
    titles: TitleWords,
    /// What a key below a key for the manager gives: an id, an address or a name of the manager.
    of_manager: [Vec<(Field, usize)>; 3],
}

/// Fields that may be a mapping with a name.
const THINGS: [Field; 5] = [
    Field::Title,
    Field::Department,
    Field::Entity,
    Field::Location,
    Field::Level,
];

/// Keys under which such a mapping may have its name.
const NAMES: [&str; 8] = [
    "name",
    "value",
    "label",
    "displayname",
    "text",
    "longname",
    "shortname",
    "fullname",
];

/// A misspelt header must be at least this long. Shorter headers resemble many others.
const SHORTEST_MISSPELT: usize = 5;

/// A status has at most this many bytes.
const LONGEST_STATUS: usize = 60;

/// A rank after all aliases that are listed for a field.
const UNLIKELY: usize = 1_000;

/// Values with a special meaning.
#[derive(Clone, Debug)]
struct Markers<T> {
    by_word: TextMap<String, T>,
    /// The ASCII characters with which a marker begins, as bits.
    starts: u128,
}

impl<T> Default for Markers<T> {
    fn default() -> Self {
        Markers {
            by_word: TextMap::default(),
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

    /// Few ids or names of a chart are markers. The first letter rules out most of them before they are
    /// folded.
    fn get(&self, value: &str) -> Option<T> {
        match value.bytes().find(is_word) {
            Some(byte) if byte.is_ascii() && self.starts >> byte.to_ascii_lowercase() & 1 == 0 => {
                None
            }
            _ => self.by_word.get(&marker(value)).copied(),
        }
    }
}

/// Words by their length. Every cell of a chart is looked up, so only the case of letters is folded.
#[derive(Clone, Debug, Default)]
struct ByLength(Vec<Vec<String>>);

impl ByLength {
    fn new<'w>(words: impl Iterator<Item = &'w String>) -> Self {
        let mut by_length: Vec<Vec<String>> = Vec::new();
        for word in words {
            if by_length.len() <= word.len() {
                by_length.resize_with(word.len() + 1, Vec::new);
            }
            by_length[word.len()].push(word.clone());
        }
        ByLength(by_length)
    }

    fn has(&self, value: &str) -> bool {
        let alike = self.0.get(value.len());
        alike.is_some_and(|words| words.iter().any(|word| word.eq_ignore_ascii_case(value)))
    }
}

impl Columns {
    pub(super) fn new(form: ColumnsForm, titles: TitleWords) -> Self {
        let mut columns = Columns {
            entity_name: squeezed(&form.structure.entity_name),
            impersonal: squeezed(&form.impersonal),
            nested: form.nested,
            parents: squeezed(&form.parents),
            hints: Hints::new(&form.hints),
            footers: WordList::new(&form.footers),
            titles,
            of_manager: Field::MANAGER.map(|field| vec![(field, UNLIKELY)]),
            ..Columns::default()
        };
        columns.roots.add(&form.root_markers, ());
        columns.placeholders.add(&form.placeholders, ());
        columns.no_titles.add(&form.no_titles, ());
        columns.nulls = ByLength::new(form.nulls.iter());
        let placeholders = form.placeholders.iter().filter(|word| *word != "0");
        columns.nothing = ByLength::new(form.nulls.iter().chain(placeholders));
        columns.above_the_top.add(&form.above_the_top, ());
        // The most severe status comes first.
        let by_status = form.status_words.iter().rev();
        columns.status_words = by_status
            .map(|(of, words)| (*of, WordList::new(words)))
            .collect();
        let by_tenure = form.tenure_words.iter().rev();
        columns.tenure_words = by_tenure
            .map(|(of, words)| (*of, WordList::new(words)))
            .collect();
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

    /// Whether a column that gives no field is known to tell nothing of a person, by its header.
    pub fn is_impersonal(&self, header: &str) -> bool {
        self.impersonal.contains(&squeeze(header))
    }

    /// Lets only this header give a field, whatever the aliases say.
    pub fn pin(&mut self, field: Field, header: &str) {
        self.pinned.retain(|(known, _)| *known != field);
        self.pinned.push((field, header.trim().to_owned()));
    }

    /// The fields that only one header may give.
    pub fn pinned(&self) -> impl Iterator<Item = (Field, &str)> {
        let pinned = self.pinned.iter();
        pinned.map(|(field, header)| (*field, header.as_str()))
    }

    /// The field that a header or key most likely gives, with the rank of the alias. A lower rank is
    /// likelier.
    pub fn field(&self, header: &str) -> Option<(Field, usize)> {
        self.fields(header).next()
    }

    /// All fields that a header or key may give, each with the rank of the alias.
    pub fn fields(&self, header: &str) -> impl Iterator<Item = (Field, usize)> {
        let whole = folded(header);
        let is_it = |pinned: &str| pinned == header.trim() || folded(pinned) == whole;
        let pin = self.pinned.iter().find(|(_, pinned)| is_it(pinned));
        let (known, further) = match pin {
            Some(_) => (None, 0),
            None => match self.known(header, &whole) {
                Some(known) => (Some(known), 0),
                None => (self.less_plainly(header), UNLIKELY),
            },
        };
        let free = |field: &Field| self.pinned.iter().all(|(pinned, _)| pinned != field);
        let known = known.into_iter().flatten();
        let known = known.map(move |(field, rank)| (*field, rank + further));
        let pin = pin.map(|(field, _)| (*field, 0));
        pin.into_iter()
            .chain(known.filter(move |(field, _)| free(field)))
    }

    /// The aliases that match a header: by the key in its brackets, as a whole, without its brackets, or
    /// behind a schema prefix.
    fn known(&self, header: &str, whole: &str) -> Option<&Vec<(Field, usize)>> {
        let get = |name: &str| self.aliases.get(&folded(name));
        let bracketed = header
            .split_once('[')
            .and_then(|(before, rest)| Some((before, rest.split_once(']')?.0)));
        // A key in brackets is ignored if the text in front of it is on the list of ignored headers, since
        // that may change its meaning.
        let is_ignored = |(before, _)| get(before).is_some_and(Vec::is_empty);
        if let Some(found) = bracketed.and_then(|(_, key)| get(key)) {
            return Some(found).filter(|_| !bracketed.is_some_and(is_ignored));
        }
        let path = header.rsplit_once(':').map_or(header, |(_, key)| key);
        self.aliases
            .get(whole)
            .or_else(|| get(bracketed?.0))
            .or_else(|| get(path))
    }

    /// The aliases that match a header less directly: by a key of a mapping, or by the name of a record.
    fn less_plainly(&self, header: &str) -> Option<&Vec<(Field, usize)>> {
        let path = header.rsplit_once(':').map_or(header, |(_, key)| key);
        let deep = self.below_parents(path);
        deep.or_else(|| self.without_suffix(header))
    }

    /// The aliases of a key inside a mapping for the person or the job, such as `job.title`. Inside the
    /// mapping of the manager, the identifier of the manager, such as `manager.email`.
    fn below_parents(&self, path: &str) -> Option<&Vec<(Field, usize)>> {
        let (parent, rest) = path.split_once('.')?;
        let get = |name: &str| self.aliases.get(&folded(name));
        let of_parent = get(parent).into_iter().flatten();
        let is_manager = of_parent
            .chain(get(last(parent)).into_iter().flatten())
            .any(|(field, _)| Field::MANAGER.contains(field));
        if is_manager || self.hints.at(Hint::Manager, parent) {
            let known = get(rest).or_else(|| get(last(rest)));
            let fields = || known.into_iter().flatten().map(|(field, _)| *field);
            // The manager's manager is another person.
            let own = fields().find(|field| Field::MANAGER.contains(field));
            let names = |wanted: &[Field]| fields().any(|field| wanted.contains(&field));
            let which = match own {
                Some(own) => Field::MANAGER.iter().position(|field| *field == own)?,
                None if names(&[Field::Id, Field::PersonId]) || squeeze(rest) == "value" => 0,
                None if names(&[Field::Email, Field::UserName]) => 1,
                None if names(&[Field::Incumbent]) => 2,
                None => return None,
            };
            return self.of_manager.get(which);
        }
        let of_thing = get(parent).and_then(|known| Some((known, known.first()?.0)));
        if let Some((known, thing)) = of_thing.filter(|(_, field)| THINGS.contains(field)) {
            if NAMES.contains(&squeeze(rest).as_str()) {
                return Some(known);
            }
            let says_same = |known: &&Vec<(Field, usize)>| {
                known.first().is_some_and(|(field, _)| *field == thing)
            };
            if thing != Field::Title {
                return get(rest).filter(says_same);
            }
        }
        if !self.parents.contains(&squeeze(parent)) {
            return None;
        }
        get(rest).or_else(|| self.below_parents(rest))
    }

    /// The aliases of a header without a suffix that says it refers to a record, or to the name of one:
    /// `job_id/name`.
    fn without_suffix(&self, header: &str) -> Option<&Vec<(Field, usize)>> {
        let lower = header.trim().to_lowercase();
        let named = lower
            .strip_suffix("/name")
            .or_else(|| lower.strip_suffix("/display_name"));
        let of_record = named.unwrap_or(&lower);
        let bare = of_record.strip_suffix("_id");
        let known = match (named, bare) {
            (Some(named), _) if self.aliases.contains_key(&folded(named)) => {
                self.aliases.get(&folded(named))
            }
            (_, Some(bare)) => self.aliases.get(&folded(bare)),
            (Some(_), None) | (None, None) => None,
        };
        let describes = |field: Field| {
            matches!(field, Field::Title | Field::Department | Field::Entity)
                || Field::MANAGER.contains(&field)
        };
        known.filter(|known| known.first().is_some_and(|(field, _)| describes(*field)))
    }

    /// The alias that a header differs from by one letter, or by two swapped letters.
    pub fn misspelt(&self, header: &str) -> Option<&str> {
        let name = folded(header);
        // Numbers tell columns apart that are called the same.
        let is_numbered = name.bytes().any(|byte| byte.is_ascii_digit());
        if name.len() < SHORTEST_MISSPELT || is_numbered || self.aliases.contains_key(&name) {
            return None;
        }
        let first = name.chars().next();
        let is_near = |alias: &&String| {
            alias.chars().next() == first
                && alias.len().abs_diff(name.len()) <= 1
                && strsim::osa_distance(alias, &name) == 1
        };
        let shown = self.shown.iter().flat_map(|(_, aliases)| aliases);
        let near = self.aliases.keys().filter(is_near).min()?;
        shown
            .into_iter()
            .find(|alias| folded(alias) == *near)
            .map(String::as_str)
    }

    /// Whether a header hints at what its column may hold.
    pub fn hints(&self, hint: Hint, header: &str) -> bool {
        self.hints.at(hint, header)
    }

    /// Whether a header says that its column does not hold what the hint is about.
    pub fn speaks_against(&self, hint: Hint, header: &str) -> bool {
        self.hints.against(hint, header)
    }

    /// Whether a mapping under this key gives more about a person or a job.
    pub fn is_parent(&self, key: &str) -> bool {
        self.parents.contains(&squeeze(key))
    }

    /// How similar a value is to a title.
    pub fn title_likeness(&self, value: &str, scan: &mut Buffers) -> Likeness {
        self.titles.likeness(value, scan)
    }

    /// Whether a value is one that programs write into empty cells.
    pub fn is_null(&self, value: &str) -> bool {
        self.nulls.has(value)
    }

    /// Whether a value is one that programs write into empty cells, or that people write if there is nothing.
    pub fn is_nothing(&self, value: &str) -> bool {
        self.nothing.has(value)
    }

    /// Whether a manager with this name may be above the top of a chart without a seat.
    pub fn is_above_the_top(&self, named: &str) -> bool {
        named.len() <= LONGEST_STATUS && self.above_the_top.get(named).is_some()
    }

    /// Whether a row that begins with this cell, with nothing behind it, is the footer of a table.
    pub fn is_footer(&self, cell: &str) -> bool {
        words_of(cell)
            .first()
            .is_some_and(|word| self.footers.has(word))
    }

    /// Whether files may give a field at several levels, so that several columns for it are not a mistake.
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

    /// What a key of a YAML chart holds, if it holds positions.
    pub fn structure(&self, key: &str) -> Option<Structure> {
        self.structure.get(&squeeze(key)).copied()
    }

    /// Whether a key next to a list of positions names their entity.
    pub fn names_entity(&self, key: &str) -> bool {
        self.entity_name.contains(&squeeze(key))
    }

    /// Whether a manager with this name means that there is none.
    pub fn is_root(&self, manager: &str) -> bool {
        manager.is_empty() || self.roots.get(manager).is_some()
    }

    /// The status that a value means.
    pub fn status(&self, value: &str) -> Option<Status> {
        let by_word = || by_words(&self.status_words, value);
        self.status.get(value).or_else(by_word)
    }

    /// The status of a seat if this value is in place of its holder's name.
    pub fn nobody(&self, name: &str) -> Option<Status> {
        self.nobody.get(name)
    }

    /// The tenure that a value means.
    pub fn tenure(&self, value: &str) -> Option<Tenure> {
        let by_word = || by_words(&self.tenure_words, value);
        self.tenure.get(value).or_else(by_word)
    }

    /// Whether a title is a word that names no job, such as "test". Values that mean "nothing" in every
    /// column are not included.
    pub fn is_no_title(&self, title: &str) -> bool {
        self.no_titles.get(title).is_some() && !self.is_placeholder(title)
    }

    /// Whether a value is a placeholder: "N/D", "TBD".
    pub fn is_placeholder(&self, value: &str) -> bool {
        self.placeholders.get(value).is_some()
    }
}

/// The first meaning of a word in a value. A text of many words has none.
fn by_words<T: Copy>(meanings: &[(T, WordList)], value: &str) -> Option<T> {
    if value.len() > LONGEST_STATUS {
        return None;
    }
    let words = words_of(value);
    let meant = meanings.iter().find(|(_, list)| list.has_any(&words));
    meant.map(|(meaning, _)| *meaning)
}

/// The last part of a path.
fn last(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, last)| last)
}

/// The form in which headers are compared. The one sign that matters becomes a word: `Employee #`.
fn folded(header: &str) -> String {
    if header.contains('#') {
        squeeze(&header.replace('#', " number "))
    } else {
        squeeze(header)
    }
}

/// Whether squeezing keeps a byte.
fn is_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// A marker in the form for comparing. Markers may be signs only ("-") or a number with its sign ("-1"),
/// which squeezing would lose.
fn marker(value: &str) -> String {
    let squeezed = squeeze(value);
    if squeezed.bytes().all(|byte| byte.is_ascii_digit()) {
        value.trim().to_owned()
    } else {
        squeezed
    }
}

fn squeezed(words: &[String]) -> TextSet<String> {
    words.iter().map(|word| marker(word)).collect()
}
