//! Finds whom the sentences of a duty text are about.
//!
//! A sentence is split into parts at commas, dashes and colons. A part that begins with a subject is about
//! that subject, and so are the parts behind it, up to the next subject. If the company speaks about itself,
//! the next sentences on the line do too, until one names the seat or begins with a verb of a duty.

use std::ops::Range;

use super::text_lines::is_line_break;
use crate::model::{Position, Side};
use crate::rules::{Match, Prose, Scan, SentenceSubject, Standing};
use crate::text::{Break, Word};

/// What was found about the sentences of one text, in order of the first word.
#[derive(Debug, Default)]
pub(super) struct SentenceMarks {
    pub prose: Vec<(Match, Prose)>,
    /// Cues, each with its index in the pack.
    pub cues: Vec<(Match, u16)>,
    /// Words that void a cue, each with the index of that cue.
    pub voids: Vec<(Match, u16)>,
    /// Officers that the text names: "the chief product officer".
    pub officers: Vec<Match>,
    /// Words that join: "and".
    pub joiners: Vec<Match>,
}

impl SentenceMarks {
    pub(super) fn clear(&mut self) {
        let SentenceMarks {
            prose,
            cues,
            voids,
            officers,
            joiners,
        } = self;
        prose.clear();
        cues.clear();
        voids.clear();
        officers.clear();
        joiners.clear();
    }
}

/// What is said around a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    /// The factor for a duty that begins here.
    pub factor: f32,
    /// The side that the work is for, if it is for only one.
    pub serves: Option<Side>,
    /// Whether a word of another trade is next to it.
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
pub(super) fn read(position: &Position<'_>, scan: &Scan, found: &SentenceMarks) -> Vec<Said> {
    let mut said = vec![Said::default(); scan.words.len()];
    let mut teller = Teller {
        text: position.responsibilities,
        title: position.title,
        company: position.entity,
        scan,
        found,
        told: SentenceSubject::Seat,
    };
    for sentence in sentences(scan) {
        teller.read(sentence, &mut said);
    }
    said
}

/// The ways in which a text shows that the holder of its seat leads. Only words that count are used.
pub(super) fn standing(found: &SentenceMarks, counts: impl Fn(&Match) -> bool) -> Vec<Standing> {
    let mut signs = Vec::new();
    for (at, prose) in &found.prose {
        if let Prose::Standing(sign) = prose
            && !signs.contains(sign)
            && counts(at)
            && !(*sign == Standing::Whole && is_part(found, at))
        {
            signs.push(*sign);
        }
    }
    signs
}

/// Whether words that seem to say the whole of something go on with a part of it: "all IT" in "all IT hardware".
pub(super) fn is_part(found: &SentenceMarks, whole: &Match) -> bool {
    let mut prose = found.prose.iter();
    prose.any(|(at, prose)| *prose == Prose::Team && at.overlaps(whole))
}

