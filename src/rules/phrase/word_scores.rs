//! What single words tell, by their first letters.

use crate::text::TextMap;

/// What a word tells by itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordScore {
    /// How it leans: below 0 to the internal, above 0 to the external side.
    pub leans: i16,
    /// Whether texts that look both ways use it: above 0 if they do more than others.
    pub faces_both: i16,
    /// Whether leaders of technology use it: above 0 if they do more than others.
    pub leads: i16,
}

/// A score for each of many words.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    letters: usize,
    words: TextMap<Box<str>, i16>,
}

impl Scores {
    /// Scores of words that the first `letters` letters tell apart.
    pub(in crate::rules) fn new<'w>(
        letters: usize,
        words: impl Iterator<Item = (&'w String, &'w i16)>,
    ) -> Self {
        let words = words.map(|(word, score)| (word.as_str().into(), *score));
        Scores {
            letters,
            words: words.collect(),
        }
    }

    /// The score of a word, which is given as it is told apart.
    pub fn get(&self, word: &str) -> Option<i16> {
        self.words.get(word).copied()
    }

    /// All words and their scores, in any order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, i16)> {
        self.words.iter().map(|(word, score)| (&**word, *score))
    }

    fn of(&self, folded: &str) -> i16 {
        self.get(beginning(folded, self.letters)).unwrap_or(0)
    }
}

/// All scores of words.
#[derive(Clone, Debug, Default)]
pub struct WordScores {
    /// How they lean.
    pub leans: Scores,
    /// Whether texts that look both ways use them.
    pub faces_both: Scores,
    /// Whether leaders of technology use them.
    pub leads: Scores,
}

impl WordScores {
    /// What a folded word tells.
    pub(in crate::rules) fn of(&self, folded: &str) -> WordScore {
        WordScore {
            leans: self.leans.of(folded),
            faces_both: self.faces_both.of(folded),
            leads: self.leads.of(folded),
        }
    }
}

/// The first letters of a word.
pub fn beginning(word: &str, letters: usize) -> &str {
    let end = word.char_indices().nth(letters);
    end.map_or(word, |(end, _)| &word[..end])
}
