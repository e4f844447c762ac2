//! The phrase language: turns a written phrase into the sequences of words that it stands for.
//!
//! `docs/rules.md` describes the language. A phrase is parsed to a small tree of [`Part`]s. The matcher takes the
//! tree as it is, since a phrase may stand for hundreds of sequences; lints spell it out.

use std::fmt;
use std::rc::Rc;

use thiserror::Error;

use super::pieces::{LONGEST, SHORTEST};
use super::words::{Stops, words};

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
    /// Up to this many words of any kind.
    Gap(u8),
}

impl Step<&str> {
    pub(super) fn shared(self) -> Step {
        match self {
            Step::Word(word) => Step::Word(word.into()),
            Step::Exact(word) => Step::Exact(word.into()),
            Step::Beginning(piece) => Step::Beginning(piece.into()),
            Step::Ending(piece) => Step::Ending(piece.into()),
            Step::Gap(width) => Step::Gap(width),
        }
    }
}

impl<T> Step<T> {
    fn is_gap(&self) -> bool {
        matches!(self, Step::Gap(_))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Word(word) => f.write_str(word),
            Step::Exact(word) => write!(f, "={word}"),
            Step::Beginning(piece) => write!(f, "{piece}*"),
            Step::Ending(piece) => write!(f, "*{piece}"),
            Step::Gap(width) => write!(f, "..{width}"),
        }
    }
}

/// A part of a phrase.
#[derive(Clone, Debug)]
pub(super) enum Part<T> {
    /// One step.
    Step(T),
    /// One of these; what may be left out has a last alternative without parts.
    OneOf(Alternatives<T>),
}

/// What stands between brackets: one of these is meant.
type Alternatives<T> = Vec<Vec<Part<T>>>;

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

/// Checks that a text is a phrase of the language.
///
/// # Errors
/// If it is not well formed; see [`PatternError`].
pub fn check_phrase(phrase: &str) -> Result<(), PatternError> {
    parts_as(phrase, |step| step.is_gap(), |is_gap| *is_gap).map(drop)
}

/// Parses a phrase.
///
/// # Errors
/// Where the phrase is not well formed; see [`PatternError`].
pub(super) fn parts(phrase: &str) -> Result<Vec<Part<Step>>, PatternError> {
    parts_as(phrase, |step| step.shared(), Step::is_gap)
}

/// Parses a phrase into what `take` makes of its steps; `is_gap` tells the gaps among these.
///
/// # Errors
/// Those of [`parts`].
pub(super) fn parts_as<T>(
    phrase: &str,
    mut take: impl FnMut(Step<&str>) -> T,
    is_gap: impl Fn(&T) -> bool,
) -> Result<Vec<Part<T>>, PatternError> {
    if phrase.len() > LONGEST_PHRASE {
        return Err(PatternError::TooLong(LONGEST_PHRASE));
    }
    let mut folded = String::new();
    let parts = parse(phrase, |word, parts| {
        steps(word, &mut folded, |step| parts.push(Part::Step(take(step))))
    })?;
    let shape = Shape::of(&parts, &is_gap);
    if shape.is_loose || shape.begins_with_gap || shape.ends_with_gap {
        return Err(PatternError::LooseGap);
    }
    if shape.may_be_empty {
        return Err(PatternError::Empty);
    }
    Ok(parts)
}

/// Spells a phrase out into the sequences it stands for, each once.
///
/// # Errors
/// Where the phrase is not well formed; see [`PatternError`].
pub(super) fn sequences(phrase: &str) -> Result<Vec<Vec<Step>>, PatternError> {
    let mut spelled = spell(&parts(phrase)?);
    let mut seen = rustc_hash::FxHashSet::default();
    spelled.retain(|sequence| seen.insert(sequence.clone()));
    Ok(spelled)
}

/// All ways through parts.
fn spell<T: Clone>(parts: &[Part<T>]) -> Vec<Vec<T>> {
    let mut spelled = vec![Vec::new()];
    for part in parts {
        match part {
            Part::Step(step) => spelled.iter_mut().for_each(|way| way.push(step.clone())),
            Part::OneOf(alternatives) => {
                let tails: Vec<_> = alternatives.iter().flat_map(|one| spell(one)).collect();
                let heads = spelled.iter();
                let joined =
                    heads.flat_map(|head| tails.iter().map(|tail| [&head[..], tail].concat()));
                spelled = joined.collect();
            }
        }
    }
    spelled
}

