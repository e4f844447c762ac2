//! Compares verdicts with labels for the same seats: how often they agree, where they differ, and whether
//! confidence can be trusted.
//!
//! - `vocabulary` reads labels and translates verdicts into the same words.
//! - `confusion` counts labels against verdicts.
//! - `reliability` compares confidence with the share that is right.
//! - `plain_titles` takes labels from titles.
//!
//! Rows are streamed. Memory does not grow with their number, except for the texts seen if titles are the
//! labels.

mod confusion;
mod plain_titles;
mod reliability;
mod vocabulary;

use crate::text::TextSet;
pub use confusion::{ClassScore, Confusion};
pub use plain_titles::{plain_side, without_title};
pub use reliability::{Bin, Reliability};
pub use vocabulary::{Dimension, Label, LabelClass, LabelMap, LabelMapError, LabelWords};

use std::cmp::Ordering;
use std::convert::Infallible;

use crate::classify::{Classifier, Scratch, in_order};
use crate::model::{Batch, Focus, Position, SetAsideReason, Verdict};
use crate::read::Reader;
use crate::rules::Rules;

/// How to measure verdicts.
#[derive(Clone, Copy, Debug)]
pub struct EvaluateOptions {
    /// Hide the titles, and take the label for the focus from titles that are plain. Labels in the files are
    /// ignored.
    pub from_titles: bool,
    /// How many of the worst mistakes to keep for each dimension.
    pub mistakes: usize,
}

/// The result of measuring.
#[derive(Debug)]
pub struct Evaluation {
    /// Rows read.
    pub rows: u64,
    /// Rows with a readable label.
    pub labelled: u64,
    /// Rows left out because their duty text was measured before. This happens only if titles are the labels.
    pub repeated: u64,
    /// Each dimension that has labels.
    pub measured: Vec<Measured>,
    /// The first labels that could not be read.
    pub unreadable: Vec<Unreadable>,
}

/// How the verdicts on one dimension compare with the labels.
#[derive(Debug)]
pub struct Measured {
    /// The dimension.
    pub dimension: Dimension,
    /// Counts of labels against verdicts.
    pub confusion: Confusion,
    /// Verdicts that are undecided: an unknown focus, no function, an ambiguous acronym.
    pub abstained: u64,
    /// Undecided verdicts that agree with their label.
    pub rightly_abstained: u64,
    /// Labels that could not be read.
    pub unreadable: u64,
    /// How confidence compares with the share that is right. Only the focus has a confidence.
    pub reliability: Option<Reliability>,
    /// The worst mistakes, the worst first.
    pub mistakes: Vec<Mistake>,
}

/// A verdict that differs from its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    /// The file.
    pub file: String,
    /// The line on which the row begins.
    pub line: u32,
    /// The title.
    pub title: String,
    /// The label.
    pub label: LabelClass,
    /// The verdict.
    pub said: LabelClass,
    /// How bad it is: the confidence for a focus, the distance for ranks, 0 for other dimensions.
    pub badness: f32,
}

/// A label that names nothing that a verdict can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file.
    pub file: String,
    /// The line on which the row begins.
    pub line: u32,
    /// The dimension that it should be a label of.
    pub dimension: Dimension,
    /// The label.
    pub label: String,
}

/// The most unreadable labels that are shown. All are counted.
const MOST_UNREADABLE: usize = 10;

/// Classifies all rows of a reader and compares the verdicts with the labels.
pub fn evaluate(
    reader: &mut Reader<'_>,
    rules: &Rules,
    vocabulary: &LabelWords,
    options: EvaluateOptions,
) -> Evaluation {
    let mut tally = Tally::new(vocabulary, options);
    let done = in_order(
        reader,
        |batch, origin| {
            let rows =
                Scratch::of_thread(|scratch| compare(rules, vocabulary, options, batch, scratch));
            (rows, origin.file.clone())
        },
        |batch, (rows, file)| {
            tally.rows += batch.len() as u64;
            for row in rows {
                tally.count(&batch, &file, row);
            }
            Ok::<(), Infallible>(())
        },
    );
    match done {
        Ok(()) => {}
        Err(never) => match never {},
    }
    tally.finish()
}

/// A row that has labels.
struct LabelledRow {
    row: usize,
    compared: Vec<Compared>,
}

/// One label of a row, and the verdict.
struct Compared {
    dimension: Dimension,
    label: Option<LabelClass>,
    said: LabelClass,
    abstains: bool,
    badness: f32,
}

fn compare(
    rules: &Rules,
    vocabulary: &LabelWords,
    options: EvaluateOptions,
    batch: &Batch,
    scratch: &mut Scratch,
) -> Vec<LabelledRow> {
    let classifier = Classifier::new(rules);
    let mut rows = Vec::new();
    for (row, position) in batch.positions().enumerate() {
        let labels = if options.from_titles {
            from_title(&classifier, rules, vocabulary, &position, scratch)
        } else {
            written(vocabulary, &position)
        };
        if labels.is_empty() {
            continue;
        }
        let verdict = if options.from_titles {
            classifier.classify_with(&without_title(&position), scratch)
        } else {
            classifier.classify_with(&position, scratch)
        };
        let compared = labels.into_iter().map(|(dimension, label)| {
            let said = vocabulary.said(dimension, &verdict);
            Compared {
                dimension,
                abstains: abstains(dimension, &verdict),
                badness: badness(dimension, &verdict, label.as_ref(), &said),
                label,
                said,
            }
        });
        rows.push(LabelledRow {
            row,
            compared: compared.collect(),
        });
    }
    rows
}

type Labels = Vec<(Dimension, Option<LabelClass>)>;

