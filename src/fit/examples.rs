//! Turns rows into examples to learn from: the evidence of each row, and its label.

use crate::text::TextSet;
use std::convert::Infallible;

use crate::classify::{Classifier, Scratch, in_order};
use crate::evaluate::{Dimension, Label, LabelClass, LabelWords, plain_side, without_title};
use crate::model::{BySide, Field, Focus, Ground, Position, Side, Verdict};
use crate::read::Reader;
use crate::rules::{Rules, Speaks};

/// Where labels come from.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'v> {
    /// The words of the labels.
    pub vocabulary: &'v LabelWords,
    /// Take the focus from plain titles, and classify without the titles.
    pub from_titles: bool,
}

/// A feature whose weight can be learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// A title that is spelled out.
    Title,
    /// A bare acronym.
    Acronym,
    /// A duty, as an index into [`Rules::duty`].
    Duty(u16),
    /// Everything else. It keeps its weight.
    Other,
}

/// A labelled row.
#[derive(Clone, Debug)]
pub struct LabelledExample {
    /// The features found and their strength: +1 is the full weight for the external side, -1 for the
    /// internal side.
    pub spoke: Vec<(Feature, f64)>,
    /// The side that the label names, if it names one.
    pub side: Option<Side>,
    /// The focus of the verdict.
    pub focus: Focus,
    /// What most of the evidence is about.
    pub ground: Ground,
    /// The share of the evidence that supports the verdict.
    pub share: f32,
    /// Whether the label agrees.
    pub is_right: bool,
}

/// The labelled rows.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// The rows, each with another text, in the order read.
    pub rows: Vec<LabelledExample>,
    /// Rows left out because they repeat an earlier text. A copy in the part held back would make the result
    /// look too good.
    pub repeated: u64,
    /// Labels that could not be read.
    pub unreadable: u64,
}

impl Examples {
    /// Reads and classifies all rows of a reader. The confidences must be shares of evidence, so the rules
    /// should have no calibration.
    pub fn read(reader: &mut Reader<'_>, rules: &Rules, labels: Labels<'_>) -> Examples {
        let mut examples = Examples::default();
        let mut texts = TextSet::default();
        let classifier = Classifier::new(rules);
        let done = in_order(
            reader,
            |batch, _| {
                let mut labelled = Vec::new();
                let mut unreadable = 0;
                Scratch::of_thread(|scratch| {
                    for position in batch.positions() {
                        let label = labels.of(&classifier, rules, &position, scratch);
                        let (class, judged) = match label {
                            Ok(Some(found)) => found,
                            Ok(None) => continue,
                            Err(BadLabel) => {
                                unreadable += 1;
                                continue;
                            }
                        };
                        let verdict = classifier.classify_with(&judged, scratch);
                        let example = labels.example(rules, &class, &verdict);
                        let text = format!("{}\n{}", judged.title, judged.responsibilities);
                        labelled.push((text, example));
                    }
                });
                (labelled, unreadable)
            },
            |_, (labelled, unreadable)| {
                examples.unreadable += unreadable;
                for (text, example) in labelled {
                    if texts.insert(text) {
                        examples.rows.push(example);
                    } else {
                        examples.repeated += 1;
                    }
                }
                Ok::<(), Infallible>(())
            },
        );
        match done {
            Ok(()) => examples,
            Err(never) => match never {},
        }
    }

    /// How many rows are labelled with each side.
    pub fn by_side(&self) -> BySide<usize> {
        let count = |side| {
            self.rows
                .iter()
                .filter(|row| row.side == Some(side))
                .count()
        };
        BySide {
            internal: count(Side::Internal),
            external: count(Side::External),
        }
    }
}

/// A label that names nothing that a verdict can say.
pub(super) struct BadLabel;

impl Labels<'_> {
    /// The label of a row, and the position to classify.
    pub(super) fn of<'p>(
        &self,
        classifier: &Classifier<'_>,
        rules: &Rules,
        position: &Position<'p>,
        scratch: &mut Scratch,
    ) -> Result<Option<(LabelClass, Position<'p>)>, BadLabel> {
        if self.from_titles {
            let side = plain_side(classifier, rules, position, scratch);
            let class = side.map(|side| self.vocabulary.focus(Focus::on(side)));
            return Ok(class.map(|class| (class, without_title(position))));
        }
        match self.vocabulary.read(Dimension::Focus, position) {
            Label::Class(class) => Ok(Some((class, *position))),
            Label::None => Ok(None),
            Label::Unreadable => Err(BadLabel),
        }
    }

    fn example(&self, rules: &Rules, class: &LabelClass, verdict: &Verdict) -> LabelledExample {
        let spoke = verdict.evidence.iter().filter_map(|evidence| {
            let weight = f64::from(evidence.weight);
            let (feature, whole) = match rules.speaks(evidence.rule) {
                Speaks::Duty(duty) => (Feature::Duty(duty), rules.duty(duty).weight),
                Speaks::Acronym(_) => (Feature::Acronym, rules.model.acronym_weight),
                _ if evidence.field == Field::Title => (Feature::Title, rules.model.title_weight),
                _ => (Feature::Other, 1.0),
            };
            (weight != 0.0).then(|| (feature, weight / f64::from(whole)))
        });
        let said = self.vocabulary.said(Dimension::Focus, verdict);
        LabelledExample {
            spoke: spoke.collect(),
            side: self.vocabulary.side(class),
            focus: verdict.focus,
            ground: verdict.ground(),
            share: verdict.confidence,
            is_right: said == *class,
        }
    }
}
