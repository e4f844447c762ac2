//! What words tell about reading a duty text: whom a sentence is about, whom the work is for, whether a row is about
//! technology or another trade, and whether its seat leads.

use crate::model::{Side, TwoSides};
use crate::rules::form::prose::Standing;

/// Whom a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentenceSubject {
    /// The holder of the seat.
    Seat,
    /// The company.
    Company,
    /// Somebody else.
    Others,
    /// The company, and then the seat that it wants to fill.
    Seeking,
}

/// What a word tells about reading a duty text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prose {
    /// The part of the sentence that it begins is about somebody.
    Subject(SentenceSubject),
    /// A company does this, if its name comes before.
    CompanyDoes,
    /// A duty begins here.
    BeginsDuty,
    /// A negation ends here.
    Contrast,
    /// The sentence turns to the seat here, whatever it began with.
    Turn,
    /// The seat has the role that is named after it.
    ServesAs,
    /// The seat has the role that is named right behind, where a clause begins here and so has no other subject.
    Is,
    /// The work is for this side.
    For(Side),
    /// The sentence is about another trade.
    Trade,
    /// The row is about technology.
    Technology,
    /// The holder leads.
    Standing(Standing),
    /// What the holder leads is a small part.
    Team,
    /// The holder helps the head of a side.
    Assists,
    /// The work has two sides.
    TwoSides(TwoSides),
}
