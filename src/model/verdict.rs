//! What is decided of a position, and why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Field, Mandate, Reading};

/// The two directions technology leadership looks: inward at the company's own operations, or
/// outward at its products and customers. Which role leads which side is data of the rule pack.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Operations and infrastructure, productivity, employees, profitability.
    Internal,
    /// Products and services, innovation, customers, revenue.
    External,
}

impl Side {
    /// Both sides, internal first.
    pub const BOTH: [Side; 2] = [Side::Internal, Side::External];

    /// The other side.
    pub fn other(self) -> Side {
        match self {
            Side::Internal => Side::External,
            Side::External => Side::Internal,
        }
    }

    /// -1 for internal, +1 for external: the direction of a score.
    pub fn sign(self) -> f32 {
        match self {
            Side::Internal => -1.0,
            Side::External => 1.0,
        }
    }
}

/// One value for each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BySide<T> {
    /// The value for [`Side::Internal`].
    pub internal: T,
    /// The value for [`Side::External`].
    pub external: T,
}

impl<T> std::ops::Index<Side> for BySide<T> {
    type Output = T;
    fn index(&self, side: Side) -> &T {
        match side {
            Side::Internal => &self.internal,
            Side::External => &self.external,
        }
    }
}

impl<T> std::ops::IndexMut<Side> for BySide<T> {
    fn index_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Internal => &mut self.internal,
            Side::External => &mut self.external,
        }
    }
}

/// Standing in the organisation, read from the title; later is higher.
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
    /// The unmarked case.
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

/// Index of a role in the rule pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleId(pub u16);

/// Index of a function (field of work) in the rule pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(pub u16);

/// Index of a rule in the compiled rule pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// What a title says beside the role: that its holder is not, not quite or not for long the officer.
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

    /// Whether one so described is not the holder of the role named.
    pub fn unseats(self) -> bool {
        matches!(
            self,
            Modifier::Aide | Modifier::Deputy | Modifier::Former | Modifier::Candidate
        )
    }
}

/// How far the title says the role reaches.
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

/// Where a position looks.
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
    /// Both ways, with neither far ahead.
    Mixed,
    /// Too little evidence to say.
    #[default]
    Unknown,
}

impl Focus {
    /// All of them.
    pub const ALL: [Focus; 4] = [
        Focus::Internal,
        Focus::External,
        Focus::Mixed,
        Focus::Unknown,
    ];

    /// Of one who looks to this side.
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

/// What a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The title names it.
    Title,
    /// The duty text describes it.
    Duties,
    /// The unit that the seat heads, or its profession, says so.
    Unit,
}

/// How much of a side a role covers.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Stands in where nobody covers the side fully.
    Partial,
    /// Is the officer for the side.
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

/// That a seat covers a side of technology leadership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// How much of it.
    pub grade: Grade,
    /// By what.
    pub basis: Basis,
}

/// A role that a seat holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// The role.
    pub role: RoleId,
    /// What says so.
    pub basis: Basis,
}

/// A role that the title names but the seat does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The role.
    pub role: RoleId,
    /// Why it does not count.
    pub reason: SetAsideReason,
}

/// Why a role in a title does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetAsideReason {
    /// Another word of the title unseats the holder.
    Modifier(Modifier),
    /// The acronym was read as another role.
    ReadAs(RoleId),
    /// The acronym may stand for several roles, and nothing decides.
    Ambiguous,
}

/// A match that spoke.
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
    /// What it adds to the score: negative is internal, positive external, 0 decides something
    /// other than the focus.
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
    /// Nothing; it is what the acronym usually stands for.
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

/// What a focus rests on most. The same share of evidence is right more often on one ground than on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The title says the same.
    Title,
    /// Only other fields say it, in a row that is about technology.
    Technology,
    /// Only other fields say it, in a row that is about something else.
    Other,
}

/// Evidence for each side, in the units of rule weights.
pub type Weighing = BySide<f32>;

