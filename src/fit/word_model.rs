//! A logistic regression of a label on the words of a text.
//!
//! It models the chance of the label, `1 / (1 + exp(-s))`, where `s` is the sum of the scores of the words of the text and of
//! the pairs of words in it, divided by the number of words and a padding, with or without a number to start from. The larger
//! the scores, the more they cost, and the more so for usual words, so that a word in few rows gets a small one. Where scores
//! are refined, it is the distance from the known ones that costs. The step of each score minimises a quadratic upper bound of
//! the loss, so the loss never rises and no step size has to be searched for.

use std::collections::BTreeMap;

use super::FOLDS;
use crate::classify::CountedWord;
use crate::rules::{Scores, beginning};

/// A text with its label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Labelled<'t> {
    /// Its words.
    pub words: &'t [CountedWord],
    /// The chance that the label says: 0 or 1, or in between.
    pub aim: f64,
}

/// How words are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordUse<'k> {
    /// How many letters tell a word from others.
    pub letters: usize,
    /// How many words each text is thought to have beside its own.
    pub padding: f64,
    /// Whether there is a number to start from. If not, both labels count equally, whatever their numbers of rows.
    pub starts: bool,
    /// What is known before anything is learned, if anything is.
    pub known: Option<KnownWords<'k>>,
}

/// What is known of words.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownWords<'k> {
    /// The number to start from.
    pub start: f64,
    pub scores: &'k Scores,
}

impl WordUse<'_> {
    fn known_score(&self, word: &str) -> Option<f64> {
        self.known?.scores.get(word).map(f64::from)
    }
}

/// What was learned.
#[derive(Clone, Debug, Default)]
pub(super) struct Learned {
    pub start: f64,
    pub words: Vec<f64>,
}

/// Texts as numbers.
pub(super) struct WordModel<'k> {
    pub reading: WordUse<'k>,
    pub words: Vec<String>,
    /// How many words are in too few rows.
    pub rare: usize,
    /// How unusual a word is: the more, the less a large score costs.
    rarity: Vec<f64>,
    /// What is known of each word.
    known: Vec<f64>,
    rows: Vec<Row>,
}

struct Row {
    /// Words with their part of the text.
    words: Vec<(usize, f64)>,
    aim: f64,
    fold: usize,
}

/// A new word in fewer rows than this is not learned: most would only name a text.
const LEAST_ROWS: usize = 4;
/// By so much the parts of words are taken larger than they are, so that the cost is that of usual scores.
const LOUDER: f64 = 12.0;
const MOST_SWEEPS: usize = 200;
const STILL: f64 = 1e-3;

