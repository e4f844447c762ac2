//! Counts labels against verdicts, and computes figures from the counts.

use std::collections::{BTreeMap, BTreeSet};

use super::vocabulary::{Dimension, LabelClass, LabelWords};

/// How often each verdict was given for each label.
#[derive(Clone, Debug)]
pub struct Confusion {
    counts: BTreeMap<(LabelClass, LabelClass), u64>,
    names: Vec<String>,
}

/// How well verdicts do on one class.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassScore {
    /// The class.
    pub class: LabelClass,
    /// Its name.
    pub name: String,
    /// Rows with this label.
    pub labelled: u64,
    /// Rows with this verdict.
    pub said: u64,
    /// Rows with this label and this verdict.
    pub right: u64,
}

impl ClassScore {
    /// The share of the rows with this verdict that have this label. `None` if no row has this verdict.
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.said)
    }

    /// The share of the rows with this label that have this verdict. `None` if no row has this label.
    pub fn recall(&self) -> Option<f64> {
        share(self.right, self.labelled)
    }

    /// The harmonic mean of precision and recall; 0 if no verdict is right.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.said + self.labelled).unwrap_or_default()
    }
}

/// A share of a whole. `None` if the whole is 0.
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Confusion {
    pub(super) fn new(vocabulary: &LabelWords, dimension: Dimension) -> Self {
        Confusion {
            counts: BTreeMap::new(),
            names: vocabulary.names(dimension).to_vec(),
        }
    }

    pub(super) fn add(&mut self, label: &LabelClass, said: &LabelClass) {
        *self
            .counts
            .entry((label.clone(), said.clone()))
            .or_default() += 1;
    }

    /// The name of a class. Several roles are joined.
    pub fn name(&self, class: &LabelClass) -> String {
        class.name(&self.names)
    }

    /// The classes that occur in labels or verdicts, in the order of the rule pack.
    pub fn classes(&self) -> Vec<LabelClass> {
        let both = self.counts.keys().flat_map(|(label, said)| [label, said]);
        both.cloned().collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// How many rows have this label and this verdict.
    pub fn count(&self, label: &LabelClass, said: &LabelClass) -> u64 {
        let key = (label.clone(), said.clone());
        self.counts.get(&key).copied().unwrap_or_default()
    }

    /// Label, wrong verdict and count, the commonest mistake first.
    pub fn mistakes(&self) -> Vec<(&LabelClass, &LabelClass, u64)> {
        let wrong = self
            .counts
            .iter()
            .filter(|((label, said), _)| label != said);
        let mut wrong: Vec<_> = wrong.map(|((label, said), n)| (label, said, *n)).collect();
        wrong.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
        wrong
    }

    /// The number of rows.
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// The number of rows on which label and verdict agree.
    pub fn right(&self) -> u64 {
        let agree = self
            .counts
            .iter()
            .filter(|((label, said), _)| label == said);
        agree.map(|(_, count)| count).sum()
    }

    /// The share of rows on which label and verdict agree. `None` without rows.
    pub fn accuracy(&self) -> Option<f64> {
        share(self.right(), self.total())
    }

    /// The figures of each class.
    pub fn scores(&self) -> Vec<ClassScore> {
        let sum = |of: &dyn Fn(&(LabelClass, LabelClass)) -> bool| -> u64 {
            let counts = self.counts.iter().filter(|(key, _)| of(key));
            counts.map(|(_, count)| count).sum()
        };
        let score = |class: LabelClass| ClassScore {
            name: self.name(&class),
            labelled: sum(&|(label, _)| *label == class),
            said: sum(&|(_, said)| *said == class),
            right: self.count(&class, &class),
            class,
        };
        self.classes().into_iter().map(score).collect()
    }

    /// The mean F1 over the classes that occur in labels.
    pub fn macro_f1(&self) -> Option<f64> {
        let scores = self.scores();
        let labelled: Vec<_> = scores.iter().filter(|score| score.labelled > 0).collect();
        let sum: f64 = labelled.iter().map(|score| score.f1()).sum();
        (!labelled.is_empty()).then(|| sum / labelled.len() as f64)
    }

    /// The commonest label and its share of the rows. A verdict that always said this would be right that
    /// often, so real verdicts must do better.
    pub fn commonest(&self) -> Option<(String, f64)> {
        let scores = self.scores();
        let most = scores.iter().map(|score| score.labelled).max()?;
        let commonest = scores.iter().find(|score| score.labelled == most)?;
        Some((commonest.name.clone(), share(most, self.total())?))
    }
}
