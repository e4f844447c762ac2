//! The phrase language: turns a written phrase into the sequences of words that it stands for.
//!
//! `docs/rules.md` describes the language. A phrase is parsed to [`Token`]s; `spelled` makes a tree of these, and the
//! sequences that the phrase stands for.

use std::fmt;
use std::rc::Rc;

use thiserror::Error;

use super::pieces::{LONGEST, SHORTEST};
use crate::text::{Stops, words};

/// One step of a sequence. Its text is shared, because a phrase spells out a word many times.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step<T = Rc<str>> {
    /// A word in any of its forms, folded.
    Word(T),
    /// A word exactly as written.
    Exact(T),
    /// A word that begins with this text, folded.
    Beginning(T),
    /// A word that ends with this text, in any of its forms, folded.
    Ending(T),
    /// A word of digits only.
    Number,
    /// Up to this many words of any kind.
    Gap(u8),
}

impl Step<&str> {
    /// The same with a text of its own.
    pub(in crate::rules) fn shared(self) -> Step {
        match self {
            Step::Word(word) => Step::Word(word.into()),
            Step::Exact(word) => Step::Exact(word.into()),
            Step::Beginning(piece) => Step::Beginning(piece.into()),
            Step::Ending(piece) => Step::Ending(piece.into()),
            Step::Number => Step::Number,
            Step::Gap(width) => Step::Gap(width),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Word(word) => f.write_str(word),
            Step::Exact(word) => write!(f, "={word}"),
            Step::Beginning(piece) => write!(f, "{piece}*"),
            Step::Ending(piece) => write!(f, "*{piece}"),
            Step::Number => f.write_str(NUMBER),
            Step::Gap(width) => write!(f, "..{width}"),
        }
    }
}

/// A piece of a parsed phrase. What may be left out is an alternative without steps.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) enum Token<T> {
    /// One step.
    Step(T),
    /// Alternatives begin.
    Open,
    /// The next alternative begins.
    Bar,
    /// The alternatives end.
    Close,
}

/// What is wrong with a phrase.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PatternError {
    /// It has no word.
    #[error("the phrase has no word")]
    Empty,
    /// A bracket is not closed, or closed without being opened.
    #[error("`{0}` has no partner; write (a|b) for alternatives and [a] for an optional word")]
    Unbalanced(char),
    /// A bar outside of brackets.
    #[error("`|` is outside brackets; write (a|b)")]
    BareBar,
    /// A gap at the beginning or the end, or next to another gap.
    #[error("a gap must be between two words")]
    LooseGap,
    /// A gap that is not a number from 1 to 9.
    #[error("`{0}` is not a gap; write `...` for up to three words or `..1` to `..9`")]
    BadGap(String),
    /// Something that is not a valid piece of a word.
    #[error(
        "`{0}` is not a piece of a word; write `*leiter` or `vertriebs*`, with {SHORTEST} to {LONGEST} letters"
    )]
    BadPiece(String),
    /// Angle brackets around something else than `number`.
    #[error("`{0}` is not known; write `{NUMBER}` for a word of digits")]
    BadKind(String),
    /// It stands for too many sequences.
    #[error("the phrase stands for more than {0} sequences of words; split it")]
    TooMany(usize),
    /// It is longer than a phrase may be, in bytes.
    #[error("the phrase is longer than {0} bytes")]
    TooLong(usize),
    /// Its brackets are nested too deeply.
    #[error("brackets are nested deeper than {0}")]
    TooDeep(usize),
}

/// The most sequences one phrase may stand for.
pub const MOST_SEQUENCES: usize = 512;

const DEEPEST: usize = 8;

/// The longest phrase, in bytes.
const LONGEST_PHRASE: usize = 2000;

const PLAIN_GAP: u8 = 3;

/// How a number is written in a phrase.
pub(in crate::rules) const NUMBER: &str = "<number>";

/// Checks that a text is a phrase of the language.
///
/// # Errors
/// If it is not well formed; see [`PatternError`].
pub fn check_phrase(phrase: &str) -> Result<(), PatternError> {
    let is_gap = |step: Step<&str>| matches!(step, Step::Gap(_));
    tokens(phrase, is_gap, |is_gap| *is_gap, &mut Vec::new())
}

