//! Whether a text reads as a title: what tells a column of titles from any other, whatever its header says.

use std::sync::Arc;

use super::Speaks;
use super::matcher::{Buffers, Matcher};
use crate::model::RuleId;

/// How much a text is like a title; the more, the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// No word of it is one of titles.
    #[default]
    None,
    /// It names a field of work, as a department does too.
    Field,
    /// It names a rank or a role.
    Rank,
}

/// The words of titles, as the rule pack has them.
#[derive(Clone, Debug, Default)]
pub(super) struct TitleWords {
    matcher: Arc<Matcher>,
    /// What each rule says of a title.
    likeness: Arc<[Likeness]>,
}

impl TitleWords {
    pub fn new(matcher: Arc<Matcher>, speaks: &[Speaks]) -> Self {
        let likeness = speaks.iter().map(|speaks| match speaks {
            Speaks::Title(_) | Speaks::Acronym(_) | Speaks::Rank(_) => Likeness::Rank,
            Speaks::Field(..) | Speaks::DefaultField(..) => Likeness::Field,
            _ => Likeness::None,
        });
        TitleWords {
            matcher,
            likeness: likeness.collect(),
        }
    }

    pub fn likeness(&self, text: &str, buffers: &mut Buffers) -> Likeness {
        let scan = self.matcher.scan_title(text, buffers);
        let of = |rule: RuleId| self.likeness.get(rule.0 as usize).copied();
        let found = scan.matches.iter().filter_map(|found| of(found.rule));
        found.max().unwrap_or_default()
    }
}
