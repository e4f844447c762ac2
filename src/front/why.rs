//! How the verdict on a row came about.

use std::io;
use std::sync::Arc;

use super::classified::Row;
use crate::classify::{Classifier, Derivation};
use crate::model::Verdict;
use crate::report::{why_json, why_text};
use crate::rules::Rules;

/// A verdict on a row, and how it came about: [`Options::why`](crate::Options::why) makes it.
#[derive(Debug)]
pub struct Why {
    row: Row,
    rules: Arc<Rules>,
    derivation: Derivation,
}

impl Why {
    pub(super) fn of(row: Row, rules: Arc<Rules>) -> Why {
        let classifier = Classifier::new(&rules);
        let derivation = Derivation::of(&rules, &row.position(0), |one| classifier.classify(one));
        Why {
            row,
            rules,
            derivation,
        }
    }

    /// The verdict.
    pub fn verdict(&self) -> &Verdict {
        &self.derivation.verdict
    }

    /// Writes what `rolecall why` prints, set to so many columns.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn text(&self, width: usize, mut out: impl io::Write) -> io::Result<()> {
        let position = self.row.position(0);
        why_text(&self.rules, &position, &self.derivation, width, &mut out)
    }

    /// Writes what `rolecall why --format json` prints.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn json(&self, mut out: impl io::Write) -> io::Result<()> {
        why_json(
            &self.rules,
            "",
            &self.row.position(0),
            &self.derivation,
            &mut out,
        )
    }
}
