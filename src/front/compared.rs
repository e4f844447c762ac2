//! The result of a comparison.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::chart::Chart;
use crate::classify::ClassifiedChart;
use crate::diff::Diff;
use crate::model::Finding;
use crate::report::{Diffed, diff_line};
use crate::rules::Rules;

/// What changed between two snapshots of a chart. Serializes to what `rolecall diff --format json` prints.
#[derive(Debug)]
pub struct Comparison {
    pub(super) old: ClassifiedChart,
    pub(super) new: ClassifiedChart,
    pub(super) rules: Arc<Rules>,
    pub(super) diff: Diff,
    pub(super) show_names: bool,
}

impl Comparison {
    /// Findings that only the new snapshot has, then findings about the changes themselves, such as a lost officer.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let on_changes = self.diff.findings.iter().map(|found| &found.finding);
        self.diff.new.iter().chain(on_changes)
    }

    /// Findings that only the old snapshot has.
    pub fn fixed(&self) -> &[Finding] {
        &self.diff.fixed
    }

    /// Everything that changed: entities, departments, seats, coverage, areas.
    pub fn changes(&self) -> &Diff {
        &self.diff
    }

    /// The earlier chart.
    pub fn old(&self) -> &Chart {
        &self.old.chart
    }

    /// The later chart.
    pub fn new_chart(&self) -> &Chart {
        &self.new.chart
    }

    /// The comparison for the functions of [`report`](crate::report), which write all other formats.
    pub fn diffed(&self) -> Diffed<'_> {
        Diffed {
            old: &self.old,
            new: &self.new,
            rules: &self.rules,
            diff: &self.diff,
        }
    }
}

impl Serialize for Comparison {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        diff_line(self.diffed(), self.show_names).serialize(serializer)
    }
}
