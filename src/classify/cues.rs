//! What the cues in the sentences of a duty text make of the duties around them.

use super::statements::{Found, Said};
use crate::rules::{Break, Match, Over, Prose, Rules, Scan};

/// Scales by the cues of each sentence. A cue may reach into a duty: "not responsible for IT".
pub(super) fn scale(rules: &Rules, scan: &Scan, found: &Found, said: &mut [Said]) {
    for (at, index) in &found.cues {
        let cue = rules.cue(*index);
        let mut voids = found.voids.iter();
        if voids.any(|(void, of)| of == index && void.overlaps(at)) {
            continue;
        }
        let (first, last) = (at.first as usize, at.last as usize);
        let begins = (0..=first)
            .rev()
            .find(|word| scan.words[*word].before == Break::Sentence);
        let begins = begins.unwrap_or(0);
        let behind = scan.words.get(first + 1..).unwrap_or(&[]).iter();
        let ends = behind
            .take_while(|word| word.before < Break::Sentence)
            .count()
            + first
            + 1;
        let contrasts = found
            .prose
            .iter()
            .filter(|(_, prose)| *prose == Prose::Contrast);
        let mut contrasts = contrasts.map(|(at, _)| at.first as usize);
        let reach = match (cue.over, cue.reach) {
            (Over::Behind, reach) => {
                let contrast = contrasts
                    .filter(|word| *word > last)
                    .find(|word| *word < ends);
                let ends = contrast.unwrap_or(ends);
                let reach = reach.map_or(ends, |reach| {
                    let to = ends.min(last + 1 + usize::from(reach));
                    // What is named ends where something is done: "reports to the COO and runs".
                    let does = |(at, prose): &&(Match, Prose)| {
                        *prose == Prose::BeginsDuty && (last + 2..to).contains(&(at.first as usize))
                    };
                    let does = found.prose.iter().find(does);
                    does.map_or(to, |(at, _)| at.first as usize)
                });
                first + 1..reach
            }
            (Over::Before, reach) => {
                let contrast = contrasts.rfind(|word| *word < first && *word > begins);
                let begins = contrast.unwrap_or(begins);
                reach.map_or(begins, |reach| {
                    begins.max(first.saturating_sub(usize::from(reach)))
                })..first + 1
            }
            (Over::Sentence, _) => begins..ends,
        };
        for word in said.get_mut(reach).into_iter().flatten() {
            word.factor = word.factor.min(cue.factor);
        }
    }
}
