//! Compares phrases: redundant ones, contradictory ones, and forms that need not be written.

use std::collections::{BTreeMap, BTreeSet};

use super::{File, Lint, Pack, Problems, dead};
use crate::model::Severity;
use crate::rules::form::Inflection;
use crate::rules::located::{Node, Value, place};
use crate::rules::pattern::Step;
use crate::rules::spelled::sequences;
use crate::rules::vocabulary::inflect;
use crate::text::{TextMap, TextSet};

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

const DUPLICATE: Lint = Lint {
    name: "duplicate-phrase",
    severity: Severity::Warning,
    help: "Delete it: the others match everything that it matches.",
};

const CONTRADICTION: Lint = Lint {
    name: "contradiction",
    severity: Severity::Error,
    help: "Only the first counts: decide which is meant, or tell the two apart by another word.",
};

const SHADOWED: Lint = Lint {
    name: "shadowed-phrase",
    severity: Severity::Warning,
    help: "Only the first counts: delete it in one of the two, or add a word that tells the two apart.",
};

const PARTLY: Lint = Lint {
    name: "partly-shadowed",
    severity: Severity::Info,
    help: "Only the first counts for these words, which is fine if that is meant.",
};

const FORM: Lint = Lint {
    name: "needless-form",
    severity: Severity::Info,
    help: "Delete it: words are found in all forms that the inflection of their language gives them.",
};

/// A phrase of a pack, and what it stands for.
pub(super) struct Phrase<'p> {
    pub file: &'p File,
    pub node: &'p Node,
    pub kind: Kind,
    /// The role, rank, duty or other thing that it stands for.
    pub target: String,
    pub sequences: Vec<Vec<Step>>,
}

/// Only phrases of the same kind compete for the words of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Title,
    Context,
    Rank,
    Field,
    DefaultField,
    Employer,
    Officer,
    Head,
    Series,
    Modifier(&'static str),
    Scope,
    Joiner,
    /// Words of the mandates, by the list that holds them.
    Mandate(&'static str),
    Cue,
    Duty,
    Unless,
}

impl Kind {
    /// Whether words of a text can mean only one target of this kind.
    fn excludes(self) -> bool {
        !matches!(
            self,
            Kind::Context
                | Kind::Joiner
                | Kind::Head
                | Kind::Series
                | Kind::Mandate(_)
                | Kind::Cue
                | Kind::Unless
        )
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Title | Kind::Context => "role",
            Kind::Rank => "rank",
            Kind::Field | Kind::DefaultField => "field",
            Kind::Employer => "employer",
            Kind::Officer => "officer",
            Kind::Head => "head",
            Kind::Series => "series",
            Kind::Modifier(_) => "modifier",
            Kind::Scope => "scope",
            Kind::Joiner => "joiner",
            Kind::Mandate(_) => "mandate",
            Kind::Cue => "cue",
            Kind::Duty | Kind::Unless => "duty",
        }
    }
}

/// The list of words that put work in charge of a seat, beside those of the two sides.
const CHARGES: &str = "charges";

/// Lists of words that the mandate of a side may have.
const MANDATE_LISTS: [&str; 5] = ["work", "names", "duties", "other", "professions"];

/// Positions of the words of a modifier.
const PLACES: [&str; 4] = ["before", "adjacent", "after", "anywhere"];

pub(super) fn check(pack: &Pack, problems: &mut Problems) {
    let phrases = phrases(pack, problems);
    dead::check(pack, &phrases, problems);
    duplicates(&phrases, problems);
    contradictions(pack, &phrases, problems);
    needless_forms(pack, &phrases, problems);
}

