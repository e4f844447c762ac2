//! Which of the texts that name managers may be shown: by what was matched, not by how they look.
//!
//! A text is shown where it is the id of a seat. It is shown as well where the lines of its column lead to seats by
//! their ids alone and it is written like one of those ids: a mistyped id must be seen to be repaired. All else may be
//! somebody's name, address or login.

use std::collections::BTreeSet;

use super::names::sorted_name;
use super::seat::Line;
use crate::model::{FileId, is_address};
use crate::text::TextSet;

/// How ids are written, by file and kind of line; nothing where the lines are drawn by anything but ids.
#[derive(Debug)]
pub(super) struct Veil {
    pub forms: Vec<[Option<BTreeSet<String>>; 2]>,
    /// The names of people, where ids are words and could be taken for such.
    pub names: TextSet<String>,
}

/// Ids of one chart are written in a few ways; where there are more, they have no form.
pub(super) const MOST_FORMS: usize = 64;
/// No id is longer.
const LONGEST: usize = 64;

impl Veil {
    /// Whether a text is written like the ids by which lines of this kind are drawn, and is nobody's name.
    pub fn is_like_an_id(&self, file: FileId, line: Line, text: &str) -> bool {
        let forms = self.forms.get(file.0 as usize);
        let forms = forms.and_then(|lines| lines[line as usize].as_ref());
        let like = forms.zip(form(text));
        like.is_some_and(|(forms, form)| forms.contains(&form))
            && !self.names.contains(&sorted_name(text))
    }
}

/// How an id is written: runs of digits, of small and of capital letters, and all other signs.
pub(crate) fn form(id: &str) -> Option<String> {
    let id = id.trim();
    if id.is_empty() || id.len() > LONGEST || is_address(id) {
        return None;
    }
    let mut form = String::new();
    for c in id.chars() {
        let class = match c {
            c if c.is_numeric() => '9',
            c if c.is_uppercase() => 'A',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        if !form.ends_with(class) {
            form.push(class);
        }
    }
    Some(form)
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn ids_of_one_form_are_told_from_names() {
        assert_eq!(form("A-0012"), form("B-7"));
        assert_ne!(form("100001"), form("Jane Doe (100001)"));
        assert_ne!(form("ceo"), form("Cher"));
        assert_eq!(form("jane@x.example"), None);
    }
}
