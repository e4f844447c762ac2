//! What the words of a text may be: words of phrases in any form that their language gives them, words exactly as
//! written, words that hold a piece, or numbers.
//!
//! The pack lists each word once, and an inflected form is taken back to it when a text holds one. To list all forms
//! beforehand would take longer than most runs do.

use schemars::JsonSchema;
use serde::Deserialize;

use super::class::{ClassId, WordClass};
use super::pieces::{End, Pieces};
use crate::text::TextMap;

/// An ending that words of a language may have: `from` is replaced by `to`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inflection {
    pub from: String,
    pub to: String,
}

/// A language, as an index; that of words without one is 0.
pub(in crate::rules) type LanguageId = u16;

/// The words of all phrases.
#[derive(Debug)]
pub(in crate::rules) struct Vocabulary {
    /// Folded words, as indices into those listed.
    words: TextMap<Box<str>, u32>,
    listed: Vec<Listed>,
    /// By the text in which inflected forms end, the languages with what their words end in instead.
    inflected: TextMap<Box<str>, Vec<(LanguageId, Box<str>)>>,
    /// The length of the longest such text, in bytes.
    longest: usize,
    beginnings: Pieces,
    endings: Pieces,
    /// The class of every number, if a phrase asks for one.
    number: Option<ClassId>,
}

/// A word that the pack lists.
#[derive(Debug, Default)]
struct Listed {
    /// Most words have one class, which needs no list.
    first: Option<(LanguageId, ClassId)>,
    more: Vec<(LanguageId, ClassId)>,
    exact: Vec<(Box<str>, ClassId)>,
    article: bool,
    /// The languages in which it has no other form.
    invariable: Vec<LanguageId>,
}

impl Listed {
    fn classes(&self) -> impl Iterator<Item = (LanguageId, ClassId)> {
        self.first.iter().chain(&self.more).copied()
    }

    fn class(&self, language: LanguageId) -> Option<ClassId> {
        let mut classes = self.classes();
        let class = classes.find(|(of, _)| *of == language);
        class.map(|(_, class)| class)
    }
}

/// A shorter word is not inflected: "it" has no plural "its".
const SHORTEST_STEM: usize = 3;

/// The form of a word with an ending, if the ending applies to it.
pub(in crate::rules) fn inflect(word: &str, ending: &Inflection) -> Option<String> {
    let stem = word.strip_suffix(&ending.from)?;
    (word.len() >= SHORTEST_STEM).then(|| [stem, &ending.to].concat())
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary {
            words: TextMap::default(),
            listed: Vec::new(),
            inflected: TextMap::default(),
            longest: 0,
            beginnings: Pieces::new(End::First),
            endings: Pieces::new(End::Last),
            number: None,
        }
    }
}

impl Vocabulary {
    /// Adds the endings of a language.
    pub(in crate::rules) fn inflect(&mut self, language: LanguageId, endings: &[Inflection]) {
        for Inflection { from, to } in endings {
            self.longest = self.longest.max(to.len());
            let inflected = self.inflected.entry(to.as_str().into()).or_default();
            inflected.push((language, from.as_str().into()));
        }
    }

    /// The class of a folded word; `new` makes one where it has none in the language yet.
    pub(in crate::rules) fn word(
        &mut self,
        word: &str,
        language: LanguageId,
        new: impl FnOnce() -> ClassId,
    ) -> ClassId {
        let listed = self.listed(word);
        listed.class(language).unwrap_or_else(|| {
            let class = new();
            match listed.first {
                None => listed.first = Some((language, class)),
                Some(_) => listed.more.push((language, class)),
            }
            class
        })
    }

    /// The class of a word as it is written; `new` makes one where it has none yet.
    pub(in crate::rules) fn exact(
        &mut self,
        folded: &str,
        word: &str,
        new: impl FnOnce() -> ClassId,
    ) -> ClassId {
        let exact = &mut self.listed(folded).exact;
        let known = exact.iter().find(|(known, _)| **known == *word);
        known.map(|(_, class)| *class).unwrap_or_else(|| {
            let class = new();
            exact.push((word.into(), class));
            class
        })
    }

    /// The class of a word of digits; `new` makes one where there is none yet.
    pub(in crate::rules) fn number(&mut self, new: impl FnOnce() -> ClassId) -> ClassId {
        *self.number.get_or_insert_with(new)
    }

