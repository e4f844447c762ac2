//! A chart, or a part of it, as a list in which each seat stands below its manager.

use serde::Serialize;

use super::names::{SeatName, named};
use super::options::BoardOptions;
use crate::chart::SeatId;
use crate::model::Side;
use crate::report::Audited;
use crate::report::picture::seats::{Cutout, Seats, SideMark};

/// Browsers stop at some hundred levels of elements, so deeper seats stand at this level.
const DEEPEST: u32 = 60;

/// A line of the list.
#[derive(Debug, Serialize)]
pub(super) struct SeatRow {
    pub seat: SeatName,
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

/// The seats of a part of a chart.
pub(super) fn seat_lines(
    audited: Audited<'_>,
    options: &BoardOptions,
    cutout: &Cutout,
) -> Vec<SeatRow> {
    let seats = Seats::of(audited, cutout);
    let is_small = seats.in_order.len() <= 40;
    let level_of = |seat: &SeatId| seats.level[seat].min(DEEPEST);
    let lines = seats.in_order.iter().enumerate().map(|(index, seat)| {
        let level = level_of(seat);
        // Behind the last line, all lists end.
        let next = seats.in_order.get(index + 1).map_or(0, level_of);
        let marks = seats.marks.get(seat).copied().unwrap_or_default();
        let mark = |side: Side| match marks[side] {
            Some(SideMark::Officer) => "officer",
            Some(SideMark::StandIn) => "fact",
            None => "",
        };
        SeatRow {
            seat: named(audited, options, *seat),
            focus: seats.focus(*seat).name(),
            internal: mark(Side::Internal),
            external: mark(Side::External),
            is_vacant: seats.is_vacant(*seat),
            opens: next > level,
            is_open: is_small || level < 1,
            closes: level.saturating_sub(next) as usize,
        }
    });
    lines.collect()
}
