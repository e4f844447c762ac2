//! Holds all phrases of a pack in one automaton that scans each text once.
//!
//! Each word of a text is looked up once; a word that no phrase holds costs nothing more. From every
//! known word the `automaton` follows the phrases that begin with it as far as they lead. That is bounded by the
//! longest phrase, so a scan is linear in the text.

use super::automaton::{Automaton, Meaning};
use super::matcher::Matcher;
use super::word_scores::WordScore;
use crate::model::{Evidence, Field, RuleId};
use crate::text::{Break, Stops, Word, words};

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The rule whose phrase it is.
    pub rule: RuleId,
    /// Index of its first word in the text.
    pub first: u32,
    /// Index of its last word in the text.
    pub last: u32,
    /// How many letters of its words the phrase spells out. If the phrase names only pieces of words, this is
    /// less than their length.
    pub spelled: u32,
}

impl Match {
    /// The number of words from the first to the last.
    pub fn width(&self) -> u32 {
        self.last - self.first + 1
    }

    /// Whether two matches cover the same words.
    pub fn covers_same(&self, other: &Match) -> bool {
        (self.first, self.last) == (other.first, other.last)
    }

    /// Whether the match includes a word.
    pub fn holds(&self, word: u32) -> bool {
        self.first <= word && word <= self.last
    }

    /// Whether two matches share a word.
    pub fn overlaps(&self, other: &Match) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Buffers that one scan after the other can use. A [`Scan`] borrows them, so no other text can be scanned
/// while its result is in use.
#[derive(Debug, Default)]
pub struct Buffers {
    scanned: ScannedText,
    scanner: Scanner,
}

/// What scans learn of words, and what they need for each text.
#[derive(Debug, Default)]
struct Scanner {
    folded: String,
    known: Vec<Known>,
    automaton: Automaton,
}

/// What was found in a text, to be kept beside the buffers that found it.
#[derive(Debug, Default)]
pub(crate) struct ScannedText {
    words: Vec<Word>,
    matches: Vec<Match>,
    kinds: Vec<WordKind>,
    scores: Vec<WordScore>,
}

impl ScannedText {
    /// What was found.
    pub(crate) fn scan(&self) -> Scan<'_> {
        Scan {
            words: &self.words,
            matches: &self.matches,
            kinds: &self.kinds,
            scores: &self.scores,
        }
    }
}

/// What phrases know of a word while its text is scanned.
#[derive(Clone, Copy, Debug)]
struct Known {
    meaning: Meaning,
    /// The end of its letters, counted from the first word on.
    letters: u32,
    /// Whether a phrase that began before it has ended.
    ends: bool,
}

/// The part of [`Known`] that is kept with the text. It is small, since the kept texts fill more than a processor's cache.
#[derive(Clone, Copy, Debug)]
struct WordKind {
    is_known: bool,
    is_article: bool,
}

/// The phrases found in one text.
#[derive(Clone, Copy, Debug)]
pub struct Scan<'b> {
    /// The words of the text.
    pub words: &'b [Word],
    /// The matches, by first word. Matches with the same first word have a fixed but arbitrary order.
    pub matches: &'b [Match],
    kinds: &'b [WordKind],
    /// What is known of each word.
    pub scores: &'b [WordScore],
}

impl Scan<'_> {
    /// The byte range of a match in the scanned text.
    pub fn bytes(&self, found: &Match) -> (u32, u32) {
        (
            self.words[found.first as usize].start,
            self.words[found.last as usize].end,
        )
    }

    /// Whether any phrase contains a word.
    pub fn is_known(&self, word: usize) -> bool {
        self.kinds.get(word).is_some_and(|kind| kind.is_known)
    }

    /// Whether a word of a text is an article: "the", "our".
    pub fn is_article(&self, word: usize) -> bool {
        self.kinds.get(word).is_some_and(|kind| kind.is_article)
    }

    /// A match as evidence from a field, which says something but weighs nothing yet.
    pub fn evidence(&self, at: &Match, field: Field) -> Evidence {
        let (start, end) = self.bytes(at);
        Evidence {
            rule: at.rule,
            field,
            start,
            end,
            weight: 0.0,
        }
    }

    /// The strongest break in front of the words from `first` + 1 to `last`.
    pub fn break_between(&self, first: u32, last: u32) -> Break {
        let between = self.words.get(first as usize + 1..=last as usize);
        between
            .unwrap_or(&[])
            .iter()
            .map(|word| word.before)
            .max()
            .unwrap_or(Break::None)
    }
}

