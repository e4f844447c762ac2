//! What a matcher has learned of the words of texts and of where they lead.
//!
//! Phrases stand in tries, and a word may belong to phrases of many languages. To walk all their tries anew for every
//! word of every text takes long, and texts say the same again and again. So the places that a word leads to are worked
//! out when it is first met behind the words before it, and then kept: a text is read with about one look-up a word.
//!
//! The set of places that a run of words has reached is a state. Two runs that reach the same places share their state,
//! so few are needed. They live with the buffers of a thread and are forgotten when they become too many.

use std::hash::Hasher;
use std::num::NonZero;

use rustc_hash::{FxHashMap, FxHasher};

use super::class::{Classes, Stretch, WordClass, stretch};
use super::matcher::{Matcher, MatcherId};
use super::short_word::ShortWord;
use super::trie::{NodeId, ROOT, Trie};
use super::word_scores::WordScore;
use crate::model::RuleId;

/// What stands for a word: words that may be the same have the same symbol.
type Symbol = u32;

type StateId = NonZero<u32>;

/// What the phrases know of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::rules) struct Meaning {
    symbol: Symbol,
    /// What it may be.
    pub(in crate::rules) classes: Classes,
    /// Whether a phrase may begin with it.
    pub(in crate::rules) begins: bool,
    /// Whether it is an article, which phrases pass over.
    pub(in crate::rules) is_article: bool,
    /// Whether it means something else when it is written in another way.
    is_exact: bool,
}

/// A word, with what is known of it. It fills a line of a processor's cache, so that a look-up fetches one line, not two.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Kept {
    word: ShortWord,
    meaning: Meaning,
    score: WordScore,
    /// The age in which that was learned.
    age: u32,
}

// With a byte more it would fill two lines.
const _: () = assert!(size_of::<Kept>() == align_of::<Kept>());

/// A place in a trie, reached by a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct TriePlace {
    /// The trie, as an index into those of the matcher.
    trie: u32,
    node: NodeId,
    /// Letters of the words so far that the phrase does not spell out.
    unspelled: u16,
    /// How many words are passed over before the next one counts.
    pass: u8,
}

/// A state, and what leads on from it.
#[derive(Clone, Copy, Debug)]
struct Onward {
    state: StateId,
    /// The classes that may lead on.
    ahead: Classes,
    /// Whether any word leads on, since a place passes it over.
    passes: bool,
}

/// Where a word leads.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Transition {
    /// The phrases that end with the word.
    endings: (u32, u32),
    /// What leads on is kept here and not with the state, since most words are turned away by it.
    next: Option<Onward>,
}

/// A phrase that ends with a word, and how many letters of its words it does not spell out.
type Ending = (RuleId, u16);

/// A step, by the state and the word that it leads from.
#[derive(Clone, Copy, Debug)]
struct Step {
    from: StepKey,
    transition: Transition,
}

type StepKey = (StateId, Symbol);

/// So many steps are kept, a few megabytes.
const MOST_STEPS: usize = 1 << 17;

/// Room for this many words at first, and for that many at most. Both are powers of two. Each word has two places, side
/// by side, where it can be kept. So no choice of words makes a look-up slow, and two words rarely push each other out.
const FIRST_WORDS: usize = 1 << 8;

const MOST_WORDS: usize = 1 << 13;

/// The part of the automaton that was met so far.
#[derive(Debug, Default)]
pub(in crate::rules) struct Automaton {
    /// The matcher that it was learned from.
    of: MatcherId,
    /// How often it has forgotten what it learned.
    age: u32,
    words: Vec<Kept>,
    /// How many words were worked out since there is room for so many.
    missed: usize,
    /// By symbol, what such a word may be.
    symbols: Vec<Box<[WordClass]>>,
    by_classes: FxHashMap<Box<[WordClass]>, Symbol>,
    /// The places of each state.
    states: Vec<Stretch>,
    by_places: FxHashMap<Box<[TriePlace]>, StateId>,
    places: Vec<TriePlace>,
    endings: Vec<Ending>,
    /// By symbol, the step of a first word, where it is known.
    firsts: Vec<Option<Transition>>,
    /// The steps of all other words.
    later: FxHashMap<StepKey, Transition>,
    /// Steps taken lately. Each has one possible place, which is faster to find than an entry of the map.
    taken: Vec<Option<Step>>,
    /// The places and endings of the step that is being worked out.
    draft: (Vec<TriePlace>, Vec<Ending>),
}

