//! The verdict on a position, and its evidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{FunctionId, RoleId, RuleId};
use super::mandate::{Basis, Mandate};
use super::position::Field;
use super::reading::Reading;
use super::side::{BySide, Side};

/// Rank in the organisation, read from the title, in ascending order.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Rank {
    /// Intern, trainee, apprentice, assistant.
    Junior,
    /// No word of the title tells a rank.
    #[default]
    Professional,
    /// Senior, principal, expert.
    Senior,
    /// Leads people or a unit.
    Lead,
    /// Director.
    Director,
    /// Vice president of any order.
    VicePresident,
    /// C-suite, managing director, owner, board member.
    Chief,
}

impl Rank {
    /// All ranks, the lowest first.
    pub const ALL: [Rank; 7] = [
        Rank::Junior,
        Rank::Professional,
        Rank::Senior,
        Rank::Lead,
        Rank::Director,
        Rank::VicePresident,
        Rank::Chief,
    ];

    /// The name in rule packs and output.
    pub fn name(self) -> &'static str {
        match self {
            Rank::Junior => "junior",
            Rank::Professional => "professional",
            Rank::Senior => "senior",
            Rank::Lead => "lead",
            Rank::Director => "director",
            Rank::VicePresident => "vice-president",
            Rank::Chief => "chief",
        }
    }
}

/// A word of the title that limits the role: its holder is not the officer, or not fully, or not permanently.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Modifier {
    /// Works for the officer or in the officer's unit.
    Aide,
    /// Second to the officer.
    Deputy,
    /// Was the officer.
    Former,
    /// May become the officer.
    Candidate,
    /// Holds the role until a permanent holder is found.
    Interim,
    /// Holds the role in place of its holder.
    Acting,
    /// Holds the role for a part of the time.
    Fractional,
    /// Nobody holds the role.
    Vacant,
}

impl Modifier {
    /// The name in rule packs and output.
    pub fn name(self) -> &'static str {
        match self {
            Modifier::Aide => "aide",
            Modifier::Deputy => "deputy",
            Modifier::Former => "former",
            Modifier::Candidate => "candidate",
            Modifier::Interim => "interim",
            Modifier::Acting => "acting",
            Modifier::Fractional => "fractional",
            Modifier::Vacant => "vacant",
        }
    }

    /// Whether a person with this modifier does not hold the role that the title names.
    pub fn unseats(self) -> bool {
        matches!(
            self,
            Modifier::Aide | Modifier::Deputy | Modifier::Former | Modifier::Candidate
        )
    }
}

/// How much of the organisation the role covers, according to the title.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The whole group or company.
    Group,
    /// A country or region.
    Region,
    /// A division or business unit.
    Division,
}

impl Scope {
    /// The name in rule packs and output.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Group => "group",
            Scope::Region => "region",
            Scope::Division => "division",
        }
    }
}

/// The side that a position looks to.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Focus {
    /// Inward.
    Internal,
    /// Outward.
    External,
    /// Both sides, neither clearly ahead.
    Mixed,
    /// There is too little evidence to tell.
    #[default]
    Unknown,
}

impl Focus {
    /// All focuses.
    pub const ALL: [Focus; 4] = [
        Focus::Internal,
        Focus::External,
        Focus::Mixed,
        Focus::Unknown,
    ];

    /// The focus on one side.
    pub fn on(side: Side) -> Focus {
        match side {
            Side::Internal => Focus::Internal,
            Side::External => Focus::External,
        }
    }

    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Focus::Internal => "internal",
            Focus::External => "external",
            Focus::Mixed => "mixed",
            Focus::Unknown => "unknown",
        }
    }
}

/// How much of a side a role covers.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The role can stand in if nobody covers the side fully.
    Partial,
    /// The role is the officer for the side.
    Full,
}

impl Grade {
    /// The name in rule packs and output.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Partial => "partial",
            Grade::Full => "full",
        }
    }
}

