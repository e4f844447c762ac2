//! Ids that are e-mail addresses, and what is shown in their place.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

/// Whether a text is an e-mail address, by which a person can be known.
pub fn is_address(text: &str) -> bool {
    match text.split_once('@') {
        Some((local, domain)) => {
            !local.is_empty() && !domain.is_empty() && !text.contains(char::is_whitespace)
        }
        None => false,
    }
}

/// An id as it is shown: one that is an address as a short pseudonym made of its content, the same in every run and
/// output; any other as it is. This hides the address from who reads along. It gives no anonymity: whoever has a
/// list of addresses can work out which is meant.
pub fn shown_id(id: &str) -> Cow<'_, str> {
    if !is_address(id) {
        return Cow::Borrowed(id);
    }
    let digest = Sha256::digest(id.trim().to_lowercase());
    let digits: String = digest
        .iter()
        .take(BYTES)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Cow::Owned(format!("address-{digits}"))
}

/// Of a million addresses two have one pseudonym in one of five hundred charts.
const BYTES: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_as_a_pseudonym_of_its_own() {
        let shown = shown_id("jane.doe@x.example");
        assert_eq!(shown, shown_id("Jane.Doe@X.example"));
        assert_ne!(shown, shown_id("jane.roe@x.example"));
        assert!(!shown.contains("jane") && !shown.contains('@'), "{shown}");
        for id in ["7", "A-12", "@12", "a@", "x y@z"] {
            assert_eq!(shown_id(id), id);
        }
    }
}
