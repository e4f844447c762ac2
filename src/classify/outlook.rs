//! Finds the trade of a position from its title and department.

use crate::rules::{Prose, Rules, Scan, Speaks};
use crate::text::Word;

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

impl Outlook {
    /// What the title and the department of a position tell.
    pub(super) fn of_position(title: Outlook, department: Outlook) -> Outlook {
        Outlook {
            technology: title.technology || department.technology,
            trade: title.trade || department.trade,
            // Only the title tells what the seat leads.
            narrow: title.narrow,
        }
    }

    /// What a title or a department tells.
    pub(super) fn of(rules: &Rules, scan: &Scan<'_>) -> Outlook {
        let mut outlook = Outlook::default();
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
                | Speaks::Unit
                | Speaks::Officer(_)
                | Speaks::Employer(_) => {}
                _ => continue,
            }
            known[at.first as usize..=at.last as usize].fill(true);
        }
        let unknown = |(word, known): (&Word, bool)| !known && word.end - word.start >= SHORTEST;
        outlook.narrow = scan.words.iter().zip(known).any(unknown);
        outlook
    }
}
