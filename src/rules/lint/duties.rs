//! Finds duties that never match, voiding words that never apply, areas and axes without a duty, and numbers
//! out of range.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, File, Lint, Pack, Problems};
use crate::model::Severity;
use crate::rules::files::located::SpannedValue;
use crate::rules::phrase::pattern::Step;
use crate::rules::phrase::spelled::sequences;
use crate::rules::phrase::vocabulary::{Inflection, inflect};

const WEIGHT: Lint = Lint {
    name: "out-of-range",
    severity: Severity::Error,
    help: "Write a number above 0, at most 10: 3 is decisive, 2 strong, 1 weak.",
};

const FACTOR: Lint = Lint {
    name: "out-of-range",
    severity: Severity::Error,
    help: "Write a number from 0 (the text does not count) to 1 (the text counts in full).",
};

const SOURCE: Lint = Lint {
    name: "no-source",
    severity: Severity::Warning,
    help: "Name the source of the statement under `source:`.",
};

const SIDE: Lint = Lint {
    name: "area-of-other-side",
    severity: Severity::Warning,
    help: "Change the area of the duty, or the side of the area.",
};

const VOID: Lint = Lint {
    name: "void-phrase",
    severity: Severity::Error,
    help: "Its own `unless:` always voids it: delete one of the two.",
};

const IDLE: Lint = Lint {
    name: "idle-unless",
    severity: Severity::Warning,
    help: "It can only void a phrase that it shares a word with: delete it, or write that word too.",
};

const UNUSED: Lint = Lint {
    name: "unused-area",
    severity: Severity::Warning,
    help: "Write a duty for it, or delete it.",
};

const ONE_SIDED: Lint = Lint {
    name: "one-sided-axis",
    severity: Severity::Warning,
    help: "Write a duty for the other side too, or delete the axis.",
};

/// The largest weight of a duty.
const HEAVIEST: f32 = 10.0;

pub(super) fn check(pack: &Pack, problems: &mut Problems) {
    let duties = pack.entries("duties", "id");
    let inflections = pack.inflections();
    for duty in &duties {
        numbers(duty, problems);
        let language = duty.file.language();
        let endings = language.and_then(|language| inflections.get(language));
        let called = pack.keyed("duty_phrases");
        let called = called.filter(|(_, id, _)| id.value == duty.id);
        let called = called.flat_map(|(file, _, list)| spelled(file, list.value.items()));
        let phrases = spelled(duty.file, duty.node.value.list("phrases"));
        let phrases: Vec<_> = phrases.into_iter().chain(called).collect();
        unless(duty, &phrases, endings.map_or(&[], Vec::as_slice), problems);
    }
    for section in ["cues", "headings"] {
        for cue in pack.all_entries(section, "id") {
            let factor = cue.node.value.get("factor");
            ranged(&cue, factor, 0.0..=1.0, &FACTOR, problems);
        }
    }
    areas(pack, &duties, problems);
    axes(pack, &duties, problems);
}

fn numbers(duty: &Entry<'_>, problems: &mut Problems) {
    let form = &duty.node.value;
    let weights = f32::MIN_POSITIVE..=HEAVIEST;
    ranged(duty, form.get("weight"), weights, &WEIGHT, problems);
    if let Some(source) = form.get("source")
        && source
            .value
            .text()
            .is_none_or(|text| text.trim().is_empty())
    {
        let message = format!("the duty `{}` names no source", duty.id);
        problems.add(&SOURCE, duty.file, source, message);
    }
}

fn ranged(
    entry: &Entry<'_>,
    node: Option<&SpannedValue>,
    range: std::ops::RangeInclusive<f32>,
    lint: &Lint,
    problems: &mut Problems,
) {
    let Some(node) = node else { return };
    let text = node.value.text().unwrap_or_default();
    if !text.parse().is_ok_and(|number| range.contains(&number)) {
        let message = format!("the number of `{}` is {text}", entry.id);
        problems.add(lint, entry.file, node, message);
    }
}

/// A phrase and the sequences it stands for.
type Spelled<'p> = (&'p File, &'p SpannedValue, Vec<Vec<Step>>);

