//! The phrases of the section `prose:`, by meaning.

use crate::model::{Side, TwoSides};
use crate::rules::form::prose::{ProseForm, Standing};
use crate::rules::prose::{Prose, SentenceSubject};
use crate::rules::speaks::Speaks;

impl ProseForm {
    /// The phrases by meaning, each with the id of its rule. Articles are not included, because they are not
    /// phrases.
    pub(in crate::rules) fn phrases(&self) -> Vec<(String, Speaks, Vec<String>)> {
        let subjects = [
            ("seat", SentenceSubject::Seat, &self.subjects.seat),
            ("company", SentenceSubject::Company, &self.subjects.company),
            ("others", SentenceSubject::Others, &self.subjects.others),
            ("seeking", SentenceSubject::Seeking, &self.subjects.seeking),
        ];
        let subjects =
            subjects.map(|(id, of, list)| (format!("subject/{id}"), Prose::Subject(of), list));
        let plain = [
            ("company-does", Prose::CompanyDoes, &self.company_does),
            ("begins-duty", Prose::BeginsDuty, &self.begins_duty),
            ("contrast", Prose::Contrast, &self.contrasts),
            ("turn", Prose::Turn, &self.turns),
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
            ("team", Prose::Team, &self.team),
            ("assists", Prose::Assists, &self.assists),
            (
                "two-sides",
                Prose::TwoSides(TwoSides::Named),
                &self.two_sides,
            ),
            (
                "even-sides",
                Prose::TwoSides(TwoSides::Even),
                &self.even_sides,
            ),
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
