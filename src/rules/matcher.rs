//! Holds all phrases of a pack in one automaton that scans each text once.
//!
//! Each word of a text is looked up once; a word that no phrase holds costs nothing more. From every
//! known word the trie of all phrases that begin with it is walked as far as it leads. The walk is bounded by the
//! longest phrase, so a scan is linear in the text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::pieces::Pieces;
use super::trie::{Beginning, NodeId, Phrase, ROOT, Trie};
use super::words::{Break, Stops, Word, words};
use crate::model::{Evidence, Field, RuleId};

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
    words: Vec<Word>,
    matches: Vec<Match>,
    folded: String,
    classes: Vec<(ClassId, u16)>,
    known: Vec<Known>,
    walk: Vec<Reached>,
}

/// What phrases know of a word in a text.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// The end of its classes in the list of all. They begin where those of the word before end.
    end: u32,
    classes: Classes,
    /// Whether it is an article, which a phrase may skip.
    article: bool,
    /// Whether a phrase that began before it has ended.
    ends: bool,
}

/// The phrases found in one text.
#[derive(Clone, Copy, Debug)]
pub struct Scan<'b> {
    /// The words of the text.
    pub words: &'b [Word],
    /// The matches, by first word. Matches with the same first word have a fixed but arbitrary order.
    pub matches: &'b [Match],
    known: &'b [Known],
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
        let known = self.known.get(word);
        known.is_some_and(|known| known.article || !known.classes.is_empty())
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

/// The number of a word, with all its forms, or of a piece of words.
pub(super) type ClassId = u32;

/// A set of classes, as a mask of 64 bits: it may hold more than it was given, never less.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Classes(u64);

impl Classes {
    fn bit(class: ClassId) -> u64 {
        1 << (class % u64::BITS)
    }

    fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether two sets may have a class in common.
    pub(super) fn may_share(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<ClassId> for Classes {
    fn from_iter<I: IntoIterator<Item = ClassId>>(classes: I) -> Self {
        let bits = classes.into_iter().map(Classes::bit);
        Classes(bits.fold(0, |all, bit| all | bit))
    }
}

/// A place in a trie, reached on the way through a text.
#[derive(Clone, Copy, Debug)]
struct Reached {
    /// The trie, as an index into those of the matcher.
    trie: u32,
    node: NodeId,
    /// The next word.
    next: u32,
    /// Letters spelled so far.
    spelled: u32,
}

/// The compiled phrases.
#[derive(Debug, Default)]
pub struct Matcher {
    /// Folded words of phrases, each with the index of what it may be.
    pub(super) words: FxHashMap<Box<str>, u32>,
    pub(super) forms: Vec<Form>,
    /// For words that are not in `words`, what they may be by their pieces.
    pub(super) beginnings: Pieces,
    pub(super) endings: Pieces,
    /// Classes, each with the number of letters that it spells out.
    pub(super) classes: Vec<(ClassId, u16)>,
    pub(super) exact: Vec<(Box<str>, ClassId)>,
    /// By class, the trie of the phrases that begin with it, if any does.
    pub(super) begins: Vec<Option<u32>>,
    pub(super) tries: Vec<Beginning>,
    pub(super) phrases: Vec<Phrase>,
}

/// A range in one of the lists of the matcher.
pub(super) type Stretch = Range<u32>;

#[derive(Debug)]
pub(super) struct Form {
    pub(super) classes: Stretch,
    pub(super) exact: Stretch,
    /// Whether the word is an article: "the", "unser", "les".
    pub(super) article: bool,
}

/// What a stretch of a list holds.
pub(super) fn stretch<'l, T>(list: &'l [T], at: &Stretch) -> &'l [T] {
    &list[at.start as usize..at.end as usize]
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
        self.look_up(text, stops, buffers);
        let Buffers {
            words,
            matches,
            classes,
            known,
            walk,
            ..
        } = buffers;
        let classes_of = |at: u32| {
            let at = at as usize;
            let from = at.checked_sub(1).map_or(0, |before| known[before].end);
            &classes[from as usize..known[at].end as usize]
        };
        for first in 0..words.len() as u32 {
            for (class, spelled) in classes_of(first) {
                if let Some(trie) = self.begins[*class as usize] {
                    let reached = Reached {
                        trie,
                        node: ROOT,
                        next: first + 1,
                        spelled: u32::from(*spelled),
                    };
                    enter(self.trie(trie), reached, first, known, matches, walk);
                }
            }
            while let Some(before) = walk.pop() {
                let trie = self.trie(before.trie);
                for (class, spelled) in classes_of(before.next) {
                    if let Some(node) = trie.step(before.node, *class) {
                        let reached = Reached {
                            node,
                            next: before.next + 1,
                            spelled: before.spelled + u32::from(*spelled),
                            ..before
                        };
                        enter(trie, reached, first, known, matches, walk);
                    }
                }
            }
        }
        Scan {
            words,
            matches,
            known,
        }
    }

    /// Splits the text into words and looks up what each may be.
    fn look_up(&self, text: &str, stops: Stops, buffers: &mut Buffers) {
        let Buffers {
            words: found,
            matches,
            folded,
            classes,
            known,
            ..
        } = buffers;
        found.clear();
        matches.clear();
        classes.clear();
        known.clear();
        let ends_sentences = stops == Stops::EndSentences;
        words(text, stops, folded, |word, folded| {
            found.push(word);
            let start = classes.len();
            let form = self.words.get(folded).map(|at| &self.forms[*at as usize]);
            match form {
                Some(form) => {
                    classes.extend_from_slice(stretch(&self.classes, &form.classes));
                    let written = &text[word.start as usize..word.end as usize];
                    let spelled = u16::try_from(folded.len()).unwrap_or(u16::MAX);
                    let exact = stretch(&self.exact, &form.exact).iter();
                    let exact = exact.filter(|(exact, _)| **exact == *written);
                    classes.extend(exact.map(|(_, class)| (*class, spelled)));
                }
                None => {
                    for pieces in [&self.beginnings, &self.endings] {
                        pieces.of(folded, |class, spelled| classes.push((class, spelled)));
                    }
                }
            }
            known.push(Known {
                end: classes.len() as u32,
                classes: classes[start..].iter().map(|(class, _)| *class).collect(),
                article: ends_sentences && form.is_some_and(|form| form.article),
                ends: word.before == Break::Sentence || (ends_sentences && word.comma),
            });
        });
    }

    fn trie(&self, index: u32) -> &Trie {
        self.tries[index as usize].trie(&self.phrases)
    }
}

