//! Learns what the words of a duty text tell: which way it looks, and whether its holder leads a side of technology.

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::FitError;
use super::examples::Labels;
use super::word_model::{KnownWords, Labelled, WordModel, WordUse};
use crate::classify::{Classifier, CountedWord, Scratch, in_order};
use crate::evaluate::{Dimension, Label, LabelClass};
use crate::model::{BySide, Focus, Side};
use crate::read::Reader;
use crate::rules::{LeadingNumbers, Rules, Scores, WordScores, Wording};
use crate::text::TextSet;

/// Labelled texts, each as its words.
#[derive(Clone, Debug, Default)]
pub struct WordedTexts {
    texts: Vec<WordedText>,
    /// Rows left out because they repeat an earlier text.
    pub repeated: u64,
    /// Labels that could not be read.
    pub unreadable: u64,
}

#[derive(Clone, Debug)]
struct WordedText {
    /// The words that count.
    words: Vec<CountedWord>,
    /// 1 for external, 0 for internal, in between for mixed.
    outward: Option<f64>,
    /// Whether the holder has a role of technology.
    leads: Option<bool>,
}

/// What was learned of words.
#[derive(Clone, Debug)]
pub struct WordingFit {
    /// Rows by the side of their label.
    pub rows: BySide<usize>,
    /// Rows labelled mixed.
    pub mixed: usize,
    /// Whether scores that were known are refined.
    pub refined: bool,
    /// The share of rows labelled with a side whose words lean to it, among rows held back. Both sides count equally.
    pub right: f64,
    /// How words lean.
    pub leaning: FittedWords,
    /// What words tell of looking both ways, if enough rows are labelled mixed.
    pub facing: Option<FacingFit>,
    /// What words tell of leaders, if rows are labelled with roles.
    pub leading: Option<LeadingFit>,
}

/// What was learned of the words of texts that look both ways.
#[derive(Clone, Debug)]
pub struct FacingFit {
    /// Whether there were too few rows to learn from, so that what was known is kept.
    pub kept: bool,
    /// The log odds of a text without a known word.
    pub start: f32,
    /// What words tell.
    pub words: FittedWords,
}

/// What was learned of the words of leaders.
#[derive(Clone, Debug)]
pub struct LeadingFit {
    /// Whether there were too few rows to learn from, so that what was known is kept.
    pub kept: bool,
    /// Rows labelled with a role.
    pub leaders: usize,
    /// Rows labelled with none.
    pub others: usize,
    /// How many of the leaders, and how many of the others, reach the bound of the rules by their words alone, whatever the
    /// number of words, among rows held back.
    pub taken: [usize; 2],
    /// The log odds of a text without a known word.
    pub start: f32,
    /// What words tell.
    pub words: FittedWords,
}

/// The scores of words.
#[derive(Clone, Debug)]
pub struct FittedWords {
    /// By the first letters of a word, or of both of a pair.
    pub scores: BTreeMap<String, i16>,
    /// How many words are in too few rows.
    pub rare: usize,
}

/// The least number of rows with each label.
const LEAST_ROWS: usize = 50;

impl WordedTexts {
    /// Reads all labelled rows of a reader.
    pub fn read(reader: &mut Reader<'_>, rules: &Rules, labels: Labels<'_>) -> WordedTexts {
        let mut read = WordedTexts::default();
        let mut known = TextSet::default();
        let classifier = Classifier::new(rules);
        let done = in_order(
            reader,
            |batch, _| {
                let mut found = Vec::new();
                let mut unreadable = 0;
                Scratch::of_thread(|scratch| {
                    for position in batch.positions() {
                        let labelled = labels.of(&classifier, rules, &position, scratch);
                        unreadable += u64::from(labelled.is_err());
                        let (class, judged) = match labelled {
                            Ok(Some((class, judged))) => (Some(class), judged),
                            Ok(None) | Err(_) => (None, position),
                        };
                        let role = labels.vocabulary.read(Dimension::Role, &position);
                        unreadable += u64::from(matches!(role, Label::Unreadable));
                        let leads = match role {
                            Label::Class(class) => Some(labels.vocabulary.names_role(&class)),
                            Label::None | Label::Unreadable => None,
                        };
                        let outward = class.and_then(|class| outward(&labels, &class));
                        if outward.is_none() && leads.is_none() {
                            continue;
                        }
                        let words = classifier.wording(&judged, scratch);
                        let text = judged.responsibilities.to_owned();
                        found.push((
                            text,
                            WordedText {
                                words,
                                outward,
                                leads,
                            },
                        ));
                    }
                });
                (found, unreadable)
            },
            |_, (found, unreadable)| {
                read.unreadable += unreadable;
                for (text, worded) in found {
                    if known.insert(text) {
                        read.texts.push(worded);
                    } else {
                        read.repeated += 1;
                    }
                }
                Ok::<(), Infallible>(())
            },
        );
        match done {
            Ok(()) => read,
            Err(never) => match never {},
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.texts.len()
    }

    fn labelled<'t>(&'t self, aim: impl Fn(&WordedText) -> Option<f64>) -> Vec<Labelled<'t>> {
        let labelled = |text: &'t WordedText| {
            let words = &text.words[..];
            aim(text).map(|aim| Labelled { words, aim })
        };
        self.texts.iter().filter_map(labelled).collect()
    }
}

/// How far outward a label says that a text looks.
fn outward(labels: &Labels<'_>, class: &LabelClass) -> Option<f64> {
    match labels.vocabulary.side(class) {
        Some(Side::Internal) => Some(0.0),
        Some(Side::External) => Some(1.0),
        None => (labels.vocabulary.focus(Focus::Mixed) == *class).then_some(0.5),
    }
}

