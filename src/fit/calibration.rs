//! Learns what a share of evidence is worth: a logistic curve, fitted to how often verdicts with such a share
//! were right.

use super::examples::{Examples, LabelledExample};
use super::{FOLDS, FitError};
use crate::evaluate::Reliability;
use crate::model::{Focus, Ground};
use crate::rules::Curve;

/// The result of calibrating.
#[derive(Clone, Debug)]
pub struct CalibrationFit {
    /// For internal and external verdicts if the title names the same side. Each curve needs enough verdicts.
    pub titled: Option<CurveFit>,
    /// For internal and external verdicts if the title does not name the side and the row is about
    /// technology.
    pub sided: Option<CurveFit>,
    /// For internal and external verdicts if the title does not name the side and the row is about something
    /// else.
    pub sided_elsewhere: Option<CurveFit>,
    /// For mixed verdicts.
    pub mixed: Option<CurveFit>,
    /// Labelled rows whose verdict is `unknown`.
    pub unknown: usize,
}

/// A curve, and how confidence does with it.
#[derive(Clone, Debug)]
pub struct CurveFit {
    /// The curve.
    pub curve: Curve,
    /// How confidence did before, when it was the share of evidence itself.
    pub before: Reliability,
    /// How confidence does with the curve, on rows held back.
    pub after: Reliability,
}

/// The least number of verdicts for a curve.
const LEAST_ROWS: usize = 20;

/// Learns curves from labelled rows.
///
/// # Errors
/// If there are too few rows for any curve except the one for mixed verdicts.
pub fn fit_calibration(examples: &Examples) -> Result<CalibrationFit, FitError> {
    let of = |wanted: &dyn Fn(&LabelledExample) -> bool| -> Vec<(f32, bool)> {
        let rows = examples.rows.iter().filter(|row| wanted(row));
        rows.map(|row| (row.share, row.is_right)).collect()
    };
    let is_sided = |row: &LabelledExample| matches!(row.focus, Focus::Internal | Focus::External);
    let on = |ground: Ground| of(&|row| is_sided(row) && row.ground == ground);
    let mixed = of(&|row| row.focus == Focus::Mixed && row.ground != Ground::Title);
    // If no label says `mixed`, a mixed verdict can only be wrong, and its curve would mean nothing.
    let is_labelled = mixed.iter().any(|(_, is_right)| *is_right);
    let fit = CalibrationFit {
        titled: curve(&on(Ground::Title)),
        sided: curve(&on(Ground::Technology)),
        sided_elsewhere: curve(&on(Ground::Other)),
        mixed: curve(&mixed).filter(|_| is_labelled),
        unknown: of(&|row| row.focus == Focus::Unknown).len(),
    };
    if fit.titled.is_none() && fit.sided.is_none() && fit.sided_elsewhere.is_none() {
        return Err(FitError::TooFew {
            what: "with an internal or external verdict",
            found: of(&is_sided).len(),
            needed: LEAST_ROWS,
        });
    }
    Ok(fit)
}

fn curve(rows: &[(f32, bool)]) -> Option<CurveFit> {
    if rows.len() < LEAST_ROWS {
        return None;
    }
    let (mut before, mut after) = (Reliability::default(), Reliability::default());
    // Spread right and wrong rows evenly over the parts.
    let mut seen = [0, 0];
    let fold_of = rows.iter().map(|(_, is_right)| {
        let seen = &mut seen[usize::from(*is_right)];
        *seen += 1;
        (*seen - 1) % FOLDS
    });
    let fold_of: Vec<usize> = fold_of.collect();
    let held_back: Vec<Curve> = (0..FOLDS)
        .map(|fold| {
            let learned = rows.iter().zip(&fold_of).filter(|(_, of)| **of != fold);
            logistic(&learned.map(|(row, _)| *row).collect::<Vec<_>>())
        })
        .collect();
    for ((share, is_right), fold) in rows.iter().zip(fold_of) {
        before.add(*share, *is_right);
        after.add(held_back[fold].at(*share), *is_right);
    }
    Some(CurveFit {
        curve: logistic(rows),
        before,
        after,
    })
}

const STEPS: usize = 100;
const STILL: f64 = 1e-9;

