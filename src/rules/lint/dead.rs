//! Finds phrases that can match nothing, because texts are split in another way than the phrase is written.
//! For example, "goals, strategies" needs words on both sides of a comma, but a phrase ends at a comma.
//!
//! Each phrase gets a matcher of its own, which is tried on the texts that the phrase should find.

use super::phrase::{Phrase, PhraseKind, text};
use super::{File, Lint, Pack, Problems};
use crate::model::{RuleId, Severity};
use crate::rules::files::located::{RuleValue, SpannedValue};
use crate::rules::phrase::builder::MatcherBuilder;
use crate::rules::phrase::scan::Buffers;
use crate::rules::phrase::spelled::texts;
use crate::text::TextMap;

const DEAD: Lint = Lint {
    name: "dead-phrase",
    severity: Severity::Error,
    help: "Remove the comma or full stop in the middle: a phrase ends there. See docs/rules.md.",
};

/// The kind of text in which a phrase is looked for.
#[derive(Clone, Copy, PartialEq)]
enum Stands {
    InDutyTexts,
    InTitlesToo,
}

pub(super) fn check(pack: &Pack, phrases: &[Phrase<'_>], problems: &mut Problems) {
    let mut scan = Buffers::default();
    let mut look = |file: &File, node: &SpannedValue, written: &str, stands| {
        if !is_found(written, stands, &mut scan) {
            let message = format!("`{written}` never matches anything");
            problems.add(&DEAD, file, node, message);
        }
    };
    for phrase in phrases {
        let stands = match phrase.kind {
            PhraseKind::Duty | PhraseKind::Unless | PhraseKind::Cue => Stands::InDutyTexts,
            // Work is never read over a comma, in titles neither: "IT, finance" are two works.
            PhraseKind::Mandate(list) if list != "professions" => Stands::InDutyTexts,
            _ => Stands::InTitlesToo,
        };
        look(phrase.file, phrase.node, text(phrase), stands);
    }
    for file in &pack.files {
        let mut others = Vec::new();
        for (key, node) in file.root.map("prose") {
            let stands = match key.value.as_str() {
                // These are not phrases; phrases skip them.
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
            look(file, node, written, stands);
        }
    }
}

/// Calls `each` for all words below a node.
fn items<'p>(node: &'p SpannedValue, each: &mut dyn FnMut(&'p SpannedValue)) {
    match &node.value {
        RuleValue::Text(_) => each(node),
        RuleValue::List(list) => list.iter().for_each(|item| items(item, each)),
        RuleValue::Map(entries) => entries.iter().for_each(|(_, entry)| items(entry, each)),
        RuleValue::Empty => {}
    }
}

/// Whether a matcher of a phrase alone finds any of the texts that it is written to find.
fn is_found(written: &str, stands: Stands, buffers: &mut Buffers) -> bool {
    let mut builder = MatcherBuilder::new(TextMap::default());
    // What is malformed the compiler tells.
    if builder.add(written, None, RuleId(0)).is_err() {
        return true;
    }
    let matcher = builder.build();
    let texts = texts(written).unwrap_or_default();
    texts.iter().any(|text| {
        !matcher.scan(text, buffers).matches.is_empty()
            || (stands == Stands::InTitlesToo
                && !matcher.scan_title(text, buffers).matches.is_empty())
    })
}
