//! Findings and their severity.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::location::Location;

/// How severe a finding is, in ascending order.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Probably wrong, or a risk.
    Warning,
    /// Certainly wrong.
    Error,
}

impl Severity {
    /// All severities, the most severe first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// The name in rule packs and output.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What a finding is about.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A chart. `rolecall audit` makes these findings.
    #[default]
    Chart,
    /// What changed between two snapshots of a chart.
    Snapshots,
    /// A job description, in one row.
    JobDescription,
    /// A suppression of other findings. `rolecall audit` makes these findings, too.
    Suppression,
}

/// A position that a finding is about. The incumbent is only there on request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionRef {
    /// Number of the seat among the positions read, counted from 0.
    pub seat: u32,
    /// Id of the position as written; may be empty.
    pub id: String,
    /// Title as written; may be empty.
    pub title: String,
    /// The incumbent, if the user asked for names.
    pub incumbent: Option<String>,
}

/// One statement of an audit. The catalogue has its name, reason and remedy under its code.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Stable code, such as `RC101`.
    pub code: Cow<'static, str>,
    /// Severity of this finding. It is that of the catalogue, unless a check lowers or raises it.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// How sure it is, from 0 to 1, if the chart leaves room for doubt.
    pub confidence: Option<f32>,
    /// Name of the entity that it is about, if there is one.
    pub entity: Option<String>,
    /// The positions that it is about; if there are many, the first ones.
    pub positions: Vec<PositionRef>,
    /// The number of further positions that it is about.
    pub more_positions: usize,
    /// The places that show it, the most important first. Never empty.
    pub locations: Vec<Location>,
    /// What a later run finds again, one by one: each of its rows, or its first seat or place if it is about several
    /// together. They are in the order of the places.
    pub occurrences: Vec<Occurrence>,
}

/// One seat or place that a finding is about, as a later run finds it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Tells it from all others of the run, and is the same in the next run.
    pub fingerprint: String,
    /// Why it does not count, if it does not.
    pub accepted: Option<Accepted>,
}

/// Why an occurrence of a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// It is in the baseline.
    Baseline,
    /// Somebody has suppressed it.
    Suppressed {
        /// The reason given; may be empty.
        reason: String,
        /// Whether a comment in the chart suppresses it, not the configuration.
        in_source: bool,
    },
}

impl Accepted {
    /// The name in output.
    pub fn name(&self) -> &'static str {
        match self {
            Accepted::Baseline => "baseline",
            Accepted::Suppressed { .. } => "suppressed",
        }
    }
}

impl Finding {
    /// Why the finding as a whole does not count: each of its occurrences is accepted. The baseline comes first.
    pub fn accepted(&self) -> Option<&Accepted> {
        let all = || self.occurrences.iter().map(|one| one.accepted.as_ref());
        if !all().all(|accepted| accepted.is_some()) {
            return None;
        }
        let mut known = all().flatten();
        let of_baseline = known.clone().find(|one| **one == Accepted::Baseline);
        of_baseline.or_else(|| known.next())
    }
}
