//! What a duty text gives of each side.

use super::parts::{Names, TitleParts};
use super::taken::Taken;
use super::told::{DutyText, Told};
use super::work::{Work, is_of_side, works};
use crate::model::{Basis, Breadth, BySide, Coverage, Evidence, Field, Side, Verdict};
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
        mandate.duties_lie_elsewhere =
            mandate.duties.is_none() && sentences.of_others.iter().any(|others| others[side]);
    }
    let begins_title = |at: &Match| {
        let speaks = rules.speaks(at.rule);
        at.first == 0
            && matches!(
                speaks,
                Speaks::Title(_) | Speaks::Acronym(_) | Speaks::Rank(_)
            )
    };
    // Most texts begin with what is to be done.
    if scan.matches.iter().any(begins_title) {
        name_officer(rules, text.written(), verdict, evidence, buffers);
    }
}

/// A duty text in sentences, numbered from 0.
struct Sentences<'a> {
    /// The sentence of each word.
    of_word: Vec<u32>,
    /// The first word of each.
    begin: Vec<u32>,
    /// The last word of the first phrase in each that puts what follows in somebody's charge.
    charge: Vec<Option<u32>>,
    /// Whether each names fields of work that are not those of a side.
    of_others: Vec<BySide<bool>>,
    /// Whether each names fields of work that are those of a side.
    of_sides: Vec<BySide<bool>>,
    /// What the words count.
    told: &'a Told,
    /// Whether a comma or the like, or a word that joins, stands in front of each word.
    parts: Vec<bool>,
}

/// A work that begins within so many words of its sentence is what the sentence is about.
const AT_THE_BEGINNING: u32 = 3;

impl<'a> Sentences<'a> {
    fn of(rules: &Rules, text: &'a DutyText<'_>, works: &[Work]) -> Self {
        let scan = text.scan;
        let (mut of_word, mut begin) = (Vec::new(), Vec::new());
        for (index, word) in (0..).zip(scan.words) {
            if begin.is_empty() || word.before == Break::Sentence {
                begin.push(index);
            }
            of_word.push(begin.len() as u32 - 1);
        }
        let mut charge: Vec<Option<u32>> = vec![None; begin.len()];
        let mut of_others = vec![BySide::default(); begin.len()];
        let mut of_sides = vec![BySide::default(); begin.len()];
        let (mut is_work, mut hints) = (Taken::default(), BySide::<Taken>::default());
        for work in works {
            let taken = if work.is_hint {
                &mut hints[work.side]
            } else {
                &mut is_work
            };
            taken.add(&work.at);
        }
        let mut parts: Vec<_> = scan
            .words
            .iter()
            .map(|word| word.before != Break::None)
            .collect();
        for at in scan.matches {
            let sentence = of_word[at.first as usize] as usize;
            match rules.speaks(at.rule) {
                Speaks::Charge => {
                    let first = &mut charge[sentence];
                    *first = Some(first.map_or(at.last, |first| first.min(at.last)));
                    // The first item of a list follows right behind: "in charge of technology, people and estates".
                    if let Some(part) = parts.get_mut(at.last as usize + 1) {
                        *part = true;
                    }
                }
                Speaks::Field(function, area) if !is_work.touches(at) => {
                    for side in Side::BOTH {
                        if !is_of_side(rules, (function, area), side) {
                            of_others[sentence][side] = true;
                        } else if !hints[side.other()].touches(at) {
                            of_sides[sentence][side] = true;
                        }
                    }
                }
                Speaks::Joiner => {
                    for joined in [at.first, at.last + 1] {
                        if let Some(part) = parts.get_mut(joined as usize) {
                            *part = true;
                        }
                    }
                }
                _ => {}
            }
        }
        Sentences {
            parts,
            told: text.told(rules),
            of_word,
            begin,
            charge,
            of_others,
            of_sides,
        }
    }

    /// Whether a work is an item of a list: "HR, IT, procurement".
    fn is_item(&self, at: &Match) -> bool {
        let parts = |word: u32| {
            let part = self.parts.get(word as usize);
            part.copied().unwrap_or(true)
        };
        // The words of a work may begin with those that end the charge: "in charge of" and "of technology".
        (at.first..=at.last).any(parts) && parts(at.last + 1)
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
        let sentence = self.of_word[at.first as usize] as usize;
        let begins = at.first < self.begin[sentence] + AT_THE_BEGINNING;
        let is_charged =
            *is_charged || self.charge[sentence].is_some_and(|charge| charge < at.first);
        let is_listed = self.of_others[sentence][*side] && self.is_item(at);
        if !begins && !is_charged && !is_listed {
            return None;
        }
        // "Finance, people and technology": technology among other services of the house is its IT. Beside products
        // or engineering it is not.
        let serves_house = || {
            let others = self.of_others[sentence];
            let of_both = Side::BOTH.into_iter().all(|side| others[side]);
            of_both && !self.of_sides[sentence][side.other()] && self.is_item(at)
        };
        if *is_hint && !serves_house() {
            return None;
        }
        Some(if self.of_others[sentence][*side] {
            Breadth::Share
        } else {
            Breadth::Whole
        })
    }
}

/// A duty text that begins with the title of an officer says who the seat is: "Chief Information Officer",
/// "Head of IT, records and information".
fn name_officer(
    rules: &Rules,
    text: &str,
    verdict: &mut Verdict,
    evidence: &mut Vec<Evidence>,
    buffers: &mut Buffers,
) {
    let line = beginning(text.lines().next().unwrap_or_default());
    let scan = rules.matcher.scan_title(line, buffers);
    let parts = TitleParts::of(rules, &scan);
    let Some(first) = parts.mentions.first().filter(|first| first.at.first == 0) else {
        return;
    };
    let role = match first.names {
        Names::Role(role) => Some(role),
        Names::Acronym(acronym) => rules.acronym(acronym).default,
    };
    let behind = scan.words.get(first.at.last as usize + 1);
    let ends = behind.is_none_or(|word| word.before != Break::None)
        || parts
            .joiners
            .iter()
            .any(|joiner| joiner.first == first.at.last + 1);
    let Some(role) = role.filter(|_| ends) else {
        return;
    };
    // Other trades call themselves so too, and the text says no more than the title.
    if rules.role(role).duties_decide {
        return;
    }
    for side in Side::BOTH {
        if let Some(grade) = rules.role(role).covers[side] {
            let basis = Basis::Duties;
            verdict.covers.add(side, Coverage { grade, basis });
            verdict.mandate[side].named = Some(role);
            evidence.push(scan.evidence(&first.at, Field::Responsibilities));
        }
    }
}

/// So many words of a line are read for the title of an officer at its beginning.
const LONGEST_OFFICER: usize = 20;

/// The words of a line that may be the title of an officer, and what stands right behind it.
fn beginning(line: &str) -> &str {
    let ends = line.match_indices(' ').nth(LONGEST_OFFICER);
    ends.map_or(line, |(end, _)| &line[..end])
}
