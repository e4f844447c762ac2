//! Errors in a rule pack.

use thiserror::Error;

use super::near::{is_meant, near};
use crate::rules::phrase::pattern::PatternError;

/// An error in a rule pack, with its place.
#[derive(Debug, Error)]
#[error("{file}{}: {kind}", .place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default())]
pub struct RulesError {
    /// The file.
    pub file: String,
    /// Line and column, counted from 1, if they were found.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub kind: RulesErrorKind,
}

/// The kinds of [`RulesError`].
#[derive(Debug, Error)]
pub enum RulesErrorKind {
    /// The file could not be read.
    #[error("cannot read it: {0}")]
    Io(#[from] std::io::Error),
    /// The path is a folder, a pipe or a device.
    #[error("this is not a regular file")]
    NotAFile,
    /// The file is larger than rule files are.
    #[error("it is longer than {0} MiB, the most that a rule file may have")]
    TooLong(u64),
    /// Lists and maps are nested too deeply, or aliases make it grow without end.
    #[error("it is nested deeper than {0} levels, or aliases make it too large")]
    TooDeep(usize),
    /// A file that it extends could not be read.
    #[error(
        "it extends a file that cannot be used: {0}; paths are relative to the file that says so"
    )]
    Base(Box<RulesError>),
    /// Files extend each other in a circle.
    #[error("files extend each other in a circle: {}", .files.join(" → "))]
    Circle {
        /// The files of the circle, with the first one again at the end.
        files: Vec<String>,
    },
    /// The file is not YAML, or not of the form of a rule pack.
    #[error("{}", with_suggestion(&told_once(&.0.to_string())))]
    Yaml(#[from] serde_yaml::Error),
    /// The same error, from the reader that keeps places.
    #[error("{0}")]
    Form(String),
    /// A test lacks something.
    #[error("a test needs {0}")]
    Test(&'static str),
    /// A phrase is not well formed.
    #[error("phrase `{}`: {error}", shortened(phrase))]
    Phrase {
        /// The phrase as written.
        phrase: String,
        /// What is wrong with it.
        error: PatternError,
    },
    /// A reference to something that does not exist.
    #[error("{what} `{name}` is not known; {choices}")]
    Unknown {
        /// The kind of thing that was expected.
        what: &'static str,
        /// The name given.
        name: String,
        /// What may stand in its place.
        choices: String,
    },
    /// A reference to something that a file disabled.
    #[error("{what} `{name}` is switched off in {layer}")]
    SwitchedOff {
        /// The kind of thing that was expected.
        what: &'static str,
        /// The name given.
        name: String,
        /// The file that disabled it.
        layer: String,
    },
    /// Something to be disabled does not exist in the files below.
    #[error("there is no {what} `{name}`{rest}")]
    NotBeneath {
        /// The kind of thing that was expected.
        what: &'static str,
        /// The name given.
        name: String,
        /// Where it was looked for, and a suggestion of what could be meant.
        rest: String,
    },
    /// Something to be disabled is needed.
    #[error(
        "it would take away the role `{role}`, which leads the {side}; name another under `sides:`"
    )]
    Needed {
        /// The entry under `disable:`.
        name: String,
        /// The role.
        role: String,
        /// The side.
        side: String,
    },
    /// A key that the check of a finding does not read.
    #[error("{code} has no {} under `{section}`{rest}", as_key(name))]
    NotOfFinding {
        /// The code of the finding.
        code: Box<str>,
        /// The key above it.
        section: &'static str,
        /// The key given.
        name: Box<str>,
        /// A suggestion of what could be meant.
        rest: Box<str>,
    },
    /// A number outside its range.
    #[error("`{name}` is {value}; it must be {range}")]
    OutOfRange {
        /// What the number is for.
        name: String,
        /// The number given.
        value: f32,
        /// The allowed range.
        range: &'static str,
    },
    /// A text that a key cannot have.
    #[error("`{name}` is `{value}`; it must be {expected}")]
    Unfit {
        /// The key.
        name: &'static str,
        /// The text given.
        value: String,
        /// What it must be.
        expected: String,
    },
    /// A required part of the pack is missing.
    #[error("the pack has no `{0}`")]
    Missing(&'static str),
    /// There are more entries than can be numbered.
    #[error("the pack has too many {0}")]
    TooMany(&'static str),
}

/// The message about an unknown key, with the known keys that may be meant.
fn with_suggestion(message: &str) -> String {
    let quoted = |text: &str| -> Vec<String> {
        let parts = text.split('`').skip(1).step_by(2);
        parts.map(str::to_owned).collect()
    };
    let told = message.split_once("unknown field ");
    let Some((wrong, known)) = told.and_then(|(_, told)| told.split_once(", expected ")) else {
        return message.to_owned();
    };
    let known = quoted(known);
    let near = quoted(wrong)
        .first()
        .map(|wrong| is_meant(&near(wrong, known.iter().map(String::as_str))));
    format!("{message}{}", near.unwrap_or_default())
}

/// A phrase, shortened for a message.
fn shortened(phrase: &str) -> String {
    const MOST: usize = 200;
    let mut shown: String = phrase.chars().take(MOST).collect();
    if shown.len() < phrase.len() {
        shown.push('…');
    }
    shown
}

/// The message of a parser about a file whose place is told beside it.
pub(in crate::rules) fn told_once(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    in_words(&message[..end])
}

/// The message of a parser about a file, with words for the types of this program and without values from the file.
pub(crate) fn in_words(message: &str) -> String {
    let told = without_values(message)
        .replace(" as u128", "")
        .replace(" as i128", "");
    let Some((wrong, wanted)) = told.split_once(", expected ") else {
        return told;
    };
    let (wanted, place) = match wanted.find(" at line ") {
        Some(at) => wanted.split_at(at),
        None => (wanted, ""),
    };
    let wanted = match wanted {
        "usize" | "u8" | "u16" | "u32" | "u64" => "a whole number from 0 up",
        "nonzero usize" | "a nonzero usize" => "a whole number from 1 up",
        "f32" | "f64" => "a number",
        "a sequence" => "a list",
        "a map" => "keys with values",
        _ if wanted.starts_with("struct ") => "keys with values",
        _ => wanted,
    };
    format!("{wrong}, expected {wanted}{place}")
}

/// The message about a file without values from the file. The file may not be the one that was meant, and may
/// hold secrets. Keys stay, if they look like the keys of a rule file.
fn without_values(message: &str) -> String {
    let mut told = String::new();
    let mut rest = message;
    while let Some(at) = rest.find(['"', '`']) {
        let quote = rest[at..].chars().next().unwrap_or_default();
        let before = &rest[..at];
        told.push_str(before);
        // The quoted text may contain quotes, so it ends where serde continues.
        let behind = &rest[at + 1..];
        let goes_on = format!("{quote}, expected ");
        let end = behind.find(&goes_on).or_else(|| behind.find(quote));
        let (quoted, next) = match end {
            Some(end) => (&behind[..end], &behind[end + 1..]),
            None => (behind, ""),
        };
        let is_key = before.ends_with("field ") && looks_like_key(quoted) || is_expected(&told);
        if is_key {
            told.push(quote);
            told.push_str(quoted);
            told.push(quote);
        } else {
            told.truncate(told.trim_end().len());
        }
        rest = next;
    }
    told + rest
}

/// An unknown key for a message, if it looks like a key.
fn as_key(name: &str) -> String {
    match looks_like_key(name) {
        true => format!("`{name}`"),
        false => "such key".to_owned(),
    }
}

/// Whether a text may be a mistyped key. In a file that holds no rules, what stands before a colon may be a secret.
fn looks_like_key(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, '_' | '-');
    text.chars().count() <= 40 && text.chars().all(is_letter)
}

/// Whether the next quoted word is one that serde expects, not one from the file.
fn is_expected(told: &str) -> bool {
    told.contains(", expected ")
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn messages_speak_of_no_type_and_quote_no_value() {
        for (message, told) in [
            (
                "invalid type: string \"root:x, \"0\" secret\", expected struct PackForm",
                "invalid type: string, expected keys with values",
            ),
            (
                "axes: unknown variant `secret`, expected `one` or `two`",
                "axes: unknown variant, expected `one` or `two`",
            ),
            (
                "unknown field `titel`, expected one of `titles`, `roles`",
                "unknown field `titel`, expected one of `titles`, `roles`",
            ),
            (
                "unknown field `root:$6$abc:20228`, expected one of `titles`, `roles`",
                "unknown field, expected one of `titles`, `roles`",
            ),
            (
                "invalid value: integer `7`, expected a word",
                "invalid value: integer, expected a word",
            ),
            (
                "model.long_text: invalid type: string \"many\", expected usize at line 2 column 3",
                "model.long_text: invalid type: string, expected a whole number from 0 up at line 2 column 3",
            ),
        ] {
            assert_eq!(in_words(message), told);
        }
    }
}
