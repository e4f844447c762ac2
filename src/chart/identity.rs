//! When two ids are the same.

use std::borrow::Cow;

/// Whether two ids as written name one position: blanks do not matter, nor does the `.0` that a
/// spreadsheet adds to a whole number. Case does.
pub fn same_id(a: &str, b: &str) -> bool {
    key(a) == key(b)
}

/// What of an id is compared.
pub(crate) fn key(id: &str) -> Cow<'_, str> {
    let id = match id.strip_suffix(".0") {
        Some(whole) if !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()) => {
            whole
        }
        _ => id,
    };
    if id.contains(char::is_whitespace) {
        Cow::Owned(id.split_whitespace().collect())
    } else {
        Cow::Borrowed(id)
    }
}

/// What of an id is left where case does not matter, nor the zeros that a spreadsheet takes from the
/// front of a number.
pub(super) fn loose_key(id: &str) -> String {
    let id = key(id);
    without_zeros(&id).unwrap_or(&id).to_lowercase()
}

/// Whether two ids that are the same when looked at loosely differ in leading zeros, not in case only.
pub(super) fn differ_in_zeros(one: &str, other: &str) -> bool {
    key(one).to_lowercase() != key(other).to_lowercase()
}

/// The number that is left of an id without its leading zeros.
fn without_zeros(id: &str) -> Option<&str> {
    let number = id.trim_start_matches('0');
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && number.len() < id.len()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{loose_key, same_id, without_zeros};

    #[test]
    fn only_numbers_lose_zeros() {
        assert_eq!(without_zeros("0012"), Some("12"));
        assert_eq!(without_zeros("12"), None);
        assert_eq!(without_zeros("000"), None);
        assert_eq!(without_zeros("00A"), None);
    }

    #[test]
    fn case_and_zeros_do_not_matter_when_looked_at_loosely() {
        assert_eq!(loose_key("AB 12"), loose_key("ab12"));
        assert_eq!(loose_key("0012"), loose_key("12.0"));
        assert_ne!(loose_key("A01"), loose_key("A1"));
    }

    #[test]
    fn blanks_and_a_floats_zero_do_not_matter() {
        assert!(same_id("90334", "90334.0"));
        assert!(same_id("HO 12", " HO12"));
        assert!(!same_id("A.0", "A"));
        assert!(!same_id("007", "7"));
        assert!(!same_id("a1", "A1"));
    }
}