/// Parses a phrase and adds its tokens, with what `take` makes of its steps; `is_gap` tells the gaps among these.
///
/// # Errors
/// If the phrase is not well formed; see [`PatternError`].
pub(in crate::rules) fn tokens<T>(
    phrase: &str,
    mut take: impl FnMut(Step<&str>) -> T,
    is_gap: impl Fn(&T) -> bool,
    tokens: &mut Vec<Token<T>>,
) -> Result<(), PatternError> {
    if phrase.len() > LONGEST_PHRASE {
        return Err(PatternError::TooLong(LONGEST_PHRASE));
    }
    let from = tokens.len();
    let mut folded = String::new();
    parse(phrase, tokens, |word, tokens| {
        steps(word, &mut folded, |step| {
            tokens.push(Token::Step(take(step)))
        })
    })?;
    let shape = PhraseShape::of(&tokens[from..], &mut 0, &is_gap);
    if shape.is_loose || shape.begins_with_gap || shape.ends_with_gap {
        return Err(PatternError::LooseGap);
    }
    if shape.may_be_empty {
        return Err(PatternError::Empty);
    }
    Ok(())
}

/// What the sequences of a phrase may look like, known without spelling them out.
#[derive(Default)]
struct PhraseShape {
    may_be_empty: bool,
    begins_with_gap: bool,
    ends_with_gap: bool,
    /// Two gaps stand side by side.
    is_loose: bool,
}

impl PhraseShape {
    /// The shape of the tokens from `at` up to the end of an alternative.
    fn of<T>(tokens: &[Token<T>], at: &mut usize, is_gap: &impl Fn(&T) -> bool) -> PhraseShape {
        let mut shape = PhraseShape {
            may_be_empty: true,
            ..PhraseShape::default()
        };
        while let Some(token) = tokens.get(*at) {
            let next = match token {
                Token::Bar | Token::Close => break,
                Token::Step(step) => PhraseShape {
                    begins_with_gap: is_gap(step),
                    ends_with_gap: is_gap(step),
                    ..PhraseShape::default()
                },
                Token::Open => {
                    let mut either = PhraseShape::default();
                    while !matches!(tokens.get(*at), None | Some(Token::Close)) {
                        *at += 1;
                        either = either.or(PhraseShape::of(tokens, at, is_gap));
                    }
                    either
                }
            };
            *at += 1;
            shape = shape.then(&next);
        }
        shape
    }

    fn or(self, other: PhraseShape) -> PhraseShape {
        PhraseShape {
            may_be_empty: self.may_be_empty || other.may_be_empty,
            begins_with_gap: self.begins_with_gap || other.begins_with_gap,
            ends_with_gap: self.ends_with_gap || other.ends_with_gap,
            is_loose: self.is_loose || other.is_loose,
        }
    }

    fn then(self, next: &PhraseShape) -> PhraseShape {
        PhraseShape {
            may_be_empty: self.may_be_empty && next.may_be_empty,
            begins_with_gap: self.begins_with_gap || (self.may_be_empty && next.begins_with_gap),
            ends_with_gap: next.ends_with_gap || (next.may_be_empty && self.ends_with_gap),
            is_loose: self.is_loose
                || next.is_loose
                || (self.ends_with_gap && next.begins_with_gap),
        }
    }
}

/// Parses a phrase; `read` adds the tokens of each of its words.
pub(in crate::rules) fn parse<T>(
    phrase: &str,
    tokens: &mut Vec<Token<T>>,
    read: impl FnMut(&str, &mut Vec<Token<T>>) -> Result<(), PatternError>,
) -> Result<(), PatternError> {
    let mut parser = Parser {
        rest: phrase,
        depth: 0,
        read,
    };
    parser.run(tokens)?;
    match parser.rest.chars().next() {
        None => Ok(()),
        Some('|') => Err(PatternError::BareBar),
        Some(c) => Err(PatternError::Unbalanced(c)),
    }
}

struct Parser<'p, F> {
    rest: &'p str,
    depth: usize,
    read: F,
}

