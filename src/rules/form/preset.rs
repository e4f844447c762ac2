//! The section `about:`, in which a preset describes itself.

use schemars::JsonSchema;
use serde::Deserialize;

/// The description of a preset.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PresetForm {
    /// Whom it is for, in one line.
    pub summary: String,
    /// Which charts it suits.
    pub suggest: SuggestForm,
}

/// Which charts a preset suits. A chart must match everything that is given.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SuggestForm {
    /// Fewer people than this.
    pub below: Option<u32>,
    /// At least this many people.
    pub from: Option<u32>,
    /// At least this many entities whose lines lead to one entity.
    pub entities: Option<usize>,
    /// More than a third of the entities have one of these words in their names.
    pub words: Vec<String>,
}
