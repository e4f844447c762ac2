//! All phrases of a pack, compiled.

use super::trie::{Beginning, Phrases, Trie};
use super::vocabulary::Vocabulary;
use super::word_scores::WordScores;

/// Identifies a matcher. All matchers without phrases share one id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MatcherId(pub(in crate::rules) u64);

/// The compiled phrases.
#[derive(Debug, Default)]
pub struct Matcher {
    pub(in crate::rules) id: MatcherId,
    pub(in crate::rules) vocabulary: Vocabulary,
    /// By class, the trie of the phrases that begin with it, if any does.
    pub(in crate::rules) begins: Vec<Option<u32>>,
    pub(in crate::rules) tries: Vec<Beginning>,
    pub(in crate::rules) phrases: Phrases,
    pub(in crate::rules) word_scores: WordScores,
}

impl Matcher {
    /// What tells it from others.
    pub(crate) fn id(&self) -> MatcherId {
        self.id
    }

    /// What stands for a word among those with scores: the word itself, or its folded form unless capitals give it
    /// another meaning, as they do to "IT".
    pub(crate) fn scored<'w>(&self, folded: &'w str, written: &'w str) -> &'w str {
        let in_capitals =
            written.chars().nth(1).is_some() && written.chars().all(char::is_uppercase);
        match in_capitals && self.vocabulary.is_exact(folded) {
            true => written,
            false => folded,
        }
    }

    pub(in crate::rules) fn trie(&self, index: u32) -> &Trie {
        self.tries[index as usize].trie(&self.phrases)
    }
}