fn spelled<'p>(file: &'p File, phrases: &'p [SpannedValue]) -> Vec<Spelled<'p>> {
    let phrases = phrases.iter();
    phrases
        .filter_map(|node| Some((file, node, sequences(node.value.text()?).ok()?)))
        .collect()
}

/// Checks the voiding words of a duty against its phrases.
fn unless(
    duty: &Entry<'_>,
    phrases: &[Spelled<'_>],
    endings: &[Inflection],
    problems: &mut Problems,
) {
    let voids = spelled(duty.file, duty.node.value.list("unless"));
    let void_sequences: Vec<_> = voids.iter().flat_map(|(_, _, spelled)| spelled).collect();
    for (file, node, spelled) in phrases {
        let holds = |sequence: &Vec<Step>, void: &Vec<Step>| {
            sequence
                .windows(void.len())
                .any(|part| part == void.as_slice())
        };
        let void = |sequence: &Vec<Step>| void_sequences.iter().any(|void| holds(sequence, void));
        if spelled.iter().all(void) {
            let text = node.value.text().unwrap_or_default();
            let message = format!("`{text}` never counts for the duty `{}`", duty.id);
            problems.add(&VOID, file, *node, message);
        }
    }

    // A gap matches any word, and a piece or a number matches many.
    let finds_any = |step: &Step| !matches!(step, Step::Word(_) | Step::Exact(_));
    let is_open = |sequence: &Vec<Step>| sequence.iter().any(finds_any);
    let all: Vec<_> = phrases.iter().flat_map(|(_, _, spelled)| spelled).collect();
    if all.iter().any(|sequence| is_open(sequence)) {
        return;
    }
    let words: BTreeSet<String> = all
        .iter()
        .flat_map(|sequence| sequence.iter())
        .flat_map(|step| forms(step, endings))
        .collect();
    for (file, node, spelled) in &voids {
        let touches = |sequence: &Vec<Step>| {
            let mut own = sequence.iter().flat_map(|step| forms(step, endings));
            is_open(sequence) || own.any(|form| words.contains(&form))
        };
        if !spelled.iter().any(touches) {
            let text = node.value.text().unwrap_or_default();
            let message = format!("`{text}` can overlap no phrase of the duty `{}`", duty.id);
            problems.add(&IDLE, file, *node, message);
        }
    }
}

/// The words that a step may match.
fn forms(step: &Step, endings: &[Inflection]) -> Vec<String> {
    match step {
        Step::Word(word) => {
            let inflected = endings.iter().filter_map(|ending| inflect(word, ending));
            inflected.chain([word.to_string()]).collect()
        }
        Step::Exact(word) => vec![crate::text::squeeze(word)],
        Step::Beginning(_) | Step::Ending(_) | Step::Number | Step::Gap(_) => Vec::new(),
    }
}

fn areas(pack: &Pack, duties: &[Entry<'_>], problems: &mut Problems) {
    let areas = pack.entries("areas", "id");
    let mut used = BTreeSet::new();
    for duty in duties {
        let form = &duty.node.value;
        let Some(node) = form.get("area") else {
            continue;
        };
        let area = areas.iter().find(|area| Some(area.id) == node.value.text());
        if let Some(area) = area {
            used.insert(area.id);
            if area.node.value.text_of("side") != form.text_of("side") {
                let message = format!(
                    "the duty `{}` counts for another side than its area `{}` belongs to",
                    duty.id, area.id
                );
                problems.add(&SIDE, duty.file, node, message);
            }
        }
    }
    for area in areas.iter().filter(|area| !used.contains(area.id)) {
        let message = format!("no duty has the responsibility area `{}`", area.id);
        problems.add(&UNUSED, area.file, area.node, message);
    }
}

fn axes(pack: &Pack, duties: &[Entry<'_>], problems: &mut Problems) {
    let mut sides: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for duty in duties {
        let form = &duty.node.value;
        if let (Some(axis), Some(side)) = (form.text_of("axis"), form.text_of("side")) {
            sides.entry(axis).or_default().insert(side);
        }
    }
    for axis in pack.entries("axes", "id") {
        if sides.get(axis.id).is_none_or(|sides| sides.len() < 2) {
            let message = format!("the axis `{}` has no duties on one of its sides", axis.id);
            problems.add(&ONE_SIDED, axis.file, axis.node, message);
        }
    }
}
