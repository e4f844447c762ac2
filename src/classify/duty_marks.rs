//! The phrases found in a duty text, grouped by what they mean.

use super::layout::Known;
use super::statements::SentenceMarks;
use crate::model::Rank;
use crate::rules::{Match, Prose, Rules, Scan, Speaks};
use crate::text::Break;

/// The most words between "serves as" and the role: "the company's".
const MOST_BETWEEN: u32 = 4;

/// The phrases of one text, of each kind in text order.
#[derive(Debug, Default)]
pub(super) struct DutyMarks {
    pub sentences: SentenceMarks,
    pub headings: Vec<Known>,
    /// Duties, each with its index in the pack.
    pub candidates: Vec<(Match, u16)>,
    /// Words that void a duty, each with the index of that duty.
    pub voids: Vec<(Match, u16)>,
    /// What gives the seat a role, and how many words behind it the role may begin.
    pub serves: Vec<(Match, u32)>,
    pub ranks: Vec<(Match, Rank)>,
    /// Words next to an officer that show that somebody else is meant: "deputy", "assistant to".
    pub unseats: Vec<Match>,
}

impl DutyMarks {
    /// Sorts what the scan of another text found.
    pub fn read(&mut self, rules: &Rules, scan: &Scan<'_>) {
        self.clear();
        let sentences = &mut self.sentences;
        for at in scan.matches {
            match rules.speaks(at.rule) {
                Speaks::Duty(duty) => self.candidates.push((*at, duty)),
                Speaks::Unless(duty) => self.voids.push((*at, duty)),
                Speaks::Prose(Prose::ServesAs) => self.serves.push((*at, MOST_BETWEEN)),
                Speaks::Prose(Prose::Is) => {
                    let first = scan.words[at.first as usize];
                    if first.comma || first.before == Break::Sentence {
                        self.serves.push((*at, 1));
                    }
                }
                Speaks::Prose(prose) => sentences.prose.push((*at, prose)),
                Speaks::Cue(cue) => sentences.cues.push((*at, cue)),
                Speaks::CueUnless(cue) => sentences.voids.push((*at, cue)),
                Speaks::Heading(heading) => self.headings.push(Known { at: *at, heading }),
                Speaks::Joiner => sentences.joiners.push(*at),
                Speaks::Title(_) | Speaks::Acronym(_) => sentences.officers.push(*at),
                Speaks::Rank(rank) => self.ranks.push((*at, rank)),
                Speaks::Modifier(modifier, _) if modifier.unseats() => self.unseats.push(*at),
                _ => {}
            }
        }
    }

    fn clear(&mut self) {
        let DutyMarks {
            sentences,
            headings,
            candidates,
            voids,
            serves,
            ranks,
            unseats,
        } = self;
        sentences.clear();
        headings.clear();
        candidates.clear();
        voids.clear();
        serves.clear();
        ranks.clear();
        unseats.clear();
    }
}
