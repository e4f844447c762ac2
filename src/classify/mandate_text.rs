//! What a duty text gives of each side.

use std::ops::Range;

use super::derive::LITTLE;
use super::parts::{Names, TitleParts};
use super::taken::Taken;
use super::told::{DutyText, Told};
use super::work::{Work, is_of_side, works};
use crate::model::{Basis, Breadth, BySide, Coverage, Evidence, Field, RoleId, Side, Verdict};
use crate::rules::{Buffers, Match, Rules, Speaks};
use crate::text::Break;

/// Reads what a duty text gives the seat: work that the text puts in its charge, or the title that it repeats.
pub(super) fn read_duties(
    rules: &Rules,
    text: &DutyText<'_>,
    verdict: &mut Verdict,
    evidence: &mut Vec<Evidence>,
    buffers: &mut Buffers,
) {
    let scan = text.scan;
    let works = works(rules, scan, Field::Responsibilities);
    let sentences = Sentences::of(rules, text, &works);
    for work in &works {
        let breadth = sentences.breadth(work);
        if breadth.is_some() {
            evidence.push(scan.evidence(&work.at, Field::Responsibilities));
        }
        let duties = &mut verdict.mandate[work.side].duties;
        *duties = (*duties).max(breadth);
    }
    for side in Side::BOTH {
        let mandate = &mut verdict.mandate[side];
        mandate.duties_lie_elsewhere = mandate.duties.is_none() && sentences.lie_elsewhere(side);
    }
    let Some(Officer { role, at, .. }) = officer(rules, text, buffers) else {
        return;
    };
    for side in Side::BOTH {
        if let Some(grade) = rules.role(role).covers[side] {
            let basis = Basis::Duties;
            verdict.covers.add(side, Coverage { grade, basis });
            verdict.mandate[side].named = Some(role);
            evidence.push(at);
        }
    }
}

/// Notes the officer whom the duty text of an office names, with what the officer is for. An assistant's text may repeat
/// the title, and says no more.
pub(super) fn name_office(
    rules: &Rules,
    text: &DutyText<'_>,
    verdict: &mut Verdict,
    buffers: &mut Buffers,
) {
    let officer = officer(rules, text, buffers).filter(|officer| officer.goes_on);
    let Some(Officer { role, at, .. }) = officer else {
        return;
    };
    for side in Side::BOTH {
        if rules.role(role).covers[side].is_some() {
            verdict.mandate[side].title = Some(Breadth::Whole);
            verdict.evidence.push(at);
        }
    }
}

/// A duty text in sentences.
struct Sentences<'a> {
    sentences: Vec<Sentence>,
    /// Each word of the text.
    words: Vec<InSentence>,
    /// What the words count.
    told: &'a Told,
}

#[derive(Default)]
struct Sentence {
    /// Its first word.
    begin: u32,
    /// The last word of the first phrase in it that puts what follows in somebody's charge.
    charge: Option<u32>,
    /// The words that it only speaks of: from the end of a phrase that says so to the next that puts what follows in
    /// somebody's charge.
    spoken_of: Range<u32>,
    /// Whether it names fields of work that are not those of a side.
    of_others: BySide<bool>,
    /// Whether it names fields of work that are those of a side.
    of_sides: BySide<bool>,
    /// The number of its parts: the items of a list.
    parts: usize,
}

/// A word of a sentence.
struct InSentence {
    /// The sentence, as an index.
    sentence: u32,
    /// Whether a comma or the like, or a word that joins, stands in front of it.
    begins_part: bool,
}

/// So many parts make a list.
const LEAST_OF_A_LIST: usize = 3;

/// A work that begins within so many words of its sentence is what the sentence is about.
const AT_THE_BEGINNING: u32 = 3;

