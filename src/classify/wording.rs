//! Tells what the words of a duty text say as a whole. Phrases say what a seat does; where they know little of its
//! trade, its words still tell which way it looks, and whether its holder leads.

use super::statements::sentences;
use super::told::DutyText;
use super::whole_text::Worded;
use crate::model::{Evidence, Field};
use crate::rules::{Match, Prose, Rules, Tells, WordScore, Wording};
use crate::text::{Break, squeeze};

/// A word of a text that says something of the seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedWord {
    /// As scores name it, but whole.
    pub text: String,
    /// Whether the one before stands right before it, with nothing between.
    pub follows: bool,
}

/// What the words of a duty text tell, as worked out for the first row that has it.
pub(super) fn of<'t>(rules: &Rules, wording: &Wording, text: &'t DutyText<'_>) -> &'t Worded {
    let words = &text.whole().words;
    words.get_or_init(|| read(rules, wording, text))
}

/// Reads the words of a duty text. Those count that say anything of the seat, even what an applicant brings.
fn read(rules: &Rules, wording: &Wording, text: &DutyText<'_>) -> Worded {
    if text.scan.words.len() < rules.model.long_text {
        return Worded::default();
    }
    let mut leaning: Vec<Leans> = Vec::with_capacity(text.scan.words.len());
    let mut counted = 0.0;
    let (mut leans, mut faces_both, mut leads) = (0.0, 0.0, 0.0);
    let mut before = WordScore::default();
    let width = |word: usize| text.scan.words[word].end - text.scan.words[word].start;
    each_counting(rules, text, |counting| {
        let score = text.scan.scores[counting.word];
        let mut by = i32::from(score.alone.leans);
        counted += counting.counts;
        let mut add = |told: Tells| {
            leans += counting.counts * f32::from(told.leans);
            faces_both += counting.counts * f32::from(told.faces_both);
            leads += counting.counts * f32::from(told.leads);
        };
        add(score.alone);
        if counting.follows {
            let pair = rules.word_scores().of_pair(before, score);
            add(pair);
            // The longer word of a pair shows what the pair tells: "the kitchen" is about a kitchen.
            match leaning.last_mut() {
                Some(first) if width(first.word) > width(counting.word) => {
                    first.by += i32::from(pair.leans);
                }
                _ => by += i32::from(pair.leans),
            }
        }
        before = score;
        leaning.push(Leans {
            word: counting.word,
            by,
        });
    });
    if leaning.len() < rules.model.long_text {
        return Worded::default();
    }
    let lean = wording.lean(leans, counted);
    Worded {
        lean,
        evidence: evidence(wording, text, lean, &leaning),
        faces_both: wording.faces_both(faces_both, counted),
        leading: wording.leading(leads, counted),
    }
}

/// The words of a text that count, as scores name them.
pub(super) fn words(rules: &Rules, text: &DutyText<'_>) -> Vec<CountedWord> {
    let mut words = Vec::new();
    each_counting(rules, text, |counting| {
        let word = &text.scan.words[counting.word];
        let written = &text.written()[word.start as usize..word.end as usize];
        words.push(CountedWord {
            text: rules.matcher.scored(&squeeze(written), written).to_owned(),
            follows: counting.follows,
        });
    });
    words
}

/// A word that says anything of the seat.
struct Counting {
    word: usize,
    /// How much it says.
    counts: f32,
    /// Whether the one before stands right before it, with nothing between.
    follows: bool,
}

/// Does something with the words that say anything of the seat. A sentence of which little does, as one about a company,
/// has none.
fn each_counting(rules: &Rules, text: &DutyText<'_>, mut with: impl FnMut(Counting)) {
    let told = text.told(rules);
    let prose = text.marks().sentences.prose.iter();
    let of_two_sides = prose.filter(|(_, prose)| matches!(prose, Prose::TwoSides(_)));
    let of_two_sides: Vec<Match> = of_two_sides.map(|(at, _)| *at).collect();
    // What says that there are two sides is read as that, and not once more as words.
    let is_read = |word: usize| of_two_sides.iter().any(|at| at.holds(word as u32));
    let mut behind_last = None;
    for sentence in sentences(&text.scan) {
        let counting = told.counting(sentence.clone());
        if 2 * counting.clone().filter(|counts| *counts > 0.0).count() >= sentence.len() {
            let counted = sentence.zip(counting);
            for (at, counts) in counted.filter(|(at, counts)| *counts > 0.0 && !is_read(*at)) {
                let word = &text.scan.words[at];
                with(Counting {
                    word: at,
                    counts: counts.min(1.0),
                    follows: behind_last == Some(at) && word.before == Break::None && !word.comma,
                });
                behind_last = Some(at + 1);
            }
        }
    }
}

/// A word, and how far it leans to a side.
#[derive(Clone, Copy)]
struct Leans {
    word: usize,
    by: i32,
}

/// The words that lean most to the side that all of them lean to, each once, in the order of the text. They share a weight
/// of 1 by how far they lean.
fn evidence(wording: &Wording, text: &DutyText<'_>, lean: f32, leaning: &[Leans]) -> Vec<Evidence> {
    if lean == 0.0 {
        return Vec::new();
    }
    let shown = wording.leaning.shown;
    let sign = if lean < 0.0 { -1 } else { 1 };
    let mut most: Vec<Leans> = Vec::with_capacity(shown + 1);
    let mut least = 0;
    for one in leaning {
        let by = one.by * sign;
        // A word that leans just as far is the same again, as a rule.
        if by > least && most.iter().all(|one| one.by != by) {
            let place = most.partition_point(|one| one.by > by);
            most.insert(place, Leans { by, ..*one });
            most.truncate(shown);
            least = most.get(shown - 1).map_or(0, |least| least.by);
        }
    }
    most.sort_unstable_by_key(|one| one.word);
    let all: i32 = most.iter().map(|one| one.by).sum();
    let evidence = most.iter().map(|one| {
        let word = &text.scan.words[one.word];
        Evidence {
            rule: wording.rule,
            field: Field::Responsibilities,
            start: word.start,
            end: word.end,
            weight: one.by as f32 / all as f32,
        }
    });
    evidence.collect()
}
