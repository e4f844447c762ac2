//! How the words of a duty text are weighed.

use crate::model::RuleId;
use crate::rules::error::RulesErrorKind;
use crate::rules::form::wording::{FacingForm, LeadingForm, LeaningForm, WordingForm};

/// What is known of the words of duty texts beside their scores, which the matcher holds.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The rule for which they speak.
    pub rule: RuleId,
    /// How many words without a score each text is thought to have beside its own.
    pub padding: f32,
    /// The absolute score of everything else from which words are not asked for a side.
    pub clear: f32,
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
    /// The evidence for a sum of 1.
    pub factor: f32,
    /// The least evidence by which words alone tell a side.
    pub least: f32,
    /// The most evidence that words give.
    pub most: f32,
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
    /// The bound below which a focus is mixed, where that is 0.
    pub below: f32,
    /// What 1 adds to the bound.
    pub step: f32,
    /// The largest bound.
    pub most: f32,
    /// The least evidence on each side of a mixed focus.
    pub least: f32,
}

/// How words of leaders are weighed.
#[derive(Clone, Copy, Debug)]
pub struct LeadingNumbers {
    /// How many letters tell a word from others.
    pub letters: usize,
    /// What a text without a known word comes to.
    pub start: f32,
    /// The least that shows a leader.
    pub least: f32,
}

/// The largest number of all.
const MOST: f32 = 1000.0;

impl Wording {
    /// The id of its rule.
    pub const ID: &str = "wording";

    pub(in crate::rules) fn new(form: &WordingForm, rule: RuleId) -> Result<Self, RulesErrorKind> {
        above_zero("wording.padding", form.padding)?;
        above_zero("wording.clear", form.clear)?;
        Ok(Wording {
            rule,
            padding: form.padding,
            clear: form.clear,
            leaning: leaning(&form.leaning)?,
            facing: form.facing.as_ref().map(facing).transpose()?,
            leading: form.leading.as_ref().map(leading).transpose()?,
        })
    }

    /// What words weigh whose leanings come to `sum`, where so many are counted: below 0 for the internal, above 0 for
    /// the external side.
    pub fn weight(&self, sum: f32, counted: f32) -> f32 {
        let weight = self.leaning.factor * self.mean(sum, counted);
        weight.clamp(-self.leaning.most, self.leaning.most)
    }

    /// The bound of the absolute score below which a focus is mixed, where scores for looking both ways come to `sum` and so
    /// many words are counted. `None` if the pack does not say.
    pub fn mixed_below(&self, sum: f32, counted: f32) -> Option<f32> {
        let facing = self.facing?;
        let both = facing.start + self.mean(sum, counted);
        Some((facing.below + facing.step * both).clamp(0.0, facing.most))
    }

    /// Whether words are those of a leader whose scores come to `sum`, where so many are counted.
    pub fn leads(&self, sum: f32, counted: f32) -> bool {
        let mean = self.mean(sum, counted);
        self.leading
            .is_some_and(|leading| leading.start + mean >= leading.least)
    }

    fn mean(&self, sum: f32, counted: f32) -> f32 {
        sum / (counted + self.padding)
    }
}

fn leaning(form: &LeaningForm) -> Result<LeaningNumbers, RulesErrorKind> {
    above_zero("wording.leaning.letters", form.letters as f32)?;
    above_zero("wording.leaning.factor", form.factor)?;
    above_zero("wording.leaning.least", form.least)?;
    above_zero("wording.leaning.most", form.most)?;
    above_zero("wording.leaning.shown", form.shown as f32)?;
    Ok(LeaningNumbers {
        letters: form.letters,
        factor: form.factor,
        least: form.least,
        most: form.most,
        shown: form.shown,
    })
}

fn facing(form: &FacingForm) -> Result<FacingNumbers, RulesErrorKind> {
    above_zero("wording.facing.letters", form.letters as f32)?;
    within("wording.facing.start", form.start)?;
    above_zero("wording.facing.below", form.below)?;
    above_zero("wording.facing.step", form.step)?;
    above_zero("wording.facing.most", form.most)?;
    within("wording.facing.least", form.least)?;
    Ok(FacingNumbers {
        letters: form.letters,
        start: form.start,
        below: form.below,
        step: form.step,
        most: form.most,
        least: form.least,
    })
}

fn leading(form: &LeadingForm) -> Result<LeadingNumbers, RulesErrorKind> {
    above_zero("wording.leading.letters", form.letters as f32)?;
    within("wording.leading.start", form.start)?;
    within("wording.leading.least", form.least)?;
    Ok(LeadingNumbers {
        letters: form.letters,
        start: form.start,
        least: form.least,
    })
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