/// Notes the phrases that end where a node is reached, and where to go from there.
fn enter(
    trie: &Trie,
    reached: Reached,
    first: u32,
    known: &[Known],
    matches: &mut Vec<Match>,
    walk: &mut Vec<Reached>,
) {
    for rule in trie.rules(reached.node) {
        matches.push(Match {
            rule: *rule,
            first,
            last: reached.next - 1,
            spelled: reached.spelled,
        });
    }
    go_on(trie, reached, known, walk);
    for (width, node) in trie.gaps(reached.node) {
        let behind = known.get(reached.next as usize..).unwrap_or_default();
        let within = behind.iter().take_while(|known| !known.ends);
        for (next, _) in (reached.next..).zip(within.take(usize::from(*width) + 1)) {
            let node = *node;
            let reached = Reached {
                node,
                next,
                ..reached
            };
            go_on(trie, reached, known, walk);
        }
    }
}

/// Notes the words that may lead on from a node: the next one, and if that is an article, the one behind it.
fn go_on(trie: &Trie, mut reached: Reached, known: &[Known], walk: &mut Vec<Reached>) {
    while let Some(next) = known.get(reached.next as usize).filter(|next| !next.ends) {
        if trie.may_step(reached.node, next.classes) {
            walk.push(reached);
        }
        if !next.article {
            break;
        }
        reached.next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::builder::MatcherBuilder;
    use super::super::form::Inflection;
    use super::super::pattern::parts;
    use super::*;

    fn matcher(phrases: &[&str]) -> Matcher {
        let ending = |from: &str, to: &str| Inflection {
            from: from.into(),
            to: to.into(),
        };
        let english = vec![ending("", "s"), ending("y", "ies"), ending("e", "ing")];
        let mut builder = MatcherBuilder::new([("en".to_owned(), english)].into_iter().collect());
        for (index, phrase) in phrases.iter().enumerate() {
            let parts = parts(phrase).unwrap();
            builder.add(&parts, Some("en"), RuleId(index as u32));
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
