//! Tells whether a text reads like a title. This finds the column of titles whatever its header is.

use std::sync::Arc;

use super::matcher::Matcher;
use super::scan::Buffers;
use crate::model::RuleId;
use crate::rules::speaks::Speaks;

/// How similar a text is to a title, in ascending order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// None of its words is a title word.
    #[default]
    None,
    /// It names a function, as a department does too.
    Field,
    /// It names a rank or a role.
    Rank,
}

/// The words of titles in the rule pack.
#[derive(Clone, Debug, Default)]
pub(in crate::rules) struct TitleWords {
    matcher: Arc<Matcher>,
    /// For each rule, how much it makes a text like a title.
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