fn written(vocabulary: &LabelWords, position: &Position<'_>) -> Labels {
    let read = |dimension: Dimension| match vocabulary.read(dimension, position) {
        Label::None => None,
        Label::Class(class) => Some((dimension, Some(class))),
        Label::Unreadable => Some((dimension, None)),
    };
    if position.labels.is_empty() {
        return Vec::new();
    }
    Dimension::ALL.into_iter().filter_map(read).collect()
}

fn from_title(
    classifier: &Classifier<'_>,
    rules: &Rules,
    vocabulary: &LabelWords,
    position: &Position<'_>,
    scratch: &mut Scratch,
) -> Labels {
    let side = plain_side(classifier, rules, position, scratch);
    let label = side.map(|side| Some(vocabulary.focus(Focus::on(side))));
    label
        .map(|label| (Dimension::Focus, label))
        .into_iter()
        .collect()
}

fn abstains(dimension: Dimension, verdict: &Verdict) -> bool {
    let open = |reason: &SetAsideReason| *reason == SetAsideReason::Ambiguous;
    match dimension {
        Dimension::Role => {
            verdict.roles.is_empty() && verdict.set_aside.iter().any(|aside| open(&aside.reason))
        }
        Dimension::Focus => verdict.focus == Focus::Unknown,
        Dimension::Rank => false,
        Dimension::Function => verdict.function.is_none(),
    }
}

fn badness(
    dimension: Dimension,
    verdict: &Verdict,
    label: Option<&LabelClass>,
    said: &LabelClass,
) -> f32 {
    match (dimension, label) {
        (Dimension::Focus, _) => verdict.confidence,
        (Dimension::Rank, Some(label)) => label.distance(said),
        _ => 0.0,
    }
}

struct Tally {
    options: EvaluateOptions,
    rows: u64,
    labelled: u64,
    repeated: u64,
    measured: Vec<Measured>,
    unreadable: Vec<Unreadable>,
    /// The duty texts measured so far, if titles are the labels. Job shares and copies would count the same
    /// evidence twice.
    texts: TextSet<String>,
}

impl Tally {
    fn new(vocabulary: &LabelWords, options: EvaluateOptions) -> Self {
        let measured = Dimension::ALL.map(|dimension| Measured {
            dimension,
            confusion: Confusion::new(vocabulary, dimension),
            abstained: 0,
            rightly_abstained: 0,
            unreadable: 0,
            reliability: (dimension == Dimension::Focus).then(Reliability::default),
            mistakes: Vec::new(),
        });
        Tally {
            options,
            rows: 0,
            labelled: 0,
            repeated: 0,
            measured: measured.into(),
            unreadable: Vec::new(),
            texts: TextSet::default(),
        }
    }

    fn count(&mut self, batch: &Batch, file: &str, row: LabelledRow) {
        let position = batch.position(row.row);
        if self.options.from_titles && !self.texts.insert(position.responsibilities.to_owned()) {
            self.repeated += 1;
            return;
        }
        if row.compared.iter().any(|one| one.label.is_some()) {
            self.labelled += 1;
        }
        for compared in row.compared {
            let measured = &mut self.measured[compared.dimension as usize];
            let Some(label) = compared.label else {
                measured.unreadable += 1;
                if self.unreadable.len() < MOST_UNREADABLE {
                    let label = position.text(compared.dimension.field());
                    self.unreadable.push(Unreadable {
                        file: file.to_owned(),
                        line: position.line,
                        dimension: compared.dimension,
                        label: label.to_owned(),
                    });
                }
                continue;
            };
            let is_right = label == compared.said;
            measured.confusion.add(&label, &compared.said);
            if compared.abstains {
                measured.abstained += 1;
                measured.rightly_abstained += u64::from(is_right);
            } else if let Some(reliability) = &mut measured.reliability {
                reliability.add(compared.badness, is_right);
            }
            if !is_right && !compared.abstains {
                measured.remember(self.options.mistakes, || Mistake {
                    file: file.to_owned(),
                    line: position.line,
                    title: position.title.to_owned(),
                    label,
                    said: compared.said,
                    badness: compared.badness,
                });
            }
        }
    }

    fn finish(self) -> Evaluation {
        let has_labels = |one: &Measured| one.confusion.total() + one.unreadable > 0;
        Evaluation {
            rows: self.rows,
            labelled: self.labelled,
            repeated: self.repeated,
            measured: self.measured.into_iter().filter(has_labels).collect(),
            unreadable: self.unreadable,
        }
    }
}

impl Measured {
    /// The number of verdicts that are decided.
    pub fn decided(&self) -> u64 {
        self.confusion.total() - self.abstained
    }

    /// The share of the decided verdicts that is right.
    pub fn accuracy_decided(&self) -> Option<f64> {
        let right = self.confusion.right() - self.rightly_abstained;
        confusion::share(right, self.decided())
    }

    /// Keeps a mistake if it is among the worst; of equally bad ones, the first. The same mistake on the same
    /// title is kept once.
    fn remember(&mut self, most: usize, mistake: impl FnOnce() -> Mistake) {
        let mistake = mistake();
        let same = |known: &Mistake| {
            (&known.title, &known.label, &known.said)
                == (&mistake.title, &mistake.label, &mistake.said)
        };
        let worse = |known: &Mistake| known.badness.total_cmp(&mistake.badness) != Ordering::Less;
        let at = self.mistakes.partition_point(worse);
        if at >= most || self.mistakes[..at].iter().any(same) {
            return;
        }
        self.mistakes.insert(at, mistake);
        let Mistake {
            title, label, said, ..
        } = self.mistakes[at].clone();
        let mut index = 0;
        self.mistakes.retain(|known| {
            index += 1;
            index <= at + 1 || (&known.title, &known.label, &known.said) != (&title, &label, &said)
        });
        self.mistakes.truncate(most);
    }
}