/// What rolecall makes of one position.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Whether the title could be read.
    pub reading: Reading,
    /// Standing, from the title.
    pub rank: Rank,
    /// Field of work, from the title; `None` where the title does not say.
    pub function: Option<FunctionId>,
    /// Finer field of work within the function, as an index into the pack's areas of that function.
    pub area: Option<u16>,
    /// Roles held, in the order the title names them.
    pub roles: Vec<HeldRole>,
    /// Roles named but not held.
    pub set_aside: Vec<SetAside>,
    /// What the title adds to the role, in order, each once.
    pub modifiers: Vec<Modifier>,
    /// How far the title says the role reaches.
    pub scope: Option<Scope>,
    /// Which sides of technology leadership the seat covers.
    pub covers: BySide<Option<Coverage>>,
    /// Whether title, department or duties are about technology.
    pub technology: bool,
    /// What its cells give it of each side; the other seats of the chart decide what that comes to.
    pub mandate: BySide<Mandate>,
    /// Where the seat looks.
    pub focus: Focus,
    /// -1 wholly internal … +1 wholly external.
    pub score: f32,
    /// In [0, 1]: how often verdicts with such evidence are right, as far as that was measured.
    pub confidence: f32,
    /// What decided the acronym that names a role held, where only an acronym does.
    pub acronym: Option<AcronymBasis>,
    /// What the title alone weighs for each side.
    pub title: Weighing,
    /// What the department alone weighs for each side.
    pub department: Weighing,
    /// What the duty text alone weighs for each side.
    pub duties: Weighing,
    /// How many seats below on the chart do work that looks to each side; 0 where no chart was asked.
    pub below: BySide<u32>,
    /// What the seats below weigh for each side.
    pub line: Weighing,
    /// Every match that spoke, in the order title, department, entity, duties.
    pub evidence: Vec<Evidence>,
}

impl Verdict {
    /// What speaks for each side in all: title, department, duties and the seats below.
    pub fn weighed(&self) -> Weighing {
        let parts = [self.title, self.department, self.duties, self.line];
        let sum = |side: Side| parts.iter().map(|part| part[side]).sum();
        BySide {
            internal: sum(Side::Internal),
            external: sum(Side::External),
        }
    }

    /// What the focus rests on most.
    pub fn ground(&self) -> Ground {
        let toward = self.title.external - self.title.internal;
        let by_title = match self.focus {
            Focus::Internal => toward < 0.0,
            Focus::External => toward > 0.0,
            Focus::Mixed | Focus::Unknown => false,
        };
        if by_title {
            Ground::Title
        } else if self.technology {
            Ground::Technology
        } else {
            Ground::Other
        }
    }

    /// Whether the title or the duties make this an executive role or a stand-in for one.
    pub fn is_executive(&self) -> bool {
        !self.roles.is_empty()
            || !self.set_aside.is_empty()
            || Side::BOTH.iter().any(|side| self.covers[*side].is_some())
    }

    /// Whether the cells of the seat give it something of a side.
    pub fn is_mandated(&self) -> bool {
        Side::BOTH
            .iter()
            .any(|side| !self.mandate[*side].is_empty())
    }

    /// How the seat covers a side, once the chart has shown that it does: as its title or duties say, or in
    /// part, as its mandate does.
    pub fn coverage(&self, side: Side) -> Option<Coverage> {
        let mandate = self.mandate[side];
        let in_part = || Coverage {
            grade: Grade::Partial,
            basis: mandate.basis(),
        };
        self.covers[side].or_else(|| (!mandate.is_empty()).then(in_part))
    }

    /// Whether the seat covers a side by its title, fully.
    pub fn leads(&self, side: Side) -> bool {
        self.covers[side]
            == Some(Coverage {
                grade: Grade::Full,
                basis: Basis::Title,
            })
    }
}

impl BySide<Option<Coverage>> {
    /// Keeps the stronger of what is known and what is added: title before duties, full before partial.
    pub fn add(&mut self, side: Side, coverage: Coverage) {
        let strength = |c: Coverage| (c.basis == Basis::Title && c.grade == Grade::Full, c.grade);
        let known = &mut self[side];
        if known.is_none_or(|known| strength(coverage) > strength(known)) {
            *known = Some(coverage);
        }
    }
}