impl<'k> WordModel<'k> {
    pub(super) fn new(texts: &[Labelled<'_>], reading: WordUse<'k>) -> Self {
        let counted: Vec<BTreeMap<String, f64>> = texts
            .iter()
            .map(|text| counted(text.words, reading.letters))
            .collect();
        let mut rows_of: BTreeMap<&str, usize> = BTreeMap::new();
        for word in counted.iter().flat_map(BTreeMap::keys) {
            *rows_of.entry(word).or_default() += 1;
        }
        let all = rows_of.len();
        rows_of.retain(|word, rows| *rows >= LEAST_ROWS || reading.known_score(word).is_some());
        let index: BTreeMap<&str, usize> = rows_of.keys().copied().zip(0..).collect();
        let mut with_aim = BTreeMap::new();
        let row = |(text, counted): (&Labelled<'_>, &BTreeMap<String, f64>)| {
            let length = text.words.len() as f64 + reading.padding;
            let words = counted.iter();
            let words = words
                .filter_map(|(word, count)| Some((*index.get(word.as_str())?, count / length)));
            let with_aim = with_aim.entry(text.aim.to_bits()).or_insert(0);
            *with_aim += 1;
            Row {
                words: words.collect(),
                aim: text.aim,
                // Each part gets its share of all labels.
                fold: (*with_aim - 1) % FOLDS,
            }
        };
        let rows = texts.iter().zip(&counted).map(row).collect();
        let count = texts.len() as f64;
        let rarity = |rows: &usize| (count / *rows as f64).ln() + 1.0;
        WordModel {
            reading,
            words: rows_of.keys().map(|word| (*word).to_owned()).collect(),
            rare: all - rows_of.len(),
            rarity: rows_of.values().map(rarity).collect(),
            known: rows_of
                .keys()
                .map(|word| reading.known_score(word).unwrap_or(0.0))
                .collect(),
            rows,
        }
    }

    /// Learns from all rows.
    pub(super) fn learn(&self) -> Learned {
        self.fit(&(0..self.rows.len()).collect::<Vec<_>>())
    }

    /// For each row, its aim and its sum by what is learned from the other parts.
    pub(super) fn held_back(&self) -> Vec<(f64, f64)> {
        let mut told = Vec::new();
        for fold in 0..FOLDS {
            let (held, learned): (Vec<_>, Vec<_>) =
                (0..self.rows.len()).partition(|row| self.rows[*row].fold == fold);
            let fitted = self.fit(&learned);
            for row in held.into_iter().map(|row| &self.rows[row]) {
                let words = row.words.iter();
                let sum: f64 = words.map(|(word, by)| fitted.words[*word] * by).sum();
                told.push((row.aim, fitted.start + sum));
            }
        }
        told
    }

    fn fit(&self, rows: &[usize]) -> Learned {
        let mut learned = Learned {
            start: 0.0,
            words: self.known.clone(),
        };
        let known_sum = |row: &usize| {
            let words = self.rows[*row].words.iter();
            words.map(|(word, by)| self.known[*word] * by).sum()
        };
        let mut sums: Vec<f64> = rows.iter().map(known_sum).collect();
        let mut used_in: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.words.len()];
        let aims: Vec<f64> = rows.iter().map(|row| self.rows[*row].aim).collect();
        for (at, row) in rows.iter().enumerate() {
            for (word, by) in &self.rows[*row].words {
                used_in[*word].push((at, *by));
            }
        }
        let [no, yes] = match self.reading.starts {
            true => [1.0, 1.0],
            false => {
                let yes: f64 = aims.iter().sum();
                let of = |part: f64| aims.len() as f64 / (2.0 * part.max(1.0));
                [of(aims.len() as f64 - yes), of(yes)]
            }
        };
        let everywhere: Vec<(usize, f64)> = (0..rows.len()).map(|at| (at, 1.0)).collect();
        // The step of a score that is `moved` away from the known one and used in these rows, at this cost.
        let step = |moved: f64, cost: f64, used: &[(usize, f64)], sums: &mut [f64]| {
            let (mut pull, mut bend) = (cost * moved, cost);
            for (at, by) in used {
                let chance = 1.0 / (1.0 + (-sums[*at]).exp());
                let (against, toward) = (no * (1.0 - aims[*at]), yes * aims[*at]);
                pull += by * (against * chance - toward * (1.0 - chance));
                bend += (against + toward) * by * by / 4.0;
            }
            let by_how_much = if bend > 0.0 { -pull / bend } else { 0.0 };
            for (at, by) in used {
                sums[*at] += by * by_how_much;
            }
            by_how_much
        };
        // The share of a label among these rows does not change a start that is known.
        if let Some(known) = self.reading.known
            && self.reading.starts
        {
            for _ in 0..MOST_SWEEPS {
                step(0.0, 0.0, &everywhere, &mut sums);
            }
            learned.start = known.start;
        }
        for _ in 0..MOST_SWEEPS {
            let mut moved = 0.0_f64;
            if self.reading.starts {
                learned.start += step(0.0, 0.0, &everywhere, &mut sums);
            }
            for (word, used) in used_in.iter().enumerate() {
                let cost = (LOUDER * self.rarity[word]).powi(-2);
                let from_known = learned.words[word] - self.known[word];
                let by = step(from_known, cost, used, &mut sums);
                learned.words[word] += by;
                moved = moved.max(by.abs());
            }
            if moved < STILL {
                break;
            }
        }
        learned
    }
}

/// How often each word is there, by its first letters, and each pair of words that follow each other.
fn counted(words: &[CountedWord], letters: usize) -> BTreeMap<String, f64> {
    let mut counted = BTreeMap::new();
    let mut count = |named: String| *counted.entry(named).or_default() += 1.0;
    let mut before = None;
    for word in words {
        let named = beginning(&word.text, letters);
        let named = named.starts_with(char::is_alphabetic).then_some(named);
        if let (Some(first), Some(second)) = (before.filter(|_| word.follows), named) {
            count(format!("{first} {second}"));
        }
        if let Some(named) = named {
            count(named.to_owned());
        }
        before = named;
    }
    counted
}
