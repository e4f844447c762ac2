//! A position to a verdict: who its title says it is, what its duties weigh, and what both come to.
//!
//! `parts` sorts the words of a title, `title` decides what they come to, `acronym` finds what an acronym
//! stands for, `duties` weighs a duty text,
//! `weigh` puts them together, `confidence` says how sure that is. All are pure: a position and the rules in, a verdict out, so that a batch
//! of job descriptions needs no chart. `stream` does it for whole files in parallel, `on_chart` keeps what an
//! audit needs.

mod acronym;
mod confidence;
mod duties;
mod heard;
mod on_chart;
mod parts;
mod stream;
mod title;
mod weigh;

pub use on_chart::ClassifiedChart;
pub use stream::{in_order, judge};

use crate::model::{Position, Verdict};
use crate::rules::{Rules, Scan};

/// Judges positions by a rule pack.
#[derive(Clone, Copy, Debug)]
pub struct Classifier<'r> {
    rules: &'r Rules,
}

impl<'r> Classifier<'r> {
    /// A classifier by these rules.
    pub fn new(rules: &'r Rules) -> Self {
        Classifier { rules }
    }

    /// Judges one position.
    pub fn classify(&self, position: &Position<'_>) -> Verdict {
        self.classify_with(position, &mut Scan::default())
    }

    /// Judges one position with scratch space that can be used again for the next: what one does for
    /// many rows.
    pub fn classify_with(&self, position: &Position<'_>, scan: &mut Scan) -> Verdict {
        let duties = duties::read(self.rules, position.responsibilities, scan);
        let title = title::read(self.rules, position, scan);
        let mut verdict = weigh::verdict(self.rules, title, duties);
        verdict.confidence = confidence::confidence(self.rules, verdict.focus, verdict.confidence);
        verdict
    }
}
