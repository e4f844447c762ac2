//! Suggests known names for an unknown one.

/// The least similarity for a suggestion, from 0 to 1.
const ALIKE: f64 = 0.8;

/// The most names that an error message lists.
const MOST_CHOICES: usize = 20;

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
        near => format!("; {}", question(near)),
    }
}

fn question(near: &[&str]) -> String {
    format!("did you mean `{}`?", near.join("` or `"))
}

/// What may stand in place of an unknown name, to end an error message: the known names most similar to it, or else
/// the first of all, and how many more there are.
pub fn choices<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> String {
    let known: Vec<_> = known.collect();
    let near = near(name, known.iter().copied());
    if !near.is_empty() {
        return question(&near);
    }
    match known.len().saturating_sub(MOST_CHOICES) {
        0 => format!("choose from: {}", known.join(", ")),
        more => format!(
            "choose from: {} and {more} more",
            known[..MOST_CHOICES].join(", ")
        ),
    }
}

/// A "did you mean" question for an unknown name, to follow an error message. Empty if no known name is like it.
pub fn meant<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> String {
    is_meant(&near(name, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_of_choices_is_cut_and_counted() {
        let names: Vec<_> = (0..MOST_CHOICES + 3).map(|n| format!("name{n}")).collect();
        let few = choices("x", names[..3].iter().map(String::as_str));
        assert_eq!(few, "choose from: name0, name1, name2");
        let many = choices("x", names.iter().map(String::as_str));
        assert!(many.starts_with("choose from: name0, "), "{many}");
        assert!(many.ends_with("name19 and 3 more"), "{many}");
    }

    #[test]
    fn a_similar_name_is_suggested_alone() {
        let known = ["missing-cio", "missing-cto", "span"].into_iter();
        assert_eq!(choices("spam", known), "did you mean `span`?");
    }
}