/// Finds the likeliest curve that does not fall, with Newton's method. The usual slope is that of a
/// confidence equal to the share; only many rows can move the curve away from it. The curve aims at values
/// slightly inside 0 and 1, as Platt proposed: with few rows, the next one may well be different.
fn logistic(rows: &[(f32, bool)]) -> Curve {
    let right = rows.iter().filter(|(_, is_right)| *is_right).count() as f64;
    let wrong = rows.len() as f64 - right;
    let aim = |is_right: bool| {
        if is_right {
            (right + 1.0) / (right + 2.0)
        } else {
            1.0 / (wrong + 2.0)
        }
    };
    let mean = (right * aim(true) + wrong * aim(false)) / (right + wrong);
    let flat = (mean / (1.0 - mean)).ln();
    let (mut intercept, mut slope) = (flat, 0.0);
    for _ in 0..STEPS {
        let mut pull = [0.0, HOLD * (slope - USUAL_SLOPE)];
        let mut bend = [[0.0, 0.0], [0.0, HOLD]];
        for (share, is_right) in rows {
            let x = f64::from(*share);
            let chance = 1.0 / (1.0 + (-intercept - slope * x).exp());
            let (off, curved) = (chance - aim(*is_right), chance * (1.0 - chance));
            pull[0] += off;
            pull[1] += off * x;
            bend[0][0] += curved;
            bend[0][1] += curved * x;
            bend[1][1] += curved * x * x;
        }
        let whole = bend[0][0] * bend[1][1] - bend[0][1] * bend[0][1];
        let by = [
            (bend[1][1] * pull[0] - bend[0][1] * pull[1]) / whole,
            (bend[0][0] * pull[1] - bend[0][1] * pull[0]) / whole,
        ];
        intercept -= by[0];
        slope -= by[1];
        if by[0].abs().max(by[1].abs()) < STILL {
            break;
        }
    }
    if slope > 0.0 && intercept.is_finite() && slope.is_finite() {
        Curve {
            intercept: two_digits(intercept),
            slope: two_digits(slope),
            most: None,
        }
    } else {
        Curve {
            intercept: two_digits(flat),
            slope: 0.0,
            most: None,
        }
    }
}

/// The slope of the log odds of the share itself, at a share of a half.
const USUAL_SLOPE: f64 = 4.0;
/// How strongly the slope is held at its usual value, as if it were known to within 2. A few dozen rows tell
/// how often verdicts are right, but even hundreds do not tell how fast that rises.
const HOLD: f64 = 0.25;

/// Rounds to two digits; more would be noise.
fn two_digits(number: f64) -> f32 {
    ((number * 100.0).round() / 100.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(groups: &[(f32, usize, usize)]) -> Vec<(f32, bool)> {
        let group = |(share, right, wrong): &(f32, usize, usize)| {
            let right = std::iter::repeat_n((*share, true), *right);
            right
                .chain(std::iter::repeat_n((*share, false), *wrong))
                .collect::<Vec<_>>()
        };
        groups.iter().flat_map(group).collect()
    }

    #[test]
    fn a_curve_goes_through_the_counted_shares() {
        let curve = logistic(&rows(&[(0.4, 600, 400), (0.8, 900, 100)]));
        assert!((curve.at(0.4) - 0.6).abs() < 0.01, "{curve:?}");
        assert!((curve.at(0.8) - 0.9).abs() < 0.01, "{curve:?}");
    }

    #[test]
    fn a_curve_never_falls_and_never_reaches_one() {
        let falling = logistic(&rows(&[(0.4, 90, 10), (0.8, 60, 40)]));
        assert_eq!(falling.slope, 0.0);
        assert!((falling.at(0.6) - 0.75).abs() < 0.02);
        let spotless = logistic(&rows(&[(0.4, 10, 0), (0.8, 10, 0)]));
        assert!(
            spotless.at(0.9) > 0.9 && spotless.at(0.9) < 0.99,
            "{spotless:?}"
        );
        let parted = logistic(&rows(&[(0.4, 0, 10), (0.8, 10, 0)]));
        assert!(parted.at(0.8) < 0.99 && parted.at(0.4) > 0.01, "{parted:?}");
    }

    #[test]
    fn the_error_is_smaller_with_a_curve_than_before() {
        // Verdicts with a share of 0.9, half of which are wrong.
        let fit = curve(&rows(&[(0.5, 25, 25), (0.9, 30, 30)])).unwrap();
        assert!(fit.before.error().unwrap() > 0.2);
        assert!(fit.after.error().unwrap() < 0.05);
        assert!(curve(&rows(&[(0.5, 5, 5)])).is_none());
    }
}