impl<F> Parser<'_, F> {
    /// What stands up to a bar, a closing bracket or the end. Returns how many sequences it stands for.
    fn run<T>(&mut self, tokens: &mut Vec<Token<T>>) -> Result<usize, PatternError>
    where
        F: FnMut(&str, &mut Vec<Token<T>>) -> Result<(), PatternError>,
    {
        let mut count = 1;
        loop {
            self.rest = self.rest.trim_start();
            match self.rest.chars().next() {
                None | Some('|' | ')' | ']') => return Ok(count),
                Some(open @ ('(' | '[')) => count *= self.bracket(open, tokens)?,
                Some(_) => self.word(tokens)?,
            }
            if count > MOST_SEQUENCES {
                return Err(PatternError::TooMany(MOST_SEQUENCES));
            }
        }
    }

    /// Alternatives between brackets, of which `open` is next. Returns how many sequences they stand for.
    fn bracket<T>(&mut self, open: char, tokens: &mut Vec<Token<T>>) -> Result<usize, PatternError>
    where
        F: FnMut(&str, &mut Vec<Token<T>>) -> Result<(), PatternError>,
    {
        let close = if open == '(' { ')' } else { ']' };
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(PatternError::TooDeep(DEEPEST));
        }
        tokens.push(Token::Open);
        let mut count = 0;
        loop {
            self.rest = &self.rest[1..];
            count += self.run(tokens)?;
            match self.rest.chars().next() {
                Some('|') => tokens.push(Token::Bar),
                Some(c) if c == close => break,
                _ => return Err(PatternError::Unbalanced(open)),
            }
        }
        self.rest = &self.rest[1..];
        self.depth -= 1;
        if open == '[' {
            tokens.push(Token::Bar);
            count += 1;
        }
        tokens.push(Token::Close);
        Ok(count)
    }

    /// Parses the text up to a blank or a bracket.
    fn word<T>(&mut self, tokens: &mut Vec<Token<T>>) -> Result<(), PatternError>
    where
        F: FnMut(&str, &mut Vec<Token<T>>) -> Result<(), PatternError>,
    {
        let end = self
            .rest
            .find([' ', '\t', '\n', '(', ')', '[', ']', '|'])
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (self.read)(word, tokens)
    }
}

/// Calls `each` with the steps of a word, an exact word, a piece, a number or a gap. `folded` is a buffer.
fn steps(
    word: &str,
    folded: &mut String,
    mut each: impl FnMut(Step<&str>),
) -> Result<(), PatternError> {
    if word == "..." {
        each(Step::Gap(PLAIN_GAP));
        return Ok(());
    }
    if let Some(width) = word.strip_prefix("..") {
        return match width.parse() {
            Ok(width @ 1..=9) => {
                each(Step::Gap(width));
                Ok(())
            }
            _ => Err(PatternError::BadGap(word.to_owned())),
        };
    }
    if word == NUMBER {
        each(Step::Number);
        return Ok(());
    }
    if word.contains(['<', '>']) {
        return Err(PatternError::BadKind(word.to_owned()));
    }
    if let Some(exact) = word.strip_prefix('=') {
        return exact_words(exact, folded, each);
    }
    match (word.strip_prefix('*'), word.strip_suffix('*')) {
        (Some(ending), None) => each(Step::Ending(&piece(word, ending, folded)?)),
        (None, Some(beginning)) => each(Step::Beginning(&piece(word, beginning, folded)?)),
        (Some(_), Some(_)) => return Err(PatternError::BadPiece(word.to_owned())),
        // A sign alone ("-") separates words in texts, so it adds nothing to a phrase.
        (None, None) => words(word, Stops::EndSentences, folded, |_, folded| {
            each(Step::Word(folded));
        }),
    }
    Ok(())
}

/// The words of an exact phrase, split like text: `R&D` is two words in a text, so it is two here.
fn exact_words(
    exact: &str,
    folded: &mut String,
    mut each: impl FnMut(Step<&str>),
) -> Result<(), PatternError> {
    let mut is_empty = true;
    words(exact, Stops::EndSentences, folded, |word, _| {
        is_empty = false;
        each(Step::Exact(&exact[word.start as usize..word.end as usize]));
    });
    if is_empty {
        return Err(PatternError::Empty);
    }
    Ok(())
}

/// The folded form of a piece of a word. `written` has the asterisk.
fn piece(written: &str, text: &str, folded: &mut String) -> Result<String, PatternError> {
    let mut pieces = Vec::new();
    let push = |_, folded: &str| pieces.push(folded.to_owned());
    words(text, Stops::EndSentences, folded, push);
    match pieces.pop() {
        Some(piece) if pieces.is_empty() && (SHORTEST..=LONGEST).contains(&piece.len()) => {
            Ok(piece)
        }
        _ => Err(PatternError::BadPiece(written.to_owned())),
    }
}
