//! Finds problems in a pack that nevertheless compiles: redundant phrases, rules that can never match,
//! acronyms that nothing decides.
//!
//! The files are read again as trees that keep places, so that every problem can be shown at its place.
//! - `names` checks that ids exist.
//! - `phrases` compares phrases.
//! - `dead` finds phrases that match nothing.
//! - `roles` checks roles and acronyms.
//! - `duties` checks duties, areas and cues.
//! - `disabled` first removes what a file switches off in the files below.

mod dead;
mod disabled;
mod duties;
mod names;
mod phrase;
mod phrases;
mod roles;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;
use serde_saphyr::Spanned;

use super::compile::assemble::compile;
use super::error::{RulesError, RulesErrorKind};
use super::files::{load, located};
use crate::model::Severity;
use crate::rules::files::layers::Layers;
use crate::rules::files::located::{LineColumn, RuleValue, SpannedValue};
use crate::rules::phrase::vocabulary::Inflection;
use crate::text::TextMap;

/// A problem in a pack, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// Line, counted from 1. 0 if the problem has no line.
    pub line: usize,
    /// Column, counted from 1. 0 if the problem has no line.
    pub column: usize,
    /// The severity. An error keeps the pack from working, or is a contradiction.
    pub severity: Severity,
    /// The kind of problem.
    pub name: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Finds problems in the built-in pack with files laid over it, first those of `beneath`. Returns the
/// problems in `files` and in the files that these extend. Without `files`, returns all problems, including
/// those of the built-in pack.
///
/// # Errors
/// If a given file cannot be read at all.
pub fn check(beneath: &[PathBuf], files: &[PathBuf]) -> Result<Vec<Problem>, RulesError> {
    let given = [beneath, files].concat();
    let mut problems = Problems::default();
    let mut pack = Pack::default();
    for (name, text) in load::always() {
        pack.read(0, &name, text, &mut problems);
    }
    let layers = Layers::of(&given);
    for error in layers.errors {
        match error.kind {
            RulesErrorKind::Io(_) | RulesErrorKind::NotAFile | RulesErrorKind::TooLong(_) => {
                return Err(error);
            }
            _ => problems.broken(error),
        }
    }
    // The built-in files are one layer. Each other file is a layer of its own.
    for (index, file) in layers.files.iter().enumerate() {
        pack.read(index + 1, &file.name, &file.text, &mut problems);
    }
    let own = (!files.is_empty()).then(|| Layers::of(files));
    let is_shown = |one: &Problem| own.as_ref().is_none_or(|own| own.hold(&one.file));
    let mut refused = None;
    // If a file cannot be read, its entries would be reported as missing in the others.
    if problems.found.is_empty() {
        disabled::take_off(&mut pack.files);
        names::check(&pack, &mut problems);
        phrases::check(&pack, &mut problems);
        roles::check(&pack, &mut problems);
        duties::check(&pack, &mut problems);
        let grave = |one: &Problem| one.severity == Severity::Error && is_shown(one);
        if !problems.found.iter().any(grave)
            && let Err(error) = load::load(None, &given).and_then(compile)
        {
            problems.broken(error);
            refused = problems.found.pop();
        }
    }
    let order = |one: &Problem| pack.files.iter().position(|file| file.name == one.file);
    problems
        .found
        .sort_by_cached_key(|one| (order(one), one.line, one.column, one.name));
    problems.found.retain(is_shown);
    // Report what keeps the rules from working, wherever it is.
    problems.found.extend(refused);
    Ok(problems.found)
}

/// All files of a pack, as trees.
#[derive(Default)]
struct Pack {
    files: Vec<File>,
}

struct File {
    name: String,
    /// Entries of a later layer replace those of an earlier one with the same id.
    layer: usize,
    root: RuleValue,
}

/// An entry of a list whose entries have ids.
#[derive(Clone, Copy)]
struct Entry<'p> {
    file: &'p File,
    id: &'p str,
    node: &'p SpannedValue,
}

