//! Words that name the work of a side.

use super::taken::Taken;
use crate::model::{BySide, Field, FunctionId, Side};
use crate::rules::{MandateWord, Match, Rules, Scan, Speaks};
use crate::text::Break;

/// Work of a side that a text names.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub at: Match,
    pub side: Side,
    /// Whether the words themselves say that it is somebody's: "develops digital services".
    pub is_charged: bool,
    /// Whether the words only often mean the work: "technology".
    pub is_hint: bool,
}

/// The work that a text names, the longest words first heard; what is only called after it silences it.
pub(super) fn works(rules: &Rules, scan: Scan<'_>, field: Field) -> Vec<Work> {
    let speaks = |at: &Match| {
        let Speaks::Mandate(side, word) = rules.speaks(at.rule) else {
            return None;
        };
        let is_duty = field == Field::Responsibilities;
        let is_meant = match word {
            MandateWord::Work | MandateWord::Other => true,
            MandateWord::Name => !is_duty,
            MandateWord::Duty => is_duty,
            MandateWord::Hint => field != Field::Department,
            MandateWord::Manager | MandateWord::Profession => false,
        };
        // "IT, finance" are two of a list, and no finance of IT. "Vice-Chancellor (Research)" is one.
        let mut inner = scan.words[at.first as usize + 1..=at.last as usize].iter();
        let is_other = word == MandateWord::Other;
        let in_one = inner.all(|word| word.before != Break::Part || is_other && !word.comma);
        let work = Work {
            at: *at,
            side,
            is_charged: word == MandateWord::Duty,
            is_hint: word == MandateWord::Hint,
        };
        (is_meant && in_one).then_some((work, word != MandateWord::Other))
    };
    let mut found: Vec<_> = scan.matches.iter().filter_map(speaks).collect();
    // "Director of product development" develops products, and the words go on behind "of product".
    let of_more: Vec<_> = found
        .iter()
        .filter(|(work, is_work)| *is_work && !work.is_hint)
        .map(|(work, _)| (work.side, work.at))
        .collect();
    found.retain(|(hint, _)| {
        let goes_on = |at: &Match| at.overlaps(&hint.at) && at.last > hint.at.last;
        let mut of_more = of_more.iter().filter(|(side, _)| *side == hint.side);
        !(hint.is_hint && of_more.any(|(_, at)| goes_on(at)))
    });
    found.sort_unstable_by_key(|(Work { at, side, .. }, is_work)| {
        (std::cmp::Reverse(at.width()), at.first, *side, *is_work)
    });
    let mut stretches = BySide::<Taken>::default();
    let mut kept: Vec<Work> = Vec::new();
    for (work, is_work) in found {
        let Work { at, side, .. } = work;
        if stretches[side].touches(&at) {
            continue;
        }
        stretches[side].add(&at);
        if is_work {
            // "Information & Technology" is no technology of the other side. A word that may mean both is.
            if !work.is_hint {
                stretches[side.other()].add(&at);
            }
            kept.push(work);
        }
    }
    kept.sort_unstable_by_key(|Work { at, side, .. }| (at.first, at.last, *side));
    kept
}

/// Whether a field of work is one of a side: that of its officer, one that looks to it, or one that makes a role
/// which covers it.
pub(super) fn is_of_side(rules: &Rules, field: (FunctionId, u16), side: Side) -> bool {
    let (function, area) = field;
    let makes_role = || {
        let mut roles = rules.derived_roles();
        roles.any(|(_, role, made)| role.covers[side].is_some() && made.fields.contains(&field))
    };
    function == rules.role(rules.sides[side].role).function
        || rules.leaning(function, area) == Some(side)
        || makes_role()
}
