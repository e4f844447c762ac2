//! Words in headers that suggest what a column holds, and words in values that tell a status.

use crate::rules::form::columns::HintsForm;
use crate::text::squeeze;

/// What a header hints at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A number or key of the row.
    Id,
    /// A title.
    Title,
    /// The manager.
    Manager,
    /// A further manager.
    DottedLine,
}

/// A list of words. Some stand for all words that begin with them.
#[derive(Clone, Debug, Default)]
pub(super) struct WordList {
    whole: Vec<String>,
    stems: Vec<String>,
}

impl WordList {
    pub fn new(words: &[String]) -> Self {
        let mut list = WordList::default();
        for word in words {
            match word.strip_suffix('*') {
                // An empty beginning would match every word.
                Some(stem) if !squeeze(stem).is_empty() => list.stems.push(squeeze(stem)),
                Some(_) => {}
                None => list.whole.push(squeeze(word)),
            }
        }
        list
    }

    pub fn has(&self, word: &str) -> bool {
        self.whole.iter().any(|known| known == word)
            || self
                .stems
                .iter()
                .any(|stem| word.starts_with(stem.as_str()))
    }

    pub fn has_any(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.has(word))
    }
}

/// The words of headers for each hint.
#[derive(Clone, Debug, Default)]
pub(super) struct Hints {
    id: WordList,
    no_id: WordList,
    title: WordList,
    no_title: WordList,
    manager: WordList,
    no_manager: WordList,
    dotted_line: WordList,
}

impl Hints {
    pub fn new(form: &HintsForm) -> Self {
        Hints {
            id: WordList::new(&form.id),
            no_id: WordList::new(&form.no_id),
            title: WordList::new(&form.title),
            no_title: WordList::new(&form.no_title),
            manager: WordList::new(&form.manager),
            no_manager: WordList::new(&form.no_manager),
            dotted_line: WordList::new(&form.dotted_line),
        }
    }

    /// Whether a header has a word for a hint and no word against it.
    pub fn at(&self, hint: Hint, header: &str) -> bool {
        let words = words_of(header);
        let (for_it, against) = match hint {
            Hint::Id => (&self.id, &self.no_id),
            Hint::Title => (&self.title, &self.no_title),
            Hint::Manager => (&self.manager, &self.no_manager),
            Hint::DottedLine => return self.dotted_line.has_any(&words),
        };
        for_it.has_any(&words) && !against.has_any(&words)
    }

    /// Whether a header has a word against a hint.
    pub fn against(&self, hint: Hint, header: &str) -> bool {
        let words = words_of(header);
        match hint {
            Hint::Id => self.no_id.has_any(&words),
            Hint::Title => self.no_title.has_any(&words),
            Hint::Manager => self.no_manager.has_any(&words) || self.dotted_line.has_any(&words),
            Hint::DottedLine => false,
        }
    }
}

/// The words of a header, also if only capitals separate them: `parentNodeId`.
pub(super) fn words_of(header: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(header.len() + 8);
    let mut before = ' ';
    for c in header.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(c);
        before = c;
    }
    let words = spaced.split(|c: char| !c.is_alphanumeric()).map(squeeze);
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn capitals_separate_words() {
        assert_eq!(words_of("parentNodeId"), ["parent", "node", "id"]);
        assert_eq!(words_of("Solid-Rep ID(s)"), ["solid", "rep", "id", "s"]);
        assert_eq!(words_of("MGR"), ["mgr"]);
    }
}
