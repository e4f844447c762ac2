//! Compares phrases: redundant ones, contradictory ones, and forms that need not be written.

use std::collections::{BTreeMap, BTreeSet};

use super::phrase::{Phrase, PhraseKind, phrases, text};
use super::{Lint, Pack, Problems, dead};
use crate::model::Severity;
use crate::rules::files::located::place;
use crate::rules::phrase::pattern::Step;
use crate::rules::phrase::vocabulary::{Inflection, inflect};
use crate::text::{TextMap, TextSet};

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

pub(super) fn check(pack: &Pack, problems: &mut Problems) {
    let phrases = phrases(pack, problems);
    dead::check(pack, &phrases, problems);
    duplicates(&phrases, problems);
    contradictions(pack, &phrases, problems);
    needless_forms(pack, &phrases, problems);
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
                "everything that `{}` matches, `{}` ({}) matches too",
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
    let mut first: TextMap<(PhraseKind, &[Step]), &Phrase<'_>> = TextMap::default();
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
                PhraseKind::Field | PhraseKind::DefaultField => true,
                PhraseKind::Duty => one_way || !one_language,
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

type Key<'p> = (PhraseKind, &'p str, Option<&'p str>, Vec<Step>);

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

fn at(phrase: &Phrase<'_>) -> String {
    let (line, column) = place(phrase.node);
    format!("{}:{line}:{column}", phrase.file.name)
}

/// A sequence as a person would write it.
fn written(sequence: &[Step]) -> String {
    let steps = sequence.iter().map(Step::to_string);
    steps.collect::<Vec<_>>().join(" ")
}