impl Automaton {
    /// Prepares for a text: forgets what another matcher taught, and what has become too much.
    pub(in crate::rules) fn prepare(&mut self, matcher: &Matcher) {
        if self.of != matcher.id || self.firsts.len() + self.later.len() > MOST_STEPS {
            *self = Automaton {
                of: matcher.id,
                age: self.age.wrapping_add(1),
                // To empty it takes longer than to see that a word is of another age.
                words: std::mem::take(&mut self.words),
                taken: vec![None; self.taken.len()],
                ..Automaton::default()
            };
        }
        let room = self.words.len();
        if room == 0 {
            self.make_room(FIRST_WORDS);
        } else if self.missed > room && room < MOST_WORDS {
            self.make_room(room * 4);
        }
    }

    fn make_room(&mut self, words: usize) {
        // No age is as high, so no word is found in a place that is free.
        let free = Kept {
            word: ShortWord::default(),
            meaning: Meaning::default(),
            score: WordScore::default(),
            age: u32::MAX,
        };
        let words = words.min(MOST_WORDS);
        self.words = vec![free; words];
        self.taken = vec![None; words];
        self.missed = 0;
    }

    /// What the phrases know of a word, and what it tells by itself.
    pub(in crate::rules) fn word(
        &mut self,
        matcher: &Matcher,
        folded: &str,
        written: &str,
    ) -> (Meaning, WordScore) {
        let known = self.as_written(matcher, folded, folded);
        if known.0.is_exact && written != folded {
            self.as_written(matcher, folded, written)
        } else {
            known
        }
    }

    fn as_written(
        &mut self,
        matcher: &Matcher,
        folded: &str,
        written: &str,
    ) -> (Meaning, WordScore) {
        let score = || matcher.word_scores.of(matcher.scored(folded, written));
        let Some(word) = ShortWord::of(written) else {
            self.missed += 1;
            return (self.meaning(matcher, folded, written), score());
        };
        let at = word.place() & (self.words.len() - 1);
        let beside = at ^ 1;
        for at in [at, beside] {
            let kept = &self.words[at];
            if kept.word == word && kept.age == self.age {
                return (kept.meaning, kept.score);
            }
        }
        let meaning = self.meaning(matcher, folded, written);
        self.missed += 1;
        let (score, age) = (score(), self.age);
        if self.words[at].age == age {
            self.words[beside] = self.words[at];
        }
        self.words[at] = Kept {
            word,
            meaning,
            score,
            age,
        };
        (meaning, score)
    }

    fn meaning(&mut self, matcher: &Matcher, folded: &str, written: &str) -> Meaning {
        let mut classes = Vec::new();
        let vocabulary = &matcher.vocabulary;
        vocabulary.may_be(folded, &mut classes);
        vocabulary.may_be_exactly(folded, written, &mut classes);
        Meaning {
            classes: classes.iter().map(|(class, _)| *class).collect(),
            begins: classes
                .iter()
                .any(|(class, _)| matcher.begins[*class as usize].is_some()),
            symbol: self.symbol(classes),
            is_article: vocabulary.is_article(folded),
            is_exact: vocabulary.is_exact(folded),
        }
    }

    fn symbol(&mut self, classes: Vec<WordClass>) -> Symbol {
        if let Some(symbol) = self.by_classes.get(&classes[..]) {
            return *symbol;
        }
        let symbol = self.symbols.len() as Symbol;
        self.symbols.push(classes.clone().into());
        self.by_classes.insert(classes.into(), symbol);
        self.firsts.push(None);
        symbol
    }

