//! The section `suppress:`: findings that an organisation accepts.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::rules::entry::EntryPlace;

/// One entry of `suppress:`. A finding must match everything that is given.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SuppressForm {
    /// Code, beginning of codes, or name of the finding.
    pub code: String,
    /// Id of the seat.
    pub id: Option<String>,
    /// Title of the seat.
    pub title: Option<String>,
    /// Name of the entity.
    pub entity: Option<String>,
    /// The file, as a pattern that starts from the folder of the configuration.
    pub path: Option<String>,
    /// Why the finding is accepted.
    pub reason: Option<String>,
    /// The last day on which it is accepted: `2026-12-31`.
    pub until: Option<String>,
    #[serde(skip)]
    pub(in crate::rules) at: Option<EntryPlace>,
}
