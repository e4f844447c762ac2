//! What a matcher has learned of where the words of texts lead.
//!
//! Phrases stand in tries, and a word may belong to phrases of many languages. To walk all their tries anew for every
//! word of every text takes long, and texts say the same again and again. So the places that a word leads to are worked
//! out when it is first met behind the words before it, and then kept: a text is read with about one look-up a word.
//!
//! The set of places that a run of words has reached is a state. Two runs that reach the same places share their state,
//! so few are needed. They live with the buffers of a thread and are forgotten when they become too many.

use rustc_hash::FxHashMap;

use super::matcher::{ClassId, Classes, Known, Matcher, Stretch, stretch};
use super::trie::{NodeId, ROOT, Trie};
use crate::model::RuleId;

/// What stands for a word in the automaton: words with the same symbol lead to the same places.
pub(super) type Symbol = u32;
/// The symbol of a word that no phrase holds. Behind it come those of the forms of the matcher, in their order.
const NOTHING: Symbol = 0;
type StateId = u32;

/// A place in a trie, reached by a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    /// The trie, as an index into those of the matcher.
    trie: u32,
    node: NodeId,
    /// Letters of the words so far that the phrase does not spell out.
    unspelled: u16,
    /// How many words are passed over before the next one counts.
    pass: u8,
}

#[derive(Debug)]
struct State {
    places: Stretch,
    /// The classes that may lead on.
    ahead: Classes,
    /// Whether any word leads on, since a place passes it over.
    passes: bool,
}

/// Where a word leads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// The phrases that end with the word.
    endings: (u32, u32),
    next: Option<StateId>,
}

/// A phrase that ends with a word, and how many letters of its words it does not spell out.
type Ending = (RuleId, u16);

/// So many steps are kept, a few megabytes.
const MOST_STEPS: usize = 1 << 17;

/// The part of the automaton that was met so far.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    /// The matcher that it was learned from.
    of: u64,
    states: Vec<State>,
    by_places: FxHashMap<Box<[Place]>, StateId>,
    places: Vec<Place>,
    steps: Vec<Step>,
    endings: Vec<Ending>,
    /// By symbol, one more than the step of a first word, or 0 where none is known.
    firsts: Vec<u32>,
    /// The steps of all other words.
    later: FxHashMap<(StateId, Symbol), u32>,
    /// Symbols of words that are not listed as such: by what they may be.
    unlisted: FxHashMap<Box<[(ClassId, u16)]>, Symbol>,
    /// The places and endings of the step that is being worked out.
    draft: (Vec<Place>, Vec<Ending>),
}

impl Automaton {
    /// Prepares for a text: forgets what another matcher taught, and what has become too much.
    pub(super) fn prepare(&mut self, matcher: &Matcher) {
        if self.of != matcher.id || self.steps.len() > MOST_STEPS {
            *self = Automaton {
                of: matcher.id,
                ..Automaton::default()
            };
        }
    }

    /// The symbol of a word that is not listed, by what it may be.
    pub(super) fn unlisted(&mut self, matcher: &Matcher, classes: &[(ClassId, u16)]) -> Symbol {
        if classes.is_empty() {
            return NOTHING;
        }
        if let Some(symbol) = self.unlisted.get(classes) {
            return *symbol;
        }
        let symbol = (matcher.forms.len() + self.unlisted.len()) as Symbol + 1;
        self.unlisted.insert(classes.into(), symbol);
        symbol
    }

    /// The phrases that end with a step.
    pub(super) fn endings(&self, step: Step) -> &[Ending] {
        let (from, to) = step.endings;
        stretch(&self.endings, &(from..to))
    }

