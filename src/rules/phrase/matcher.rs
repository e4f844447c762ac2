//! All phrases of a pack, compiled.

use super::trie::{Beginning, Phrases, Trie};
use super::vocabulary::Vocabulary;

/// The compiled phrases.
#[derive(Debug, Default)]
pub struct Matcher {
    /// Tells it from others. All that hold no phrase have the same.
    pub(in crate::rules) id: u64,
    pub(in crate::rules) vocabulary: Vocabulary,
    /// By class, the trie of the phrases that begin with it, if any does.
    pub(in crate::rules) begins: Vec<Option<u32>>,
    pub(in crate::rules) tries: Vec<Beginning>,
    pub(in crate::rules) phrases: Phrases,
}

impl Matcher {
    pub(in crate::rules) fn trie(&self, index: u32) -> &Trie {
        self.tries[index as usize].trie(&self.phrases)
    }
}
