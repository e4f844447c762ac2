//! The section about columns of charts.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::keyed::keyed_by;
use crate::model::{Field, Status, Tenure};

/// How headers, keys and special values of charts are recognised.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnsForm {
    #[schemars(schema_with = "keyed_by::<Field, Vec<String>>")]
    pub aliases: BTreeMap<Field, Vec<String>>,
    pub structure: StructureForm,
    pub root_markers: Vec<String>,
    #[schemars(schema_with = "keyed_by::<Status, Vec<String>>")]
    pub status: BTreeMap<Status, Vec<String>>,
    #[schemars(schema_with = "keyed_by::<Status, Vec<String>>")]
    pub nobody: BTreeMap<Status, Vec<String>>,
    pub nested: Vec<Field>,
    pub ignored: Vec<String>,
    /// Headers of columns that give no field and tell nothing of a person. Their cells may be shown.
    pub impersonal: Vec<String>,
    #[schemars(schema_with = "keyed_by::<Tenure, Vec<String>>")]
    pub tenure: BTreeMap<Tenure, Vec<String>>,
    pub placeholders: Vec<String>,
    pub no_titles: Vec<String>,
    /// Values that programs write into empty cells.
    pub nulls: Vec<String>,
    /// Names that may be above the top of a chart without a seat of their own.
    pub above_the_top: Vec<String>,
    /// Beginnings of rows below a table that are not seats: a total, a note.
    pub footers: Vec<String>,
    #[schemars(schema_with = "keyed_by::<Status, Vec<String>>")]
    pub status_words: BTreeMap<Status, Vec<String>>,
    #[schemars(schema_with = "keyed_by::<Tenure, Vec<String>>")]
    pub tenure_words: BTreeMap<Tenure, Vec<String>>,
    /// Keys of mappings that give more about a person or a job.
    pub parents: Vec<String>,
    pub hints: HintsForm,
}

/// Words in headers that suggest what a column holds if no alias matches. A word with a `*` stands for all
/// words that begin with it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HintsForm {
    pub id: Vec<String>,
    pub no_id: Vec<String>,
    pub title: Vec<String>,
    pub no_title: Vec<String>,
    pub manager: Vec<String>,
    pub no_manager: Vec<String>,
    pub dotted_line: Vec<String>,
}

/// Keys of a YAML chart that hold other positions, and keys of an entity.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StructureForm {
    pub entities: Vec<String>,
    pub entity_name: Vec<String>,
    pub positions: Vec<String>,
    pub reports: Vec<String>,
}
