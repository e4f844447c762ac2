//! The section `overrides:`: what is asked of some files only.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::Severity;
use crate::rules::entry::EntryPlace;

/// One entry of `overrides:`. Of several entries about a file and a finding, the last one counts.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OverrideForm {
    /// The files, as patterns that start from the folder of the configuration.
    pub paths: Vec<String>,
    /// Codes, beginnings of codes or names of findings that are not reported there.
    pub ignore: Vec<String>,
    /// The severity that findings have there, by code, beginning of codes or name.
    pub severity: BTreeMap<String, Severity>,
    #[serde(skip)]
    pub(in crate::rules) at: Option<EntryPlace>,
}
