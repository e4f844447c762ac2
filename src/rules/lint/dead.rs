//! Phrases that can match nothing, since texts are not taken apart as they are written: "goals, strategies" looks for
//! words on both sides of a comma, at which a phrase ends.
//!
//! Of each phrase a matcher is made that knows nothing else, and is given the texts that the phrase is written to find.

use rustc_hash::FxHashMap;

use super::phrases::{Kind, Phrase, text};
use super::{File, Lint, Pack, Problems};
use crate::model::{RuleId, Severity};
use crate::rules::builder::MatcherBuilder;
use crate::rules::located::{Node, Value};
use crate::rules::matcher::Buffers;
use crate::rules::pattern::{Step, sequences, texts};

const DEAD: Lint = Lint {
    name: "dead-phrase",
    severity: Severity::Error,
    help: "Remove the comma or full stop in the middle: a phrase ends there. See docs/rules.md.",
};

/// Where the words of a phrase are looked for.
#[derive(Clone, Copy, PartialEq)]
enum Stands {
    InDutyTexts,
    InTitlesToo,
}

pub(super) fn check(pack: &Pack, phrases: &[Phrase<'_>], problems: &mut Problems) {
    let mut scan = Buffers::default();
    let mut look = |file: &File, node: &Node, written: &str, sequences: &[Vec<Step>], stands| {
        if !is_found(written, sequences, stands, &mut scan) {
            let message = format!("`{written}` never matches anything");
            problems.add(&DEAD, file, node, message);
        }
    };
    for phrase in phrases {
        let stands = match phrase.kind {
            Kind::Duty | Kind::Unless | Kind::Cue => Stands::InDutyTexts,
            // Work is never read over a comma, in titles neither: "IT, finance" are two works.
            Kind::Mandate(list) if list != "professions" => Stands::InDutyTexts,
            _ => Stands::InTitlesToo,
        };
        look(
            phrase.file,
            phrase.node,
            text(phrase),
            &phrase.sequences,
            stands,
        );
    }
    for file in &pack.files {
        let mut others = Vec::new();
        for (key, node) in file.root.map("prose") {
            let stands = match key.value.as_str() {
                // Words that are no phrases, but are stepped over by them.
                "articles" => continue,
                "trades" | "technology" => Stands::InTitlesToo,
                _ => Stands::InDutyTexts,
            };
            items(node, &mut |item| others.push((item, stands)));
        }
        for cue in file.root.list("cues") {
            let unless = cue.value.list("unless").iter();
            others.extend(unless.map(|node| (node, Stands::InDutyTexts)));
        }
        for (node, stands) in others {
            let written = node.value.text().unwrap_or_default();
            // What is malformed the compiler tells.
            if let Ok(sequences) = sequences(written) {
                look(file, node, written, &sequences, stands);
            }
        }
    }
}

/// Calls `each` with all words below a node.
fn items<'p>(node: &'p Node, each: &mut dyn FnMut(&'p Node)) {
    match &node.value {
        Value::Text(_) => each(node),
        Value::List(list) => list.iter().for_each(|item| items(item, each)),
        Value::Map(entries) => entries.iter().for_each(|(_, entry)| items(entry, each)),
        Value::Empty => {}
    }
}

/// Whether a matcher of a phrase alone finds any of the texts that it is written to find.
fn is_found(written: &str, sequences: &[Vec<Step>], stands: Stands, buffers: &mut Buffers) -> bool {
    let mut builder = MatcherBuilder::new(FxHashMap::default());
    for sequence in sequences {
        builder.add(sequence, None, RuleId(0));
    }
    let matcher = builder.build();
    let texts = texts(written).unwrap_or_default();
    texts.iter().any(|text| {
        !matcher.scan(text, buffers).matches.is_empty()
            || (stands == Stands::InTitlesToo
                && !matcher.scan_title(text, buffers).matches.is_empty())
    })
}
