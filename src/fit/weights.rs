//! Learns weights by logistic regression that stays close to the weights of the rules.
//!
//! It models the chance that a row looks outward, `1
//! (1 + exp(-k × (e - i)))`, where `e` and `i` are the weights for the external and the internal side, summed
//! as for a verdict. A weight never changes its side. The further it moves from its present value, the more
//! it costs. The step of each weight minimises a quadratic upper bound of the loss, so the loss never rises
//! and no step size has to be searched for.

use std::collections::BTreeMap;

use super::examples::{Examples, Feature, LabelledExample};
use super::{FOLDS, FitError};
use crate::model::{BySide, Side};
use crate::rules::Rules;

/// The result of learning weights.
#[derive(Clone, Debug)]
pub struct WeightsFit {
    /// Rows with evidence, by the side of their label.
    pub rows: BySide<usize>,
    /// Rows without any evidence that are labelled with a side. No weight can help them.
    pub silent: usize,
    /// The cost of moving away from the present weights. `None` if no other weights do better.
    pub regularisation: Option<f64>,
    /// How the present weights do on rows held back.
    pub before: Score,
    /// How the learned weights do on rows held back.
    pub after: Score,
    /// The learned weights, those of the title first.
    pub weights: Vec<FittedWeight>,
    /// How many duties occur in too few rows for their weight to be learned.
    pub rare: usize,
}

/// A learned weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FittedWeight {
    /// The feature that has the weight.
    pub feature: Feature,
    /// The present weight.
    pub before: f64,
    /// The learned weight.
    pub after: f64,
    /// The number of rows with the feature.
    pub rows: usize,
}

/// How well weights tell the sides apart. Both sides count equally, whatever their numbers of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// The mean log loss. 0 is best; a coin has 0.69.
    pub log_loss: f64,
    /// The share of rows for which the weights say the right side.
    pub accuracy: f64,
}

/// The least number of rows for each side.
const LEAST_ROWS_A_SIDE: usize = 10;
/// A feature in fewer rows than this keeps its weight.
const LEAST_ROWS_A_WEIGHT: usize = 5;
/// The smallest and the largest weight that a rule pack may hold.
const WEIGHTS: (f64, f64) = (0.1, 10.0);
/// The costs of moving away from the present weights that are tried. The last one keeps the present weights.
const COSTS: [f64; 8] = [0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, f64::INFINITY];
/// The slopes of the chance that are tried.
const SLOPES: [f64; 11] = [0.06, 0.09, 0.125, 0.18, 0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0];
const SWEEPS: usize = 500;
const STILL: f64 = 1e-6;

/// Learns weights from rows that are labelled with a side. `cost` is the cost of moving away from the present
/// weights. Without it, several costs are tried, and the highest one is taken whose loss on rows held back
/// equals the smallest loss, up to chance.
///
/// # Errors
/// If there are too few rows for a side.
pub fn fit_weights(
    examples: &Examples,
    rules: &Rules,
    cost: Option<f64>,
) -> Result<WeightsFit, FitError> {
    let data = Data::new(examples, rules);
    let sides = [
        (data.count(0.0), "with evidence that are labelled internal"),
        (data.count(1.0), "with evidence that are labelled external"),
    ];
    for (found, what) in sides {
        if found < LEAST_ROWS_A_SIDE {
            return Err(FitError::TooFew {
                what,
                found,
                needed: LEAST_ROWS_A_SIDE,
            });
        }
    }
    let held_back = |cost| data.held_back(cost);
    let before = held_back(f64::INFINITY);
    let (cost, after) = match cost {
        Some(cost) => (cost, held_back(cost)),
        None => {
            let tried: Vec<_> = COSTS.map(|cost| (cost, held_back(cost))).into();
            cautious(tried)
        }
    };
    let everything: Vec<usize> = (0..data.rows.len()).collect();
    let weights = data.fit(&everything, cost).weights;
    let learned = data
        .features
        .iter()
        .zip(weights)
        .filter(|(one, _)| one.is_free());
    let learned = learned.map(|(one, after)| FittedWeight {
        feature: one.feature,
        before: one.weight,
        after: (after * 100.0).round() / 100.0,
        rows: one.rows,
    });
    Ok(WeightsFit {
        rows: BySide {
            internal: data.count(0.0),
            external: data.count(1.0),
        },
        silent: data.silent,
        regularisation: cost.is_finite().then_some(cost),
        before: data.mean(&before),
        after: data.mean(&after),
        weights: learned.filter(|_| cost.is_finite()).collect(),
        rare: data
            .features
            .iter()
            .filter(|one| one.rows < LEAST_ROWS_A_WEIGHT)
            .count(),
    })
}

