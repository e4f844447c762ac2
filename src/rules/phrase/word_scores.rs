//! What words tell, by their first letters: each by itself, and two that follow each other as a pair.

use std::ops::Range;

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

/// The number of a word among those in pairs. 0 is in none.
type Paired = u32;

/// The scores of many words.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    letters: usize,
    words: TextMap<Box<str>, (i16, Paired)>,
    /// By the number of their first word, where its pairs are.
    pairs_of: Vec<Range<u32>>,
    /// In the order of their first, then of their second words.
    pairs: Vec<Pair>,
}

#[derive(Clone, Copy, Debug)]
struct Pair {
    second: Paired,
    score: i16,
}

/// What separates the two words of a pair where it is named.
const BETWEEN: char = ' ';

impl Scores {
    /// Scores of words that the first `letters` letters tell apart, and of pairs of them, with a blank between.
    pub(in crate::rules) fn new<'w>(
        letters: usize,
        words: impl Iterator<Item = (&'w String, &'w i16)>,
    ) -> Self {
        let mut scores = Scores {
            letters,
            ..Scores::default()
        };
        // 0 is no word's number.
        scores.pairs_of.push(0..0);
        let mut pairs = Vec::new();
        for (word, score) in words {
            match word.split_once(BETWEEN) {
                Some((first, second)) => {
                    pairs.push(([scores.numbered(first), scores.numbered(second)], *score));
                }
                None => scores.words.entry(word.as_str().into()).or_default().0 = *score,
            }
        }
        pairs.sort_unstable();
        for ([first, second], score) in pairs {
            let end = scores.pairs.len() as u32;
            let of_first = &mut scores.pairs_of[first as usize];
            if of_first.start == of_first.end {
                *of_first = end..end;
            }
            of_first.end += 1;
            scores.pairs.push(Pair { second, score });
        }
        scores
    }

    /// The number of a word that is in a pair.
    fn numbered(&mut self, word: &str) -> Paired {
        let (_, number) = self.words.entry(word.into()).or_default();
        if *number == 0 {
            *number = self.pairs_of.len() as u32;
            self.pairs_of.push(0..0);
        }
        *number
    }

    /// The score of a word or a pair, as it is named.
    pub fn get(&self, named: &str) -> Option<i16> {
        let of = |word| self.words.get(word);
        match named.split_once(BETWEEN) {
            Some((first, second)) => self.of_pair(of(first)?.1, of(second)?.1),
            None => Some(of(named)?.0).filter(|score| *score != 0),
        }
    }

    /// All words and pairs as they are named, with their scores, in any order.
    pub fn iter(&self) -> impl Iterator<Item = (String, i16)> {
        let mut numbered = vec![""; self.pairs_of.len()];
        for (word, (_, number)) in &self.words {
            numbered[*number as usize] = word;
        }
        let alone = self.words.iter().filter(|(_, (score, _))| *score != 0);
        let alone = alone.map(|(word, (score, _))| (word.to_string(), *score));
        let of_first = self.pairs_of.iter().enumerate();
        let pairs = of_first.flat_map(move |(first, pairs)| {
            let named = |pair: &Pair| {
                let (first, second) = (numbered[first], numbered[pair.second as usize]);
                (format!("{first}{BETWEEN}{second}"), pair.score)
            };
            self.within(pairs).iter().map(named).collect::<Vec<_>>()
        });
        alone.chain(pairs)
    }

    fn of(&self, folded: &str) -> (i16, Paired) {
        let word = self.words.get(beginning(folded, self.letters));
        word.copied().unwrap_or_default()
    }

    fn of_pair(&self, first: Paired, second: Paired) -> Option<i16> {
        let pairs = self.within(self.pairs_of.get(first as usize)?);
        let at = pairs.binary_search_by_key(&second, |pair| pair.second);
        Some(pairs[at.ok()?].score)
    }

    fn within(&self, pairs: &Range<u32>) -> &[Pair] {
        &self.pairs[pairs.start as usize..pairs.end as usize]
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
    pub(in crate::rules) fn of_pair(&self, first: WordScore, second: WordScore) -> Tells {
        let of = |scores: &Scores, first, second| scores.of_pair(first, second).unwrap_or(0);
        Tells {
            leans: of(&self.leans, first.leans, second.leans),
            faces_both: of(&self.faces_both, first.faces_both, second.faces_both),
            leads: of(&self.leads, first.leads, second.leads),
        }
    }
}

/// The first letters of a word.
pub fn beginning(word: &str, letters: usize) -> &str {
    let end = word.char_indices().nth(letters);
    end.map_or(word, |(end, _)| &word[..end])
}