impl Matcher {
    /// Finds every phrase in `text`. A phrase skips articles between its words. It ends at the end of a
    /// sentence and at a comma.
    pub fn scan<'b>(&self, text: &str, buffers: &'b mut Buffers) -> Scan<'b> {
        self.scan_as(text, Stops::EndSentences, buffers)
    }

    /// Finds every phrase in a title. A full stop in a title does not end a sentence.
    pub fn scan_title<'b>(&self, title: &str, buffers: &'b mut Buffers) -> Scan<'b> {
        self.scan_as(title, Stops::Abbreviate, buffers)
    }

    fn scan_as<'b>(&self, text: &str, stops: Stops, buffers: &'b mut Buffers) -> Scan<'b> {
        let Buffers { scanned, scanner } = buffers;
        self.find(text, stops, scanner, scanned);
        scanned.scan()
    }

    /// Finds every phrase in a text, and keeps them outside of the buffers, which are free for another text.
    pub(crate) fn scan_into<'s>(
        &self,
        text: &str,
        stops: Stops,
        buffers: &mut Buffers,
        scanned: &'s mut ScannedText,
    ) -> Scan<'s> {
        self.find(text, stops, &mut buffers.scanner, scanned);
        scanned.scan()
    }

    fn find(&self, text: &str, stops: Stops, scanner: &mut Scanner, scanned: &mut ScannedText) {
        self.look_up(text, stops, scanner, scanned);
        let Scanner {
            known, automaton, ..
        } = scanner;
        let matches = &mut scanned.matches;
        for (first, mut word) in known.iter().enumerate() {
            if !word.meaning.begins {
                continue;
            }
            let before = first
                .checked_sub(1)
                .map_or(0, |before| known[before].letters);
            let mut step = automaton.first(self, word.meaning);
            let mut last = first;
            loop {
                let found = automaton.endings(step).iter();
                matches.extend(found.map(|(rule, unspelled)| Match {
                    rule: *rule,
                    first: first as u32,
                    last: last as u32,
                    spelled: (word.letters - before).saturating_sub(u32::from(*unspelled)),
                }));
                last += 1;
                let Some(next) = known.get(last).filter(|next| !next.ends) else {
                    break;
                };
                word = next;
                match automaton.next(self, step, word.meaning) {
                    Some(next) => step = next,
                    None => break,
                }
            }
        }
    }

    /// Splits the text into words and looks up what each may be.
    fn look_up(&self, text: &str, stops: Stops, scanner: &mut Scanner, scanned: &mut ScannedText) {
        let ScannedText {
            words: found,
            matches,
            kinds,
            scores,
        } = scanned;
        let Scanner {
            folded,
            known,
            automaton,
        } = scanner;
        automaton.prepare(self);
        found.clear();
        matches.clear();
        kinds.clear();
        scores.clear();
        known.clear();
        let mut letters = 0;
        words(text, stops, folded, |word, folded| {
            let written = &text[word.start as usize..word.end as usize];
            // A title says each of its words on purpose, and a comma may stand inside a role.
            let is_prose = stops == Stops::EndSentences;
            letters += folded.len() as u32;
            let (mut meaning, score) = automaton.word(self, folded, written);
            scores.push(score);
            meaning.is_article &= is_prose;
            kinds.push(WordKind {
                is_known: meaning.is_article || !meaning.classes.is_empty(),
                is_article: meaning.is_article,
            });
            known.push(Known {
                meaning,
                letters,
                ends: word.before == Break::Sentence || (is_prose && word.comma),
            });
            found.push(word);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::phrase::builder::MatcherBuilder;
    use crate::rules::phrase::vocabulary::Inflection;

    fn matcher(phrases: &[&str]) -> Matcher {
        let ending = |from: &str, to: &str| Inflection {
            from: from.into(),
            to: to.into(),
        };
        let english = vec![ending("", "s"), ending("y", "ies"), ending("e", "ing")];
        let mut builder = MatcherBuilder::new([("en".to_owned(), english)].into_iter().collect());
        for (index, phrase) in phrases.iter().enumerate() {
            let added = builder.add(phrase, Some("en"), RuleId(index as u32));
            added.unwrap();
        }
        builder.build()
    }

    fn found<'t>(matcher: &Matcher, text: &'t str) -> Vec<(u32, &'t str)> {
        let mut buffers = Buffers::default();
        let scan = matcher.scan(text, &mut buffers);
        let mut found: Vec<_> = scan
            .matches
            .iter()
            .map(|m| {
                let (start, end) = scan.bytes(m);
                (m.rule.0, &text[start as usize..end as usize])
            })
            .collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn words_match_whole_and_inflected() {
        let matcher = matcher(&["product", "company", "cto"]);
        assert_eq!(
            found(&matcher, "Products, companies"),
            [(0, "Products"), (1, "companies")]
        );
        assert_eq!(found(&matcher, "productivity of the director"), []);
    }

    #[test]
    fn invariable_words_take_no_ending_in_their_language() {
        let ending = |to: &str| Inflection {
            from: String::new(),
            to: to.into(),
        };
        let languages = [
            ("en".to_owned(), vec![ending("es")]),
            ("de".to_owned(), vec![ending("e")]),
        ];
        let mut builder = MatcherBuilder::new(languages.into_iter().collect());
        for (index, (word, language)) in (0..).zip([("not", "en"), ("all", "en"), ("all", "de")]) {
            builder.add(word, Some(language), RuleId(index)).unwrap();
        }
        builder.add_invariable("not", Some("en"));
        builder.add_invariable("all", Some("en"));
        let matcher = builder.build();
        assert_eq!(found(&matcher, "not notes"), [(0, "not")]);
        assert_eq!(found(&matcher, "alle"), [(2, "alle")]);
    }

    #[test]
    fn exact_words_are_case_sensitive() {
        let matcher = matcher(&["run =IT"]);
        assert_eq!(found(&matcher, "We run IT; do run it"), [(0, "run IT")]);
    }

    #[test]
    fn pieces_match_compounds_and_count_their_letters() {
        let matcher = matcher(&["*leader", "team*", "*manager of product"]);
        let mut buffers = Buffers::default();
        let mut spelled = |text| {
            let scan = matcher.scan(text, &mut buffers);
            let mut spelled: Vec<_> = scan.matches.iter().map(|m| (m.rule.0, m.spelled)).collect();
            spelled.sort_unstable();
            spelled
        };
        assert_eq!(spelled("Teamleaders"), [(0, 7), (1, 4)]);
        assert_eq!(spelled("A leader"), [(0, 6)]);
        assert_eq!(spelled("leadership steam"), []);
        assert_eq!(spelled("Supermanager of products"), [(2, 17)]);
    }

    #[test]
    fn a_number_is_a_word_of_digits() {
        let matcher = matcher(&["team of <number> [<number>]", "<number> people"]);
        assert_eq!(
            found(&matcher, "a team of 22; 1,200 people"),
            [(0, "team of 22"), (1, "200 people")]
        );
        assert_eq!(
            found(&matcher, "a team of 22,000")[1],
            (0, "team of 22,000")
        );
        assert_eq!(found(&matcher, "a team of ten, 3a people"), []);
        // One that says which number it is tells more.
        let levels = self::matcher(&["level <number>", "level 9"]);
        let mut buffers = Buffers::default();
        let scan = levels.scan("level 9", &mut buffers);
        let mut spelled: Vec<_> = scan.matches.iter().map(|m| (m.rule.0, m.spelled)).collect();
        spelled.sort_unstable();
        assert_eq!(spelled, [(0, 5), (1, 6)]);
    }

    #[test]
    fn gaps_are_bounded_and_end_with_the_sentence() {
        let matcher = matcher(&["improve ..2 product"]);
        assert_eq!(
            found(&matcher, "improve our own product"),
            [(0, "improve our own product")]
        );
        assert_eq!(
            found(&matcher, "improving products"),
            [(0, "improving products")]
        );
        assert_eq!(found(&matcher, "improve all of our product"), []);
        assert_eq!(found(&matcher, "improve. Our product"), []);
        assert_eq!(found(&matcher, "improve our. product"), []);
    }

    #[test]
    fn phrases_with_the_same_beginning_are_all_found() {
        let matcher = matcher(&[
            "chief information officer",
            "chief information security officer",
            "information",
        ]);
        assert_eq!(
            found(&matcher, "Chief Information Security Officer"),
            [
                (1, "Chief Information Security Officer"),
                (2, "Information")
            ]
        );
    }
}
