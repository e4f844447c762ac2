//! Who covers a side of an entity in one snapshot, and how.

use crate::audit::{Incumbency, SideCoverage};
use crate::chart::SeatId;
use crate::classify::ClassifiedChart;

/// How a seat covers a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It has the title of the officer, and somebody holds it.
    Title,
    /// It has the title, and somebody holds it for the time being.
    Interim,
    /// It has the title, and nobody holds it.
    Vacant,
    /// It is the officer of an entity above.
    Group,
    /// It covers the side by its duties, or in part.
    Fact,
}

impl How {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            How::Title => "title",
            How::Interim => "interim",
            How::Vacant => "vacant",
            How::Group => "from-group",
            How::Fact => "in-fact",
        }
    }
}

/// A seat that covers a side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SideHolder {
    /// How it does so.
    pub how: How,
    /// Its id as it is shown; empty if the chart gives none.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who holds it. Private: never printed unless the user asks for names.
    pub incumbent: String,
}

impl SideHolder {
    /// The person, or the seat where the chart names nobody.
    pub(super) fn is_same_person(&self, other: &SideHolder) -> bool {
        match self.incumbent.is_empty() && other.incumbent.is_empty() {
            true => self.id == other.id && (!self.id.is_empty() || self.title == other.title),
            false => self.incumbent == other.incumbent,
        }
    }
}

/// What a snapshot says of a side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SideHeld {
    /// A seat covers it.
    By(SideHolder),
    /// Nobody does.
    Nobody,
    /// The titles of the entity cannot be read.
    Unknown,
}

/// All that a snapshot says of a side. There is at least one statement.
pub(super) fn held(on: &ClassifiedChart, side: &SideCoverage) -> Vec<SideHeld> {
    let by = |seats: &[SeatId], how: &dyn Fn(SeatId) -> How| -> Vec<SideHeld> {
        let holders = seats.iter().map(|seat| holder(on, *seat, how(*seat)));
        holders.map(SideHeld::By).collect()
    };
    let mut held = match side.how() {
        "title" => by(&side.leaders, &|seat| by_title(on, seat)),
        "from-group" => by(&side.from_group, &|_| How::Group),
        "in-fact" => by(&side.stand_ins, &|_| How::Fact),
        "unknown" => vec![SideHeld::Unknown],
        _ => vec![SideHeld::Nobody],
    };
    held.sort();
    held.dedup();
    held
}

fn by_title(on: &ClassifiedChart, seat: SeatId) -> How {
    let position = on.chart.position(seat);
    let standing = on
        .verdict(seat)
        .map(|verdict| Incumbency::of(&position, verdict));
    match standing {
        Some(Incumbency::Vacant) => How::Vacant,
        Some(Incumbency::Interim | Incumbency::Acting) => How::Interim,
        Some(Incumbency::Permanent | Incumbency::Fractional) | None => How::Title,
    }
}

fn holder(on: &ClassifiedChart, seat: SeatId, how: How) -> SideHolder {
    let position = on.chart.position(seat);
    let has_id = !position.has_made_up_id();
    let is_held = how != How::Vacant;
    SideHolder {
        how,
        id: match has_id {
            true => position.shown_id().into_owned(),
            false => String::new(),
        },
        title: position.title.to_owned(),
        incumbent: match is_held {
            true => position.incumbent.to_owned(),
            false => String::new(),
        },
    }
}