impl<'a> Sentences<'a> {
    fn of(rules: &Rules, text: &'a DutyText<'_>, works: &[Work]) -> Self {
        let scan = text.scan;
        let mut sentences: Vec<Sentence> = Vec::new();
        let mut words = Vec::with_capacity(scan.words.len());
        for (begin, word) in (0..).zip(scan.words) {
            if sentences.is_empty() || word.before == Break::Sentence {
                sentences.push(Sentence {
                    begin,
                    ..Sentence::default()
                });
            }
            let begins_part = word.before != Break::None;
            if let Some(sentence) = sentences.last_mut() {
                sentence.parts += usize::from(begins_part);
            }
            words.push(InSentence {
                sentence: sentences.len() as u32 - 1,
                begins_part,
            });
        }
        let (mut is_work, mut hints) = (Taken::default(), BySide::<Taken>::default());
        for work in works {
            let taken = if work.is_hint {
                &mut hints[work.side]
            } else {
                &mut is_work
            };
            taken.add(&work.at);
            let sentence = words[work.at.first as usize].sentence as usize;
            sentences[sentence].of_sides[work.side] = true;
        }
        // "Billing system" is no billing.
        let mut duties = BySide::<Taken>::default();
        for at in scan.matches {
            if let Speaks::Duty(duty) = rules.speaks(at.rule)
                && !rules.duty(duty).trade
                && at.width() > 1
            {
                duties[rules.duty(duty).side].add(at);
            }
        }
        for at in scan.matches {
            let sentence = &mut sentences[words[at.first as usize].sentence as usize];
            match rules.speaks(at.rule) {
                Speaks::Charge => {
                    let first = &mut sentence.charge;
                    *first = Some(first.map_or(at.last, |first| first.min(at.last)));
                    // "Practice areas include IT" goes on, "advises on deals and runs IT" does not.
                    let spoken_of = &mut sentence.spoken_of;
                    if at.first > spoken_of.start + 1 {
                        spoken_of.end = spoken_of.end.min(at.first);
                    }
                    // The first item of a list follows right behind: "in charge of technology, people and estates".
                    begin_part(&mut words, at.last + 1);
                }
                Speaks::SpokenOf => sentence.spoken_of = at.last..u32::MAX,
                Speaks::Field(function, area) if !is_work.touches(at) => {
                    for side in Side::BOTH {
                        if !is_of_side(rules, (function, area), side) {
                            let is_hint = hints[side].touches(at);
                            sentence.of_others[side] |= !is_hint && !duties[side].holds(at);
                        } else if !hints[side.other()].touches(at) {
                            sentence.of_sides[side] = true;
                        }
                    }
                }
                Speaks::Joiner => {
                    // Behind a comma, "and" begins no other part.
                    let begins = words[at.first as usize].begins_part;
                    sentence.parts += usize::from(!begins);
                    begin_part(&mut words, at.first);
                    begin_part(&mut words, at.last + 1);
                }
                _ => {}
            }
        }
        Sentences {
            sentences,
            words,
            told: text.told(rules),
        }
    }

    /// Whether there is a sentence about other fields of work than those of a side.
    fn lie_elsewhere(&self, side: Side) -> bool {
        let mut sentences = self.sentences.iter();
        sentences.any(|sentence| sentence.of_others[side])
    }

    /// Whether a work is an item of a list: "HR, IT, procurement".
    fn is_item(&self, at: &Match) -> bool {
        let begins = |word: u32| {
            let word = self.words.get(word as usize);
            word.is_none_or(|word| word.begins_part)
        };
        // The words of a work may begin with those that end the charge: "in charge of" and "of technology".
        (at.first..=at.last).any(begins) && begins(at.last + 1)
    }