    /// The phrases that end with a step.
    pub(in crate::rules) fn endings(&self, step: Transition) -> &[Ending] {
        let (from, to) = step.endings;
        stretch(&self.endings, &(from..to))
    }

    /// Where a word leads that begins a phrase.
    pub(in crate::rules) fn first(&mut self, matcher: &Matcher, word: Meaning) -> Transition {
        let symbol = word.symbol as usize;
        if let Some(step) = self.firsts[symbol] {
            return step;
        }
        let classes = std::mem::take(&mut self.symbols[symbol]);
        for (class, unspelled) in &classes {
            if let Some(trie) = matcher.begins[*class as usize] {
                let place = TriePlace {
                    trie,
                    node: ROOT,
                    unspelled: *unspelled,
                    pass: 0,
                };
                self.enter(matcher.trie(trie), place);
            }
        }
        self.symbols[symbol] = classes;
        let step = self.learn(matcher);
        self.firsts[symbol] = Some(step);
        step
    }

    /// Where the next word leads, if it leads anywhere. An article is also passed over.
    pub(in crate::rules) fn next(
        &mut self,
        matcher: &Matcher,
        before: Transition,
        word: Meaning,
    ) -> Option<Transition> {
        let Onward {
            state: from,
            ahead,
            passes,
        } = before.next?;
        let leads = ahead.may_share(word.classes) || passes || word.is_article;
        if !leads {
            return None;
        }
        let key = (from, word.symbol << 1 | Symbol::from(word.is_article));
        let place = place_of(key) & (self.taken.len() - 1);
        if let Some(step) = self.taken[place].filter(|step| step.from == key) {
            return Some(step.transition);
        }
        let known = self.later.get(&key).copied();
        let transition = known.unwrap_or_else(|| self.follow(matcher, from, word));
        if known.is_none() {
            self.later.insert(key, transition);
        }
        self.taken[place] = Some(Step {
            from: key,
            transition,
        });
        Some(transition)
    }

    /// Works out where a word leads from a state.
    fn follow(&mut self, matcher: &Matcher, from: StateId, word: Meaning) -> Transition {
        let classes = std::mem::take(&mut self.symbols[word.symbol as usize]);
        for at in self.states[index_of(from)].clone() {
            let place = self.places[at as usize];
            if place.pass > 0 {
                let pass = place.pass - 1;
                self.draft.0.push(TriePlace { pass, ..place });
                continue;
            }
            if word.is_article {
                self.draft.0.push(place);
            }
            let trie = matcher.trie(place.trie);
            for (class, unspelled) in &classes {
                if let Some(node) = trie.step(place.node, *class) {
                    let unspelled = place.unspelled.saturating_add(*unspelled);
                    let place = TriePlace {
                        node,
                        unspelled,
                        ..place
                    };
                    self.enter(trie, place);
                }
            }
        }
        self.symbols[word.symbol as usize] = classes;
        self.learn(matcher)
    }

    /// Drafts the phrases that end at a place, and the places to go on from.
    fn enter(&mut self, trie: &Trie, place: TriePlace) {
        let (places, endings) = &mut self.draft;
        let rules = trie.rules(place.node).iter();
        endings.extend(rules.map(|rule| (*rule, place.unspelled)));
        if !trie.ahead(place.node).is_empty() {
            places.push(place);
        }
        for (width, node) in trie.gaps(place.node) {
            let node = *node;
            places.extend((0..=*width).map(|pass| TriePlace {
                node,
                pass,
                ..place
            }));
        }
    }

    /// Keeps what was drafted.
    fn learn(&mut self, matcher: &Matcher) -> Transition {
        let (mut places, mut drafted) = std::mem::take(&mut self.draft);
        // Of the spellings of a phrase the longest stays.
        drafted.sort_unstable();
        drafted.dedup_by_key(|(rule, _)| *rule);
        let from = self.endings.len() as u32;
        self.endings.append(&mut drafted);
        places.sort_unstable();
        places.dedup();
        let step = Transition {
            endings: (from, self.endings.len() as u32),
            next: self.onward(matcher, &places),
        };
        places.clear();
        self.draft = (places, drafted);
        step
    }