/// The highest cost whose loss exceeds the smallest loss by no more than chance: by one standard error of the
/// difference over the parts held back.
fn cautious(tried: Vec<(f64, Vec<Score>)>) -> (f64, Vec<Score>) {
    let loss = |scores: &[Score]| scores.iter().map(|one| one.log_loss).sum::<f64>();
    let best = tried
        .iter()
        .min_by(|(_, one), (_, other)| loss(one).total_cmp(&loss(other)))
        .map_or_else(Vec::new, |(_, scores)| scores.clone());
    let is_as_good = |scores: &[Score]| {
        let gaps = scores.iter().zip(&best);
        let gaps: Vec<f64> = gaps
            .map(|(one, best)| one.log_loss - best.log_loss)
            .collect();
        let count = gaps.len() as f64;
        let mean = gaps.iter().sum::<f64>() / count;
        let square = gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>();
        mean <= (square / (count - 1.0) / count).sqrt()
    };
    let mut cautious = tried.into_iter().rev();
    let chosen = cautious.find(|(_, scores)| is_as_good(scores));
    chosen.unwrap_or((f64::INFINITY, best))
}

/// Rows as numbers.
struct Data {
    features: Vec<Known>,
    rows: Vec<FitRow>,
    /// How much a row of each side counts: internal, external.
    shares: [f64; 2],
    silent: usize,
}

struct Known {
    feature: Feature,
    weight: f64,
    rows: usize,
}

impl Known {
    fn is_free(&self) -> bool {
        self.rows >= LEAST_ROWS_A_WEIGHT && self.feature != Feature::Other
    }
}

struct FitRow {
    spoke: Vec<(usize, f64)>,
    /// 1 for external, 0 for internal.
    outward: f64,
    fold: usize,
}

struct Fitted {
    weights: Vec<f64>,
    slope: f64,
}

impl Data {
    fn new(examples: &Examples, rules: &Rules) -> Self {
        let sided = examples
            .rows
            .iter()
            .filter_map(|row| Some((row, row.side?)));
        let (spoken, silent): (Vec<_>, Vec<_>) =
            sided.partition(|(row, _): &(&LabelledExample, Side)| !row.spoke.is_empty());
        let mut rows_of: BTreeMap<Feature, usize> = BTreeMap::new();
        for (feature, _) in spoken.iter().flat_map(|(row, _)| &row.spoke) {
            *rows_of.entry(*feature).or_default() += 1;
        }
        let weight = |feature| match feature {
            Feature::Title => rules.model.title_weight,
            Feature::Acronym => rules.model.acronym_weight,
            Feature::Duty(duty) => rules.duty(duty).weight,
            Feature::Other => 1.0,
        };
        let known = rows_of.iter().map(|(feature, rows)| Known {
            feature: *feature,
            weight: f64::from(weight(*feature)),
            rows: *rows,
        });
        let index: BTreeMap<_, _> = rows_of.keys().zip(0..).collect();
        let mut of_side = BySide::<usize>::default();
        let row = |(example, side): &(&LabelledExample, Side)| {
            let of_side = &mut of_side[*side];
            *of_side += 1;
            FitRow {
                spoke: example
                    .spoke
                    .iter()
                    .map(|(feature, loud)| (index[feature], *loud))
                    .collect(),
                outward: f64::from(u8::from(*side == Side::External)),
                // Each part gets its share of both sides.
                fold: (*of_side - 1) % FOLDS,
            }
        };
        let rows: Vec<FitRow> = spoken.iter().map(row).collect();
        // Count once, not for every row.
        let of_sides = [of_side.internal, of_side.external];
        let shares = of_sides.map(|count| rows.len() as f64 / (2.0 * count as f64));
        Data {
            features: known.collect(),
            rows,
            shares,
            silent: silent.len(),
        }
    }

    fn count(&self, outward: f64) -> usize {
        self.rows
            .iter()
            .filter(|row| row.outward == outward)
            .count()
    }

