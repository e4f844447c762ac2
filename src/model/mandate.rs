//! What a chart gives a seat to answer for, whether or not its title names an officer.

use super::{Basis, RoleId};

/// How much of a side a seat is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breadth {
    /// A piece of it: a strategy, a project, one service.
    Piece,
    /// The side among other fields of work: "Director of Finance & IT".
    Share,
    /// All of it, and nothing else.
    Whole,
}

/// What the cells of a row give a seat of one side of technology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mandate {
    /// What the title says.
    pub title: Option<Breadth>,
    /// What the name of the unit says; it speaks of whoever heads the unit.
    pub unit: Option<Breadth>,
    /// What the duty text says.
    pub duties: Option<Breadth>,
    /// Whether the seat belongs to the profession that runs the side.
    pub of_profession: bool,
    /// Whether the title names another field of work than that of the side.
    pub is_of_other_trade: bool,
    /// Whether the title names neither a role nor a field of work.
    pub is_untitled: bool,
    /// Whether the duty text speaks of other fields of work and not of the side.
    pub duties_lie_elsewhere: bool,
    /// The role, where the duty text is no more than its title.
    pub named: Option<RoleId>,
}

impl Mandate {
    /// Whether nothing speaks of the side.
    pub fn is_empty(&self) -> bool {
        let said = [self.title, self.unit, self.duties];
        said.iter().all(Option::is_none) && !self.of_profession && self.named.is_none()
    }

    /// What it rests on, the surest first.
    pub fn basis(&self) -> Basis {
        if self.title.is_some() {
            Basis::Title
        } else if self.duties.is_some() || self.named.is_some() {
            Basis::Duties
        } else {
            Basis::Unit
        }
    }
}
