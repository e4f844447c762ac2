//! What an audit found.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Location;

/// How grave a finding is; later is graver.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably wrong, or a risk.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// All severities, gravest first.
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

/// What findings of a code are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A chart: an audit makes them.
    #[default]
    Chart,
    /// Two snapshots of a chart, and what changed between them.
    Snapshots,
    /// A job description, row by row.
    JobDescription,
}

/// A position that a finding is about, without its incumbent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionRef {
    /// Its number among the positions read, counted from 0.
    pub seat: u32,
    /// Its id as written; may be empty.
    pub id: String,
    /// Its title as written; may be empty.
    pub title: String,
    /// Who holds it; filled only where names were asked for.
    pub incumbent: Option<String>,
}

/// One statement of an audit. Its name, reason and remedy stand in the catalogue under its code.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Stable code, `RC101`.
    pub code: Cow<'static, str>,
    /// How grave it is here; the catalogue's severity unless the case is lighter or graver.
    pub severity: Severity,
    /// What, in one sentence.
    pub message: String,
    /// How sure it is, in [0, 1], where the chart leaves it open.
    pub confidence: Option<f32>,
    /// The entity it is about, where it is about one.
    pub entity: Option<String>,
    /// The positions it is about; of many, the first.
    pub positions: Vec<PositionRef>,
    /// How many further positions it is about.
    pub more_positions: usize,
    /// The places that show it, the foremost first; never empty.
    pub locations: Vec<Location>,
}