/// How a duty text says that its work has two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TwoSides {
    /// There are two: "not only … but also".
    Named,
    /// They have an even share: "half of the job … the other half".
    Even,
}

/// How a seat covers a side of technology leadership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// How much of the side it covers.
    pub grade: Grade,
    /// What the coverage rests on.
    pub basis: Basis,
}

/// A role that a seat holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// The role.
    pub role: RoleId,
    /// What the role rests on.
    pub basis: Basis,
}

/// A role that the title names but the seat does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The role.
    pub role: RoleId,
    /// Why the role does not count.
    pub reason: SetAsideReason,
}

/// Why a role in a title does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetAsideReason {
    /// Another word of the title says that its holder does not hold the role.
    Modifier(Modifier),
    /// The acronym was read as another role.
    ReadAs(RoleId),
    /// The acronym may stand for several roles, and nothing decides between them.
    Ambiguous,
}

/// A match that counted for the verdict.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The rule that matched.
    pub rule: RuleId,
    /// The field it matched in.
    pub field: Field,
    /// First byte of the match within the text of the field.
    pub start: u32,
    /// Byte after the match.
    pub end: u32,
    /// The weight added to the score: negative is internal, positive is external. With 0, the match decides
    /// something other than the focus.
    pub weight: f32,
}

/// What decided which role an acronym stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AcronymBasis {
    /// It stands for one role only.
    Only,
    /// Words of the title, department, duties or entity; they are among the evidence.
    Words,
    /// The titles of the seats that report to it.
    Reports,
    /// Other seats of the entity spell out the other roles it could stand for.
    Others,
    /// Nothing decided. This is what the acronym usually stands for.
    Usual,
}

impl AcronymBasis {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            AcronymBasis::Only => "only",
            AcronymBasis::Words => "words",
            AcronymBasis::Reports => "reports",
            AcronymBasis::Others => "others",
            AcronymBasis::Usual => "usual",
        }
    }
}

/// What a focus mostly rests on. The same share of evidence is right more often for some grounds than for
/// others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The title says the same, or has a part in what says both.
    Title,
    /// Only other fields say it, in a row that is about technology.
    Technology,
    /// Only other fields say it, in a row that is about something else.
    Other,
}

/// Evidence for each side, in the units of rule weights.
pub type Weighing = BySide<f32>;

/// The verdict on one position.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Whether the title was understood.
    pub reading: Reading,
    /// Rank, from the title.
    pub rank: Rank,
    /// Function, from the title; `None` if the title does not tell.
    pub function: Option<FunctionId>,
    /// Area within the function, as an index into the pack's areas of that function.
    pub area: Option<u16>,
    /// Roles that the seat holds, in the order in which the title names them.
    pub roles: Vec<HeldRole>,
    /// Roles that the title names but the seat does not hold.
    pub set_aside: Vec<SetAside>,
    /// Modifiers in the title, in order, each once.
    pub modifiers: Vec<Modifier>,
    /// How much of the organisation the role covers, according to the title.
    pub scope: Option<Scope>,
    /// How the seat covers each side of technology leadership.
    pub covers: BySide<Option<Coverage>>,
    /// The role whose title covers a side in most houses, but not in one of this kind.
    pub elsewhere: BySide<Option<RoleId>>,
    /// Whether the title, the department or the duties are about technology.
    pub technology: bool,
    /// Whether the duty text describes the unit and does not count for this seat. Always false without a chart.
    pub unit_text: bool,
    /// Whether the duty text describes the seat at length, so that even a hint tells its focus.
    pub described: bool,
    /// What the duty text says of two sides, if the title names none.
    pub two_sides: Option<TwoSides>,
    /// The responsibility for each side that the cells of the row give. The other seats of the chart decide
    /// what it amounts to.
    pub mandate: BySide<Mandate>,
    /// The side that the seat looks to.
    pub focus: Focus,
    /// From -1 (internal) to +1 (external).
    pub score: f32,
    /// From 0 to 1: how often verdicts with such evidence are right, if this was measured.
    pub confidence: f32,
    /// What decided the meaning of the acronym, if only an acronym names the role.
    pub acronym: Option<AcronymBasis>,
    /// The weight of the title for each side.
    pub title: Weighing,
    /// The weight of the department for each side.
    pub department: Weighing,
    /// The weight of the duty text for each side.
    pub duties: Weighing,
    /// The weight of the words of the duty text, beside what its phrases say.
    pub wording: Weighing,
    /// The absolute score below which the focus is mixed by the words of the duty text, if they were asked.
    pub mixed_below: Option<f32>,
    /// How many seats below on the chart do work for each side. 0 without a chart.
    pub below: BySide<u32>,
    /// The weight of the seats below for each side.
    pub line: Weighing,
    /// Every match that counted, in the order title, department, entity, duties.
    pub evidence: Vec<Evidence>,
}