/// Whether the words at `word` begin a duty or are about the seat.
pub(super) fn begins_duty(found: &SentenceMarks, word: usize) -> bool {
    let from = found
        .prose
        .partition_point(|(at, _)| (at.first as usize) < word);
    let here = found.prose[from..].iter();
    here.take_while(|(at, _)| at.first as usize == word)
        .any(|(_, prose)| match prose {
            Prose::BeginsDuty => true,
            Prose::Subject(subject) => {
                matches!(subject, SentenceSubject::Seat | SentenceSubject::Seeking)
            }
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
    found: &'t SentenceMarks,
    /// Whom the previous sentence was about.
    told: SentenceSubject,
}

/// How many words on either side belong to a word of another trade.
const BESIDE: usize = 3;
/// A known word shorter than this, in bytes, is not a name, but may come before one.
const SHORTEST_NAME: usize = 4;
/// The most words before the subject of a sentence: "And today we".
pub(super) const BEFORE_SUBJECT: usize = 2;

impl<'t> Teller<'t> {
    fn read(&mut self, sentence: Range<usize>, said: &mut [Said]) {
        let prose = within(&self.found.prose, &sentence);
        let goes_on = self.told == SentenceSubject::Company && !self.begins_line(sentence.start);
        self.told = SentenceSubject::Seat;
        let named = self.names_company(&sentence, prose);
        if prose.is_empty() && !goes_on && !named && self.found.officers.is_empty() {
            return;
        }
        let scan = self.scan;
        let parts = || parts(scan, sentence.clone());
        let begins = |part: &Range<usize>| {
            has(prose, part, BEFORE_SUBJECT, |prose| {
                *prose == Prose::BeginsDuty
            })
        };
        let mut teller = match () {
            () if named => SentenceSubject::Company,
            () if goes_on && parts().next().is_none_or(|part| !begins(&part)) => {
                SentenceSubject::Company
            }
            () => SentenceSubject::Seat,
        };
        for part in parts() {
            let mut from = part.start;
            if let Some((at, subject)) = self.subject(&part, prose) {
                (teller, from) = (subject, at.first as usize);
                if subject == SentenceSubject::Seeking {
                    self.silence(part.start..at.last as usize + 1, said);
                }
            }
            // "We are a young company that looks for a leader": from here on, the seat is meant.
            if teller == SentenceSubject::Company
                && let Some(at) = turns_to_seat(prose, &(from..part.end))
            {
                self.silence(from..at.first as usize, said);
                teller = SentenceSubject::Seat;
            } else if matches!(teller, SentenceSubject::Company | SentenceSubject::Others) {
                self.silence(from..part.end, said);
            }
        }
        self.told = teller;
        if prose.iter().any(|(_, prose)| *prose == Prose::Trade) {
            for part in parts() {
                self.trades(&part, prose, said);
            }
        }
    }

    /// Notes which words are next to a word of another trade.
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

    /// Whom a part is about, if it begins with a subject.
    fn subject(
        &self,
        part: &Range<usize>,
        prose: &[(Match, Prose)],
    ) -> Option<(Match, SentenceSubject)> {
        let near = part.start..part.end.min(part.start + BEFORE_SUBJECT);
        // What follows a verb is its object: "own our product roadmap".
        let does = || has(prose, part, 1, |prose| *prose == Prose::BeginsDuty);
        // Words that are all of a part are one of a list, since nothing is said of them: "the department, its people, …".
        let later = self.scan.words[part.start].before < Break::Sentence;
        let is_subject = |at: &Match, of: SentenceSubject| {
            let object = || at.first as usize > part.start && does();
            let listed = later && at.width() as usize == part.len();
            !(matches!(of, SentenceSubject::Company | SentenceSubject::Others)
                && (listed || object()))
        };
        let near = within(prose, &near).iter();
        let subjects = near.filter_map(|(at, prose)| match prose {
            Prose::Subject(of) if is_subject(at, *of) => Some((*at, *of)),
            _ => None,
        });
        let (at, subject) =
            subjects.max_by_key(|(at, _)| (at.width(), std::cmp::Reverse(at.first)))?;
        // If the text is about the holder of this very seat, it is about the seat.
        if subject == SentenceSubject::Others && self.is_holder(&at) {
            return Some((at, SentenceSubject::Seat));
        }
        Some((at, subject))
    }

    /// Whether the title of the seat names the officer that a sentence is about.
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

    /// Whether a sentence begins with the name of a company and what it does: "Acme builds".
    fn names_company(&self, sentence: &Range<usize>, prose: &[(Match, Prose)]) -> bool {
        let does = prose.iter().find(|(at, prose)| {
            let first = at.first as usize;
            *prose == Prose::CompanyDoes && first > sentence.start && first <= sentence.start + 4
        });
        let end = does.map_or(sentence.start, |(at, _)| at.first as usize);
        let name = sentence.start..end;
        // "Dr Alder leads" is about a person.
        let begins_with_seat = |(at, prose): &(Match, Prose)| {
            at.first as usize == sentence.start && *prose == Prose::Subject(SentenceSubject::Seat)
        };
        if prose.iter().any(begins_with_seat) {
            return false;
        }
        if name.is_empty() {
            return !self.company.is_empty() && self.begins_with_company(sentence.start);
        }
        // "Alder Optics": if the first word is unknown to the rules, each later word only needs a capital letter.
        let is_named = |word: usize| {
            let capital = self.written(word).starts_with(char::is_uppercase);
            capital && self.scan.words[word].before < Break::Part
        };
        // "The Larch Group builds", "At Larch".
        let short =
            self.scan.is_known(name.start) && self.written(name.start).len() < SHORTEST_NAME;
        let from = name.start + usize::from(short);
        // The first word of a sentence has a capital letter anyway, so the break before it does not matter.
        let first = !self.scan.is_known(from) && self.written(from).starts_with(char::is_uppercase);
        from < name.end && first && (from + 1..name.end).all(is_named)
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
        self.text[between].contains(is_line_break)
    }
}

/// Where a text about a company turns to the seat: at what the company looks for, at "you will", or at "and you".
fn turns_to_seat(prose: &[(Match, Prose)], words: &Range<usize>) -> Option<Match> {
    let turns = |(at, prose): &&(Match, Prose)| match prose {
        Prose::Subject(SentenceSubject::Seeking) | Prose::Turn => true,
        Prose::Subject(SentenceSubject::Seat) => at.width() > 1,
        _ => false,
    };
    let turn = within(prose, words).iter().find(turns);
    turn.map(|(at, _)| *at)
}

/// The items that begin at one of these words. Both are in the order of the text.
pub(super) fn within<'p>(
    prose: &'p [(Match, Prose)],
    words: &Range<usize>,
) -> &'p [(Match, Prose)] {
    let before = |end: usize| prose.partition_point(|(at, _)| (at.first as usize) < end);
    prose
        .get(before(words.start)..before(words.end))
        .unwrap_or(&[])
}

