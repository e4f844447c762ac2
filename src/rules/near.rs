//! What may be meant by a name that nothing has.

/// So alike must two names be for one to be meant by the other.
const ALIKE: f64 = 0.8;

/// Of the known names those most like the one given, the likest first: three at most.
pub(super) fn near<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Vec<&'k str> {
    let mut alike: Vec<_> = known
        .map(|one| (strsim::jaro_winkler(one, name), one))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    alike.sort_by(|(one, a), (other, b)| other.total_cmp(one).then(a.cmp(b)));
    alike.dedup_by_key(|(_, one)| *one);
    alike.into_iter().map(|(_, one)| one).take(3).collect()
}

/// A question after them, to stand behind what is wrong; empty where none is near.
pub(super) fn is_meant(near: &[&str]) -> String {
    match near {
        [] => String::new(),
        names => format!("; is `{}` meant?", names.join("` or `")),
    }
}
