//! Builds the matcher: words get numbers, and phrases are listed by the words that they begin with.

use std::sync::atomic::{AtomicU64, Ordering};

use super::class::ClassId;
use super::matcher::{Matcher, MatcherId};
use super::pattern::{PatternError, Step, Token, tokens};
use super::trie::{Beginning, Phrases, Seek};
use super::vocabulary::{Inflection, LanguageId, Vocabulary};
use super::word_scores::WordScores;
use crate::model::RuleId;
use crate::text::TextMap;

/// How many matchers were built, for the id of the next.
static BUILT: AtomicU64 = AtomicU64::new(0);

/// Collects all phrases before the matcher is built.
#[derive(Debug)]
pub struct MatcherBuilder {
    vocabulary: Vocabulary,
    pieces: TextMap<(Step, LanguageId), ClassId>,
    /// Languages that inflect words, with their endings.
    languages: Vec<(String, Vec<Inflection>)>,
    phrases: Phrases,
    word_scores: WordScores,
    /// By class, the phrases that begin with it.
    begun_by: Vec<Vec<u32>>,
}

impl MatcherBuilder {
    /// Makes a builder that inflects words with these rules of their languages.
    pub fn new(inflections: TextMap<String, Vec<Inflection>>) -> Self {
        let mut languages: Vec<_> = inflections.into_iter().collect();
        languages.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let mut vocabulary = Vocabulary::default();
        for (id, (_, endings)) in (1..).zip(&languages) {
            vocabulary.inflect(id, endings);
        }
        MatcherBuilder {
            vocabulary,
            pieces: TextMap::default(),
            languages,
            phrases: Phrases::default(),
            word_scores: WordScores::default(),
            begun_by: Vec::new(),
        }
    }

    /// Adds a phrase that speaks for a rule.
    ///
    /// # Errors
    /// If the phrase is not well formed.
    pub fn add(
        &mut self,
        phrase: &str,
        language: Option<&str>,
        rule: RuleId,
    ) -> Result<(), PatternError> {
        let language = self.language(language);
        let mut phrases = std::mem::take(&mut self.phrases);
        let seek = |step: Step<&str>| self.sought(step, language);
        let is_gap = |seek: &Seek| matches!(seek, Seek::Gap(_));
        tokens(phrase, seek, is_gap, &mut phrases.tokens)?;
        let own = phrases.end(rule);
        self.list(phrases.tokens(own), &mut 0, own, true);
        self.phrases = phrases;
        Ok(())
    }

    /// A language, by its code.
    fn language(&self, code: Option<&str>) -> LanguageId {
        let of = |(known, _): &(String, Vec<Inflection>)| Some(known.as_str()) == code;
        let index = self.languages.iter().position(of);
        index.map_or(0, |index| index as LanguageId + 1)
    }

    /// What a step asks of a word, by the number of the word.
    fn sought(&mut self, step: Step<&str>, language: LanguageId) -> Seek {
        match step {
            Step::Word(word) => Seek::Class(self.word_class(word, language)),
            Step::Exact(word) => Seek::Class(self.exact_class(word)),
            Step::Beginning(_) | Step::Ending(_) => Seek::Class(self.piece_class(step, language)),
            Step::Number => Seek::Class(self.number_class()),
            Step::Gap(width) => Seek::Gap(width),
        }
    }

    /// Lists a phrase with all classes that it may begin with, by its tokens from `at` to the end of an alternative.
    /// Nothing is listed unless it `begins` here. Returns whether it may also begin with what stands behind these.
    fn list(
        &mut self,
        tokens: &[Token<Seek>],
        at: &mut usize,
        phrase: u32,
        mut begins: bool,
    ) -> bool {
        while let Some(token) = tokens.get(*at) {
            match token {
                Token::Bar | Token::Close => break,
                Token::Step(Seek::Class(class)) if begins => {
                    let listed = &mut self.begun_by[*class as usize];
                    if listed.last() != Some(&phrase) {
                        listed.push(phrase);
                    }
                    begins = false;
                }
                Token::Step(_) => begins = false,
                Token::Open => {
                    let mut any = false;
                    while !matches!(tokens.get(*at), None | Some(Token::Close)) {
                        *at += 1;
                        any |= self.list(tokens, at, phrase, begins);
                    }
                    begins = any;
                }
            }
            *at += 1;
        }
        begins
    }

    /// Adds an article, a word that phrases of duty texts skip. It must be folded.
    pub fn add_article(&mut self, word: &str) {
        self.vocabulary.article(word);
    }

    /// Adds a word that has no other form in its language. It must be folded.
    pub fn add_invariable(&mut self, word: &str, language: Option<&str>) {
        let language = self.language(language);
        self.vocabulary.invariable(word, language);
    }

    /// Sets what single words tell.
    pub fn set_scores(&mut self, scores: WordScores) {
        self.word_scores = scores;
    }

    /// Finishes the matcher.
    pub fn build(self) -> Matcher {
        let mut matcher = Matcher {
            id: MatcherId(BUILT.fetch_add(1, Ordering::Relaxed) + 1),
            vocabulary: self.vocabulary,
            phrases: self.phrases,
            word_scores: self.word_scores,
            ..Matcher::default()
        };
        for (class, phrases) in (0..).zip(self.begun_by) {
            let begun = (!phrases.is_empty()).then(|| {
                matcher.tries.push(Beginning::new(class, phrases));
                matcher.tries.len() as u32 - 1
            });
            matcher.begins.push(begun);
        }
        matcher
    }

    fn word_class(&mut self, word: &str, language: LanguageId) -> ClassId {
        let begun_by = &mut self.begun_by;
        self.vocabulary.word(word, language, || new_class(begun_by))
    }

    fn exact_class(&mut self, word: &str) -> ClassId {
        let folded = crate::text::squeeze(word);
        let begun_by = &mut self.begun_by;
        self.vocabulary.exact(&folded, word, || new_class(begun_by))
    }

    fn number_class(&mut self) -> ClassId {
        let begun_by = &mut self.begun_by;
        self.vocabulary.number(|| new_class(begun_by))
    }

    fn piece_class(&mut self, piece: Step<&str>, language: LanguageId) -> ClassId {
        let key = (piece.clone().shared(), language);
        if let Some(class) = self.pieces.get(&key) {
            return *class;
        }
        let class = new_class(&mut self.begun_by);
        self.pieces.insert(key, class);
        match piece {
            Step::Beginning(beginning) => self.vocabulary.beginning(beginning, class),
            Step::Ending(ending) => {
                let index = usize::from(language).checked_sub(1);
                let endings = index.map_or(&[][..], |index| &self.languages[index].1);
                self.vocabulary.ending(ending, endings, class);
            }
            Step::Word(_) | Step::Exact(_) | Step::Number | Step::Gap(_) => {}
        }
        class
    }
}

fn new_class(begun_by: &mut Vec<Vec<u32>>) -> ClassId {
    begun_by.push(Vec::new());
    begun_by.len() as ClassId - 1
}
