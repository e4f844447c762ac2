//! What a fix is: the changes of one cell.

use std::ops::Range;

use crate::chart::SeatId;
use crate::model::{Field, FileId};
use crate::rules::{FindingKind, Rules};

/// A change of one cell that has one right answer.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What it mends.
    pub kind: FixKind,
    /// The file.
    pub file: FileId,
    /// The seat of the cell.
    pub seat: SeatId,
    /// The field that the cell gives.
    pub field: Field,
    /// Line and column at which the cell begins, counted in characters from 1: the place of findings on it.
    pub place: (u32, u32),
    /// What is put in the place of what, in the order of the text. None of it overlaps.
    pub edits: Vec<Edit>,
}

/// A text put in the place of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the file that go.
    pub span: Range<usize>,
    /// Line and column at which these begin and end, counted in characters from 1.
    pub from: (u32, u32),
    /// The same of their end.
    pub to: (u32, u32),
    /// What comes in their place: a blank, zeros or quotes, and so never what somebody wrote.
    pub text: String,
}

/// What a fix mends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FixKind {
    /// Invisible characters.
    HiddenCharacters,
    /// Blanks around a text, and several in a row. No finding is about them, since reading leaves them out.
    StrayBlanks,
    /// Leading zeros that an id has in one column only.
    LostZeros,
}

impl FixKind {
    /// In words, for a list of what was done.
    pub fn name(self) -> &'static str {
        match self {
            FixKind::HiddenCharacters => "hidden characters",
            FixKind::StrayBlanks => "stray spaces",
            FixKind::LostZeros => "lost zeros",
        }
    }

    /// The kind of findings that it mends, if there is one.
    pub fn finding(self, rules: &Rules) -> Option<&FindingKind> {
        let check = match self {
            FixKind::HiddenCharacters => "hidden-characters",
            FixKind::StrayBlanks => return None,
            FixKind::LostZeros => "lost-zeros",
        };
        rules.catalogue.iter().find(|kind| kind.check == check)
    }
}
