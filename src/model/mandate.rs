//! What the cells of a seat make it responsible for, whether or not its title names an officer.

use serde::{Deserialize, Serialize};

use super::ids::RoleId;

/// How much of a side a seat is responsible for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breadth {
    /// Perhaps all of it: the title has a word that often means the side, and says no more.
    Perhaps,
    /// A part of it: a strategy, a project, one service.
    Piece,
    /// The side among other functions: "Director of Finance & IT".
    Share,
    /// All of it, and nothing else.
    Whole,
}

/// What the cells of a row say about a seat's responsibility for one side of technology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mandate {
    /// What the title says.
    pub title: Option<Breadth>,
    /// What the name of the unit says. It applies to the head of the unit.
    pub unit: Option<Breadth>,
    /// What the duty text says.
    pub duties: Option<Breadth>,
    /// Whether the profession of the seat is the one that runs the side.
    pub of_profession: bool,
    /// Whether the title names a function other than that of the side.
    pub is_of_other_trade: bool,
    /// Whether the title names neither a role nor a function.
    pub is_untitled: bool,
    /// Whether the title is only a word for a head: "Head", "Leiterin". Its holder is the head of its unit.
    pub is_bare_head: bool,
    /// Whether the title is the name of a unit that stands for its head.
    pub is_of_unit: bool,
    /// Whether the duty text is about other functions and not about the side.
    pub duties_lie_elsewhere: bool,
    /// The role, if the duty text is nothing but the title of a role.
    pub named: Option<RoleId>,
}

impl Mandate {
    /// Whether no cell mentions the side.
    pub fn is_empty(&self) -> bool {
        let said = [self.title, self.unit, self.duties];
        said.iter().all(Option::is_none) && !self.of_profession && self.named.is_none()
    }

    /// What the responsibility rests on, the surest first.
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

/// The field that a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The title names it.
    Title,
    /// The duty text describes it.
    Duties,
    /// The unit that the seat heads says so, or the seat's profession.
    Unit,
}

impl Basis {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Title => "title",
            Basis::Duties => "duties",
            Basis::Unit => "unit",
        }
    }
}
