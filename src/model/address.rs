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
    pseudonym(id, SHORT)
}

/// The same, where the short pseudonym of an address stands for another address of the chart too.
pub(crate) fn shown_id_in_full(id: &str) -> Cow<'_, str> {
    pseudonym(id, LONG)
}

fn pseudonym(id: &str, bytes: usize) -> Cow<'_, str> {
    if !is_address(id) {
        return Cow::Borrowed(id);
    }
    let digits: String = digest(id)
        .iter()
        .take(bytes)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Cow::Owned(format!("address-{digits}"))
}

/// What the pseudonym of an address is made of: its short form, and the rest of its long one.
pub(crate) fn pseudonym_parts(id: &str) -> ([u8; SHORT], [u8; LONG - SHORT]) {
    let digest = digest(id);
    (
        std::array::from_fn(|at| digest[at]),
        std::array::from_fn(|at| digest[SHORT + at]),
    )
}

fn digest(id: &str) -> [u8; 32] {
    Sha256::digest(id.trim().to_lowercase()).into()
}

/// Bytes of a pseudonym. Of a million addresses two have one pseudonym in one of five hundred charts, but somebody may
/// look for two that have.
const SHORT: usize = 6;

/// Bytes of a pseudonym that nobody finds a second address for.
const LONG: usize = 16;

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
