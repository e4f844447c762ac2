//! The phrases of a pack, each with what it stands for.

use super::{File, Lint, Pack, Problems};
use crate::model::Severity;
use crate::rules::files::located::{RuleValue, SpannedValue};
use crate::rules::phrase::pattern::Step;
use crate::rules::phrase::spelled::sequences;

const MALFORMED: Lint = Lint {
    name: "malformed-phrase",
    severity: Severity::Error,
    help: "The language of phrases is described in docs/rules.md.",
};

const NO_WORDS: Lint = Lint {
    name: "no-words",
    severity: Severity::Warning,
    help: "Write phrases, or delete the entry.",
};

/// A phrase of a pack, and what it stands for.
pub(super) struct Phrase<'p> {
    pub file: &'p File,
    pub node: &'p SpannedValue,
    pub kind: PhraseKind,
    /// The role, rank, duty or other thing that it stands for.
    pub target: String,
    pub sequences: Vec<Vec<Step>>,
}

/// Only phrases of the same kind compete for the words of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum PhraseKind {
    Title,
    Context,
    Rank,
    Field,
    DefaultField,
    Employer,
    Officer,
    Head,
    Series,
    Unit,
    Modifier(&'static str),
    Scope,
    Joiner,
    /// Words of the mandates, by the list that holds them.
    Mandate(&'static str),
    Cue,
    Duty,
    Unless,
}

impl PhraseKind {
    /// Whether words of a text can mean only one target of this kind.
    pub(super) fn excludes(self) -> bool {
        !matches!(
            self,
            PhraseKind::Context
                | PhraseKind::Joiner
                | PhraseKind::Head
                | PhraseKind::Series
                | PhraseKind::Unit
                | PhraseKind::Mandate(_)
                | PhraseKind::Cue
                | PhraseKind::Unless
        )
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            PhraseKind::Title | PhraseKind::Context => "role",
            PhraseKind::Rank => "rank",
            PhraseKind::Field | PhraseKind::DefaultField => "field",
            PhraseKind::Employer => "employer",
            PhraseKind::Officer => "officer",
            PhraseKind::Head => "head",
            PhraseKind::Series => "series",
            PhraseKind::Unit => "unit",
            PhraseKind::Modifier(_) => "modifier",
            PhraseKind::Scope => "scope",
            PhraseKind::Joiner => "joiner",
            PhraseKind::Mandate(_) => "mandate",
            PhraseKind::Cue => "cue",
            PhraseKind::Duty | PhraseKind::Unless => "duty",
        }
    }
}

/// Lists of words for what the seat has to do with a work, beside those of the two sides.
const BESIDE_MANDATES: [&str; 2] = ["charges", "spoken_of"];

/// Lists of words that the mandate of a side may have.
const MANDATE_LISTS: [&str; 7] = [
    "work",
    "names",
    "duties",
    "hints",
    "managers",
    "other",
    "professions",
];

/// Positions of the words of a modifier.
const PLACES: [&str; 4] = ["before", "adjacent", "after", "anywhere"];

/// All phrases that count.
pub(super) fn phrases<'p>(pack: &'p Pack, problems: &mut Problems) -> Vec<Phrase<'p>> {
    let mut collect = Collect {
        phrases: Vec::new(),
        problems,
    };
    for file in &pack.files {
        let root = &file.root;
        let maps = [
            ("titles", PhraseKind::Title),
            ("contexts", PhraseKind::Context),
            ("ranks", PhraseKind::Rank),
            ("scopes", PhraseKind::Scope),
        ];
        for (section, kind) in maps {
            for (target, list) in root.map(section) {
                collect.list(file, list, kind, &target.value);
            }
        }
        for (section, kind) in [
            ("fields", PhraseKind::Field),
            ("default_fields", PhraseKind::DefaultField),
        ] {
            for (function, areas) in root.map(section) {
                for (area, list) in areas.value.entries() {
                    let target = format!("{}/{}", function.value, area.value);
                    collect.list(file, list, kind, &target);
                }
            }
        }
        for (section, kind) in [
            ("employers", PhraseKind::Employer),
            ("officers", PhraseKind::Officer),
        ] {
            for (edge, list) in root.map(section) {
                collect.list(file, list, kind, &edge.value);
            }
        }
        for entry in root.list("modifiers") {
            let target = entry.value.text_of("modifier").unwrap_or_default();
            let lists = PLACES.map(|place| (place, entry.value.get(place)));
            if lists.iter().all(|(_, list)| list.is_none()) {
                let message = format!("the modifier `{target}` has no words");
                collect.problems.add(&NO_WORDS, file, entry, message);
            }
            for (place, list) in lists {
                if let Some(list) = list {
                    collect.list(file, list, PhraseKind::Modifier(place), target);
                }
            }
        }
        for (section, kind) in [
            ("joiners", PhraseKind::Joiner),
            ("heads", PhraseKind::Head),
            ("series", PhraseKind::Series),
            ("units", PhraseKind::Unit),
        ] {
            if let Some(list) = root.get(section) {
                collect.list(file, list, kind, kind.name());
            }
        }
        for (side, mandate) in root.map("mandates") {
            let side = &side.value;
            if let Some(name) = BESIDE_MANDATES.iter().find(|name| *name == side) {
                collect.list(file, mandate, PhraseKind::Mandate(name), side);
            }
            for name in MANDATE_LISTS {
                if let Some(list) = mandate.value.get(name) {
                    collect.list(file, list, PhraseKind::Mandate(name), side);
                }
            }
        }
        for section in ["cues", "headings"] {
            for entry in root.list(section) {
                if let Some(list) = entry.value.get("phrases") {
                    let target = entry.value.text_of("id").unwrap_or_default();
                    collect.list(file, list, PhraseKind::Cue, target);
                }
            }
        }
    }
    for duty in pack.entries("duties", "id") {
        let called = pack.keyed("duty_phrases");
        for (file, _, list) in called.filter(|(_, id, _)| id.value == duty.id) {
            collect.list(file, list, PhraseKind::Duty, duty.id);
        }
        for (key, kind) in [
            ("phrases", PhraseKind::Duty),
            ("unless", PhraseKind::Unless),
        ] {
            if let Some(list) = duty.node.value.get(key) {
                collect.list(duty.file, list, kind, duty.id);
            }
        }
    }
    collect.phrases
}

struct Collect<'p, 'l> {
    phrases: Vec<Phrase<'p>>,
    problems: &'l mut Problems,
}

impl<'p> Collect<'p, '_> {
    fn list(&mut self, file: &'p File, list: &'p SpannedValue, kind: PhraseKind, target: &str) {
        // Nothing can be there if another file disables the words.
        if matches!(&list.value, RuleValue::List(words) if words.is_empty()) {
            let message = match kind {
                PhraseKind::Joiner | PhraseKind::Head => {
                    format!("`{}s` has no words here", kind.name())
                }
                kind => format!("the {} `{target}` has no words here", kind.name()),
            };
            self.problems.add(&NO_WORDS, file, list, message);
        }
        for node in list.value.items() {
            match sequences(node.value.text().unwrap_or_default()) {
                Ok(sequences) => self.phrases.push(Phrase {
                    file,
                    node,
                    kind,
                    target: target.to_owned(),
                    sequences,
                }),
                Err(error) => self.problems.add(&MALFORMED, file, node, error.to_string()),
            }
        }
    }
}

pub(super) fn text<'p>(phrase: &Phrase<'p>) -> &'p str {
    phrase.node.value.text().unwrap_or_default()
}
