//! Of whom the sentences of a duty text speak, whom the work is for, and what cues make of it.
//!
//! A sentence is taken in parts, at commas, dashes and colons. A part that begins with a subject speaks of it, and
//! so do those behind it, up to the next subject. What the company says of itself goes on in the sentences behind it
//! on the line, until one names the seat or begins with what somebody does.

use std::ops::Range;

use crate::model::{Position, Side};
use crate::rules::{Break, Match, Over, Prose, Rules, Scan, Standing, Subject};

/// What was found about the sentences of one text, by first word.
#[derive(Default)]
pub(super) struct Found {
    pub prose: Vec<(Match, Prose)>,
    /// Cues by their index, and what voids them.
    pub cues: Vec<(Match, u16)>,
    pub voids: Vec<(Match, u16)>,
    /// Officers that the text names: "the chief product officer".
    pub officers: Vec<Match>,
}

/// What is said around a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    /// What counts of a duty that begins here.
    pub factor: f32,
    /// The side that alone benefits of it.
    pub serves: Option<Side>,
    /// Whether a word of another trade stands beside it.
    pub trade: bool,
}

const PLAIN: Said = Said {
    factor: 1.0,
    serves: None,
    trade: false,
};

/// What is said said each word of a text; empty where nothing is.
pub(super) fn read(
    rules: &Rules,
    position: &Position<'_>,
    scan: &Scan,
    found: &Found,
) -> Vec<Said> {
    let mut said = vec![PLAIN; scan.words.len()];
    let mut teller = Teller {
        text: position.responsibilities,
        title: position.title,
        company: position.entity,
        scan,
        found,
        prose: &found.prose,
        told: Subject::Seat,
    };
    for sentence in sentences(scan) {
        teller.read(sentence, &mut said);
    }
    cues(rules, scan, found, &mut said);
    serves(scan, found, &mut said);
    said
}

/// In which ways a text shows that the holder of its seat leads, as far as it speaks of the seat.
pub(super) fn standing(found: &Found, counts: impl Fn(&Match) -> bool) -> usize {
    let shows = |of: &&Standing| {
        let mut prose = found.prose.iter();
        prose.any(|(at, prose)| *prose == Prose::Standing(**of) && counts(at))
    };
    Standing::ALL.iter().filter(shows).count()
}

/// Whether the words that begin at one say what somebody does, or speak of the seat.
pub(super) fn begins_duty(found: &Found, word: usize) -> bool {
    let from = found
        .prose
        .partition_point(|(at, _)| (at.first as usize) < word);
    let here = found.prose[from..].iter();
    here.take_while(|(at, _)| at.first as usize == word)
        .any(|(_, prose)| match prose {
            Prose::BeginsDuty => true,
            Prose::Subject(subject) => matches!(subject, Subject::Seat | Subject::Seeking),
            _ => false,
        })
}

fn sentences(scan: &Scan) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = scan.words.get(start + 1..)?;
        let next = rest.iter().position(|word| word.before == Break::Sentence);
        let end = next.map_or(scan.words.len(), |next| start + 1 + next);
        let sentence = start..end;
        start = end;
        (!sentence.is_empty()).then_some(sentence)
    })
}

struct Teller<'t> {
    text: &'t str,
    title: &'t str,
    company: &'t str,
    scan: &'t Scan,
    found: &'t Found,
    /// What lies ahead.
    prose: &'t [(Match, Prose)],
    /// Of whom the sentence before spoke.
    told: Subject,
}

/// A word of another trade claims so many words on either side.
const BESIDE: usize = 3;
/// Words that may stand before the subject of a sentence: "And today we".
const BEFORE_SUBJECT: usize = 2;