    /// How much a row counts, so that both sides count equally.
    fn share(&self, row: &FitRow) -> f64 {
        self.shares[usize::from(row.outward > 0.5)]
    }

    /// For each part, how well the weights do that are learned from all other parts.
    fn held_back(&self, cost: f64) -> Vec<Score> {
        let score = |fold| {
            let (held, learned): (Vec<_>, Vec<_>) =
                (0..self.rows.len()).partition(|row| self.rows[*row].fold == fold);
            self.score(&held, &self.fit(&learned, cost))
        };
        (0..FOLDS).map(score).collect()
    }

    fn score(&self, rows: &[usize], fitted: &Fitted) -> Score {
        let mut score = Score::default();
        let mut all = 0.0;
        for row in rows.iter().map(|row| &self.rows[*row]) {
            let share = self.share(row);
            let sum = sum(row, &fitted.weights);
            all += share;
            score.log_loss += share * loss(fitted.slope * sum, row.outward);
            score.accuracy += share * f64::from(u8::from(sum * (row.outward - 0.5) > 0.0));
        }
        score.log_loss /= all;
        score.accuracy /= all;
        score
    }

    fn mean(&self, parts: &[Score]) -> Score {
        let count = parts.len() as f64;
        Score {
            log_loss: parts.iter().map(|one| one.log_loss).sum::<f64>() / count,
            accuracy: parts.iter().map(|one| one.accuracy).sum::<f64>() / count,
        }
    }

    fn fit(&self, rows: &[usize], cost: f64) -> Fitted {
        let present: Vec<f64> = self.features.iter().map(|one| one.weight).collect();
        let slope = self.slope(rows, &present);
        let mut weights = present.clone();
        if cost.is_infinite() {
            return Fitted { weights, slope };
        }
        // For each weight, the rows it is used in; and the current sum of every row.
        let mut spoke_in: Vec<Vec<(usize, f64)>> = vec![Vec::new(); weights.len()];
        let mut sums: Vec<f64> = Vec::new();
        for (at, row) in rows.iter().map(|row| &self.rows[*row]).enumerate() {
            sums.push(sum(row, &weights));
            for (feature, loud) in &row.spoke {
                spoke_in[*feature].push((at, *loud));
            }
        }
        let shares: Vec<f64> = rows
            .iter()
            .map(|row| self.share(&self.rows[*row]))
            .collect();
        for _ in 0..SWEEPS {
            let mut moved = 0.0_f64;
            for (feature, spoke) in spoke_in.iter().enumerate() {
                if !self.features[feature].is_free() || spoke.is_empty() {
                    continue;
                }
                let mut pull = cost * (weights[feature] - present[feature]);
                let mut bend = cost;
                for (at, loud) in spoke {
                    let outward = self.rows[rows[*at]].outward;
                    let step = slope * loud;
                    pull += shares[*at] * step * (chance(slope * sums[*at]) - outward);
                    bend += shares[*at] * step * step / 4.0;
                }
                let (least, most) = WEIGHTS;
                let next = (weights[feature] - pull / bend).clamp(least, most);
                let by = next - weights[feature];
                weights[feature] = next;
                moved = moved.max(by.abs());
                for (at, loud) in spoke {
                    sums[*at] += loud * by;
                }
            }
            if moved < STILL {
                break;
            }
        }
        Fitted { weights, slope }
    }

    /// The slope of the chance that fits best with the weights of the rules.
    fn slope(&self, rows: &[usize], weights: &[f64]) -> f64 {
        let lost = |slope: f64| -> f64 {
            let rows = rows.iter().map(|row| &self.rows[*row]);
            rows.map(|row| self.share(row) * loss(slope * sum(row, weights), row.outward))
                .sum()
        };
        let by_loss = |one: &f64, other: &f64| lost(*one).total_cmp(&lost(*other));
        SLOPES.into_iter().min_by(by_loss).unwrap_or(1.0)
    }
}

fn sum(row: &FitRow, weights: &[f64]) -> f64 {
    row.spoke
        .iter()
        .map(|(feature, loud)| weights[*feature] * loud)
        .sum()
}

fn chance(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// The log loss of one row.
fn loss(odds: f64, outward: f64) -> f64 {
    let towards = if outward > 0.5 { odds } else { -odds };
    (1.0 + (-towards).exp()).ln()
}
