//! Who holds a responsibility area, and how surely.

use crate::chart::SeatId;

/// Who holds a responsibility area of an entity. Seats below a seat that holds it by duty are not listed
/// separately. At most [`MOST_LISTED`] seats are listed.
#[derive(Clone, Debug, Default)]
pub struct AreaHolders {
    /// Officers of the side that the area belongs to.
    pub by_title: Vec<SeatId>,
    /// Seats whose duty text mentions the area and that are below no officer of the side, the highest first.
    pub by_duty: Vec<SeatId>,
    /// Seats whose duty text mentions the area and that are below an officer whose own text does not.
    pub by_delegation: Vec<SeatId>,
    /// How many seats hold the area by duty or delegation. Not all of them are listed.
    pub claims: usize,
}

/// The most seats that are listed for an area.
pub const MOST_LISTED: usize = 50;

/// How an area is held, the most certain way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaHeld {
    /// Somebody's duty text mentions it.
    Duty,
    /// The duty text of somebody below the officer mentions it.
    Delegation,
    /// There is an officer for its side, but nobody's duty text mentions it.
    Title,
    /// Nobody holds it.
    Nobody,
}

impl AreaHeld {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            AreaHeld::Duty => "duty",
            AreaHeld::Delegation => "delegation",
            AreaHeld::Title => "title",
            AreaHeld::Nobody => "nobody",
        }
    }
}

impl AreaHolders {
    /// How the area is held.
    pub fn held(&self) -> AreaHeld {
        if !self.by_duty.is_empty() {
            AreaHeld::Duty
        } else if !self.by_delegation.is_empty() {
            AreaHeld::Delegation
        } else if !self.by_title.is_empty() {
            AreaHeld::Title
        } else {
            AreaHeld::Nobody
        }
    }

    /// The seats that hold the area in this way. Those who hold it by delegation follow those who hold it by duty.
    pub fn seats(&self) -> Vec<SeatId> {
        match self.held() {
            AreaHeld::Duty => [&self.by_duty[..], &self.by_delegation].concat(),
            AreaHeld::Delegation => self.by_delegation.clone(),
            AreaHeld::Title => self.by_title.clone(),
            AreaHeld::Nobody => Vec::new(),
        }
    }
}