impl<'t> Teller<'t> {
    fn read(&mut self, sentence: Range<usize>, said: &mut [Said]) {
        let behind = self
            .prose
            .partition_point(|(at, _)| (at.first as usize) < sentence.start);
        let to = self
            .prose
            .partition_point(|(at, _)| (at.first as usize) < sentence.end);
        let prose = &self.prose[behind..to];
        self.prose = &self.prose[to..];
        let goes_on = self.told == Subject::Company && !self.begins_line(sentence.start);
        self.told = Subject::Seat;
        let named = self.names_company(&sentence, prose);
        if prose.is_empty() && !goes_on && !named && self.found.officers.is_empty() {
            return;
        }
        let parts = parts(self.scan, sentence);
        let begins = |part: &Range<usize>| {
            has(prose, part, BEFORE_SUBJECT, |prose| {
                *prose == Prose::BeginsDuty
            })
        };
        let mut teller = match () {
            () if named => Subject::Company,
            () if goes_on && parts.first().is_none_or(|part| !begins(part)) => Subject::Company,
            () => Subject::Seat,
        };
        for part in &parts {
            let mut from = part.start;
            if let Some((at, subject)) = self.subject(part, prose) {
                (teller, from) = (subject, at.first as usize);
                if subject == Subject::Seeking {
                    self.silence(part.start..at.last as usize + 1, said);
                }
            }
            // "We are a young company that looks for a leader": from here on the seat is meant.
            let mut to = part.end;
            if teller == Subject::Company
                && let Some(at) = turns_to_seat(prose, part)
            {
                to = at.first as usize;
                self.silence(from..to, said);
                teller = Subject::Seat;
                continue;
            }
            if matches!(teller, Subject::Company | Subject::Others) {
                self.silence(from..to, said);
            }
        }
        self.told = teller;
        for part in &parts {
            self.trades(part, prose, said);
        }
    }

    /// Notes which words stand beside one of another trade.
    fn trades(&self, part: &Range<usize>, prose: &[(Match, Prose)], said: &mut [Said]) {
        for (at, _) in prose.iter().filter(|(_, prose)| *prose == Prose::Trade) {
            let (first, last) = (at.first as usize, at.last as usize);
            if part.contains(&first) {
                let from = first.saturating_sub(BESIDE).max(part.start);
                let to = (last + 1 + BESIDE).min(part.end);
                said[from..to].iter_mut().for_each(|word| word.trade = true);
            }
        }
    }

    fn silence(&self, words: Range<usize>, said: &mut [Said]) {
        said[words].iter_mut().for_each(|word| word.factor = 0.0);
    }

    /// Of whom a part speaks, if it begins with somebody.
    fn subject(&self, part: &Range<usize>, prose: &[(Match, Prose)]) -> Option<(Match, Subject)> {
        let near = |at: &Match| {
            let first = at.first as usize;
            (part.start..part.end.min(part.start + BEFORE_SUBJECT)).contains(&first)
        };
        let subjects = prose.iter().filter_map(|(at, prose)| match prose {
            Prose::Subject(of) if near(at) => Some((*at, *of)),
            _ => None,
        });
        let (at, subject) =
            subjects.max_by_key(|(at, _)| (at.width(), std::cmp::Reverse(at.first)))?;
        // Whoever holds the seat that the text is about is nobody else.
        if subject == Subject::Others && self.is_holder(&at) {
            return Some((at, Subject::Seat));
        }
        Some((at, subject))
    }

    /// Whether the title names the officer of whom a sentence speaks.
    fn is_holder(&self, subject: &Match) -> bool {
        let officers = self.found.officers.iter();
        let mut named = officers.filter(|at| at.overlaps(subject));
        named.any(|at| {
            let (start, end) = self.scan.bytes(at);
            let officer = &self.text[start as usize..end as usize];
            let title = self.title.to_lowercase();
            !officer.is_empty() && title.contains(&officer.to_lowercase())
        })
    }

