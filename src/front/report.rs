//! The result of an audit.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::audit::{Audit, EntityCoverage};
use crate::chart::Chart;
use crate::classify::ClassifiedChart;
use crate::model::{Finding, Location, Severity};
use crate::read::ReadError;
use crate::report::Audited;
use crate::rules::Rules;

/// An audit: who covers what, and what is wrong. Serializes to what `rolecall audit --format json` prints.
#[derive(Debug)]
pub struct Report {
    pub(super) on: ClassifiedChart,
    pub(super) rules: Arc<Rules>,
    pub(super) audit: Audit,
}

impl Report {
    /// The findings, by place.
    pub fn findings(&self) -> &[Finding] {
        &self.audit.findings
    }

    /// How many findings of a severity count: those that nobody has accepted.
    pub fn count(&self, severity: Severity) -> usize {
        self.audit.count(severity)
    }

    /// A place as `file:line:column`, with the name of the file as it was given or found.
    pub fn place(&self, place: &Location) -> String {
        let file = self.on.chart.sources().file(place.file);
        format!("{}:{}:{}", file.name, place.line, place.column)
    }

    /// Who covers the two sides of each entity.
    pub fn entities(&self) -> &[EntityCoverage] {
        &self.audit.entities
    }

    /// The chart as it was read: seats, reporting lines and entities.
    pub fn chart(&self) -> &Chart {
        &self.on.chart
    }

    /// The rules that were used.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What could not be read.
    pub fn unread(&self) -> &[ReadError] {
        &self.on.chart.sources().errors
    }

    /// The audit for the functions of [`report`](crate::report), which write all other formats.
    pub fn audited(&self) -> Audited<'_> {
        Audited {
            on: &self.on,
            rules: &self.rules,
            audit: &self.audit,
        }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.audited().serialize(serializer)
    }
}
