//! What a duty text says as a whole: what its duties weigh, and what its words tell.

use std::sync::OnceLock;

use crate::model::{BySide, Evidence, Rank, RoleId, TwoSides, Weighing};

/// What a duty text says as a whole, worked out when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct WholeText {
    /// What it weighs, by what title and department tell about the trade.
    pub duties: [OnceLock<Duties>; 4],
    pub words: OnceLock<Worded>,
}

/// What was read in a duty text.
#[derive(Debug, Default)]
pub(super) struct Duties {
    /// Whether it has words of technology, and no phrases.
    pub only_technology: bool,
    /// Whether it describes the seat at length.
    pub described: bool,
    /// What it says of two sides.
    pub two_sides: Option<TwoSides>,
    /// Evidence for each side.
    pub weighing: Weighing,
    /// The part of it that duties about technology itself give.
    pub anchored: Weighing,
    /// How many different duties are about technology itself, for each side.
    pub anchors: BySide<usize>,
    /// Whether one of them alone shows that the seat answers for the side: "responsible for IT".
    pub decisive: BySide<bool>,
    /// Whether the title, the department or the text has a word that only technology uses.
    pub named: bool,
    /// Whether this is so even if its duties are left out.
    pub worded: bool,
    /// The matches that counted, in the order of the text.
    pub evidence: Vec<Evidence>,
    /// Whether the text has several duties that only technology has.
    pub technology: bool,
    /// Whether the row is about another trade, and nothing in it about technology.
    pub elsewhere: bool,
    /// The number of statements that count.
    pub statements: usize,
    /// The number of ways in which the text shows that the holder leads.
    pub standing: usize,
    /// Whether leading people, or the whole of something, is one of them.
    pub leads: bool,
    /// Whether the holder answers for the whole of something: "overall responsibility for IT".
    pub leads_all: bool,
    /// Whether what the holder leads is a small part: a squad.
    pub leads_team: bool,
    /// Whether one sentence says that the holder leads all the work of the side: "leads the IT department".
    pub leads_whole: BySide<bool>,
    /// Whether the text speaks of a head of the side who is somebody else: "reports to the CTO", "assists the IT manager".
    pub is_led: BySide<bool>,
    /// What the work of other trades weighs.
    pub trade: f32,
    /// Roles that the text explicitly gives the seat.
    pub serves_as: Vec<RoleId>,
    /// The rank of the person that the text is about: "we are looking for a senior developer".
    pub sought: Option<Rank>,
}

/// What the words of a text tell.
#[derive(Debug, Default)]
pub(super) struct Worded {
    /// How far they lean: below 0 to the internal, above 0 to the external side.
    pub lean: f32,
    /// Those that lean that way most. Each weighs its share.
    pub evidence: Vec<Evidence>,
    /// How far they look both ways, if they were asked.
    pub faces_both: Option<f32>,
    /// How far they are those of one who leads a side of technology, if they were asked.
    pub leading: Option<f32>,
}
