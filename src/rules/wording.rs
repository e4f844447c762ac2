//! How the words of a duty text are weighed.

use std::collections::BTreeMap;

use crate::model::{RuleId, Weighing};
use crate::rules::error::RulesErrorKind;
use crate::rules::form::wording::{FacingForm, LeadingForm, LeaningForm, WordingForm};

/// What is known of the words of duty texts beside their scores, which the matcher holds.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The rule for which they speak.
    pub rule: RuleId,
    /// How many words without a score each text is thought to have beside its own.
    pub padding: f32,
    /// How words that lean to a side are weighed.
    pub leaning: LeaningNumbers,
    /// How words of texts that look both ways are weighed, if the pack has any.
    pub facing: Option<FacingNumbers>,
    /// How words of leaders are weighed, if the pack has any.
    pub leading: Option<LeadingNumbers>,
}

/// How words that lean to a side are weighed.
#[derive(Clone, Copy, Debug)]
pub struct LeaningNumbers {
    /// How many letters tell a word from others.
    pub letters: usize,
    /// What a sum of 1 weighs, as a share of everything else.
    pub factor: f32,
    /// What is added to everything else.
    pub beside: f32,
    /// The least evidence by which words alone tell a side.
    pub least: f32,
    /// How many words are shown as evidence.
    pub shown: usize,
}

/// How words of texts that look both ways are weighed.
#[derive(Clone, Copy, Debug)]
pub struct FacingNumbers {
    /// How many letters tell a word from others.
    pub letters: usize,
    /// What a text without a known word comes to.
    pub start: f32,
    /// The difference of the sides below which a focus is mixed, where that is 0.
    pub below: f32,
    /// What 1 adds to it.
    pub step: f32,
    /// What phrases on both sides add to it.
    pub even: f32,
}

/// How words of leaders are weighed.
#[derive(Clone, Copy, Debug)]
pub struct LeadingNumbers {
    /// How many letters tell a word from others.
    pub letters: usize,
    /// What a text without a known word comes to.
    pub start: f32,
    /// What each sign of a leader in the phrases adds to the sum.
    pub sign: f32,
    /// What is added on top if the holder answers for the whole of something.
    pub whole: f32,
    /// What is subtracted for a text e times as long as `padding`; a text no longer than `padding` loses nothing.
    pub length: f32,
    /// The least sum that shows a leader.
    pub least: f32,
}

/// The largest number of all.
const MOST: f32 = 1000.0;

impl Wording {
    /// The id of its rule.
    pub const ID: &str = "wording";

    pub(in crate::rules) fn new(form: &WordingForm, rule: RuleId) -> Result<Self, RulesErrorKind> {
        above_zero("wording.padding", form.padding)?;
        words_or_pairs("wording.leaning.words", &form.leaning.words)?;
        if let Some(facing) = &form.facing {
            words_or_pairs("wording.facing.words", &facing.words)?;
        }
        if let Some(leading) = &form.leading {
            words_or_pairs("wording.leading.words", &leading.words)?;
        }
        Ok(Wording {
            rule,
            padding: form.padding,
            leaning: leaning(&form.leaning)?,
            facing: form.facing.as_ref().map(facing).transpose()?,
            leading: form.leading.as_ref().map(leading).transpose()?,
        })
    }

    /// How far words lean whose leanings come to `sum`, where so many are counted: below 0 to the internal, above 0 to the
    /// external side.
    pub fn lean(&self, sum: f32, counted: f32) -> f32 {
        self.mean(sum, counted)
    }

    /// How far they look both ways. `None` if the pack does not say.
    pub fn faces_both(&self, sum: f32, counted: f32) -> Option<f32> {
        let facing = self.facing?;
        Some(facing.start + self.mean(sum, counted))
    }

    /// What 1 weighs beside such other evidence. Words weigh with what they stand beside, so that neither drowns the other
    /// in a long text.
    pub fn unit(&self, said: Weighing) -> f32 {
        self.leaning.factor * (said.internal + said.external + self.leaning.beside)
    }

    /// The difference of the sides below which a focus is mixed, in such units, where words look both ways so far beside
    /// such other evidence. It may be below 0.
    pub fn mixed_within(&self, faces_both: f32, said: Weighing) -> Option<f32> {
        let facing = self.facing?;
        let weaker = said.internal.min(said.external);
        Some(facing.below + facing.step * faces_both + facing.even * weaker.ln_1p())
    }

