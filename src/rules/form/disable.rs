//! The section `disable:`: what is switched off in the files below.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// Ids of what is disabled in the files below, by kind.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DisableForm {
    /// Roles, with their titles and contexts.
    pub roles: Vec<String>,
    /// Duties, with their phrases in all languages.
    pub duties: Vec<String>,
    /// Findings, by code or name.
    pub findings: Vec<String>,
    /// Axes, with their duties.
    pub axes: Vec<String>,
    /// Responsibility areas; their duties stay.
    pub areas: Vec<String>,
    /// Functions, with their areas and roles.
    pub functions: Vec<String>,
    /// All words of a rule, by the id of the rule: `title/cio`, `modifier/deputy`, `cue/negation`.
    pub words: Vec<String>,
    /// Single phrases as written, by the id of their rule or duty.
    pub phrases: BTreeMap<String, Vec<String>>,
}
