//! Names of people, compared whatever the order, case and accents in which they are written.

use crate::text::squeeze;

/// The words of a name in the order of the alphabet: what "Jane Doe", "Doe, Jane" and "DOE Jane" share.
pub(crate) fn sorted_name(name: &str) -> String {
    let mut words = words(name);
    words.sort_unstable();
    words.join(" ")
}

/// The words of a name, given names first where a comma says which those are.
pub(super) fn name_in_order(name: &str) -> String {
    let swapped = match name.split_once(',') {
        Some((family, given)) => format!("{given} {family}"),
        None => name.to_owned(),
    };
    words(&swapped).join(" ")
}

/// The words of a name but for those in the middle that are a letter or stand between two others: what
/// "Jane A. Doe" and "Jane Doe" share. Empty for a name of one word.
pub(super) fn short_name(name: &str) -> String {
    let ordered = name_in_order(name);
    let words: Vec<&str> = ordered.split(' ').collect();
    let mut long = words.iter().filter(|word| word.chars().count() > 1);
    match (long.next(), long.next_back()) {
        (Some(first), Some(last)) => {
            let mut both = [*first, *last];
            both.sort_unstable();
            both.join(" ")
        }
        _ => String::new(),
    }
}

/// The name in the entry of a directory, `CN=Jane Doe,OU=Staff`; any other text as it is.
pub(super) fn name_in_entry(text: &str) -> &str {
    let entry = text.trim();
    let is_entry = entry
        .get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("cn="));
    if !is_entry {
        return entry;
    }
    let name = &entry[3..];
    // A comma behind a backslash belongs to the name.
    let end = name
        .char_indices()
        .find(|(at, c)| *c == ',' && !name[..*at].ends_with('\\'))
        .map_or(name.len(), |(at, _)| at);
    &name[..end]
}

/// What stands in brackets is no name: "(On Leave)", "[C]".
fn words(name: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut bare = String::new();
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let parts = bare.split(|c: char| c.is_whitespace() || c == ',' || c == '\\');
    let words = parts.map(squeeze).filter(|word| !word.is_empty());
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_any_order() {
        for name in [
            "Doe, Jane",
            "jane  DOE",
            "Jané Doe (On Leave)",
            "Jane Doe [C]",
        ] {
            assert_eq!(sorted_name(name), "doe jane", "{name}");
        }
        assert_ne!(sorted_name("Jane A. Doe"), "doe jane");
    }

    #[test]
    fn what_stands_in_the_middle_of_a_name_may_be_left_out() {
        for name in ["Doe, Jane  R", "Jane R. Doe", "Jane Rose Doe", "jane doe"] {
            assert_eq!(short_name(name), "doe jane", "{name}");
        }
        assert_eq!(short_name("Doe"), "");
    }

    #[test]
    fn a_comma_tells_the_family_name() {
        assert_eq!(
            name_in_order("Martin, Thomas"),
            name_in_order("Thomas Martin")
        );
        assert_ne!(
            name_in_order("Martin, Thomas"),
            name_in_order("Martin Thomas")
        );
    }

    #[test]
    fn the_entry_of_a_directory_holds_a_name() {
        assert_eq!(name_in_entry("CN=Jane Doe,OU=Staff,DC=x"), "Jane Doe");
        assert_eq!(
            sorted_name(name_in_entry("cn=Doe\\, Jane,OU=Staff")),
            "doe jane"
        );
        assert_eq!(name_in_entry("Doe, Jane"), "Doe, Jane");
    }
}
