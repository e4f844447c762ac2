//! Whether a title says in years that its role is over.

use crate::rules::{Match, Scan};
use crate::text::Word;

/// Whether two years follow a role: "CIO 2015-2019". What follows "until" is a word of the rules.
pub(super) fn by_years(at: &Match, title: &str, scan: &Scan) -> bool {
    let behind = scan.words.iter().skip(at.last as usize + 1).take(2);
    behind.filter(|word| is_year(word, title)).count() == 2
}

fn is_year(word: &Word, title: &str) -> bool {
    let written = title.get(word.start as usize..word.end as usize);
    let year = written.filter(|written| written.len() == 4);
    let year = year.and_then(|written| written.parse().ok());
    year.is_some_and(|year: u16| (1900..2100).contains(&year))
}
