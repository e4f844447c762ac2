//! Finds the trade of a position from its title and department.

use super::scratch::Scans;
use crate::rules::{Prose, Rules, Speaks};

/// The trade of a position, as far as its title and department tell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outlook {
    /// Whether it is technology.
    pub technology: bool,
    /// Whether it is another trade.
    pub trade: bool,
    /// Whether the title has a word that the pack does not know: "Director of Elections".
    pub narrow: bool,
}

/// A shorter word, in bytes, tells nothing about a trade: "of", "the", "und".
const SHORTEST: u32 = 4;

/// Reads the title and the department of a position.
pub(super) fn read(rules: &Rules, scans: &Scans<'_>) -> Outlook {
    let mut outlook = Outlook::default();
    for scan in [&scans.department, &scans.title] {
        let mut known = vec![false; scan.words.len()];
        for at in scan.matches {
            match rules.speaks(at.rule) {
                Speaks::Prose(Prose::Technology) => outlook.technology = true,
                Speaks::Prose(Prose::Trade) => outlook.trade = true,
                Speaks::Field(function, _) => {
                    outlook.technology |= rules.function(function).technology
                }
                Speaks::Title(role) => {
                    let role = rules.role(role);
                    outlook.technology |= role.prior.is_some() && !role.duties_decide;
                }
                Speaks::Acronym(_)
                | Speaks::Rank(_)
                | Speaks::DefaultField(..)
                | Speaks::Modifier(..)
                | Speaks::Scope(_)
                | Speaks::Joiner
                | Speaks::Head
                | Speaks::Series
                | Speaks::Officer(_)
                | Speaks::Employer(_) => {}
                _ => continue,
            }
            known[at.first as usize..=at.last as usize].fill(true);
        }
        let unknown =
            |(word, known): (&crate::text::Word, bool)| !known && word.end - word.start >= SHORTEST;
        // The title is read last, because only the title tells what the seat leads.
        outlook.narrow = scan.words.iter().zip(known).any(unknown);
    }
    outlook
}
