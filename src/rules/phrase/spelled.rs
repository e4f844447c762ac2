//! Spells phrases out: the tree of a phrase, and the sequences of words that it stands for.
//!
//! The matcher takes the tree as it is, since a phrase may stand for hundreds of sequences; lints spell it out.

use super::pattern::{NUMBER, PatternError, Step, Token, parse, tokens};
use crate::text::TextSet;

/// A part of a phrase.
#[derive(Clone, Debug)]
pub(in crate::rules) enum Part<T> {
    /// One step.
    Step(T),
    /// One of these; what may be left out has a last alternative without parts.
    OneOf(Vec<Vec<Part<T>>>),
}

/// The parts of a phrase, from its tokens.
pub(in crate::rules) fn parts<T: Clone>(tokens: &[Token<T>]) -> Vec<Part<T>> {
    parts_from(tokens, &mut 0)
}

/// The parts from `at` up to the end of an alternative.
fn parts_from<T: Clone>(tokens: &[Token<T>], at: &mut usize) -> Vec<Part<T>> {
    let mut parts = Vec::new();
    while let Some(token) = tokens.get(*at) {
        match token {
            Token::Bar | Token::Close => break,
            Token::Step(step) => parts.push(Part::Step(step.clone())),
            Token::Open => {
                let mut alternatives = Vec::new();
                while !matches!(tokens.get(*at), None | Some(Token::Close)) {
                    *at += 1;
                    alternatives.push(parts_from(tokens, at));
                }
                parts.push(Part::OneOf(alternatives));
            }
        }
        *at += 1;
    }
    parts
}

/// Spells a phrase out into the sequences it stands for, each once.
///
/// # Errors
/// Where the phrase is not well formed; see [`PatternError`].
pub(in crate::rules) fn sequences(phrase: &str) -> Result<Vec<Vec<Step>>, PatternError> {
    let mut read = Vec::new();
    let is_gap = |step: &Step| matches!(step, Step::Gap(_));
    tokens(phrase, |step| step.shared(), is_gap, &mut read)?;
    let mut spelled = spell(&parts(&read));
    let mut seen = TextSet::default();
    spelled.retain(|sequence| seen.insert(sequence.clone()));
    Ok(spelled)
}

/// Texts that a phrase is written to find, one for each of its sequences: its words with all their signs, no word in
/// a gap, a digit for a number, and a letter where a piece leaves off.
///
/// # Errors
/// If the phrase is not well formed; see [`PatternError`].
pub(in crate::rules) fn texts(phrase: &str) -> Result<Vec<String>, PatternError> {
    let mut tokens = Vec::new();
    parse(
        phrase,
        &mut tokens,
        |word: &str, tokens: &mut Vec<Token<String>>| {
            if !word.starts_with("..") {
                let text = match (word.strip_prefix('*'), word.strip_suffix('*')) {
                    _ if word == NUMBER => "7".to_owned(),
                    (Some(ending), _) => format!("x{ending}"),
                    (_, Some(beginning)) => format!("{beginning}x"),
                    _ => word.strip_prefix('=').unwrap_or(word).to_owned(),
                };
                tokens.push(Token::Step(text));
            }
            Ok(())
        },
    )?;
    let spelled = spell(&parts(&tokens));
    Ok(spelled.iter().map(|words| words.join(" ")).collect())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::phrase::pattern::MOST_SEQUENCES;

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
    fn numbers_are_asked_for_by_name() {
        assert_eq!(
            spelled("team of (<number>|ten)"),
            ["team of <number>", "team of ten"]
        );
        for bad in ["<numbers>", "<3", "number>"] {
            assert_eq!(sequences(bad), Err(PatternError::BadKind(bad.into())));
        }
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
        assert_eq!(texts("team of <number>").unwrap(), ["team of 7"]);
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