/// Whether one of the first words of a part satisfies `is_it`.
pub(super) fn has(
    prose: &[(Match, Prose)],
    part: &Range<usize>,
    words: usize,
    is_it: impl Fn(&Prose) -> bool,
) -> bool {
    let near = part.start..part.end.min(part.start + words);
    within(prose, &near).iter().any(|(_, prose)| is_it(prose))
}

/// The parts of a sentence: the stretches between commas, dashes, colons and brackets.
pub(super) fn parts(scan: &Scan<'_>, sentence: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let words = scan.words;
    let mut start = sentence.start;
    std::iter::from_fn(move || {
        let rest = words.get(start + 1..sentence.end)?;
        let begins = |word: &Word| word.comma || word.before == Break::Part;
        let next = rest.iter().position(begins);
        let end = next.map_or(sentence.end, |next| start + 1 + next);
        let part = start..end;
        start = end;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{beneficiary, cues};
    use super::*;
    use crate::model::RuleId;
    use crate::rules::{Buffers, Matcher, Over, Rules};

    const SEAT: Prose = Prose::Subject(SentenceSubject::Seat);
    const COMPANY: Prose = Prose::Subject(SentenceSubject::Company);
    const OTHERS: Prose = Prose::Subject(SentenceSubject::Others);
    const SEEKING: Prose = Prose::Subject(SentenceSubject::Seeking);

    const PROSE: [(&str, Prose); 16] = [
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
        ("and You", Prose::Turn),
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
        found: SentenceMarks,
    }

    /// A text in which the phrases above are known. "not" is a cue that silences what is behind it.
    fn told<'t>(title: &'t str, company: &'t str, text: &'t str) -> Told<'t> {
        let buffers: &'static mut Buffers = Box::leak(Box::default());
        let scan = Matcher::default().scan(text, buffers);
        let mut found = SentenceMarks::default();
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
            cues::scale(&rules, &self.scan, &self.found, &[], &mut said);
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
    fn a_part_is_about_its_subject_up_to_the_next_subject() {
        assert_eq!(
            of_seat("We bake bread, You keep ovens"),
            ["You", "keep", "ovens"]
        );
        assert_eq!(of_seat("You keep ovens, We bake"), ["You", "keep", "ovens"]);
        // What follows a verb is its object.
        assert_eq!(of_seat("Runs We bake").len(), 3);
        // Of what is one of a list nothing is said.
        assert_eq!(of_seat("You keep ovens, our mill, bread").len(), 6);
        assert_eq!(
            of_seat("keeps what We bake"),
            ["keeps", "what", "We", "bake"]
        );
    }

    #[test]
    fn sentences_about_the_company_go_on_to_the_end_of_the_line() {
        assert_eq!(of_seat("We bake. bread sells. ovens"), [""; 0]);
        assert_eq!(of_seat("We bake.\nkeeps ovens"), ["keeps", "ovens"]);
        assert_eq!(
            of_seat("We bake. Runs ovens. keeps"),
            ["Runs", "ovens", "keeps"]
        );
        assert_eq!(of_seat("We bake. You keep ovens"), ["You", "keep", "ovens"]);
    }

    #[test]
    fn a_sentence_about_whom_a_company_seeks_is_about_the_seat() {
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
        assert_eq!(
            of_seat("We bake and You keep ovens"),
            ["and", "You", "keep", "ovens"]
        );
        assert_eq!(of_seat("We bake what You love"), [""; 0]);
    }

    #[test]
    fn a_company_named_after_a_seeking_word_is_the_subject() {
        assert_eq!(of_seat("seeks our mill to keep ovens"), ["seeks"]);
    }

    #[test]
    fn work_of_another_officer_is_no_duty_unless_the_seat_is_that_officer() {
        assert_eq!(of_seat("Our baker heats ovens"), [""; 0]);
        assert_eq!(counted("Head baker", "", "Our baker heats ovens").len(), 4);
        assert_eq!(
            of_seat("Our baker heats ovens. keeps them"),
            ["keeps", "them"]
        );
    }

    #[test]
    fn a_company_is_recognised_by_its_name_or_by_what_it_does() {
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
    fn work_is_for_the_side_that_the_sentence_names() {
        let serves = |text| {
            let mut told = told("", "", text);
            let said = told.said();
            let side = |side| told.words(|word| said[word].serves == Some(side));
            (side(Side::Internal), side(Side::External))
        };
        // The side holds back to the verb.
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
        // Words behind a negation do not say whom the work is for.
        assert_eq!(serves("Runs ovens not for staff"), (vec![], vec![]));
    }

    #[test]
    fn a_cue_reaches_to_a_contrast_or_to_the_end_of_the_sentence() {
        assert_eq!(
            of_seat("not ovens and mills but carts. rolls"),
            ["not", "but", "carts", "rolls"]
        );
        assert_eq!(of_seat("keeps mills not ovens"), ["keeps", "mills", "not"]);
    }

    #[test]
    fn words_next_to_one_of_another_trade_belong_to_that_trade() {
        let mut told = told("", "", "one two three four hotel five, six");
        let said = told.said();
        let beside = told.words(|word| said[word].trade);
        assert_eq!(beside, ["two", "three", "four", "hotel", "five"]);
    }

    #[test]
    fn only_words_that_count_show_standing() {
        let told = told("", "", "joins the board");
        assert_eq!(standing(&told.found, |_| true), [Standing::Top]);
        assert_eq!(standing(&told.found, |_| false), []);
    }

    #[test]
    fn a_duty_begins_with_a_verb_or_with_the_seat() {
        let told = told("", "", "Runs ovens. You bake. We bake");
        let begins = |word| begins_duty(&told.found, word);
        assert_eq!([0, 1, 2, 4].map(begins), [true, false, true, false]);
    }
}
