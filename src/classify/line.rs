//! Uses the seats below an officer as evidence. By "CIO vs. CTO: Their key differences" (Workable's HR
//! glossary), one officer is responsible for operations and infrastructure, the other for engineers and
//! developers.

use super::weigh::judge_focus;
use crate::chart::Chart;
use crate::model::{BySide, Side, Verdict};
use crate::rules::Rules;

/// The side that the work of a seat looks to, in one byte, because a chart may have ten million seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaning(Option<Side>);

impl Leaning {
    pub(super) fn of(rules: &Rules, verdict: &Verdict) -> Leaning {
        let field = verdict.function.zip(verdict.area);
        Leaning(field.and_then(|(function, area)| rules.leaning(function, area)))
    }
}

/// The number of seats below each seat that look to each side.
pub(super) fn below(chart: &Chart, leanings: &[Leaning]) -> Vec<BySide<u32>> {
    let mut below = vec![BySide::default(); leanings.len()];
    for seat in chart.leaves_first() {
        let Some(manager) = chart.manager(seat) else {
            continue;
        };
        let BySide::<u32> { internal, external } = below[seat.index()];
        let above = &mut below[manager.index()];
        above.internal += internal;
        above.external += external;
        if let Leaning(Some(side)) = leanings[seat.index()] {
            above[side] += 1;
        }
    }
    below
}

/// Adds the seats below to the verdict on a technology leader, and decides the focus again. For others, such
/// as a chief executive, the whole company is below, which tells nothing.
pub(super) fn weigh(rules: &Rules, below: BySide<u32>, verdict: &mut Verdict) {
    let promises = verdict
        .roles
        .iter()
        .any(|held| rules.role(held.role).prior.is_some());
    let covers = Side::BOTH
        .iter()
        .any(|side| verdict.covers[*side].is_some());
    let (internal, external) = (below.internal as f32, below.external as f32);
    let all = internal + external;
    if !(promises || covers) || all == 0.0 {
        return;
    }
    let each = rules.model.line_weight / (all + rules.model.line_half);
    verdict.below = below;
    verdict.line = BySide {
        internal: each * internal,
        external: each * external,
    };
    judge_focus(rules, verdict);
}
