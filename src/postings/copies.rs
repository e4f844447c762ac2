//! Finds rows that repeat the text of an earlier row under another title.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::squeeze;

/// The texts of the rows so far.
///
/// Each text takes 24 bytes: a 64-bit hash, the file and line of the row that had it first, and a hash of
/// that row's title. Among ten million texts, two different ones have the same hash about once in 400,000
/// runs.
#[derive(Debug, Default)]
pub struct Copies {
    files: Vec<String>,
    first: FxHashMap<u64, First>,
}

/// The row that had a text first.
#[derive(Clone, Copy, Debug)]
struct First {
    file: u32,
    line: u32,
    title: u32,
}

/// Hashes that identify a text and its title. Case, blanks and punctuation do not matter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Print {
    text: u64,
    title: u32,
}

/// An earlier row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Name of its file.
    pub file: String,
    /// Line at which it begins, counted from 1.
    pub line: u32,
}

impl fmt::Display for Earlier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

impl Print {
    pub(super) fn of(title: &str, text: &str) -> Print {
        Print {
            text: hash(text),
            title: hash(title) as u32,
        }
    }
}

fn hash(text: &str) -> u64 {
    /// Of this run, so that no file can hold texts that all have one hash.
    static SEED: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    SEED.hash_one(squeeze(text))
}

impl Copies {
    /// Adds the next row. Returns the row that had its text first, if the titles differ.
    pub(super) fn add(&mut self, print: Print, file: &str, line: u32) -> Option<Earlier> {
        if self.files.last().is_none_or(|last| last != file) {
            self.files.push(file.to_owned());
        }
        let this = First {
            file: self.files.len() as u32 - 1,
            line,
            title: print.title,
        };
        let first = *self.first.entry(print.text).or_insert(this);
        (first.title != this.title).then(|| Earlier {
            file: self.files[first.file as usize].clone(),
            line: first.line,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_a_copy_if_an_earlier_row_has_it_under_another_title() {
        let mut copies = Copies::default();
        let mut add = |title, text, file, line| copies.add(Print::of(title, text), file, line);
        assert_eq!(add("CIO", "Runs IT.", "a.csv", 2), None);
        assert_eq!(add("CIO", "Runs IT.", "a.csv", 3), None);
        assert_eq!(add("CTO", "Builds it.", "b.csv", 2), None);
        let earlier = add("CTO", "runs  it", "b.csv", 3).unwrap();
        assert_eq!(earlier.to_string(), "a.csv:2");
        assert_eq!(add("cio", "Runs IT!", "b.csv", 4), None);
    }
}
