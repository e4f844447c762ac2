//! What the words around a duty make of its weight: cues in its sentence, and the heading above it.

use crate::rules::{Break, Match, Scan};

/// The cues and possible headings of one text.
#[derive(Default)]
pub(super) struct Cues {
    cues: Vec<Cue>,
    headings: Vec<Heading>,
}

struct Cue {
    at: Match,
    factor: f32,
    reach: Option<u8>,
}

struct Heading {
    at: Match,
    factor: f32,
}

impl Cues {
    /// Adds a cue that reaches so many words, or to the end of its sentence.
    pub(super) fn add(&mut self, at: Match, factor: f32, reach: Option<u8>) {
        self.cues.push(Cue { at, factor, reach });
    }

    /// Adds words that head a section, if they turn out to stand as a heading.
    pub(super) fn add_heading(&mut self, at: Match, factor: f32) {
        self.headings.push(Heading { at, factor });
    }

    /// What all come to, for a duty that begins at each word; empty where there are none. A cue may
    /// reach into the duty: "not responsible for IT".
    pub(super) fn factors(&self, text: &str, scan: &Scan) -> Vec<f32> {
        if self.cues.is_empty() && self.headings.is_empty() {
            return Vec::new();
        }
        let mut factors = vec![1.0_f32; scan.words.len()];
        self.within_sentences(scan, &mut factors);
        self.within_sections(text, scan, &mut factors);
        factors
    }

    fn within_sentences(&self, scan: &Scan, factors: &mut [f32]) {
        // Cues that hold to the end of the sentence are noted where they begin and then carried on.
        let mut begins = vec![1.0_f32; scan.words.len() + 1];
        for cue in &self.cues {
            let next = cue.at.first as usize + 1;
            match cue.reach {
                None => begins[next] = begins[next].min(cue.factor),
                Some(reach) => {
                    let last = cue.at.last as usize + usize::from(reach);
                    let words = scan
                        .words
                        .iter()
                        .enumerate()
                        .skip(next)
                        .take(last + 1 - next);
                    for (word, _) in words.take_while(|(_, word)| word.before < Break::Sentence) {
                        factors[word] = factors[word].min(cue.factor);
                    }
                }
            }
        }
        let mut carried = 1.0_f32;
        for ((word, begins), factor) in scan.words.iter().zip(&begins).zip(factors) {
            if word.before == Break::Sentence {
                carried = 1.0;
            }
            carried = carried.min(*begins);
            *factor = factor.min(carried);
        }
    }

    /// What stands below a heading counts as the heading says, down to the next heading.
    fn within_sections(&self, text: &str, scan: &Scan, factors: &mut [f32]) {
        let stands = |heading: &&Heading| stands_as_heading(text, scan, &heading.at);
        let mut headings: Vec<&Heading> = self.headings.iter().filter(stands).collect();
        // Of those that end at one word the longest comes last, and so holds.
        headings.sort_unstable_by_key(|heading| (heading.at.last, heading.at.width()));
        for (index, heading) in headings.iter().enumerate() {
            let next = headings.get(index + 1);
            let end = next.map_or(factors.len(), |next| next.at.first as usize);
            let section = factors.get_mut(heading.at.last as usize + 1..end);
            for factor in section.into_iter().flatten() {
                *factor *= heading.factor;
            }
        }
    }
}

/// Words are a heading if they have a line of their own, or if a colon follows and they begin a sentence
/// or are written with a capital letter: "Requirements:" in a text that lost its line breaks.
fn stands_as_heading(text: &str, scan: &Scan, at: &Match) -> bool {
    let (start, end) = scan.bytes(at);
    let (start, end) = (start as usize, end as usize);
    let word_before = (at.first as usize).checked_sub(1);
    let from = word_before.map_or(0, |word| scan.words[word].end as usize);
    let word_behind = scan.words.get(at.last as usize + 1);
    let to = word_behind.map_or(text.len(), |word| word.start as usize);
    let (before, behind) = (&text[from..start], &text[end..to]);

    let begins_line = word_before.is_none() || before.contains(is_line_break);
    let ends_line = word_behind.is_none() || behind.contains(is_line_break);
    let sign = behind.chars().find(|c| !is_markup(*c));
    if matches!(sign, Some(':' | '：')) {
        let begins_sentence = scan.words[at.first as usize].before == Break::Sentence;
        return begins_sentence || text[start..end].starts_with(char::is_uppercase);
    }
    begins_line && ends_line && !matches!(sign, Some('.' | ',' | ';'))
}

fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// What may stand between the last word of a heading and its colon: blanks, and signs of bold print.
fn is_markup(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '*' | '_' | '#' | '"' | ')')
}