/// What the sequences of a phrase may look like, known without spelling them out.
#[derive(Default)]
struct Shape {
    may_be_empty: bool,
    begins_with_gap: bool,
    ends_with_gap: bool,
    /// Two gaps stand side by side.
    is_loose: bool,
}

impl Shape {
    fn of<T>(parts: &[Part<T>], is_gap: &impl Fn(&T) -> bool) -> Shape {
        let nothing = Shape {
            may_be_empty: true,
            ..Shape::default()
        };
        parts.iter().fold(nothing, |before, part| match part {
            Part::Step(step) => before.then(&Shape {
                begins_with_gap: is_gap(step),
                ends_with_gap: is_gap(step),
                ..Shape::default()
            }),
            Part::OneOf(alternatives) => {
                let shapes = alternatives.iter().map(|one| Shape::of(one, is_gap));
                before.then(&shapes.fold(Shape::default(), Shape::or))
            }
        })
    }

    fn or(self, other: Shape) -> Shape {
        Shape {
            may_be_empty: self.may_be_empty || other.may_be_empty,
            begins_with_gap: self.begins_with_gap || other.begins_with_gap,
            ends_with_gap: self.ends_with_gap || other.ends_with_gap,
            is_loose: self.is_loose || other.is_loose,
        }
    }

    fn then(self, next: &Shape) -> Shape {
        Shape {
            may_be_empty: self.may_be_empty && next.may_be_empty,
            begins_with_gap: self.begins_with_gap || (self.may_be_empty && next.begins_with_gap),
            ends_with_gap: next.ends_with_gap || (next.may_be_empty && self.ends_with_gap),
            is_loose: self.is_loose
                || next.is_loose
                || (self.ends_with_gap && next.begins_with_gap),
        }
    }
}

/// Texts that a phrase is written to find, one for each of its sequences: its words with all their signs, no word in
/// a gap, and a letter where a piece leaves off.
///
/// # Errors
/// If the phrase is not well formed; see [`PatternError`].
pub(super) fn texts(phrase: &str) -> Result<Vec<String>, PatternError> {
    let as_written = |word: &str, parts: &mut Vec<Part<String>>| {
        if !word.starts_with("..") {
            let text = match (word.strip_prefix('*'), word.strip_suffix('*')) {
                (Some(ending), _) => format!("x{ending}"),
                (_, Some(beginning)) => format!("{beginning}x"),
                _ => word.strip_prefix('=').unwrap_or(word).to_owned(),
            };
            parts.push(Part::Step(text));
        }
        Ok(())
    };
    let spelled = spell(&parse(phrase, as_written)?);
    Ok(spelled.iter().map(|words| words.join(" ")).collect())
}

/// Parses a phrase; `read` adds the parts of each of its words.
fn parse<T>(
    phrase: &str,
    read: impl FnMut(&str, &mut Vec<Part<T>>) -> Result<(), PatternError>,
) -> Result<Vec<Part<T>>, PatternError> {
    let mut parser = Parser {
        rest: phrase,
        depth: 0,
        read,
    };
    let (parts, _) = parser.run()?;
    match parser.rest.chars().next() {
        None => Ok(parts),
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
    /// Parts one after the other, up to a bar, a closing bracket or the end; and how many sequences they stand for.
    fn run<T>(&mut self) -> Result<(Vec<Part<T>>, usize), PatternError>
    where
        F: FnMut(&str, &mut Vec<Part<T>>) -> Result<(), PatternError>,
    {
        let mut parts = Vec::new();
        let mut count = 1;
        loop {
            self.rest = self.rest.trim_start();
            let (alternatives, sequences) = match self.rest.chars().next() {
                None | Some('|' | ')' | ']') => return Ok((parts, count)),
                Some(open @ ('(' | '[')) => self.bracket(open)?,
                Some(_) => {
                    self.word(&mut parts)?;
                    continue;
                }
            };
            count *= sequences;
            if count > MOST_SEQUENCES {
                return Err(PatternError::TooMany(MOST_SEQUENCES));
            }
            parts.push(Part::OneOf(alternatives));
        }
    }

    /// Alternatives between brackets, of which `open` is next; and how many sequences they stand for.
    fn bracket<T>(&mut self, open: char) -> Result<(Alternatives<T>, usize), PatternError>
    where
        F: FnMut(&str, &mut Vec<Part<T>>) -> Result<(), PatternError>,
    {
        let close = if open == '(' { ')' } else { ']' };
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(PatternError::TooDeep(DEEPEST));
        }
        let mut alternatives = Vec::new();
        let mut count = 0;
        loop {
            self.rest = &self.rest[1..];
            let (parts, sequences) = self.run()?;
            alternatives.push(parts);
            count += sequences;
            match self.rest.chars().next() {
                Some('|') => {}
                Some(c) if c == close => break,
                _ => return Err(PatternError::Unbalanced(open)),
            }
        }
        self.rest = &self.rest[1..];
        self.depth -= 1;
        if open == '[' {
            alternatives.push(Vec::new());
            count += 1;
        }
        Ok((alternatives, count))
    }

    /// Parses the text up to a blank or a bracket.
    fn word<T>(&mut self, parts: &mut Vec<Part<T>>) -> Result<(), PatternError>
    where
        F: FnMut(&str, &mut Vec<Part<T>>) -> Result<(), PatternError>,
    {
        let end = self
            .rest
            .find([' ', '\t', '\n', '(', ')', '[', ']', '|'])
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (self.read)(word, parts)
    }
}

