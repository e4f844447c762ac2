//! Scales duties by the cues in their sentences.

use std::ops::Range;

use super::statements::{Said, SentenceMarks, sentences, within};
use super::voids::Voids;
use crate::rules::{Cue, Match, Over, Prose, Rules, Scan};

/// Scales words by the cues of each sentence. A cue may reach into a duty: "not responsible for IT". It does not reach past a
/// heading: in a text that lost its line breaks, headings stand inside sentences.
pub(super) fn scale(
    rules: &Rules,
    scan: &Scan,
    found: &SentenceMarks,
    headings: &[Match],
    said: &mut [Said],
) {
    if found.cues.is_empty() {
        return;
    }
    let voids = Voids::of(&found.voids);
    let all = |wanted: Prose| -> Vec<usize> {
        let prose = found.prose.iter().filter(|(_, prose)| *prose == wanted);
        prose.map(|(at, _)| at.first as usize).collect()
    };
    let (contrasts, turns) = (all(Prose::Contrast), all(Prose::Turn));
    // A cue that is repeated scales each word only once.
    let mut scaled: Vec<(u16, usize)> = Vec::new();
    let mut cues = found.cues.iter().peekable();
    for sentence in sentences(scan) {
        while let Some((at, index)) = cues.next_if(|(at, _)| (at.first as usize) < sentence.end) {
            if voids.touch(*index, at) {
                continue;
            }
            let cue = rules.cue(*index);
            let stretch = between_headings(&sentence, at, headings);
            let reach = match cue.over {
                Over::Behind => behind(&cue, at, &stretch, &contrasts, &found.prose),
                Over::Before => before(&cue, at, &stretch, &contrasts),
                Over::Sentence => between_turns(&stretch, at, &turns),
            };
            let known = scaled.iter().position(|(of, _)| of == index);
            let known = known.unwrap_or_else(|| {
                scaled.push((*index, 0));
                scaled.len() - 1
            });
            let (_, done) = &mut scaled[known];
            let words = reach.start.max(*done)..reach.end;
            *done = reach.end.max(*done);
            for word in said.get_mut(words).into_iter().flatten() {
                word.factor = word.factor.min(cue.factor);
            }
        }
    }
}

/// The part of a sentence around a cue: from the last heading before the cue to the next heading after it.
fn between_headings(sentence: &Range<usize>, at: &Match, headings: &[Match]) -> Range<usize> {
    // They are in the order of the text, which may have many of both.
    let until = |word: u32| headings.partition_point(|heading| heading.first <= word);
    let begin = |heading: &Match| heading.first as usize;
    let before = headings[..until(at.first)].last();
    let behind = headings.get(until(at.last));
    let start = before.map_or(0, begin).max(sentence.start);
    start..behind.map_or(sentence.end, begin).min(sentence.end)
}

/// The part of a sentence around a cue: from the last "and you" before it to the next one.
fn between_turns(sentence: &Range<usize>, at: &Match, turns: &[usize]) -> Range<usize> {
    let until = turns.partition_point(|turn| *turn <= at.first as usize);
    let before = turns[..until].last().copied();
    let behind = turns.get(until).copied();
    let start = before.unwrap_or(0).max(sentence.start);
    start..behind.unwrap_or(sentence.end).min(sentence.end)
}

/// The words behind a cue that it scales, within the given part of its sentence.
fn behind(
    cue: &Cue,
    at: &Match,
    sentence: &Range<usize>,
    contrasts: &[usize],
    prose: &[(Match, Prose)],
) -> Range<usize> {
    let (first, last) = (at.first as usize, at.last as usize);
    let behind = contrasts.partition_point(|word| *word <= last);
    let contrast = contrasts.get(behind).copied();
    let ends = contrast.unwrap_or(sentence.end).min(sentence.end);
    let to = cue.reach.map_or(ends, |reach| {
        let to = ends.min(last + 1 + usize::from(reach));
        // The reach ends at the next verb: "reports to the COO and runs".
        let does = |(_, prose): &&(Match, Prose)| *prose == Prose::BeginsDuty;
        let does = within(prose, &(last + 2..to)).iter().find(does);
        does.map_or(to, |(at, _)| at.first as usize)
    });
    first + 1..to
}

/// The words before a cue that it scales, within the given part of its sentence.
fn before(cue: &Cue, at: &Match, sentence: &Range<usize>, contrasts: &[usize]) -> Range<usize> {
    let first = at.first as usize;
    let before = contrasts.partition_point(|word| *word < first);
    let contrast = before.checked_sub(1).map(|before| contrasts[before]);
    let begins = contrast.unwrap_or(0).max(sentence.start);
    let from = cue.reach.map_or(begins, |reach| {
        begins.max(first.saturating_sub(usize::from(reach)))
    });
    from..first + 1
}
