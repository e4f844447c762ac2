//! Where a seat stands, and who sits there, in words that can be compared.

use crate::chart::{Chart, SeatId, sorted_name};
use crate::model::{Field, Position};
use crate::rules::squeeze;

/// What tells a seat among those below the same manager.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    entity: u32,
    title: String,
    department: String,
    /// What the row says of a manager who is not on the chart.
    absent: String,
}

impl Place {
    /// The place of a seat; the entity is given by a number that both snapshots share.
    pub fn of(chart: &Chart, seat: SeatId, entity: u32) -> Place {
        let here = chart.position(seat);
        Place {
            entity,
            title: squeeze(here.title),
            department: unit(here.department),
            absent: match boss(chart, seat) {
                Boss::Absent => squeeze(here.reports_to),
                Boss::Top | Boss::Seat(_) => String::new(),
            },
        }
    }
}

/// To whom a seat reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Boss<S = SeatId> {
    /// To nobody.
    Top,
    /// To another seat.
    Seat(S),
    /// To somebody who is not on the chart.
    Absent,
}

impl<S> Boss<S> {
    /// The same, with the seat named otherwise.
    pub(super) fn map<T>(self, seat: impl FnOnce(S) -> T) -> Boss<T> {
        match self {
            Boss::Top => Boss::Top,
            Boss::Seat(boss) => Boss::Seat(seat(boss)),
            Boss::Absent => Boss::Absent,
        }
    }
}

/// To whom a seat reports by a solid line.
pub(super) fn boss(chart: &Chart, seat: SeatId) -> Boss {
    match chart.manager(seat) {
        Some(boss) => Boss::Seat(boss),
        None if chart.position(seat).reports_to.is_empty() => Boss::Top,
        None if chart.roots().binary_search(&seat).is_ok() => Boss::Top,
        None => Boss::Absent,
    }
}

/// The name of a department in a form to compare: case, signs and how "and" is written do not matter.
pub(super) fn unit(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).map(squeeze);
    let words = words.filter(|word| !word.is_empty() && word != "and");
    words.collect()
}

/// Who holds a position, in a form to compare: the id of the person, else the words of the name.
pub(super) fn person(here: &Position<'_>) -> String {
    match here.text(Field::PersonId) {
        "" => sorted_name(here.incumbent),
        id => squeeze(id),
    }
}