impl Verdict {
    /// The sum of all weights for each side: title, department, duties, their wording and the seats below.
    pub fn weighed(&self) -> Weighing {
        let parts = [
            self.title,
            self.department,
            self.duties,
            self.wording,
            self.line,
        ];
        let sum = |side: Side| parts.iter().map(|part| part[side]).sum();
        BySide {
            internal: sum(Side::Internal),
            external: sum(Side::External),
        }
    }

    /// The weights without those of single words, which do not say that something is done on a side.
    pub fn said(&self) -> Weighing {
        self.without_wording(self.weighed())
    }

    /// Such weights without those of single words.
    pub fn without_wording(&self, weighed: Weighing) -> Weighing {
        BySide {
            internal: weighed.internal - self.wording.internal,
            external: weighed.external - self.wording.external,
        }
    }

    /// What the focus mostly rests on.
    pub fn ground(&self) -> Ground {
        let toward = self.title.external - self.title.internal;
        let by_title = match self.focus {
            Focus::Internal => toward < 0.0,
            Focus::External => toward > 0.0,
            Focus::Mixed => toward != 0.0,
            Focus::Unknown => false,
        };
        if by_title {
            Ground::Title
        } else if self.technology {
            Ground::Technology
        } else {
            Ground::Other
        }
    }

    /// Whether the title or the duties make this an executive role, or a stand-in for one.
    pub fn is_executive(&self) -> bool {
        !self.roles.is_empty()
            || !self.set_aside.is_empty()
            || Side::BOTH.iter().any(|side| self.covers[*side].is_some())
    }

    /// Whether the cells of the seat give it any responsibility for a side.
    pub fn is_mandated(&self) -> bool {
        Side::BOTH
            .iter()
            .any(|side| !self.mandate[*side].is_empty())
    }

    /// How the seat covers a side, once the chart has confirmed that it does: by title or duties, or else
    /// partially by its mandate.
    pub fn coverage(&self, side: Side) -> Option<Coverage> {
        let mandate = self.mandate[side];
        let in_part = || Coverage {
            grade: Grade::Partial,
            basis: mandate.basis(),
        };
        self.covers[side].or_else(|| (!mandate.is_empty()).then(in_part))
    }

    /// Whether the seat fully covers a side by its title.
    pub fn leads(&self, side: Side) -> bool {
        self.covers[side]
            == Some(Coverage {
                grade: Grade::Full,
                basis: Basis::Title,
            })
    }
}

impl BySide<Option<Coverage>> {
    /// Keeps the stronger of the known and the added coverage: title before duties, full before partial.
    pub fn add(&mut self, side: Side, coverage: Coverage) {
        let strength = |c: Coverage| (c.basis == Basis::Title && c.grade == Grade::Full, c.grade);
        let known = &mut self[side];
        if known.is_none_or(|known| strength(coverage) > strength(known)) {
            *known = Some(coverage);
        }
    }
}
