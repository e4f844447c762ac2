//! How many broken rows of a file are put up with.

use std::num::NonZero;

use super::error::ReadErrorKind;
use crate::model::{Defect, DefectKind};
use crate::read::options::ReadOptions;

/// Counts the broken rows of one file.
pub struct Limit {
    most: Option<NonZero<u64>>,
    broken: u64,
}

impl Limit {
    /// Nothing is broken yet.
    pub fn new(options: &ReadOptions) -> Self {
        Limit {
            most: options.max_errors,
            broken: 0,
        }
    }

    /// Counts a row with these defects. A word that its field does not know breaks no row: it may stand in
    /// every row of a good file.
    pub fn count(&mut self, of_row: &[Defect]) {
        let breaks = |defect: &Defect| {
            matches!(
                defect.kind,
                DefectKind::RaggedRow { .. }
                    | DefectKind::InvalidText
                    | DefectKind::HalfCharacter
                    | DefectKind::Unreadable { .. }
                    | DefectKind::Misshapen { .. }
            )
        };
        self.broken += u64::from(of_row.iter().any(breaks));
    }

    /// Why nothing more should be read, once that is so.
    pub fn reached(&self) -> Option<ReadErrorKind> {
        let most = self.most?.get();
        (self.broken >= most).then_some(ReadErrorKind::TooManyErrors(self.broken))
    }
}
