//! All phrases of a pack, compiled.

use super::trie::{Beginning, Phrases, Trie};
use super::vocabulary::Vocabulary;

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
}

impl Matcher {
    /// What tells it from others.
    pub(crate) fn id(&self) -> MatcherId {
        self.id
    }

    pub(in crate::rules) fn trie(&self, index: u32) -> &Trie {
        self.tries[index as usize].trie(&self.phrases)
    }
}