impl Pack {
    fn read(&mut self, layer: usize, name: &str, text: &str, problems: &mut Problems) {
        match located::parse(name, text) {
            Err(error) => problems.broken(error),
            Ok(root) => {
                let root: Option<SpannedValue> = root;
                self.files.push(File {
                    name: name.to_owned(),
                    layer,
                    root: root.map_or(RuleValue::Empty, |node| node.value),
                });
            }
        }
    }

    /// The entries of a section that count. If several have the same id, only the last one does.
    fn entries<'p>(&'p self, section: &str, id: &str) -> Vec<Entry<'p>> {
        let mut entries: Vec<Entry<'p>> = Vec::new();
        let mut known: TextMap<&str, usize> = TextMap::default();
        for entry in self.all_entries(section, id) {
            let at = *known.entry(entry.id).or_insert(entries.len());
            match entries.get_mut(at) {
                Some(known) => *known = entry,
                None => entries.push(entry),
            }
        }
        entries
    }

    /// All entries of a section, including replaced ones.
    fn all_entries<'p>(&'p self, section: &str, id: &str) -> impl Iterator<Item = Entry<'p>> {
        let of_file = move |file: &'p File| {
            let entries = file.root.list(section).iter();
            entries.filter_map(move |node| {
                let id = node.value.text_of(id)?;
                Some(Entry { file, id, node })
            })
        };
        self.files.iter().flat_map(of_file)
    }

    /// The endings of words, by language.
    fn inflections(&self) -> BTreeMap<&str, Vec<Inflection>> {
        let mut inflections: BTreeMap<&str, Vec<Inflection>> = BTreeMap::new();
        for file in &self.files {
            if let Some(language) = file.language() {
                let endings = file.root.list("inflection").iter();
                let endings = endings.filter_map(|ending| {
                    Some(Inflection {
                        from: ending.value.text_of("from")?.to_owned(),
                        to: ending.value.text_of("to")?.to_owned(),
                    })
                });
                inflections.entry(language).or_default().extend(endings);
            }
        }
        inflections
    }

    /// The maps of a section, key by key, in all files.
    fn keyed<'p>(
        &'p self,
        section: &str,
    ) -> impl Iterator<Item = (&'p File, &'p Spanned<String>, &'p SpannedValue)> {
        let of_file = move |file: &'p File| {
            let entries = file.root.map(section).iter();
            entries.map(move |(key, node)| (file, key, node))
        };
        self.files.iter().flat_map(of_file)
    }
}

impl File {
    /// The language that inflects the words of the file.
    fn language(&self) -> Option<&str> {
        self.root.text_of("language")
    }
}

/// A kind of problem.
struct Lint {
    name: &'static str,
    severity: Severity,
    help: &'static str,
}

const BROKEN: Lint = Lint {
    name: "broken",
    severity: Severity::Error,
    help: "Correct it; `rolecall rules schema` shows what a rule file may contain.",
};

#[derive(Default)]
struct Problems {
    found: Vec<Problem>,
}

impl Problems {
    fn add<T>(&mut self, lint: &Lint, file: &File, at: &Spanned<T>, message: String) {
        self.put(lint, &file.name, located::place(at), message);
    }

    fn put(&mut self, lint: &Lint, file: &str, (line, column): LineColumn, message: String) {
        self.found.push(Problem {
            file: file.to_owned(),
            line,
            column,
            severity: lint.severity,
            name: lint.name,
            message,
            help: lint.help.to_owned(),
        });
    }

    /// Adds what keeps a pack from compiling.
    fn broken(&mut self, error: RulesError) {
        let place = error.place.unwrap_or_default();
        let message = match &error.kind {
            // The parser's message ends with the place.
            kind @ RulesErrorKind::Yaml(_) => {
                let message = kind.to_string();
                let end = message.rfind(" at line ").unwrap_or(message.len());
                message[..end].to_owned()
            }
            kind => kind.to_string(),
        };
        let lint = match &error.kind {
            RulesErrorKind::NotBeneath { .. } => &names::UNKNOWN,
            _ => &BROKEN,
        };
        self.put(lint, &error.file, place, message);
    }
}
