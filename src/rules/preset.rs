//! Policies that come with rolecall, for different kinds of organisations.

use crate::rules::form::pack::PackForm;
use crate::rules::form::preset::SuggestForm;

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