/// Calls `each` with the steps of a word, an exact word, a piece or a gap. `folded` is a buffer.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(phrase: &str) -> Vec<String> {
        sequences(phrase)
            .unwrap()
            .into_iter()
            .map(|sequence| {
                let steps = sequence.iter().map(Step::to_string);
                steps.collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    #[test]
    fn alternatives_and_options_are_spelled_out() {
        assert_eq!(
            spelled("(raise|grow) [the] profit margin"),
            [
                "raise the profit margin",
                "raise profit margin",
                "grow the profit margin",
                "grow profit margin",
            ]
        );
        assert_eq!(spelled("(a (b|c)|d)"), ["a b", "a c", "d"]);
    }

    #[test]
    fn exact_words_gaps_and_signs() {
        assert_eq!(spelled("run ... =IT"), ["run ..3 =IT"]);
        assert_eq!(spelled("=R&D =CI/CD"), ["=R =D =CI =CD"]);
        assert_eq!(spelled("R&D ..5 IT-Leiter"), ["r d ..5 it leiter"]);
        assert_eq!(
            spelled("digital & information"),
            ["digital and information"]
        );
    }

    #[test]
    fn pieces_of_words() {
        assert_eq!(
            spelled("(*leiter|Büro*) gesamt"),
            ["*leiter gesamt", "buro* gesamt"]
        );
        for bad in ["*", "*rat", "*leiter*", "*it-leiter"] {
            assert_eq!(sequences(bad), Err(PatternError::BadPiece(bad.into())));
        }
    }

    #[test]
    fn texts_keep_the_signs_of_a_phrase() {
        assert_eq!(
            texts("run ... (=R&D|*leiter|Nr. 1,) [team*]").unwrap(),
            [
                "run R&D teamx",
                "run R&D",
                "run xleiter teamx",
                "run xleiter",
                "run Nr. 1, teamx",
                "run Nr. 1,"
            ]
        );
    }

    #[test]
    fn bad_phrases_say_why() {
        assert_eq!(sequences(""), Err(PatternError::Empty));
        assert_eq!(sequences("[the]"), Err(PatternError::Empty));
        assert_eq!(sequences("a (b|c"), Err(PatternError::Unbalanced('(')));
        assert_eq!(sequences("a b)"), Err(PatternError::Unbalanced(')')));
        assert_eq!(sequences("a|b"), Err(PatternError::BareBar));
        assert_eq!(sequences("[the] [(a|b)]"), Err(PatternError::Empty));
        for loose in [
            "... a",
            "a ... ... b",
            "a [b] [...]",
            "[a] ... b",
            "a ... [b] ..2 c",
            "a (b|c ...) [d] (...|e) f",
        ] {
            assert_eq!(sequences(loose), Err(PatternError::LooseGap), "{loose}");
        }
        assert!(sequences("a [...] b ... (c|d)").is_ok());
        assert_eq!(
            sequences("a ..x b"),
            Err(PatternError::BadGap("..x".into()))
        );
        assert_eq!(
            sequences(&"(a|b) ".repeat(12)),
            Err(PatternError::TooMany(MOST_SEQUENCES))
        );
        assert_eq!(sequences(&"(".repeat(1000)), Err(PatternError::TooDeep(8)));
    }
}
