//! Turns the share of evidence that supports a focus into a confidence: how often verdicts with such a share
//! were right, if this was measured.

use crate::model::{Focus, Ground};
use crate::rules::Rules;

/// The confidence in a focus. `share` is how much speaks for it, from 0 to 1. The confidence never
/// falls as the share rises, and is 0 for an unknown focus.
/// Each ground has a curve of its own: a title is worth more than duties of the same weight, and that for other trades
/// has an upper limit.
pub(super) fn confidence(rules: &Rules, focus: Focus, ground: Ground, share: f32) -> f32 {
    match (focus, rules.calibration.curve(focus, ground)) {
        (Focus::Unknown, _) => 0.0,
        (_, Some(curve)) => curve.at(share),
        (_, None) => share,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Calibration, Curve};

    #[test]
    fn more_evidence_never_means_less_confidence() {
        let mut rules = Rules::builtin().unwrap();
        let curves = [
            None,
            Some(Curve {
                intercept: -2.0,
                slope: 5.0,
                most: None,
            }),
            Some(Curve {
                intercept: 1.5,
                slope: 4.0,
                most: Some(0.9),
            }),
        ];
        for curve in curves {
            rules.calibration = Calibration {
                titled: curve,
                sided: curve,
                sided_elsewhere: curve,
                mixed: curve,
            };
            let grounds = [Ground::Title, Ground::Technology, Ground::Other];
            for focus in [Focus::Internal, Focus::External, Focus::Mixed] {
                for ground in grounds {
                    let shares = (0..=100).map(|share| share as f32 / 100.0);
                    let sure = shares.map(|share| confidence(&rules, focus, ground, share));
                    let sure: Vec<_> = sure.collect();
                    assert!(sure.is_sorted());
                    assert!(sure.iter().all(|sure| (0.0..=1.0).contains(sure)));
                }
            }
        }
    }

    #[test]
    fn the_confidence_is_the_value_of_the_curve_for_the_focus_and_ground() {
        let mut rules = Rules::builtin().unwrap();
        let sided = Some(Curve {
            intercept: -1.0,
            slope: 2.0,
            most: None,
        });
        rules.calibration = Calibration {
            sided,
            ..Calibration::default()
        };
        assert_eq!(
            confidence(&rules, Focus::Internal, Ground::Technology, 0.5),
            0.5
        );
        assert!(confidence(&rules, Focus::External, Ground::Technology, 0.9) > 0.68);
        assert_eq!(
            confidence(&rules, Focus::Mixed, Ground::Technology, 0.9),
            0.9
        );
        assert_eq!(
            confidence(&rules, Focus::Unknown, Ground::Technology, 0.9),
            0.0
        );
    }
}