/// Learns what words tell: from nothing, or from scores that are known.
///
/// # Errors
/// If there are too few rows for a label.
pub fn fit_wording(
    texts: &WordedTexts,
    wording: &Wording,
    known: Option<&WordScores>,
) -> Result<WordingFit, FitError> {
    let reading = |letters, start: Option<f32>, scores: fn(&WordScores) -> &Scores| WordUse {
        letters,
        padding: f64::from(wording.padding),
        starts: start.is_some(),
        known: known.map(|known| KnownWords {
            start: f64::from(start.unwrap_or(0.0)),
            scores: scores(known),
        }),
    };
    let sided = texts.labelled(|text| text.outward);
    let (inward, outward) = (with_aim(&sided, 0.0), with_aim(&sided, 1.0));
    enough(inward, "labelled internal")?;
    enough(outward, "labelled external")?;
    let leaning = reading(wording.leaning.letters, None, |known| &known.leans);
    let model = WordModel::new(&sided, leaning);
    let right = |of: f64, count: usize| {
        let held = model.held_back().into_iter();
        let right = held.filter(|(aim, sum)| *aim == of && sum * (of - 0.5) > 0.0);
        right.count() as f64 / count as f64
    };
    Ok(WordingFit {
        rows: BySide {
            internal: inward,
            external: outward,
        },
        mixed: with_aim(&sided, 0.5),
        refined: known.is_some(),
        right: (right(0.0, inward) + right(1.0, outward)) / 2.0,
        leaning: fitted(&model, &model.learn().words),
        facing: wording.facing.and_then(|numbers| {
            let start = Some(numbers.start);
            facing(
                &sided,
                reading(numbers.letters, start, |known| &known.faces_both),
            )
        }),
        leading: match wording.leading {
            Some(numbers) => {
                let start = Some(numbers.start);
                leading(
                    texts,
                    numbers,
                    reading(numbers.letters, start, |known| &known.leads),
                )?
            }
            None => None,
        },
    })
}

fn facing(texts: &[Labelled<'_>], reading: WordUse<'_>) -> Option<FacingFit> {
    if with_aim(texts, 0.5) < LEAST_ROWS {
        return reading.known.map(|known| FacingFit {
            kept: true,
            start: two_digits(known.start),
            words: kept(known.scores),
        });
    }
    let texts = texts.iter().map(|text| Labelled {
        aim: f64::from(u8::from(text.aim == 0.5)),
        ..*text
    });
    let model = WordModel::new(&texts.collect::<Vec<_>>(), reading);
    let learned = model.learn();
    Some(FacingFit {
        kept: false,
        start: two_digits(learned.start),
        words: fitted(&model, &learned.words),
    })
}

fn leading(
    texts: &WordedTexts,
    numbers: LeadingNumbers,
    reading: WordUse<'_>,
) -> Result<Option<LeadingFit>, FitError> {
    let roled = texts.labelled(|text| text.leads.map(|leads| f64::from(u8::from(leads))));
    let (leaders, others) = (with_aim(&roled, 1.0), with_aim(&roled, 0.0));
    if let Some(known) = reading.known
        && leaders.min(others) < LEAST_ROWS
    {
        return Ok(Some(LeadingFit {
            kept: true,
            leaders,
            others,
            taken: [0, 0],
            start: two_digits(known.start),
            words: kept(known.scores),
        }));
    }
    if roled.is_empty() {
        return Ok(None);
    }
    enough(leaders, "labelled with a role")?;
    enough(others, "labelled with no role")?;
    let model = WordModel::new(&roled, reading);
    let learned = model.learn();
    let held = model.held_back();
    let taken = |of: f64| {
        let taken = |(aim, sum): &&(f64, f64)| *aim == of && *sum >= f64::from(numbers.least);
        held.iter().filter(taken).count()
    };
    Ok(Some(LeadingFit {
        kept: false,
        leaders,
        others,
        taken: [taken(1.0), taken(0.0)],
        start: two_digits(learned.start),
        words: fitted(&model, &learned.words),
    }))
}

fn with_aim(texts: &[Labelled<'_>], aim: f64) -> usize {
    texts.iter().filter(|text| text.aim == aim).count()
}

fn enough(found: usize, what: &'static str) -> Result<(), FitError> {
    match found < LEAST_ROWS {
        true => Err(FitError::TooFew {
            what,
            found,
            needed: LEAST_ROWS,
        }),
        false => Ok(()),
    }
}

/// Known scores as they are.
fn kept(scores: &Scores) -> FittedWords {
    FittedWords {
        scores: scores.iter().collect(),
        rare: 0,
    }
}

/// The learned scores, and the known scores of words that are in no row.
fn fitted(model: &WordModel<'_>, scores: &[f64]) -> FittedWords {
    let known = model.reading.known.into_iter();
    let known = known.flat_map(|known| known.scores.iter());
    let mut all: BTreeMap<String, f64> = known
        .map(|(word, score)| (word, f64::from(score)))
        .collect();
    for (word, score) in model.words.iter().zip(scores) {
        match score.abs() < LEAST_SCORE {
            true => all.remove(word),
            false => all.insert(word.clone(), *score),
        };
    }
    FittedWords {
        scores: all
            .into_iter()
            .map(|(word, score)| (word, score.round() as i16))
            .collect(),
        rare: model.rare,
    }
}

/// A smaller score is left out, since it tells next to nothing: no verdict of a text of usual length turns on it.
const LEAST_SCORE: f64 = 6.0;

/// Rounds to two digits; more would be noise.
fn two_digits(number: f64) -> f32 {
    ((number * 100.0).round() / 100.0) as f32
}
