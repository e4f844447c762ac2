//! The phrases that begin with one word, as a trie of words.
//!
//! The phrases of the built-in pack stand for hundreds of thousands of sequences of words, and most texts hold few of
//! the words that these begin with. So a trie is built only when its word is met.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::class::{ClassId, Classes, Stretch, append, stretch};
use super::pattern::Token;
use super::spelled::{Part, parts};
use crate::model::RuleId;

pub(in crate::rules) type NodeId = u32;

/// The node behind the first word.
pub(in crate::rules) const ROOT: NodeId = 0;

/// What a phrase asks of the next words of a text.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) enum Seek {
    /// That the next one is of this class.
    Class(ClassId),
    /// Nothing, of up to so many words.
    Gap(u8),
}

/// All phrases, as tokens in one list: most are never asked for.
#[derive(Debug, Default)]
pub(in crate::rules) struct Phrases {
    pub(in crate::rules) tokens: Vec<Token<Seek>>,
    /// By phrase, where its tokens end and the rule that it speaks for.
    ends: Vec<(u32, RuleId)>,
}

impl Phrases {
    /// Ends a phrase with the tokens added since the one before, and gives its index.
    pub(in crate::rules) fn end(&mut self, rule: RuleId) -> u32 {
        self.ends.push((self.tokens.len() as u32, rule));
        self.ends.len() as u32 - 1
    }

    /// The tokens of a phrase.
    pub(in crate::rules) fn tokens(&self, phrase: u32) -> &[Token<Seek>] {
        let before = (phrase as usize).checked_sub(1);
        let from = before.map_or(0, |before| self.ends[before].0);
        stretch(&self.tokens, &(from..self.ends[phrase as usize].0))
    }

    fn rule(&self, phrase: u32) -> RuleId {
        self.ends[phrase as usize].1
    }
}

/// A class that phrases begin with, and the trie of these phrases once it was asked for.
#[derive(Debug)]
pub(in crate::rules) struct Beginning {
    class: ClassId,
    /// The phrases, as indices into those of the matcher.
    phrases: Vec<u32>,
    trie: OnceLock<Trie>,
}

impl Beginning {
    pub(in crate::rules) fn new(class: ClassId, phrases: Vec<u32>) -> Self {
        Beginning {
            class,
            phrases,
            trie: OnceLock::new(),
        }
    }

    /// The trie, which is built where it is not yet.
    pub(in crate::rules) fn trie(&self, all: &Phrases) -> &Trie {
        self.trie.get_or_init(|| {
            let mut draft = Draft {
                first: self.class,
                nodes: vec![NodeDraft::default()],
                edges: FxHashMap::default(),
            };
            for phrase in &self.phrases {
                let parts = &parts(all.tokens(*phrase));
                let rest = Rest { parts, then: None };
                draft.add(None, &rest, all.rule(*phrase));
            }
            draft.finish()
        })
    }
}

/// A trie of phrases that begin with the same class.
#[derive(Debug, Default)]
pub(in crate::rules) struct Trie {
    nodes: Vec<Node>,
    edges: Vec<(ClassId, NodeId)>,
    rules: Vec<RuleId>,
    gaps: Vec<(u8, NodeId)>,
}

#[derive(Debug)]
struct Node {
    edges: Stretch,
    rules: Stretch,
    gaps: Stretch,
    /// The classes of its edges.
    ahead: Classes,
}

impl Trie {
    /// The rules of the phrases that end at a node.
    pub(in crate::rules) fn rules(&self, node: NodeId) -> &[RuleId] {
        stretch(&self.rules, &self.nodes[node as usize].rules)
    }

    /// The gaps behind a node, each with the node behind it.
    pub(in crate::rules) fn gaps(&self, node: NodeId) -> &[(u8, NodeId)] {
        stretch(&self.gaps, &self.nodes[node as usize].gaps)
    }

    /// The classes that lead on from a node.
    pub(in crate::rules) fn ahead(&self, node: NodeId) -> Classes {
        self.nodes[node as usize].ahead
    }

    /// Where a word of a class leads from a node.
    pub(in crate::rules) fn step(&self, node: NodeId, class: ClassId) -> Option<NodeId> {
        let edges = stretch(&self.edges, &self.nodes[node as usize].edges);
        let at = edges.binary_search_by_key(&class, |(class, _)| *class);
        at.ok().map(|at| edges[at].1)
    }
}

/// A trie that phrases are added to.
struct Draft {
    first: ClassId,
    nodes: Vec<NodeDraft>,
    edges: FxHashMap<(NodeId, ClassId), NodeId>,
}

#[derive(Default)]
struct NodeDraft {
    rules: Vec<RuleId>,
    gaps: Vec<(u8, NodeId)>,
}

/// What is left of a phrase: these parts, then what stands behind the brackets that they are in.
struct Rest<'p> {
    parts: &'p [Part<Seek>],
    then: Option<&'p Rest<'p>>,
}

