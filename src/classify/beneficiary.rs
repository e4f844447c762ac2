//! Whom the work in the sentences of a duty text is for.

use std::ops::Range;

use super::statements::{BEFORE_SUBJECT, Found, Said, has, parts, sentences};
use crate::model::Side;
use crate::rules::{Match, Prose, Scan};

/// Notes whom the work of each part of a sentence is for, where that is one side alone. It holds for the parts before
/// it too, back to what is done: "builds products, portals and apps for internal use". Whom it is not for is no matter.
pub(super) fn note(scan: &Scan, found: &Found, said: &mut [Said]) {
    let is_for = |(_, prose): &&(Match, Prose)| matches!(prose, Prose::For(_));
    if !found.prose.iter().any(|one| is_for(&one)) {
        return;
    }
    let mut rest = found.prose.as_slice();
    for sentence in sentences(scan) {
        let before = rest.partition_point(|(at, _)| (at.first as usize) < sentence.start);
        let to = rest.partition_point(|(at, _)| (at.first as usize) < sentence.end);
        let prose = &rest[before..to];
        rest = &rest[to..];
        if !prose.iter().any(|one| is_for(&one)) {
            continue;
        }
        let parts = clauses(parts(scan, sentence), found);
        let named = |part: &Range<usize>, side: Side, said: &[Said]| {
            let mut prose = prose.iter().filter(|(_, prose)| *prose == Prose::For(side));
            prose.any(|(at, _)| {
                let first = at.first as usize;
                part.contains(&first) && said[first].factor > 0.0
            })
        };
        let begins = |part: &Range<usize>| {
            has(prose, part, BEFORE_SUBJECT, |prose| {
                *prose == Prose::BeginsDuty
            })
        };
        for (index, part) in parts.iter().enumerate() {
            for side in Side::BOTH {
                if !named(part, side, said) || named(part, side.other(), said) {
                    continue;
                }
                let mut from = index;
                while from > 0
                    && !begins(&parts[from])
                    && !named(&parts[from - 1], side.other(), said)
                {
                    from -= 1;
                }
                let words = &mut said[parts[from].start..part.end];
                words.iter_mut().for_each(|word| word.serves = Some(side));
            }
        }
    }
}

/// Parts of a sentence, divided once more where a further thing is done: "runs IT operations and delivers products to
/// customers" says of the products alone whom they are for.
fn clauses(parts: Vec<Range<usize>>, found: &Found) -> Vec<Range<usize>> {
    let joined = |word: usize| {
        let mut joiners = found.joiners.iter();
        joiners.any(|joiner| joiner.last as usize + 1 == word)
    };
    let mut verbs = found.prose.iter().filter_map(|(at, prose)| {
        let verb = at.first as usize;
        (*prose == Prose::BeginsDuty && joined(verb)).then_some(verb)
    });
    let mut verb = verbs.next();
    let mut clauses = Vec::with_capacity(parts.len());
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
