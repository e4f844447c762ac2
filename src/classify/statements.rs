//! Of whom the sentences of a duty text speak.
//!
//! A sentence is taken in parts, at commas, dashes and colons. A part that begins with a subject speaks of it, and
//! so do those behind it, up to the next subject. What the company says of itself goes on in the sentences behind it
//! on the line, until one names the seat or begins with what somebody does.

use std::ops::Range;

use crate::model::{Position, Side};
use crate::rules::{Break, Match, Prose, Scan, Standing, Subject};

/// What was found about the sentences of one text, by first word.
#[derive(Default)]
pub(super) struct Found {
    pub prose: Vec<(Match, Prose)>,
    /// Cues by their index, and what voids them.
    pub cues: Vec<(Match, u16)>,
    pub voids: Vec<(Match, u16)>,
    /// Officers that the text names: "the chief product officer".
    pub officers: Vec<Match>,
    /// Words that join: "and".
    pub joiners: Vec<Match>,
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

impl Default for Said {
    fn default() -> Said {
        Said {
            factor: 1.0,
            serves: None,
            trade: false,
        }
    }
}

/// What is said around each word of the duty text of a position.
pub(super) fn read(position: &Position<'_>, scan: &Scan, found: &Found) -> Vec<Said> {
    let mut said = vec![Said::default(); scan.words.len()];
    let mut teller = Teller {
        text: position.responsibilities,
        title: position.title,
        company: position.entity,
        scan,
        found,
        told: Subject::Seat,
    };
    for sentence in sentences(scan) {
        teller.read(sentence, &mut said);
    }
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

pub(super) fn sentences(scan: &Scan) -> impl Iterator<Item = Range<usize>> {
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
    scan: &'t Scan<'t>,
    found: &'t Found,
    /// Of whom the sentence before spoke.
    told: Subject,
}

/// A word of another trade claims so many words on either side.
const BESIDE: usize = 3;
/// A shorter word that is known is no name, and may stand before one.
const SHORTEST_NAME: usize = 4;
/// Words that may stand before the subject of a sentence: "And today we".
pub(super) const BEFORE_SUBJECT: usize = 2;

impl<'t> Teller<'t> {
    fn read(&mut self, sentence: Range<usize>, said: &mut [Said]) {
        let prose = within(&self.found.prose, &sentence);
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
                && let Some(at) = turns_to_seat(prose, &(from..part.end))
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
        let prose = within(prose, part).iter();
        for (at, _) in prose.filter(|(_, prose)| *prose == Prose::Trade) {
            let from = (at.first as usize).saturating_sub(BESIDE).max(part.start);
            let to = (at.last as usize + 1 + BESIDE).min(part.end);
            said[from..to].iter_mut().for_each(|word| word.trade = true);
        }
    }

    fn silence(&self, words: Range<usize>, said: &mut [Said]) {
        said[words].iter_mut().for_each(|word| word.factor = 0.0);
    }

    /// Of whom a part speaks, if it begins with somebody.
    fn subject(&self, part: &Range<usize>, prose: &[(Match, Prose)]) -> Option<(Match, Subject)> {
        let near = part.start..part.end.min(part.start + BEFORE_SUBJECT);
        // What is done is done to something: "own our product roadmap".
        let does = has(prose, part, 1, |prose| *prose == Prose::BeginsDuty);
        let is_subject = |at: &Match, of: Subject| {
            let object = does && at.first as usize > part.start;
            !(object && matches!(of, Subject::Company | Subject::Others))
        };
        let near = within(prose, &near).iter();
        let subjects = near.filter_map(|(at, prose)| match prose {
            Prose::Subject(of) if is_subject(at, *of) => Some((*at, *of)),
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
        // "The Larch Group builds", "At Larch".
        let short =
            self.scan.is_known(name.start) && self.written(name.start).len() < SHORTEST_NAME;
        let from = name.start + usize::from(short);
        // What begins a sentence is written with a capital letter anyway; it breaks off from the one before.
        let first = !self.scan.is_known(from) && self.written(from).starts_with(char::is_uppercase);
        from < name.end && first && (from + 1..name.end).all(unknown)
    }

    fn begins_with_company(&self, word: usize) -> bool {
        let company = self.company.trim();
        let begins = |word: usize| {
            let start = self.scan.words.get(word).map(|word| word.start as usize);
            let rest = start.map_or("", |start| &self.text[start..]);
            let name = rest.get(..company.len());
            name.is_some_and(|name| name.eq_ignore_ascii_case(company))
        };
        let short = self.written(word).len() < SHORTEST_NAME;
        begins(word) || (short && begins(word + 1))
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

/// Where a company begins to speak of the seat: at what it looks for, or at "you will".
fn turns_to_seat(prose: &[(Match, Prose)], words: &Range<usize>) -> Option<Match> {
    let turns = |(at, prose): &&(Match, Prose)| match prose {
        Prose::Subject(Subject::Seeking) => true,
        Prose::Subject(Subject::Seat) => at.width() > 1,
        _ => false,
    };
    let turn = within(prose, words).iter().find(turns);
    turn.map(|(at, _)| *at)
}

/// What begins at one of these words; both are in the order of the text.
pub(super) fn within<'p>(
    prose: &'p [(Match, Prose)],
    words: &Range<usize>,
) -> &'p [(Match, Prose)] {
    let before = |end: usize| prose.partition_point(|(at, _)| (at.first as usize) < end);
    prose
        .get(before(words.start)..before(words.end))
        .unwrap_or(&[])
}

/// Whether something is said within the first words of a part.
pub(super) fn has(
    prose: &[(Match, Prose)],
    part: &Range<usize>,
    words: usize,
    is_it: impl Fn(&Prose) -> bool,
) -> bool {
    let near = part.start..part.end.min(part.start + words);
    within(prose, &near).iter().any(|(_, prose)| is_it(prose))
}

/// The parts of a sentence: what stands between commas, dashes, colons and brackets.
pub(super) fn parts(scan: &Scan, sentence: Range<usize>) -> Vec<Range<usize>> {
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

#[cfg(test)]
mod tests {
    use super::super::{beneficiary, cues};
    use super::*;
    use crate::model::RuleId;
    use crate::rules::{Buffers, Matcher, Over, Rules};

    const SEAT: Prose = Prose::Subject(Subject::Seat);
    const COMPANY: Prose = Prose::Subject(Subject::Company);
    const OTHERS: Prose = Prose::Subject(Subject::Others);
    const SEEKING: Prose = Prose::Subject(Subject::Seeking);

    const PROSE: [(&str, Prose); 15] = [
        ("You", SEAT),
        ("you will", SEAT),
        ("We", COMPANY),
        ("our mill", COMPANY),
        ("Our baker", OTHERS),
        ("We seek", SEEKING),
        ("seeks", SEEKING),
        ("builds", Prose::CompanyDoes),
        ("Runs", Prose::BeginsDuty),
        ("runs", Prose::BeginsDuty),
        ("but", Prose::Contrast),
        ("staff", Prose::For(Side::Internal)),
        ("guests", Prose::For(Side::External)),
        ("hotel", Prose::Trade),
        ("board", Prose::Standing(Standing::Top)),
    ];

    fn find(text: &str, scan: &Scan, phrase: &str) -> Vec<Match> {
        let starts = text.match_indices(phrase);
        let at = |start: usize| {
            scan.words
                .iter()
                .position(|one| one.start as usize == start)
        };
        let width = phrase.split(' ').count();
        let first = starts.filter_map(|(start, _)| at(start));
        first
            .map(|first| Match {
                rule: RuleId(0),
                first: first as u32,
                last: (first + width - 1) as u32,
                spelled: 0,
            })
            .collect()
    }

    struct Told<'t> {
        position: Position<'t>,
        scan: Scan<'static>,
        found: Found,
    }

    /// A text in which the phrases above are known, and "not" is the first cue that silences what is behind it.
    fn told<'t>(title: &'t str, company: &'t str, text: &'t str) -> Told<'t> {
        let buffers: &'static mut Buffers = Box::leak(Box::default());
        let scan = Matcher::default().scan(text, buffers);
        let mut found = Found::default();
        for (phrase, prose) in PROSE {
            let at = find(text, &scan, phrase).into_iter();
            found.prose.extend(at.map(|at| (at, prose)));
        }
        found.prose.sort_by_key(|(at, _)| at.first);
        found.officers = find(text, &scan, "baker");
        let position = Position {
            title,
            entity: company,
            responsibilities: text,
            ..Position::default()
        };
        Told {
            position,
            scan,
            found,
        }
    }

    impl<'t> Told<'t> {
        fn said(&mut self) -> Vec<Said> {
            let rules = Rules::builtin().unwrap();
            let silences = |index: &u16| {
                let cue = rules.cue(*index);
                cue.factor == 0.0 && cue.over == Over::Behind && cue.reach.is_none()
            };
            let cue = (0..).find(silences).unwrap();
            let at = find(self.position.responsibilities, &self.scan, "not");
            self.found.cues = at.into_iter().map(|at| (at, cue)).collect();
            let mut said = read(&self.position, &self.scan, &self.found);
            cues::scale(&rules, &self.scan, &self.found, &mut said);
            beneficiary::note(&self.scan, &self.found, &mut said);
            said
        }

        fn words(&self, is: impl Fn(usize) -> bool) -> Vec<&'t str> {
            let text = self.position.responsibilities;
            let words = self.scan.words.iter().enumerate();
            words
                .filter(|(index, _)| is(*index))
                .map(|(_, word)| &text[word.start as usize..word.end as usize])
                .collect()
        }
    }

    /// The words of a text that count.
    fn counted<'t>(title: &'t str, company: &'t str, text: &'t str) -> Vec<&'t str> {
        let mut told = told(title, company, text);
        let said = told.said();
        told.words(|word| said[word].factor > 0.0)
    }

    fn of_seat(text: &str) -> Vec<&str> {
        counted("", "", text)
    }

    #[test]
    fn a_part_speaks_of_its_subject_up_to_the_next() {
        assert_eq!(
            of_seat("We bake bread, You keep ovens"),
            ["You", "keep", "ovens"]
        );
        assert_eq!(of_seat("You keep ovens, We bake"), ["You", "keep", "ovens"]);
        // Behind a verb stands what is done.
        assert_eq!(of_seat("Runs We bake").len(), 3);
        assert_eq!(
            of_seat("keeps what We bake"),
            ["keeps", "what", "We", "bake"]
        );
    }

    #[test]
    fn the_company_goes_on_to_the_end_of_the_line() {
        assert_eq!(of_seat("We bake. bread sells. ovens"), [""; 0]);
        assert_eq!(of_seat("We bake.\nkeeps ovens"), ["keeps", "ovens"]);
        assert_eq!(
            of_seat("We bake. Runs ovens. keeps"),
            ["Runs", "ovens", "keeps"]
        );
        assert_eq!(of_seat("We bake. You keep ovens"), ["You", "keep", "ovens"]);
    }

    #[test]
    fn whom_a_company_seeks_is_the_seat() {
        assert_eq!(
            of_seat("We seek somebody for ovens"),
            ["somebody", "for", "ovens"]
        );
        assert_eq!(
            of_seat("We bake and seeks one for ovens")[1..],
            ["one", "for", "ovens"]
        );
        assert_eq!(
            of_seat("We bake so that you will keep ovens")[..2],
            ["you", "will"]
        );
    }

    #[test]
    fn a_company_behind_what_is_sought_is_the_subject() {
        assert_eq!(of_seat("seeks our mill to keep ovens"), ["seeks"]);
    }

    #[test]
    fn what_another_does_is_no_duty_unless_the_seat_is_that_one() {
        assert_eq!(of_seat("Our baker heats ovens"), [""; 0]);
        assert_eq!(counted("Head baker", "", "Our baker heats ovens").len(), 4);
        assert_eq!(
            of_seat("Our baker heats ovens. keeps them"),
            ["keeps", "them"]
        );
    }

    #[test]
    fn a_company_is_known_by_its_name_or_by_what_it_does() {
        assert_eq!(of_seat("Alder builds ovens"), [""; 0]);
        assert_eq!(of_seat("Alder Mills builds ovens"), [""; 0]);
        assert_eq!(of_seat("alder builds ovens").len(), 3);
        assert_eq!(
            counted("", "Alder Mills", "At Alder Mills bread matters"),
            [""; 0]
        );
        assert_eq!(
            counted("", "Alder Mills", "bread matters at Alder Mills").len(),
            5
        );
    }

    #[test]
    fn work_is_for_those_alone_whom_the_sentence_names() {
        let serves = |text| {
            let mut told = told("", "", text);
            let said = told.said();
            let side = |side| told.words(|word| said[word].serves == Some(side));
            (side(Side::Internal), side(Side::External))
        };
        // It holds back to what is done.
        let (internal, external) = serves("bakes rolls. Runs ovens, mills and carts for staff");
        assert_eq!(
            internal,
            ["Runs", "ovens", "mills", "and", "carts", "for", "staff"]
        );
        assert_eq!(external, [""; 0]);
        assert_eq!(serves("Runs ovens for staff and guests"), (vec![], vec![]));
        let (internal, external) = serves("Runs ovens for staff, mills for guests");
        assert_eq!(internal, ["Runs", "ovens", "for", "staff"]);
        assert_eq!(external, ["mills", "for", "guests"]);
        // Whom it is not for is no matter.
        assert_eq!(serves("Runs ovens not for staff"), (vec![], vec![]));
    }

    #[test]
    fn a_cue_reaches_to_the_contrast_or_the_end_of_the_sentence() {
        assert_eq!(
            of_seat("not ovens and mills but carts. rolls"),
            ["not", "but", "carts", "rolls"]
        );
        assert_eq!(of_seat("keeps mills not ovens"), ["keeps", "mills", "not"]);
    }

    #[test]
    fn a_word_of_another_trade_claims_its_neighbours_in_its_part() {
        let mut told = told("", "", "one two three four hotel five, six");
        let said = told.said();
        let beside = told.words(|word| said[word].trade);
        assert_eq!(beside, ["two", "three", "four", "hotel", "five"]);
    }

    #[test]
    fn standing_is_shown_only_by_what_counts() {
        let told = told("", "", "joins the board");
        assert_eq!(standing(&told.found, |_| true), 1);
        assert_eq!(standing(&told.found, |_| false), 0);
    }

    #[test]
    fn a_duty_begins_with_what_is_done_or_with_the_seat() {
        let told = told("", "", "Runs ovens. You bake. We bake");
        let begins = |word| begins_duty(&told.found, word);
        assert_eq!([0, 1, 2, 4].map(begins), [true, false, true, false]);
    }
}