impl Draft {
    /// Adds what is left of a phrase behind a node; at its beginning there is none yet.
    fn add(&mut self, node: Option<NodeId>, rest: &Rest<'_>, rule: RuleId) {
        let then = rest.then;
        match (rest.parts.split_first(), then) {
            (Some((Part::Step(seek), parts)), _) => {
                if let Some(next) = self.behind(node, *seek) {
                    self.add(Some(next), &Rest { parts, then }, rule);
                }
            }
            (Some((Part::OneOf(alternatives), parts)), _) => {
                let behind = Rest { parts, then };
                for parts in alternatives {
                    let then = Some(&behind);
                    self.add(node, &Rest { parts, then }, rule);
                }
            }
            (None, Some(then)) => self.add(node, then, rule),
            (None, None) => {
                let draft = node.and_then(|node| self.nodes.get_mut(node as usize));
                if let Some(draft) = draft.filter(|draft| !draft.rules.contains(&rule)) {
                    draft.rules.push(rule);
                }
            }
        }
    }

    /// The node to which a step leads: a new one where there is none yet, and none where a phrase begins with
    /// another class.
    fn behind(&mut self, node: Option<NodeId>, seek: Seek) -> Option<NodeId> {
        let next = self.nodes.len() as NodeId;
        let behind = match (node, seek) {
            (None, Seek::Class(class)) => return (class == self.first).then_some(ROOT),
            (None, Seek::Gap(_)) => return None,
            (Some(node), Seek::Class(class)) => *self.edges.entry((node, class)).or_insert(next),
            (Some(node), Seek::Gap(width)) => {
                let gaps = &mut self.nodes[node as usize].gaps;
                let known = gaps.iter().find(|(known, _)| *known == width);
                known.map(|(_, behind)| *behind).unwrap_or_else(|| {
                    gaps.push((width, next));
                    next
                })
            }
        };
        if behind == next {
            self.nodes.push(NodeDraft::default());
        }
        Some(behind)
    }

    /// What was drafted in many small lists, laid out in few long ones.
    fn finish(self) -> Trie {
        let mut trie = Trie::default();
        let mut edges: Vec<_> = self.edges.into_iter().collect();
        edges.sort_unstable();
        let mut edges = edges.into_iter().peekable();
        for (node, draft) in (0..).zip(self.nodes) {
            let start = trie.edges.len() as u32;
            while let Some(((_, class), to)) = edges.next_if(|((from, _), _)| *from == node) {
                trie.edges.push((class, to));
            }
            let ahead = trie.edges[start as usize..].iter();
            let ahead = ahead.map(|(class, _)| *class).collect();
            let node = Node {
                edges: start..trie.edges.len() as u32,
                rules: append(&mut trie.rules, draft.rules),
                gaps: append(&mut trie.gaps, draft.gaps),
                ahead,
            };
            trie.nodes.push(node);
        }
        trie
    }
}

#[cfg(test)]
mod tests {
    use crate::text::TextMap;

    use crate::model::RuleId;
    use crate::rules::phrase::builder::MatcherBuilder;
    use crate::rules::phrase::matcher::Matcher;
    use crate::rules::phrase::scan::Buffers;
    use crate::rules::phrase::spelled::texts;

    fn matcher(phrases: &[&str]) -> Matcher {
        let mut builder = MatcherBuilder::new(TextMap::default());
        for (index, phrase) in (0..).zip(phrases) {
            builder.add(phrase, None, RuleId(index)).unwrap();
        }
        builder.build()
    }

    fn rules_in(matcher: &Matcher, text: &str) -> Vec<u32> {
        let mut buffers = Buffers::default();
        let scan = matcher.scan(text, &mut buffers);
        let mut rules: Vec<_> = scan.matches.iter().map(|found| found.rule.0).collect();
        rules.sort_unstable();
        rules
    }

    #[test]
    fn a_phrase_is_found_in_every_way_in_which_it_can_be_spelled_out() {
        let phrase =
            "[all] (run|lead|[really] own) [the (new|old)] (shop|*house|mill ..2 yard) [now]";
        let matcher = matcher(&[phrase, "own the old shop"]);
        let texts = texts(phrase).unwrap();
        assert_eq!(texts.len(), 2 * 4 * 3 * 3 * 2);
        for text in texts {
            assert!(rules_in(&matcher, &text).contains(&0), "{text}");
        }
        assert_eq!(rules_in(&matcher, "we own the old shop"), [0, 1]);
        assert!(rules_in(&matcher, "all the new shop").is_empty());
        assert!(rules_in(&matcher, "run the shop").is_empty());
    }

    #[test]
    fn a_trie_is_built_when_its_word_is_met() {
        let matcher = matcher(&["(buy|sell) [good] wool", "sell yarn", "wool"]);
        let built = || {
            let tries = matcher.tries.iter();
            tries.filter(|one| one.trie.get().is_some()).count()
        };
        assert_eq!((matcher.tries.len(), built()), (3, 0));
        assert!(rules_in(&matcher, "they knit").is_empty());
        assert_eq!(built(), 0);
        assert_eq!(rules_in(&matcher, "they sell yarn"), [1]);
        assert_eq!(built(), 1);
        assert_eq!(rules_in(&matcher, "they sell wool"), [0, 2]);
        assert_eq!(built(), 2);
    }
}
