//! Words that say how a duty text is read: of whom a sentence speaks, whom the work is for, what shows that a
//! row is about technology or about another trade, and what shows that its seat leads.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Speaks;
use crate::model::Side;

/// The words of one language about sentences of a duty text.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProseForm {
    /// Single words that phrases of duties step over: "the", "unser", "les".
    pub articles: Vec<String>,
    /// How a sentence, or a part of one, begins that speaks of somebody.
    pub subjects: SubjectsForm,
    /// What a company does, behind its name: "Acme builds", "is a leading".
    pub company_does: Vec<String>,
    /// Verbs with which a duty begins that names nobody: "runs", "lead".
    pub begins_duty: Vec<String>,
    /// Words behind which a negation no longer holds: "but", "sondern".
    pub contrasts: Vec<String>,
    /// What gives the seat a role that is named right behind it: "serves as".
    pub serves_as: Vec<String>,
    /// The same at the beginning of a clause, right before the role: "…, is the CIO".
    pub is: Vec<String>,
    /// Whom the work is for.
    pub beneficiaries: BeneficiariesForm,
    /// Words of other trades, which a generic word of technology then belongs to, by trade.
    pub trades: BTreeMap<String, Vec<String>>,
    /// Words that show a row to be about technology, beside the duties that do.
    pub technology: Vec<String>,
    /// What shows that the holder of the seat leads.
    pub standing: BTreeMap<Standing, Vec<String>>,
}

/// How sentences begin that speak of the seat, the company, or somebody else.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SubjectsForm {
    /// The seat: "you will", "the role".
    pub seat: Vec<String>,
    /// The company: "we are", "our products".
    pub company: Vec<String>,
    /// Somebody else: "our COO".
    pub others: Vec<String>,
    /// The company that looks for somebody; what follows is said of the seat.
    pub seeking: Vec<String>,
}

/// Words that say for whom something is.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BeneficiariesForm {
    /// The own organisation: products for its staff look inward.
    pub internal: Vec<String>,
    /// Customers, citizens, the market.
    pub external: Vec<String>,
}

/// Of whom a sentence speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Of the holder of the seat.
    Seat,
    /// Of the company.
    Company,
    /// Of somebody else.
    Others,
    /// Of the company, and then of the seat that it wants to fill.
    Seeking,
}

/// One of the ways in which a text shows that the holder of a seat leads.
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
    /// Sets the direction: strategy, vision, roadmap.
    Direction,
    /// Leads people: teams, managers, a department.
    People,
    /// Answers for money: budgets, investments.
    Means,
    /// Stands near the top: reports to the chief executive, sits on the board.
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

/// What a word says of how a duty text is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prose {
    /// The part of the sentence that it begins speaks of somebody.
    Subject(Subject),
    /// A company does this, where its name stands before.
    CompanyDoes,
    /// A duty begins here.
    BeginsDuty,
    /// A negation ends here.
    Contrast,
    /// The seat has the role that is named behind.
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
    /// The phrases by what they speak for, each with the id of its rule; articles apart, which are no phrases.
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
