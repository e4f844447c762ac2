//! Words that tell how to read a duty text: whom a sentence is about, whom the work is for, whether a row is
//! about technology or another trade, and whether its seat leads.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Speaks;
use crate::model::Side;

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

/// Whom a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The holder of the seat.
    Seat,
    /// The company.
    Company,
    /// Somebody else.
    Others,
    /// The company, and then the seat that it wants to fill.
    Seeking,
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
    /// The holder is near the top: reports to the chief executive, sits on the board.
    Top,
}

impl Standing {
    /// All of them.
    pub const ALL: [Standing; 4] = [
        Standing::Direction,
        Standing::People,
        Standing::Means,
        Standing::Top,
    ];
}

/// What a word tells about reading a duty text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prose {
    /// The part of the sentence that it begins is about somebody.
    Subject(Subject),
    /// A company does this, if its name comes before.
    CompanyDoes,
    /// A duty begins here.
    BeginsDuty,
    /// A negation ends here.
    Contrast,
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
}

impl ProseForm {
    /// The phrases by meaning, each with the id of its rule. Articles are not included, because they are not
    /// phrases.
    pub(super) fn phrases(&self) -> Vec<(String, Speaks, Vec<String>)> {
        let subjects = [
            ("seat", Subject::Seat, &self.subjects.seat),
            ("company", Subject::Company, &self.subjects.company),
            ("others", Subject::Others, &self.subjects.others),
            ("seeking", Subject::Seeking, &self.subjects.seeking),
        ];
        let subjects =
            subjects.map(|(id, of, list)| (format!("subject/{id}"), Prose::Subject(of), list));
        let plain = [
            ("company-does", Prose::CompanyDoes, &self.company_does),
            ("begins-duty", Prose::BeginsDuty, &self.begins_duty),
            ("contrast", Prose::Contrast, &self.contrasts),
            ("serves-as", Prose::ServesAs, &self.serves_as),
            ("is", Prose::Is, &self.is),
            (
                "for/internal",
                Prose::For(Side::Internal),
                &self.beneficiaries.internal,
            ),
            (
                "for/external",
                Prose::For(Side::External),
                &self.beneficiaries.external,
            ),
            ("technology", Prose::Technology, &self.technology),
        ];
        let plain = plain.map(|(id, prose, list)| (id.to_owned(), prose, list));
        let trades = self.trades.iter();
        let trades = trades.map(|(id, list)| (format!("trade/{id}"), Prose::Trade, list));
        let standing = Standing::ALL.iter().filter_map(|of| {
            let list = self.standing.get(of)?;
            let id = format!("standing/{}", super::word_lists::kebab(of));
            Some((id, Prose::Standing(*of), list))
        });
        let all = subjects
            .into_iter()
            .chain(plain)
            .chain(trades)
            .chain(standing);
        all.filter(|(_, _, list)| !list.is_empty())
            .map(|(id, prose, list)| (id, Speaks::Prose(prose), list.clone()))
            .collect()
    }
}
