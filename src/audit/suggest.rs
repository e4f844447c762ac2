//! Suggests the preset that suits a chart. It is never applied without the user.

use super::group::EntityForest;
use crate::chart::{Chart, EntityId};
use crate::rules::{Preset, SuggestForm};

/// The first preset that suits a chart.
pub fn suggested_preset<'p>(chart: &Chart, presets: &'p [Preset]) -> Option<&'p Preset> {
    if chart.is_empty() {
        return None;
    }
    let groups = EntityForest::of(chart);
    presets
        .iter()
        .find(|preset| suits(chart, &groups, &preset.suggest))
}

fn suits(chart: &Chart, groups: &EntityForest, suggest: &SuggestForm) -> bool {
    let headcounts = chart.entities().map(|(_, entity)| entity.headcount());
    let people: u32 = headcounts.fold(0, u32::saturating_add);
    let declares = chart
        .entities()
        .any(|(_, entity)| entity.declared_size.is_some());
    // A chart may show only the top of an organisation, so counted seats do not tell its size.
    let size = suggest.below.is_none_or(|below| declares && people < below)
        && suggest.from.is_none_or(|from| declares && people >= from);
    let linked = suggest.entities.is_none_or(|least| {
        let mut roots: Vec<EntityId> = groups.roots();
        roots.sort_unstable();
        let mut groups = roots.chunk_by(|a, b| a == b);
        groups.any(|group| group.len() >= least)
    });
    let words = suggest.words.is_empty() || {
        let called = chart.entities().filter(|(_, entity)| {
            let name = entity.name.to_lowercase();
            let mut words = name.split(|c: char| !c.is_alphanumeric());
            words.any(|word| suggest.words.iter().any(|known| known == word))
        });
        called.count() * 3 > chart.entities().len()
    };
    size && linked && words
}
