//! Which stretches of a text have been taken by a phrase, so that a shorter one within is passed over.

use crate::rules::Match;

/// There is room for so many words at once, which is enough for most texts.
const USUAL: usize = 128;

/// Stretches taken so far; those that are added must come longest first.
#[derive(Default)]
pub(super) struct Taken {
    /// For each word, one more than the last word of the stretches that hold it; 0 for none.
    ends: Vec<u32>,
}

impl Taken {
    /// Whether a match lies within one stretch.
    pub(super) fn holds(&self, at: &Match) -> bool {
        let end = self.ends.get(at.first as usize);
        end.is_some_and(|end| *end > at.last)
    }

    /// Whether a match shares a word with any stretch.
    pub(super) fn touches(&self, at: &Match) -> bool {
        let words =
            (at.first as usize).min(self.ends.len())..(at.last as usize + 1).min(self.ends.len());
        self.ends[words].iter().any(|end| *end > 0)
    }

    /// Takes the stretch of a match.
    pub(super) fn add(&mut self, at: &Match) {
        let after = at.last as usize + 1;
        if self.ends.len() < after {
            self.ends.reserve(USUAL);
            self.ends.resize(after, 0);
        }
        for end in &mut self.ends[at.first as usize..after] {
            *end = (*end).max(at.last + 1);
        }
    }
}
