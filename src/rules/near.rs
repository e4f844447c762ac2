//! Suggests known names for an unknown one.

/// The least similarity for a suggestion, from 0 to 1.
const ALIKE: f64 = 0.8;

/// The known names most similar to `name`, the most similar first. Three at most.
pub(super) fn near<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Vec<&'k str> {
    let mut alike: Vec<_> = known
        .map(|one| (strsim::jaro_winkler(one, name), one))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    alike.sort_by(|(one, a), (other, b)| other.total_cmp(one).then(a.cmp(b)));
    alike.dedup_by_key(|(_, one)| *one);
    alike.into_iter().map(|(_, one)| one).take(3).collect()
}

/// A "did you mean" question with suggestions, to follow an error message. Empty without suggestions.
pub(super) fn is_meant(near: &[&str]) -> String {
    match near {
        [] => String::new(),
        names => format!("; did you mean `{}`?", names.join("` or `")),
    }
}

/// A "did you mean" question for an unknown name, to follow an error message. Empty if no known name is like it.
pub fn meant<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> String {
    is_meant(&near(name, known))
}
