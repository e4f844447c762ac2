//! The phrase language, and one matcher of all phrases.
//!
//! `pattern` parses a phrase and `spelled` spells it out. `vocabulary` knows what a word may be, with its endings and,
//! by `pieces`, its beginning and end. `builder` numbers words as `class`es and lists phrases in the `matcher`; `trie`
//! holds the phrases that begin with one word. `scan` runs over a text with an `automaton` that learns where words
//! lead, by `short_word`s. `word_scores` says what words and pairs of words tell, `title_words` what reads
//! like a title.

pub(in crate::rules) mod automaton;
pub(in crate::rules) mod builder;
pub(in crate::rules) mod class;
pub(in crate::rules) mod matcher;
pub(in crate::rules) mod pattern;
pub(in crate::rules) mod pieces;
pub(in crate::rules) mod scan;
mod short_word;
pub(in crate::rules) mod spelled;
pub(in crate::rules) mod title_words;
pub(in crate::rules) mod trie;
pub(in crate::rules) mod vocabulary;
pub(in crate::rules) mod word_scores;
