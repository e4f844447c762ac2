//! What words tell, by their first letters: each by itself, and two that follow each other as a pair.

use rustc_hash::FxHashMap;

use crate::text::TextMap;

/// What words tell of each question.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tells {
    /// How they lean: below 0 to the internal, above 0 to the external side.
    pub leans: i16,
    /// Whether texts that look both ways use them: above 0 if they do more than others.
    pub faces_both: i16,
    /// Whether leaders of technology use them: above 0 if they do more than others.
    pub leads: i16,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordScore {
    /// What it tells by itself.
    pub alone: Tells,
    leans: Paired,
    faces_both: Paired,
    leads: Paired,
}

/// The number of a word among those in pairs, kept short since each word of each text has three. 0 is in none.
type Paired = u16;

/// The scores of many words.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    letters: usize,
    words: TextMap<Box<str>, (i16, Paired)>,
    pairs: FxHashMap<(Paired, Paired), i16>,
}

/// What separates the two words of a pair where it is named.
const BETWEEN: char = ' ';

impl Scores {
    /// Scores of words that the first `letters` letters tell apart, and of pairs of them, with a blank between. `None` if too many
    /// words are in pairs.
    pub(in crate::rules) fn new<'w>(
        letters: usize,
        words: impl Iterator<Item = (&'w String, &'w i16)>,
    ) -> Option<Self> {
        let mut scores = Scores {
            letters,
            ..Scores::default()
        };
        let mut last = 0;
        for (word, score) in words {
            match word.split_once(BETWEEN) {
                Some((first, second)) => {
                    let first = scores.numbered(first, &mut last)?;
                    let second = scores.numbered(second, &mut last)?;
                    scores.pairs.insert((first, second), *score);
                }
                None => scores.words.entry(word.as_str().into()).or_default().0 = *score,
            }
        }
        Some(scores)
    }

    /// The number of a word that is in a pair. `last` is the last one given.
    fn numbered(&mut self, word: &str, last: &mut Paired) -> Option<Paired> {
        let (_, number) = self.words.entry(word.into()).or_default();
        if *number == 0 {
            *last = last.checked_add(1)?;
            *number = *last;
        }
        Some(*number)
    }

    /// The score of a word or a pair, as it is named.
    pub fn get(&self, named: &str) -> Option<i16> {
        let of = |word| self.words.get(word);
        match named.split_once(BETWEEN) {
            Some((first, second)) => self.pairs.get(&(of(first)?.1, of(second)?.1)).copied(),
            None => Some(of(named)?.0).filter(|score| *score != 0),
        }
    }

    /// All words and pairs as they are named, with their scores, in any order.
    pub fn iter(&self) -> impl Iterator<Item = (String, i16)> {
        let numbered = self
            .words
            .iter()
            .map(|(word, (_, number))| (*number, &**word));
        let numbered: FxHashMap<Paired, &str> = numbered.collect();
        let alone = self.words.iter().filter(|(_, (score, _))| *score != 0);
        let alone = alone.map(|(word, (score, _))| (word.to_string(), *score));
        let pairs = self.pairs.iter().map(move |((first, second), score)| {
            let (first, second) = (numbered[first], numbered[second]);
            (format!("{first}{BETWEEN}{second}"), *score)
        });
        alone.chain(pairs)
    }

    fn of(&self, folded: &str) -> (i16, Paired) {
        let word = self.words.get(beginning(folded, self.letters));
        word.copied().unwrap_or_default()
    }

    fn of_pair(&self, first: Paired, second: Paired) -> i16 {
        match first == 0 || second == 0 {
            true => 0,
            false => self.pairs.get(&(first, second)).copied().unwrap_or(0),
        }
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
    /// What is known of a folded word.
    pub(in crate::rules) fn of(&self, folded: &str) -> WordScore {
        let (leans, in_leans) = self.leans.of(folded);
        let (faces_both, in_faces_both) = self.faces_both.of(folded);
        let (leads, in_leads) = self.leads.of(folded);
        WordScore {
            alone: Tells {
                leans,
                faces_both,
                leads,
            },
            leans: in_leans,
            faces_both: in_faces_both,
            leads: in_leads,
        }
    }

    /// What two words tell that follow each other, beside what each tells by itself.
    pub(crate) fn of_pair(&self, first: WordScore, second: WordScore) -> Tells {
        Tells {
            leans: self.leans.of_pair(first.leans, second.leans),
            faces_both: (self.faces_both).of_pair(first.faces_both, second.faces_both),
            leads: self.leads.of_pair(first.leads, second.leads),
        }
    }
}

/// The first letters of a word.
pub fn beginning(word: &str, letters: usize) -> &str {
    let end = word.char_indices().nth(letters);
    end.map_or(word, |(end, _)| &word[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn scores(words: impl IntoIterator<Item = String>) -> Option<Scores> {
        let words: BTreeMap<String, i16> = words.into_iter().map(|word| (word, 9)).collect();
        Scores::new(5, words.iter())
    }

    #[test]
    fn a_pair_is_known_by_the_first_letters_of_its_words() {
        let all = scores(["grimb tulpe", "tulpe"].map(str::to_owned)).unwrap();
        let [(_, grimb), (alone, tulpe), (_, vlask)] =
            ["grimbly", "tulpes", "vlask"].map(|word| all.of(word));
        assert_eq!((alone, all.of_pair(grimb, tulpe)), (9, 9));
        for [first, second] in [
            [tulpe, grimb],
            [grimb, grimb],
            [grimb, vlask],
            [vlask, vlask],
        ] {
            assert_eq!(all.of_pair(first, second), 0);
        }
    }

    #[test]
    fn words_of_pairs_can_only_be_numbered_so_far() {
        let in_pairs = |count: usize| {
            let pairs = (0..count / 2).map(|pair| format!("a{pair} b{pair}"));
            scores(pairs).is_some()
        };
        let most = usize::from(Paired::MAX) - 1;
        assert_eq!((in_pairs(most), in_pairs(most + 2)), (true, false));
    }
}
