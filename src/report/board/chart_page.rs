//! The page that shows a chart, or a part of it, and nothing of its audit but who covers which side.

use serde::Serialize;

use super::options::BoardOptions;
use super::page::MOST_LINES;
use super::seats::{SeatRow, seat_lines};
use crate::chart::NamedBy;
use crate::report::Audited;
use crate::report::picture::seats::Cutout;
use crate::report::picture::svg::svg;
use crate::report::words::plain;

#[derive(Debug, Serialize)]
pub(super) struct ChartPage {
    /// The name of the entity that is shown, if it is one that somebody named.
    pub only: String,
    pub seats: usize,
    pub picture: String,
    pub lines: Vec<SeatRow>,
    /// Whether the lines are left out, since there are too many.
    pub has_no_lines: bool,
}

pub(super) fn chart_page(audited: Audited<'_>, cutout: &Cutout) -> ChartPage {
    let options = BoardOptions {
        show_names: cutout.show_names,
        ..BoardOptions::default()
    };
    let mut lines = seat_lines(audited, &options, cutout);
    let seats = lines.len();
    let has_no_lines = seats > MOST_LINES;
    if has_no_lines {
        lines.clear();
    }
    ChartPage {
        only: only(audited, cutout),
        seats,
        picture: svg(audited, cutout, ""),
        lines,
        has_no_lines,
    }
}

/// The entity that the page is about, unless it is called by its file.
fn only(audited: Audited<'_>, cutout: &Cutout) -> String {
    let mut entities = audited.on.chart.entities();
    let shown = match cutout.entity {
        Some(entity) => Some(audited.on.chart.entity(entity)),
        None => entities
            .next()
            .map(|(_, entity)| entity)
            .filter(|_| entities.next().is_none()),
    };
    let named = shown.filter(|entity| entity.named_by != NamedBy::File);
    named.map_or(String::new(), |entity| plain(&entity.name).into_owned())
}