    /// How strongly words speak for a leader. `sum` is the sum of their scores, `counted` their number. `None` if the pack has no
    /// words of leaders, or if fewer than half of `padding` words count.
    pub fn leading(&self, sum: f32, counted: f32) -> Option<f32> {
        // A short text has too few words to tell.
        let leading = self.leading.filter(|_| 2.0 * counted >= self.padding)?;
        // A longer text uses more words of leaders, whoever holds the seat.
        let length = leading.length * (counted / self.padding).max(1.0).ln();
        Some(leading.start + self.mean(sum, counted) - length)
    }

    /// Whether words and signs together show a leader. `words` comes from `leading`, `signs` is the number of signs in phrases,
    /// and `whole` is whether the holder answers for the whole of something. `None` if the pack has no words of leaders.
    pub fn shows_leader(&self, words: f32, signs: usize, whole: bool) -> Option<bool> {
        let leading = self.leading?;
        let whole = if whole { leading.whole } else { 0.0 };
        Some(words + leading.sign * signs as f32 + whole >= leading.least)
    }

    fn mean(&self, sum: f32, counted: f32) -> f32 {
        sum / (counted + self.padding)
    }
}

fn leaning(form: &LeaningForm) -> Result<LeaningNumbers, RulesErrorKind> {
    above_zero("wording.leaning.letters", form.letters as f32)?;
    above_zero("wording.leaning.factor", form.factor)?;
    above_zero("wording.leaning.beside", form.beside)?;
    above_zero("wording.leaning.least", form.least)?;
    above_zero("wording.leaning.shown", form.shown as f32)?;
    Ok(LeaningNumbers {
        letters: form.letters,
        factor: form.factor,
        beside: form.beside,
        least: form.least,
        shown: form.shown,
    })
}

fn facing(form: &FacingForm) -> Result<FacingNumbers, RulesErrorKind> {
    above_zero("wording.facing.letters", form.letters as f32)?;
    within("wording.facing.start", form.start)?;
    within("wording.facing.below", form.below)?;
    above_zero("wording.facing.step", form.step)?;
    within("wording.facing.even", form.even)?;
    Ok(FacingNumbers {
        letters: form.letters,
        start: form.start,
        below: form.below,
        step: form.step,
        even: form.even,
    })
}

fn leading(form: &LeadingForm) -> Result<LeadingNumbers, RulesErrorKind> {
    above_zero("wording.leading.letters", form.letters as f32)?;
    within("wording.leading.start", form.start)?;
    within("wording.leading.sign", form.sign)?;
    within("wording.leading.whole", form.whole)?;
    within("wording.leading.length", form.length)?;
    within("wording.leading.least", form.least)?;
    Ok(LeadingNumbers {
        letters: form.letters,
        start: form.start,
        sign: form.sign,
        whole: form.whole,
        length: form.length,
        least: form.least,
    })
}

/// A key of another form would never be found in a text.
fn words_or_pairs(name: &'static str, words: &BTreeMap<String, i16>) -> Result<(), RulesErrorKind> {
    let is_odd = |word: &&String| word.split(' ').count() > 2 || word.split(' ').any(str::is_empty);
    match words.keys().find(is_odd) {
        Some(word) => Err(RulesErrorKind::Unfit {
            name,
            value: word.clone(),
            expected: "one word, or two with one blank between".to_owned(),
        }),
        None => Ok(()),
    }
}

fn above_zero(name: &str, value: f32) -> Result<(), RulesErrorKind> {
    match value > 0.0 && value <= MOST {
        true => Ok(()),
        false => Err(RulesErrorKind::OutOfRange {
            name: name.to_owned(),
            value,
            range: "a number above 0, at most 1000",
        }),
    }
}

fn within(name: &str, value: f32) -> Result<(), RulesErrorKind> {
    match value.is_finite() && value.abs() <= MOST {
        true => Ok(()),
        false => Err(RulesErrorKind::OutOfRange {
            name: name.to_owned(),
            value,
            range: "from -1000 to 1000",
        }),
    }
}