    /// Adds a word that phrases of duty texts pass over. It must be folded.
    pub(in crate::rules) fn article(&mut self, word: &str) {
        self.listed(word).article = true;
    }

    /// Adds a word that has no other form in a language. It must be folded.
    pub(in crate::rules) fn invariable(&mut self, word: &str, language: LanguageId) {
        self.listed(word).invariable.push(language);
    }

    /// Adds the beginning of words.
    pub(in crate::rules) fn beginning(&mut self, piece: &str, class: ClassId) {
        self.beginnings.add(piece, class);
    }

    /// Adds an ending of words, in all forms that these endings give it.
    pub(in crate::rules) fn ending(&mut self, piece: &str, endings: &[Inflection], class: ClassId) {
        self.endings.add(piece, class);
        for form in endings.iter().filter_map(|ending| inflect(piece, ending)) {
            self.endings.add(&form, class);
        }
    }

    fn listed(&mut self, word: &str) -> &mut Listed {
        let known = self.words.get(word).copied();
        let at = known.unwrap_or_else(|| {
            let new = self.listed.len() as u32;
            self.words.insert(word.into(), new);
            self.listed.push(Listed::default());
            new
        });
        &mut self.listed[at as usize]
    }

    fn get(&self, folded: &str) -> Option<&Listed> {
        self.words.get(folded).map(|at| &self.listed[*at as usize])
    }

    /// Whether a folded word is an article.
    pub(in crate::rules) fn is_article(&self, folded: &str) -> bool {
        self.get(folded).is_some_and(|listed| listed.article)
    }

    /// Whether it matters how a folded word is written.
    pub(in crate::rules) fn is_exact(&self, folded: &str) -> bool {
        let listed = self.get(folded);
        listed.is_some_and(|listed| !listed.exact.is_empty())
    }

    /// Adds what a word may be, but for what depends on how it is written.
    pub(in crate::rules) fn may_be(&self, folded: &str, classes: &mut Vec<WordClass>) {
        let from = classes.len();
        if let Some(listed) = self.get(folded) {
            classes.extend(listed.classes().map(|(_, class)| (class, 0)));
        }
        if let Some(number) = self.number
            && folded.bytes().all(|byte| byte.is_ascii_digit())
        {
            // No phrase spells a number out, so one that says which it is tells more.
            classes.push((number, u16::try_from(folded.len()).unwrap_or(u16::MAX)));
        }
        self.uninflected(folded, |class| {
            let class = (class, 0);
            if !classes[from..].contains(&class) {
                classes.push(class);
            }
        });
        for pieces in [&self.beginnings, &self.endings] {
            pieces.of(folded, |class, spelled| {
                let left = folded.len().saturating_sub(usize::from(spelled));
                classes.push((class, u16::try_from(left).unwrap_or(u16::MAX)));
            });
        }
    }

    /// Adds what a word may be as it is written.
    pub(in crate::rules) fn may_be_exactly(
        &self,
        folded: &str,
        written: &str,
        classes: &mut Vec<WordClass>,
    ) {
        let listed = self.get(folded);
        let exact = listed.map_or(&[][..], |listed| &listed.exact).iter();
        let exact = exact.filter(|(exact, _)| **exact == *written);
        classes.extend(exact.map(|(_, class)| (*class, 0)));
    }

    /// Calls `each` with the class of every word of which this may be an inflected form.
    fn uninflected(&self, folded: &str, mut each: impl FnMut(ClassId)) {
        let mut base = String::new();
        for (at, _) in folded.char_indices().rev() {
            if folded.len() - at > self.longest {
                break;
            }
            self.ending_at(folded, at, &mut base, &mut each);
        }
        // Some forms lack an ending that their word has.
        self.ending_at(folded, folded.len(), &mut base, &mut each);
    }

    fn ending_at(
        &self,
        folded: &str,
        at: usize,
        base: &mut String,
        each: &mut impl FnMut(ClassId),
    ) {
        let (stem, ending) = folded.split_at(at);
        for (language, from) in self.inflected.get(ending).into_iter().flatten() {
            base.clear();
            base.push_str(stem);
            base.push_str(from);
            let listed = self.get(base);
            let listed = listed.filter(|listed| !listed.invariable.contains(language));
            let class = listed.and_then(|listed| listed.class(*language));
            if let Some(class) = class.filter(|_| base.len() >= SHORTEST_STEM) {
                each(class);
            }
        }
    }
}
