//! How seats, places and numbers are written on the page.

use serde::Serialize;

use super::options::BoardOptions;
use crate::chart::SeatId;
use crate::classify::ClassifiedChart;
use crate::model::Location;
use crate::report::Audited;
use crate::report::words::plain;

/// A seat by its title, with its id if it has one.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SeatName {
    pub title: String,
    pub id: String,
    /// The incumbent; empty unless names are asked for.
    pub person: String,
}

pub(super) fn named(audited: Audited<'_>, options: &BoardOptions, seat: SeatId) -> SeatName {
    let position = audited.on.chart.position(seat);
    // An id that the reader made up would mean nothing to anybody.
    let has_id = !position.id.is_empty() && !position.has_made_up_id();
    SeatName {
        title: plain(position.title).into_owned(),
        id: match has_id {
            true => plain(&position.shown_id()).into_owned(),
            false => String::new(),
        },
        person: match options.show_names {
            true => plain(position.incumbent).into_owned(),
            false => String::new(),
        },
    }
}

/// A line of a file.
#[derive(Debug, Serialize)]
pub(super) struct FileLine {
    pub file: String,
    pub line: u32,
}

impl FileLine {
    pub fn of(on: &ClassifiedChart, location: &Location) -> Self {
        Self {
            file: plain(&on.chart.sources().file(location.file).name).into_owned(),
            line: location.line,
        }
    }
}

/// A number with two decimals. More would be noise.
pub(super) fn shown(number: f32) -> String {
    // Adding 0 turns a negative zero into a plain one.
    format!("{:.2}", (number * 100.0).round() / 100.0 + 0.0)
}
