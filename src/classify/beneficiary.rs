//! Finds whom the work in the sentences of a duty text is for.

use std::ops::Range;

use super::statements::{BEFORE_SUBJECT, Said, SentenceMarks, has, parts, sentences, within};
use crate::model::Side;
use crate::rules::{Match, Prose, Scan};

/// Notes the side that the work of each part of a sentence is for, if the part names only one side. The parts
/// before it, back to the verb or to "on the other hand", are for that side too: "builds products, portals and apps for
/// internal use".
/// Words behind a negation ("not for staff") are ignored.
pub(super) fn note(scan: &Scan, found: &SentenceMarks, said: &mut [Said]) {
    let is_for = |(_, prose): &&(Match, Prose)| matches!(prose, Prose::For(_));
    if !found.prose.iter().any(|one| is_for(&one)) {
        return;
    }
    let mut joined: Vec<u32> = found.joiners.iter().map(|joiner| joiner.last + 1).collect();
    joined.sort_unstable();
    for sentence in sentences(scan) {
        let prose = within(&found.prose, &sentence);
        if !prose.iter().any(|one| is_for(&one)) {
            continue;
        }
        let parts = clauses(parts(scan, sentence), prose, &joined);
        let named = |part: &Range<usize>, side: Side, said: &[Said]| {
            let mut prose = within(prose, part).iter();
            prose.any(|(at, prose)| {
                *prose == Prose::For(side) && said[at.first as usize].factor > 0.0
            })
        };
        let begins = |part: &Range<usize>| {
            has(prose, part, BEFORE_SUBJECT, |prose| {
                matches!(prose, Prose::BeginsDuty | Prose::TwoSides(_))
            })
        };
        for (index, part) in parts.iter().enumerate() {
            for side in Side::BOTH {
                if !named(part, side, said) || named(part, side.other(), said) {
                    continue;
                }
                // Parts up to another part that names a side belong to that part.
                let names = |part| Side::BOTH.iter().any(|side| named(part, *side, said));
                let mut from = index;
                while from > 0 && !begins(&parts[from]) && !names(&parts[from - 1]) {
                    from -= 1;
                }
                let words = &mut said[parts[from].start..part.end];
                words.iter_mut().for_each(|word| word.serves = Some(side));
            }
        }
    }
}

/// Divides parts of a sentence again at each further verb. In "runs IT operations and delivers products to
/// customers", only the products are for customers.
fn clauses(
    parts: impl Iterator<Item = Range<usize>>,
    prose: &[(Match, Prose)],
    joined: &[u32],
) -> Vec<Range<usize>> {
    let mut verbs = prose.iter().filter_map(|(at, prose)| {
        let verb = at.first as usize;
        let is_joined = joined.binary_search(&at.first).is_ok();
        (*prose == Prose::BeginsDuty && is_joined).then_some(verb)
    });
    let mut verb = verbs.next();
    let mut clauses = Vec::new();
    for part in parts {
        let mut start = part.start;
        while let Some(at) = verb.filter(|at| *at < part.end) {
            if at > start {
                clauses.push(start..at);
                start = at;
            }
            verb = verbs.next();
        }
        clauses.push(start..part.end);
    }
    clauses
}
