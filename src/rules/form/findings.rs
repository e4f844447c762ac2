//! The sections about findings.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{Severity, Side, Subject};

/// Findings whose codes begin alike.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// The beginning of their codes.
    pub codes: String,
    /// The subject of these findings, in a few words.
    pub label: String,
}

/// An entry in the catalogue of findings. A later file changes an earlier entry with the same code.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FindingForm {
    pub code: String,
    pub name: Option<String>,
    pub check: Option<String>,
    pub side: Option<Side>,
    pub severity: Option<Severity>,
    pub summary: Option<String>,
    pub why: Option<String>,
    pub help: Option<String>,
    pub by_size: Option<Vec<SizeStep>>,
    pub thresholds: BTreeMap<String, f32>,
    /// Roles that the check uses, by their part in it.
    pub roles: BTreeMap<String, Vec<String>>,
    /// Functions that the check uses.
    pub functions: Vec<String>,
    /// Responsibility areas that the check uses.
    pub areas: Vec<String>,
    /// What the finding is about. Without it, a chart.
    pub about: Option<Subject>,
    /// Whether the finding is on by default. Users can turn it on.
    pub enabled: Option<bool>,
}

/// A severity for entities below a headcount. The step without `below` holds for the rest.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SizeStep {
    /// The headcount below which the severity holds.
    #[serde(default)]
    pub below: Option<u32>,
    pub severity: Severity,
}

impl FindingForm {
    pub(in crate::rules) fn is_called(&self, id: &str) -> bool {
        let names = [Some(&self.code), self.name.as_ref()];
        let mut names = names.into_iter().flatten();
        names.any(|name| name.eq_ignore_ascii_case(id))
    }
}
