//! What a phrase may mean.

use super::prose::Prose;
use crate::model::{FunctionId, Modifier, Rank, RoleId, Scope, Side};
use crate::rules::form::duties::{Extent, Over};

/// Words that scale duties in their sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cue {
    /// The factor for the weight of a duty, from 0 to 1.
    pub factor: f32,
    /// How many words it reaches. `None` means to the end of the sentence.
    pub reach: Option<u8>,
    /// Which duties it scales.
    pub over: Over,
}

/// How a heading scales the duties below it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heading {
    /// The factor for the weight of a duty, from 0 to 1.
    pub factor: f32,
    /// How far it reaches.
    pub extent: Extent,
    /// Whether only a heading that the pack knows ends its section.
    pub firm: bool,
}

/// What a phrase means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speaks {
    /// The title names this role.
    Title(RoleId),
    /// An acronym, as an index into [`Rules::acronym`](super::compiled::Rules::acronym).
    Acronym(u16),
    /// A rank.
    Rank(Rank),
    /// An area of a function.
    Field(FunctionId, u16),
    /// An area of a function, if no other word of the title states one.
    DefaultField(FunctionId, u16),
    /// A word that modifies a role.
    Modifier(Modifier, ModifierPlace),
    /// How much of the organisation a role covers.
    Scope(Scope),
    /// A word that joins two titles.
    Joiner,
    /// A word at one end of the employer's name.
    Employer(Edge),
    /// A word at one end of the offices of one officer: "Chief A and B Officer".
    Officer(Edge),
    /// A word of a lower rank that nevertheless leads a whole function.
    Head,
    /// Begins the name of a job series, behind which the office stands in brackets.
    Series,
    /// Begins the name of a unit.
    Unit,
    /// A word that decides for this role what an acronym stands for.
    Context(RoleId),
    /// Scales duties of its sentence, as an index into [`Rules::cue`](super::compiled::Rules::cue).
    Cue(u16),
    /// Voids the cue if the two overlap.
    CueUnless(u16),
    /// Scales the duties of the section below it.
    Heading(Heading),
    /// Tells how to read a duty text.
    Prose(Prose),
    /// A duty, as an index into [`Rules::duty`](super::compiled::Rules::duty).
    Duty(u16),
    /// Voids the duty if the two overlap.
    Unless(u16),
    /// Work of a side, for which a title, a unit or a duty text makes somebody responsible.
    Mandate(Side, MandateWord),
    /// Makes the seat responsible for what follows in the sentence: "responsible for", "leads".
    Charge,
    /// Only speaks of what follows in the sentence: "lawyer for", "teaches".
    SpokenOf,
    /// Words that lean to a side. No phrase says this.
    Wording,
}

/// What a word of a mandate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MandateWord {
    /// The work of the side, in any field.
    Work,
    /// The work, in titles and units only.
    Name,
    /// The work, in duty texts only.
    Duty,
    /// What often means the work, in titles only.
    Hint,
    /// The rank of one who may do the work in a small house: "manager".
    Manager,
    /// Something else that is only named after the work: "IT procurement".
    Other,
    /// The profession that does the work, in a column of its own.
    Profession,
}

/// The position of a modifier relative to the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModifierPlace {
    /// Anywhere before it.
    Before,
    /// Right before it.
    Adjacent,
    /// Right after it.
    After,
    /// Anywhere in the title.
    Anywhere,
}

/// One end of a stretch of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The stretch follows.
    Begin,
    /// The stretch ends here.
    End,
}