    /// How much of a side a work gives the seat; nothing where the sentence does not put it in its charge.
    fn breadth(&self, work: &Work) -> Option<Breadth> {
        let Work {
            at,
            side,
            is_charged,
            is_hint,
        } = work;
        // What a cue has silenced is somebody else's, or is only spoken of.
        if self.told.factor(at.first) < 1.0 {
            return None;
        }
        let word = &self.words[at.first as usize];
        let sentence = &self.sentences[word.sentence as usize];
        if sentence.spoken_of.contains(&at.first) {
            return None;
        }
        let begins = at.first < sentence.begin + AT_THE_BEGINNING;
        let is_charged = *is_charged || sentence.charge.is_some_and(|charge| charge < at.first);
        let is_list = sentence.of_others[*side] || sentence.parts >= LEAST_OF_A_LIST;
        let is_listed = is_list && self.is_item(at);
        if !begins && !is_charged && !is_listed {
            return None;
        }
        // "Finance, people and technology": technology among other services of the house is its IT. Beside products
        // or engineering it is not.
        let serves_house = || {
            let others = sentence.of_others;
            let of_both = Side::BOTH.into_iter().all(|side| others[side]);
            *side == Side::Internal
                && (of_both || sentence.parts >= LEAST_OF_A_LIST)
                && !sentence.of_sides[side.other()]
                && self.is_item(at)
        };
        if *is_hint && !serves_house() {
            return None;
        }
        Some(if sentence.of_others[*side] || is_listed {
            Breadth::Share
        } else {
            Breadth::Whole
        })
    }
}

/// A comma or a word that joins stands in front of a word, if there is one.
fn begin_part(words: &mut [InSentence], word: u32) {
    if let Some(word) = words.get_mut(word as usize) {
        word.begins_part = true;
    }
}

/// An officer with whose title a duty text begins.
struct Officer {
    role: RoleId,
    at: Evidence,
    /// Whether the text says what the officer is for.
    goes_on: bool,
}

/// A duty text that begins with the title of an officer says who the seat is: "Chief Information Officer",
/// "Head of IT, records and information".
fn officer(rules: &Rules, text: &DutyText<'_>, buffers: &mut Buffers) -> Option<Officer> {
    let begins_title = |at: &Match| {
        let speaks = rules.speaks(at.rule);
        at.first == 0
            && matches!(
                speaks,
                Speaks::Title(_) | Speaks::Acronym(_) | Speaks::Rank(_)
            )
    };
    // Most texts begin with what is to be done.
    if !text.scan.matches.iter().any(begins_title) {
        return None;
    }
    let text = text.written();
    let line = beginning(text.lines().next().unwrap_or_default());
    let scan = rules.matcher.scan_title(line, buffers);
    let parts = TitleParts::of(rules, &scan);
    let first = parts.mentions.first();
    let first = first.filter(|first| first.at.first == 0)?;
    let role = match first.names {
        Names::Role(role) => role,
        Names::Acronym(acronym) => rules.acronym(acronym).default?,
    };
    let behind = scan.words.get(first.at.last as usize + 1);
    // "Chief Technology Officer for Government"
    let goes_on = behind.is_some_and(|word| {
        text.len() == line.len()
            && scan.words.len() <= LONGEST_NAME
            && word.before == Break::None
            && word.end - word.start <= LITTLE
    });
    let ends = behind.is_none_or(|word| word.before != Break::None);
    let mut joiners = parts.joiners.iter();
    let is_joined = joiners.any(|joiner| joiner.first == first.at.last + 1);
    let is_title = goes_on || ends || is_joined;
    // Other trades call themselves so too, and the text says no more than the title.
    (is_title && !rules.role(role).duties_decide).then(|| Officer {
        role,
        at: scan.evidence(&first.at, Field::Responsibilities),
        goes_on,
    })
}

/// A text of so many words may be a title, with what it is for.
const LONGEST_NAME: usize = 7;

/// So many words of a line are read for the title of an officer at its beginning.
const LONGEST_OFFICER: usize = 20;

/// The words of a line that may be the title of an officer, and what stands right behind it.
fn beginning(line: &str) -> &str {
    let ends = line.match_indices(' ').nth(LONGEST_OFFICER);
    ends.map_or(line, |(end, _)| &line[..end])
}