    /// What leads on from a set of places, unless it is empty.
    fn onward(&mut self, matcher: &Matcher, places: &[TriePlace]) -> Option<Onward> {
        if places.is_empty() {
            return None;
        }
        let next = places.iter().filter(|place| place.pass == 0);
        let ahead = next.map(|place| matcher.trie(place.trie).ahead(place.node));
        Some(Onward {
            state: self.state(places)?,
            ahead: ahead.fold(Classes::default(), Classes::and),
            passes: places.iter().any(|place| place.pass > 0),
        })
    }

    /// The state of a set of places. States are numbered from 1.
    fn state(&mut self, places: &[TriePlace]) -> Option<StateId> {
        if let Some(state) = self.by_places.get(places) {
            return Some(*state);
        }
        let from = self.places.len() as u32;
        self.places.extend_from_slice(places);
        self.states.push(from..self.places.len() as u32);
        let state = StateId::new(self.states.len() as u32)?;
        self.by_places.insert(places.into(), state);
        Some(state)
    }
}

/// Where a state is among all.
fn index_of(state: StateId) -> usize {
    state.get() as usize - 1
}

/// A number that says where a step is kept.
fn place_of((state, symbol): StepKey) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write_u64(u64::from(state.get()) << 32 | u64::from(symbol));
    hasher.finish() as usize
}

#[cfg(test)]
mod tests {
    use crate::text::TextMap;

    use crate::model::RuleId;
    use crate::rules::phrase::builder::MatcherBuilder;
    use crate::rules::phrase::matcher::Matcher;
    use crate::rules::phrase::scan::Buffers;

    fn matcher(phrases: &[&str]) -> Matcher {
        let mut builder = MatcherBuilder::new(TextMap::default());
        builder.add_article("the");
        for (index, phrase) in (0..).zip(phrases) {
            builder.add(phrase, None, RuleId(index)).unwrap();
        }
        builder.build()
    }

    fn found(matcher: &Matcher, text: &str, buffers: &mut Buffers) -> [Vec<(u32, u32, u32)>; 2] {
        let found = |scan: crate::rules::phrase::scan::Scan<'_>| {
            let matches = scan.matches.iter();
            matches.map(|at| (at.rule.0, at.first, at.last)).collect()
        };
        let prose = found(matcher.scan(text, buffers));
        [prose, found(matcher.scan_title(text, buffers))]
    }

    const TEXTS: [&str; 6] = [
        "Run the shop and run IT",
        "we run it, the shop",
        "run a big old shop",
        "the workshop run by shopkeepers",
        "shop the shop shop",
        "Run the. Shop",
    ];

    #[test]
    fn what_was_learned_from_other_texts_changes_no_match() {
        let one = matcher(&[
            "run ..2 shop",
            "run shop",
            "=IT",
            "*shop run",
            "shop [shop]",
        ]);
        let other = matcher(&["shop", "run it", "a big [old] shop"]);
        let mut buffers = Buffers::default();
        for round in 0..3 {
            for text in TEXTS {
                for matcher in [&one, &other] {
                    let fresh = found(matcher, text, &mut Buffers::default());
                    let used = found(matcher, text, &mut buffers);
                    assert_eq!(fresh, used, "{text} in round {round}");
                }
            }
        }
        assert_eq!(
            found(&one, TEXTS[0], &mut buffers),
            // An article is passed over in prose; in a title it is one of the words of a gap.
            [
                vec![(0, 0, 2), (1, 0, 2), (4, 2, 2), (2, 5, 5)],
                vec![(0, 0, 2), (4, 2, 2), (2, 5, 5)]
            ]
        );
    }
}
