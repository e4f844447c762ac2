//! A title that promises one side over duties that describe the other.

use crate::model::{Side, Verdict};
use crate::rules::{FindingKind, Rules};

/// What a title promises, and what the duties describe instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The side that the title promises.
    pub promised: Side,
    /// The side that the duties describe.
    pub described: Side,
}

impl Contradiction {
    /// Whether a title and its duties contradict each other by the thresholds of a finding: `least_prior` for how
    /// far the role must look to its side, `least_evidence` (in rule weights) and `least_score` (in [0, 1]) for how
    /// much the duties must say, and how much of it of the other side.
    pub fn of(rules: &Rules, verdict: &Verdict, kind: &FindingKind) -> Option<Contradiction> {
        let priors = verdict
            .roles
            .iter()
            .filter_map(|held| rules.role(held.role).prior);
        let prior = priors.reduce(|a, b| if a.abs() >= b.abs() { a } else { b })?;
        let duties = verdict.duties;
        let sum = duties.internal + duties.external;
        let score = if sum > 0.0 {
            (duties.external - duties.internal) / sum
        } else {
            0.0
        };
        let contradicts = prior.abs() >= kind.threshold("least_prior")
            && sum >= kind.threshold("least_evidence")
            && score.abs() >= kind.threshold("least_score")
            && score * prior < 0.0;
        // A seat titled for both sides promises neither more than the other.
        let promises_both = Side::BOTH.iter().all(|side| verdict.leads(*side));
        if !contradicts || promises_both {
            return None;
        }
        let promised = if prior < 0.0 {
            Side::Internal
        } else {
            Side::External
        };
        Some(Contradiction {
            promised,
            described: promised.other(),
        })
    }
}
