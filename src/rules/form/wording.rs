//! What single words of duty texts tell, learned from labelled rows.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// What the words of a duty text tell as a whole, beside the phrases in it.
///
/// The scores of all words that count are added up and divided by their number and `padding`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WordingForm {
    /// How many words without a score each text is thought to have beside its own, so that a short one says little.
    pub padding: f32,
    /// The absolute score of everything else from which words are not asked for a side: what phrases say clearly needs no
    /// words.
    pub clear: f32,
    /// Which way a text looks.
    pub leaning: LeaningForm,
    /// How far it looks both ways.
    #[serde(default)]
    pub facing: Option<FacingForm>,
    /// Whether the holder leads a side of technology.
    #[serde(default)]
    pub leading: Option<LeadingForm>,
}

/// How words lean. They cover no side; they only tell the focus.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaningForm {
    /// How many letters of a word tell it from others, so that its endings do not matter.
    pub letters: usize,
    /// The evidence for a sum of 1.
    pub factor: f32,
    /// The least evidence by which words alone tell a side.
    pub least: f32,
    /// The most evidence that words give.
    pub most: f32,
    /// The number of words, those that lean most, that are shown as evidence.
    pub shown: usize,
    /// By its first letters, how a word leans: below 0 to the internal, above 0 to the external side.
    pub words: BTreeMap<String, i16>,
}

/// The words of texts that look both ways. They set the bound of the absolute score below which the focus is
/// mixed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FacingForm {
    /// How many letters of a word tell it from others.
    pub letters: usize,
    /// The sum of a text without a known word.
    pub start: f32,
    /// The bound where that sum is 0.
    pub below: f32,
    /// What a sum of 1 adds to the bound.
    pub step: f32,
    /// The largest bound.
    pub most: f32,
    /// The least evidence on each side.
    pub least: f32,
    /// By its first letters, what a word tells: above 0 if texts that look both ways say it more than others.
    pub words: BTreeMap<String, i16>,
}

/// The words of leaders. They give no role by themselves; they only show that somebody who works for a side leads it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadingForm {
    /// How many letters of a word tell it from others.
    pub letters: usize,
    /// The sum of a text without a known word.
    pub start: f32,
    /// The least sum that shows a leader.
    pub least: f32,
    /// By its first letters, what a word tells: above 0 if leaders of technology say it more than others.
    pub words: BTreeMap<String, i16>,
}