    /// Whether a sentence begins with the name of a company, and what a company does: "Acme builds".
    fn names_company(&self, sentence: &Range<usize>, prose: &[(Match, Prose)]) -> bool {
        let does = prose.iter().find(|(at, prose)| {
            let first = at.first as usize;
            *prose == Prose::CompanyDoes && first > sentence.start && first <= sentence.start + 4
        });
        let end = does.map_or(sentence.start, |(at, _)| at.first as usize);
        let name = sentence.start..end;
        if name.is_empty() {
            return !self.company.is_empty() && self.begins_with_company(sentence.start);
        }
        let unknown = |word: usize| {
            let is_known = self.scan.is_known(word);
            let word = &self.scan.words[word];
            let written = &self.text[word.start as usize..word.end as usize];
            let capital = written.starts_with(char::is_uppercase);
            capital && !is_known && word.before < Break::Part
        };
        let from = match self.written(name.start) {
            "The" | "At" => name.start + 1,
            _ => name.start,
        };
        // What begins a sentence is written with a capital letter anyway; it breaks off from the one before.
        let first = !self.scan.is_known(from) && self.written(from).starts_with(char::is_uppercase);
        from < name.end && first && (from + 1..name.end).all(unknown)
    }

    fn begins_with_company(&self, word: usize) -> bool {
        let start = self.scan.words[word].start as usize;
        let rest = &self.text[start..];
        let rest = rest.strip_prefix("At ").unwrap_or(rest);
        let company = self.company.trim();
        rest.get(..company.len())
            .is_some_and(|name| name.eq_ignore_ascii_case(company))
    }

    fn written(&self, word: usize) -> &'t str {
        let word = &self.scan.words[word];
        &self.text[word.start as usize..word.end as usize]
    }

    fn begins_line(&self, word: usize) -> bool {
        let Some(before) = word.checked_sub(1) else {
            return true;
        };
        let between = self.scan.words[before].end as usize..self.scan.words[word].start as usize;
        self.text[between].contains([
            '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
        ])
    }
}

/// Notes whom the work of each part of a sentence is for, where that is one side alone. It holds for the parts before
/// it too, back to what is done: "builds products, portals and apps for internal use". Whom it is not for is no matter.
fn serves(scan: &Scan, found: &Found, said: &mut [Said]) {
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
        let parts = parts(scan, sentence);
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

/// Where a company begins to speak of the seat: at what it looks for, or at "you will".
fn turns_to_seat(prose: &[(Match, Prose)], part: &Range<usize>) -> Option<Match> {
    let turns = prose.iter().filter(|(at, prose)| {
        let inside = part.contains(&(at.first as usize));
        inside
            && match prose {
                Prose::Subject(Subject::Seeking) => true,
                Prose::Subject(Subject::Seat) => at.width() > 1,
                _ => false,
            }
    });
    turns.map(|(at, _)| *at).next()
}

/// Whether something is said within the first words of a part.
fn has(
    prose: &[(Match, Prose)],
    part: &Range<usize>,
    within: usize,
    is_it: impl Fn(&Prose) -> bool,
) -> bool {
    let near = part.start..part.end.min(part.start + within);
    prose
        .iter()
        .any(|(at, prose)| near.contains(&(at.first as usize)) && is_it(prose))
}

/// The parts of a sentence: what stands between commas, dashes, colons and brackets.
fn parts(scan: &Scan, sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = sentence.start;
    for at in sentence.start + 1..sentence.end {
        let word = &scan.words[at];
        if word.comma || word.before == Break::Part {
            parts.push(start..at);
            start = at;
        }
    }
    parts.push(start..sentence.end);
    parts
}

/// Scales by the cues of each sentence. A cue may reach into a duty: "not responsible for IT".
fn cues(rules: &Rules, scan: &Scan, found: &Found, said: &mut [Said]) {
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
        let contrasts = contrasts.map(|(at, _)| at.first as usize);
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
                let contrast = contrasts
                    .filter(|word| *word < first && *word > begins)
                    .last();
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