/// All phrases that count.
fn phrases<'p>(pack: &'p Pack, problems: &mut Problems) -> Vec<Phrase<'p>> {
    let mut collect = Collect {
        phrases: Vec::new(),
        problems,
    };
    for file in &pack.files {
        let root = &file.root;
        let maps = [
            ("titles", Kind::Title),
            ("contexts", Kind::Context),
            ("ranks", Kind::Rank),
            ("scopes", Kind::Scope),
        ];
        for (section, kind) in maps {
            for (target, list) in root.map(section) {
                collect.list(file, list, kind, &target.value);
            }
        }
        for (section, kind) in [
            ("fields", Kind::Field),
            ("default_fields", Kind::DefaultField),
        ] {
            for (function, areas) in root.map(section) {
                for (area, list) in areas.value.entries() {
                    let target = format!("{}/{}", function.value, area.value);
                    collect.list(file, list, kind, &target);
                }
            }
        }
        for (section, kind) in [("employers", Kind::Employer), ("officers", Kind::Officer)] {
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
                    collect.list(file, list, Kind::Modifier(place), target);
                }
            }
        }
        for (section, kind) in [
            ("joiners", Kind::Joiner),
            ("heads", Kind::Head),
            ("series", Kind::Series),
        ] {
            if let Some(list) = root.get(section) {
                collect.list(file, list, kind, kind.name());
            }
        }
        for (side, mandate) in root.map("mandates") {
            let side = &side.value;
            if side == CHARGES {
                collect.list(file, mandate, Kind::Mandate(CHARGES), side);
            }
            for name in MANDATE_LISTS {
                if let Some(list) = mandate.value.get(name) {
                    collect.list(file, list, Kind::Mandate(name), side);
                }
            }
        }
        for section in ["cues", "headings"] {
            for entry in root.list(section) {
                if let Some(list) = entry.value.get("phrases") {
                    let target = entry.value.text_of("id").unwrap_or_default();
                    collect.list(file, list, Kind::Cue, target);
                }
            }
        }
    }
    for duty in pack.entries("duties", "id") {
        let called = pack.keyed("duty_phrases");
        for (file, _, list) in called.filter(|(_, id, _)| id.value == duty.id) {
            collect.list(file, list, Kind::Duty, duty.id);
        }
        for (key, kind) in [("phrases", Kind::Duty), ("unless", Kind::Unless)] {
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
    fn list(&mut self, file: &'p File, list: &'p Node, kind: Kind, target: &str) {
        // Nothing can be there if another file disables the words.
        if matches!(&list.value, Value::List(words) if words.is_empty()) {
            let message = match kind {
                Kind::Joiner | Kind::Head => format!("`{}s` has no words here", kind.name()),
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

/// Phrases that match nothing that other phrases for the same target, in the same language, do not match too.
fn duplicates(phrases: &[Phrase<'_>], problems: &mut Problems) {
    let mut targets: BTreeMap<_, Vec<&Phrase<'_>>> = BTreeMap::new();
    for phrase in phrases {
        let language = phrase.file.language();
        let target = (phrase.kind, phrase.target.as_str(), language);
        targets.entry(target).or_default().push(phrase);
    }
    for phrases in targets.values() {
        let mut holders: TextMap<&[Step], Vec<&Phrase<'_>>> = TextMap::default();
        for phrase in phrases {
            for sequence in &phrase.sequences {
                holders.entry(sequence).or_default().push(phrase);
            }
        }
        // Go backwards, so that the later one of two equal phrases is reported.
        for phrase in phrases.iter().rev() {
            let shared = |sequence: &Vec<Step>| holders[sequence.as_slice()].len() > 1;
            if !phrase.sequences.iter().all(shared) {
                continue;
            }
            for sequence in &phrase.sequences {
                let holders = holders.entry(sequence).or_default();
                holders.retain(|holder| !std::ptr::eq(*holder, *phrase));
            }
            let first = holders[phrase.sequences[0].as_slice()][0];
            let message = format!(
                "`{}` matches nothing that `{}` ({}) does not match",
                text(phrase),
                text(first),
                at(first)
            );
            problems.add(&DUPLICATE, phrase.file, phrase.node, message);
        }
    }
}

/// The same words for two targets that exclude each other.
fn contradictions(pack: &Pack, phrases: &[Phrase<'_>], problems: &mut Problems) {
    let duties = pack.entries("duties", "id");
    let sides: BTreeMap<&str, &str> = duties
        .iter()
        .filter_map(|duty| Some((duty.id, duty.node.value.text_of("side")?)))
        .collect();
    let mut first: TextMap<(Kind, &[Step]), &Phrase<'_>> = TextMap::default();
    for phrase in phrases.iter().filter(|phrase| phrase.kind.excludes()) {
        // A phrase is reported once for each other target, with all words that both claim.
        let mut claimed: BTreeMap<&str, (&Phrase<'_>, Vec<String>)> = BTreeMap::new();
        for sequence in &phrase.sequences {
            let known = *first.entry((phrase.kind, sequence)).or_insert(phrase);
            if known.target != phrase.target {
                let (_, words) = claimed.entry(&known.target).or_insert((known, Vec::new()));
                words.push(format!("`{}`", written(sequence)));
            }
        }
        for (known, words) in claimed.into_values() {
            let side = |phrase: &Phrase<'_>| sides.get(phrase.target.as_str());
            let one_way = side(known) == side(phrase);
            let message = format!(
                "{} for the {kind} `{}` here, and in {} for the {kind} `{}`",
                words.join(", "),
                phrase.target,
                at(known),
                known.target,
                kind = phrase.kind.name(),
            );
            // Areas overlap, so a phrase in two of them is not a contradiction. A word may also mean
            // different things in different languages.
            let languages = known.file.language().zip(phrase.file.language());
            let one_language = languages.is_none_or(|(one, other)| one == other);
            let is_mild = match phrase.kind {
                Kind::Field | Kind::DefaultField => true,
                Kind::Duty => one_way || !one_language,
                _ => !one_language,
            };
            let lint = match is_mild {
                true if words.len() < phrase.sequences.len() => &PARTLY,
                true => &SHADOWED,
                false => &CONTRADICTION,
            };
            problems.add(lint, phrase.file, phrase.node, message);
        }
    }
}

/// Words that are only inflected forms of another word in the list.
fn needless_forms(pack: &Pack, phrases: &[Phrase<'_>], problems: &mut Problems) {
    let inflections = pack.inflections();
    let known: TextSet<_> = phrases.iter().flat_map(|phrase| keys(phrase)).collect();
    for phrase in phrases {
        let Some(endings) = phrase.file.language().and_then(|one| inflections.get(one)) else {
            continue;
        };
        let mut told = BTreeSet::new();
        for sequence in &phrase.sequences {
            for (index, step) in sequence.iter().enumerate() {
                let Step::Word(word) = step else { continue };
                if told.contains(word) {
                    continue;
                }
                let stands_beside = |base: &String| {
                    let mut other = sequence.clone();
                    other[index] = Step::Word(base.as_str().into());
                    known.contains(&key(phrase, other))
                };
                if let Some(base) = bases(word, endings).find(stands_beside) {
                    told.insert(word);
                    let message =
                        format!("`{word}` is a form of `{base}`, which is in the list too");
                    problems.add(&FORM, phrase.file, phrase.node, message);
                }
            }
        }
    }
}

type Key<'p> = (Kind, &'p str, Option<&'p str>, Vec<Step>);

fn keys<'p>(phrase: &'p Phrase<'_>) -> impl Iterator<Item = Key<'p>> {
    let sequences = phrase.sequences.iter();
    sequences.map(|sequence| key(phrase, sequence.clone()))
}

fn key<'p>(phrase: &'p Phrase<'_>, sequence: Vec<Step>) -> Key<'p> {
    (
        phrase.kind,
        &phrase.target,
        phrase.file.language(),
        sequence,
    )
}

/// The words that a word may be a form of.
fn bases<'w>(word: &'w str, endings: &'w [Inflection]) -> impl Iterator<Item = String> + 'w {
    endings.iter().filter_map(move |ending| {
        let base = format!("{}{}", word.strip_suffix(&ending.to)?, ending.from);
        (base != word && inflect(&base, ending).as_deref() == Some(word)).then_some(base)
    })
}

pub(super) fn text<'p>(phrase: &Phrase<'p>) -> &'p str {
    phrase.node.value.text().unwrap_or_default()
}

fn at(phrase: &Phrase<'_>) -> String {
    let (line, column) = place(phrase.node);
    format!("{}:{line}:{column}", phrase.file.name)
}

/// A sequence as a person would write it.
fn written(sequence: &[Step]) -> String {
    let steps = sequence.iter().map(Step::to_string);
    steps.collect::<Vec<_>>().join(" ")
}
