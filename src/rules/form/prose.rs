//! The section `prose:`: words that tell how to read a duty text.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// Words of one language in sentences of a duty text.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProseForm {
    /// Single words that phrases of duties skip: "the", "unser", "les".
    pub articles: Vec<String>,
    /// Beginnings of sentences, or of their parts, that are about somebody.
    pub subjects: SubjectsForm,
    /// What a company does, after its name: "Acme builds", "is a leading".
    pub company_does: Vec<String>,
    /// Verbs at the beginning of a duty that names nobody: "runs", "lead".
    pub begins_duty: Vec<String>,
    /// Words at which a negation ends: "but", "sondern".
    pub contrasts: Vec<String>,
    /// Words at which a sentence turns to the seat, whatever it began with: "and you".
    pub turns: Vec<String>,
    /// Words that give the seat the role named right after them: "serves as".
    pub serves_as: Vec<String>,
    /// The same at the beginning of a clause, right before the role: "…, is the CIO".
    pub is: Vec<String>,
    /// Whom the work is for.
    pub beneficiaries: BeneficiariesForm,
    /// Words of other trades, by trade. A generic technology word next to them belongs to that trade.
    pub trades: BTreeMap<String, Vec<String>>,
    /// Words that show that a row is about technology, in addition to the duties that do.
    pub technology: Vec<String>,
    /// Words that show that the holder of the seat leads.
    pub standing: BTreeMap<Standing, Vec<String>>,
    /// Words that show that the holder leads a small part: "a squad of five".
    pub team: Vec<String>,
    /// Words that show that the holder helps the head of a side: "assists the IT manager".
    pub assists: Vec<String>,
    /// Words that show that the work has two sides: "not only … but also".
    pub two_sides: Vec<String>,
    /// Words that show that its two sides have an even share: "the other half", "in equal parts for".
    pub even_sides: Vec<String>,
}

/// Beginnings of sentences about the seat, the company, or somebody else.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SubjectsForm {
    /// The seat: "you will", "the role".
    pub seat: Vec<String>,
    /// The company: "we are", "our products".
    pub company: Vec<String>,
    /// Somebody else: "our COO".
    pub others: Vec<String>,
    /// The company that looks for somebody. What follows is about the seat.
    pub seeking: Vec<String>,
}

/// Words that say whom something is for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BeneficiariesForm {
    /// The organisation itself. Products for its staff look inward.
    pub internal: Vec<String>,
    /// Customers, citizens, the market.
    pub external: Vec<String>,
}

/// A way in which a text shows that the holder of a seat leads.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    JsonSchema,
    serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The holder sets the direction: strategy, vision, roadmap.
    Direction,
    /// The holder leads people: teams, managers, a department.
    People,
    /// The holder answers for money: budgets, investments.
    Means,
    /// The holder answers for all of it: "overall responsibility for IT", "the whole engineering organisation".
    Whole,
    /// The holder is near the top: reports to the chief executive, sits on the board.
    Top,
}

impl Standing {
    /// All of them.
    pub const ALL: [Standing; 5] = [
        Standing::Direction,
        Standing::People,
        Standing::Means,
        Standing::Whole,
        Standing::Top,
    ];
}
