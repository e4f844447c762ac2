//! Recognises ids that are e-mail addresses, and replaces them for output.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

/// Whether a text is an e-mail address. An address identifies a person.
pub fn is_address(text: &str) -> bool {
    match text.split_once('@') {
        Some((local, domain)) => {
            !local.is_empty() && !domain.is_empty() && !text.contains(char::is_whitespace)
        }
        None => false,
    }
}

/// The form of an id for output. An e-mail address becomes a short pseudonym made from its content, the same
/// in every run and output. Other ids stay as they are. This hides addresses from people who see the output.
/// It is not anonymous: whoever has a list of addresses can work out which one is meant.
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

/// The length of a pseudonym, in bytes. Among a million addresses, the chance that two have the same
/// pseudonym is 1 in 500.
const BYTES: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_its_own_pseudonym() {
        let shown = shown_id("jane.doe@x.example");
        assert_eq!(shown, shown_id("Jane.Doe@X.example"));
        assert_ne!(shown, shown_id("jane.roe@x.example"));
        assert!(!shown.contains("jane") && !shown.contains('@'), "{shown}");
        for id in ["7", "A-12", "@12", "a@", "x y@z"] {
            assert_eq!(shown_id(id), id);
        }
    }
}
