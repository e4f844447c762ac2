//! Policies that come with rolecall, for different kinds of organisations.

use schemars::JsonSchema;
use serde::Deserialize;

use super::form::PackForm;

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

/// A preset by its name.
#[derive(Clone, Debug)]
pub struct Preset {
    /// Its name.
    pub name: String,
    /// Whom it is for, in one line.
    pub summary: String,
    /// Which charts it suits.
    pub suggest: SuggestForm,
}

/// All presets, the most specific first.
pub(super) fn presets(files: impl Iterator<Item = (String, &'static str)>) -> Vec<Preset> {
    let parsed = files.filter_map(|(name, text)| {
        let form: PackForm = serde_yaml::from_str(text).ok()?;
        let about = form.about?;
        Some(Preset {
            name,
            summary: about.summary,
            suggest: about.suggest,
        })
    });
    let mut presets: Vec<_> = parsed.collect();
    // Words are more specific than linked entities, and linked entities are more specific than size.
    presets.sort_by_key(|preset| {
        let suggest = &preset.suggest;
        (suggest.words.is_empty(), suggest.entities.is_none())
    });
    presets
}