    /// Where a word leads that begins a phrase.
    pub(super) fn first(
        &mut self,
        matcher: &Matcher,
        word: &Known,
        classes: &[(ClassId, u16)],
    ) -> Step {
        let symbol = word.symbol as usize;
        if let Some(at) = self.firsts.get(symbol).and_then(|step| step.checked_sub(1)) {
            return self.steps[at as usize];
        }
        for (class, unspelled) in classes {
            if let Some(trie) = matcher.begins[*class as usize] {
                let place = Place {
                    trie,
                    node: ROOT,
                    unspelled: *unspelled,
                    pass: 0,
                };
                self.enter(matcher.trie(trie), place);
            }
        }
        let step = self.learn(matcher);
        if self.firsts.len() <= symbol {
            self.firsts.resize(matcher.forms.len().max(symbol + 1), 0);
        }
        self.firsts[symbol] = self.steps.len() as u32;
        step
    }

    /// Where the next word leads, if it leads anywhere.
    pub(super) fn next(
        &mut self,
        matcher: &Matcher,
        before: Step,
        word: &Known,
        classes: &[(ClassId, u16)],
    ) -> Option<Step> {
        let from = before.next?;
        let state = &self.states[from as usize];
        let leads = state.ahead.may_share(word.classes) || state.passes || word.article;
        if !leads {
            return None;
        }
        // An article is also passed over, but not in titles.
        let key = (from, word.symbol << 1 | Symbol::from(word.article));
        if let Some(at) = self.later.get(&key) {
            return Some(self.steps[*at as usize]);
        }
        for at in state.places.clone() {
            let place = self.places[at as usize];
            if place.pass > 0 {
                let pass = place.pass - 1;
                self.draft.0.push(Place { pass, ..place });
                continue;
            }
            if word.article {
                self.draft.0.push(place);
            }
            let trie = matcher.trie(place.trie);
            for (class, unspelled) in classes {
                if let Some(node) = trie.step(place.node, *class) {
                    let unspelled = place.unspelled.saturating_add(*unspelled);
                    let place = Place {
                        node,
                        unspelled,
                        ..place
                    };
                    self.enter(trie, place);
                }
            }
        }
        let step = self.learn(matcher);
        self.later.insert(key, self.steps.len() as u32 - 1);
        Some(step)
    }

    /// Drafts the phrases that end at a place, and the places to go on from.
    fn enter(&mut self, trie: &Trie, place: Place) {
        let (places, endings) = &mut self.draft;
        let rules = trie.rules(place.node).iter();
        endings.extend(rules.map(|rule| (*rule, place.unspelled)));
        if !trie.ahead(place.node).is_empty() {
            places.push(place);
        }
        for (width, node) in trie.gaps(place.node) {
            let node = *node;
            places.extend((0..=*width).map(|pass| Place {
                node,
                pass,
                ..place
            }));
        }
    }

    /// Keeps the step that was drafted.
    fn learn(&mut self, matcher: &Matcher) -> Step {
        let (mut places, mut drafted) = std::mem::take(&mut self.draft);
        // The longest spelling of each phrase stays.
        drafted.sort_unstable();
        drafted.dedup_by_key(|(rule, _)| *rule);
        let from = self.endings.len() as u32;
        self.endings.append(&mut drafted);
        places.sort_unstable();
        places.dedup();
        let step = Step {
            endings: (from, self.endings.len() as u32),
            next: self.state(matcher, &places),
        };
        self.steps.push(step);
        places.clear();
        self.draft = (places, drafted);
        step
    }

    /// The state of a set of places, unless there is none.
    fn state(&mut self, matcher: &Matcher, places: &[Place]) -> Option<StateId> {
        if places.is_empty() {
            return None;
        }
        if let Some(state) = self.by_places.get(places) {
            return Some(*state);
        }
        let from = self.places.len() as u32;
        self.places.extend_from_slice(places);
        let next = places.iter().filter(|place| place.pass == 0);
        let ahead = next.map(|place| matcher.trie(place.trie).ahead(place.node));
        let state = self.states.len() as StateId;
        self.states.push(State {
            places: from..self.places.len() as u32,
            ahead: ahead.fold(Classes::default(), Classes::and),
            passes: places.iter().any(|place| place.pass > 0),
        });
        self.by_places.insert(places.into(), state);
        Some(state)
    }
}
