//! The whole chart of an entity as a list in which each seat stands below its manager.

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::names::{Named, named};
use super::options::BoardOptions;
use crate::audit::EntityCoverage;
use crate::chart::SeatId;
use crate::model::{Side, Status};
use crate::report::Audited;

/// Browsers stop at some hundred levels of elements, so deeper seats stand at this level.
const DEEPEST: usize = 60;

/// A line of the list.
#[derive(Debug, Serialize)]
pub(super) struct SeatLine {
    pub seat: Named,
    /// The side that it looks to: `internal`, `external`, `mixed` or `unknown`.
    pub focus: &'static str,
    /// How it covers each side: `officer`, `fact` or nothing.
    pub internal: &'static str,
    pub external: &'static str,
    pub is_vacant: bool,
    /// Whether lines below it follow.
    pub opens: bool,
    /// Whether these are shown at first.
    pub is_open: bool,
    /// How many lists end behind it.
    pub closes: usize,
}

pub(super) fn seat_lines(
    audited: Audited<'_>,
    options: &BoardOptions,
    coverage: &EntityCoverage,
) -> Vec<SeatLine> {
    let in_order = in_order(audited, coverage);
    let is_small = in_order.len() <= 40;
    let levels: Vec<_> = in_order.iter().map(|(_, level)| *level).collect();
    let lines = in_order.iter().enumerate().map(|(index, (seat, level))| {
        // Behind the last line, all lists end.
        let next = levels.get(index + 1).copied().unwrap_or(0);
        let mark = |side: Side| {
            let side = &coverage.sides[side];
            match () {
                () if side.leads(*seat) => "officer",
                () if side.stands_in(*seat) => "fact",
                () => "",
            }
        };
        let verdict = audited.on.verdict(*seat);
        SeatLine {
            seat: named(audited, options, *seat),
            focus: verdict.map_or("unknown", |verdict| verdict.focus.name()),
            internal: mark(Side::Internal),
            external: mark(Side::External),
            is_vacant: audited.on.chart.status(*seat) == Status::Vacant,
            opens: next > *level,
            is_open: is_small || *level < 1,
            closes: level.saturating_sub(next),
        }
    });
    lines.collect()
}

/// The seats, each behind its manager, with their levels.
fn in_order(audited: Audited<'_>, coverage: &EntityCoverage) -> Vec<(SeatId, usize)> {
    let chart = &audited.on.chart;
    let is_in = |seat: SeatId| {
        chart.status(seat) != Status::Eliminated && chart.entity_of(seat) == coverage.entity
    };
    let seats = &chart.entity(coverage.entity).seats;
    let is_top = |seat: &SeatId| chart.manager(*seat).is_none_or(|manager| !is_in(manager));
    let (tops, others): (Vec<_>, Vec<_>) = seats.iter().copied().partition(is_top);
    let (mut seen, mut in_order) = (FxHashSet::default(), Vec::new());
    // Who is not below a top reports in a circle.
    for top in tops.into_iter().chain(others) {
        let mut ahead = vec![(top, 0)];
        while let Some((seat, level)) = ahead.pop() {
            if !seen.insert(seat) {
                continue;
            }
            in_order.push((seat, level));
            let mut reports: Vec<_> = chart.reports(seat).filter(|seat| is_in(*seat)).collect();
            reports.sort_unstable();
            let level = (level + 1).min(DEEPEST);
            ahead.extend(reports.into_iter().rev().map(|seat| (seat, level)));
        }
    }
    in_order
}
