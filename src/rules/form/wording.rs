//! What words and pairs of words of duty texts tell, learned from labelled rows.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// What the words of a duty text tell as a whole, beside the phrases in it.
///
/// The scores of all words that count, and of all pairs of words that follow each other with nothing between, are added up and
/// divided by the number of words and `padding`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WordingForm {
    /// How many words without a score each text is thought to have beside its own, so that a short one says little.
    pub padding: f32,
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
    /// What a sum of 1 weighs, as a share of everything else that is said of the seat.
    pub factor: f32,
    /// What is added to everything else, so that words weigh something where nothing else does.
    pub beside: f32,
    /// The least evidence by which words alone tell a side.
    pub least: f32,
    /// The number of words, those that lean most, that are shown as evidence.
    pub shown: usize,
    /// By its first letters, how a word leans: below 0 to the internal, above 0 to the external side. Two words with a blank
    /// between are a pair; what it tells is added to what each tells by itself.
    pub words: BTreeMap<String, i16>,
}

/// The words of texts that look both ways. They set by how much the sides must differ for a focus on one side, in units of
/// how far words lean.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FacingForm {
    /// How many letters of a word tell it from others.
    pub letters: usize,
    /// The sum of a text without a known word.
    pub start: f32,
    /// The difference if the sum is 0.
    pub below: f32,
    /// What a sum of 1 adds to it.
    pub step: f32,
    /// What phrases on both sides add to it: this times ln(1 + their weight on the weaker side).
    pub even: f32,
    /// By its first letters, what a word or a pair tells: above 0 if texts that look both ways say it more than others.
    pub words: BTreeMap<String, i16>,
}

/// The words of leaders, and the numbers for signs of a leader in phrases. Words and signs together decide whether the holder
/// leads a side.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadingForm {
    /// How many letters of a word tell it from others.
    pub letters: usize,
    /// The sum of a text without a known word.
    pub start: f32,
    /// What each sign of a leader in the phrases adds to the sum.
    #[serde(default)]
    pub sign: f32,
    /// What is added on top if the holder answers for the whole of something.
    #[serde(default)]
    pub whole: f32,
    /// What is subtracted from the sum of a text with more than `padding` words: this times ln(words / `padding`). A longer text
    /// uses more words of leaders, whoever holds the seat.
    #[serde(default)]
    pub length: f32,
    /// The least sum that shows a leader. A text in which fewer than half of `padding` words count has no sum.
    pub least: f32,
    /// By its first letters, what a word or a pair tells: above 0 if leaders of technology say it more than others.
    pub words: BTreeMap<String, i16>,
}
