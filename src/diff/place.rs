//! Describes where a seat is and who holds it, in a form that can be compared.

use crate::chart::{Chart, SeatId, sorted_name};
use crate::model::{Field, Position, Status};
use crate::text::squeeze;

/// What distinguishes a seat from others below the same manager.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct SeatPlace {
    entity: u32,
    title: String,
    department: String,
    /// The manager cell of the row, if that manager is not on the chart.
    absent: String,
}

impl SeatPlace {
    /// The place of a seat. `entity` is a number that both snapshots share.
    pub fn of(chart: &Chart, seat: SeatId, entity: u32) -> SeatPlace {
        let here = chart.position(seat);
        SeatPlace {
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

/// Whom a seat reports to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Boss<S = SeatId> {
    /// Nobody: the seat is at the top.
    Top,
    /// Another seat.
    Seat(S),
    /// Somebody who is not on the chart.
    Absent,
}

impl<S> Boss<S> {
    /// Converts the seat to another type.
    pub(super) fn map<T>(self, seat: impl FnOnce(S) -> T) -> Boss<T> {
        match self {
            Boss::Top => Boss::Top,
            Boss::Seat(boss) => Boss::Seat(seat(boss)),
            Boss::Absent => Boss::Absent,
        }
    }
}

/// Whom a seat reports to by a solid line.
pub(super) fn boss(chart: &Chart, seat: SeatId) -> Boss {
    match chart.manager(seat) {
        Some(boss) => Boss::Seat(boss),
        None if chart.position(seat).reports_to.is_empty() => Boss::Top,
        None if chart.roots().binary_search(&seat).is_ok() => Boss::Top,
        None => Boss::Absent,
    }
}

/// The name of a department in a form for comparing: case, punctuation and the spelling of "and" do not
/// matter.
pub(super) fn unit(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).map(squeeze);
    let words = words.filter(|word| !word.is_empty() && word != "and");
    words.collect()
}

/// Who holds a position, in a form for comparing: the person's id, or the words of the name if there is no
/// id.
pub(super) fn person(here: &Position<'_>) -> String {
    match here.text(Field::PersonId) {
        "" => sorted_name(here.incumbent),
        id => squeeze(id),
    }
}

/// Whether a seat exists. The row of an eliminated seat only says that it is gone.
pub(super) fn exists(chart: &Chart, seat: SeatId) -> bool {
    chart.position(seat).status != Status::Eliminated
}
