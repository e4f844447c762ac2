//! Builds the matcher: words get numbers and the forms that their language gives them, and phrases are listed by the
//! words that they begin with.

use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use super::form::Inflection;
use super::matcher::{ClassId, Form, Matcher, Stretch};
use super::pattern::{Part, Step};
use super::pieces::{End, Pieces};
use super::trie::{Beginning, Phrase, Seek};
use crate::model::RuleId;

/// How many matchers were built, for the id of the next.
static MADE: AtomicU64 = AtomicU64::new(0);

/// Collects all phrases before the matcher is built.
#[derive(Debug)]
pub struct MatcherBuilder {
    /// Folded words, each with the index of its draft.
    forms: FxHashMap<Box<str>, u32>,
    drafts: Vec<FormDraft>,
    phrases: Vec<Phrase>,
    /// By class, the phrases that begin with it.
    begun_by: Vec<Vec<u32>>,
    /// By language; that of phrases without one is empty.
    words: FxHashMap<String, FxHashMap<Rc<str>, ClassId>>,
    exacts: FxHashMap<String, ClassId>,
    pieces: FxHashMap<(Step, Option<String>), ClassId>,
    beginnings: Pieces,
    endings: Pieces,
    inflections: FxHashMap<String, Vec<Inflection>>,
}

#[derive(Debug, Default)]
struct FormDraft {
    /// Most have one class, which needs no list.
    first: Option<ClassId>,
    more: Vec<ClassId>,
    exact: Vec<(Box<str>, ClassId)>,
    article: bool,
}

impl MatcherBuilder {
    /// Makes a builder that inflects words with these rules of their languages.
    pub fn new(inflections: FxHashMap<String, Vec<Inflection>>) -> Self {
        MatcherBuilder {
            forms: FxHashMap::default(),
            drafts: Vec::new(),
            phrases: Vec::new(),
            begun_by: Vec::new(),
            inflections,
            words: FxHashMap::default(),
            exacts: FxHashMap::default(),
            pieces: FxHashMap::default(),
            beginnings: Pieces::new(End::First),
            endings: Pieces::new(End::Last),
        }
    }

    /// Adds a phrase that speaks for a rule.
    pub fn add(&mut self, phrase: &[Part<Step>], language: Option<&str>, rule: RuleId) {
        let parts = self.sought(phrase, language);
        let index = self.phrases.len() as u32;
        self.list(&parts, index);
        self.phrases.push(Phrase { parts, rule });
    }

    /// The parts of a phrase with numbers for its words.
    fn sought(&mut self, parts: &[Part<Step>], language: Option<&str>) -> Vec<Part<Seek>> {
        let part = |part: &Part<Step>| match part {
            Part::Step(step) => Part::Step(match step {
                Step::Word(word) => Seek::Class(self.word_class(word, language)),
                Step::Exact(word) => Seek::Class(self.exact_class(word)),
                Step::Beginning(_) | Step::Ending(_) => {
                    Seek::Class(self.piece_class(step, language))
                }
                Step::Gap(width) => Seek::Gap(*width),
            }),
            Part::OneOf(alternatives) => {
                let alternatives = alternatives.iter();
                Part::OneOf(alternatives.map(|one| self.sought(one, language)).collect())
            }
        };
        parts.iter().map(part).collect()
    }

    /// Lists a phrase with all classes that it may begin with; gives whether it may also begin with what stands
    /// behind these parts.
    fn list(&mut self, parts: &[Part<Seek>], phrase: u32) -> bool {
        parts.iter().all(|part| match part {
            Part::Step(Seek::Class(class)) => {
                let listed = &mut self.begun_by[*class as usize];
                if listed.last() != Some(&phrase) {
                    listed.push(phrase);
                }
                false
            }
            Part::Step(Seek::Gap(_)) => false,
            Part::OneOf(alternatives) => {
                let mut goes_on = false;
                for one in alternatives {
                    goes_on |= self.list(one, phrase);
                }
                goes_on
            }
        })
    }

    /// Adds an article, a word that phrases of duty texts skip. It must be folded.
    pub fn add_article(&mut self, word: &str) {
        self.draft(word.into()).article = true;
    }

    /// Finishes the matcher: moves the contents of many small lists into a few long ones.
    pub fn build(mut self) -> Matcher {
        let mut matcher = Matcher {
            id: MADE.fetch_add(1, Ordering::Relaxed) + 1,
            beginnings: self.beginnings,
            endings: self.endings,
            ..Matcher::default()
        };
        let mut classes = Vec::new();
        for (word, index) in &mut self.forms {
            let draft = std::mem::take(&mut self.drafts[*index as usize]);
            let start = classes.len() as u32;
            let own = draft.first.into_iter().chain(draft.more);
            classes.extend(own.map(|one| (one, 0)));
            // A listed word may also match listed pieces. They are found now, so that a scan looks for pieces
            // only in words that are not listed.
            matcher.pieces_of(word, |class, unspelled| classes.push((class, unspelled)));
            *index = matcher.forms.len() as u32;
            matcher.forms.push(Form {
                classes: start..classes.len() as u32,
                exact: append(&mut matcher.exact, draft.exact),
                article: draft.article,
            });
        }
        matcher.words = self.forms;
        matcher.classes = classes;
        for (class, phrases) in (0..).zip(self.begun_by) {
            let begun = (!phrases.is_empty()).then(|| {
                matcher.tries.push(Beginning::new(class, phrases));
                matcher.tries.len() as u32 - 1
            });
            matcher.begins.push(begun);
        }
        matcher.phrases = self.phrases;
        matcher
    }

    fn word_class(&mut self, word: &Rc<str>, language: Option<&str>) -> ClassId {
        let of = language.unwrap_or_default();
        if let Some(class) = self.words.get(of).and_then(|words| words.get(word)) {
            return *class;
        }
        let class = self.new_class();
        let words = self.words.entry(of.to_owned()).or_default();
        words.insert(Rc::clone(word), class);
        for form in self.forms_of(word, language) {
            let draft = self.draft(form.into());
            let first = *draft.first.get_or_insert(class);
            if first != class && !draft.more.contains(&class) {
                draft.more.push(class);
            }
        }
        class
    }

    fn piece_class(&mut self, piece: &Step, language: Option<&str>) -> ClassId {
        let key = (piece.clone(), language.map(str::to_owned));
        if let Some(class) = self.pieces.get(&key) {
            return *class;
        }
        let class = self.new_class();
        self.pieces.insert(key, class);
        match piece {
            Step::Beginning(beginning) => self.beginnings.add(beginning, class),
            Step::Ending(ending) => {
                for form in self.forms_of(ending, language) {
                    self.endings.add(&form, class);
                }
            }
            Step::Word(_) | Step::Exact(_) | Step::Gap(_) => {}
        }
        class
    }

    /// A word, or an ending, in all forms that its language gives it.
    fn forms_of(&self, word: &str, language: Option<&str>) -> Vec<String> {
        let endings = language.and_then(|language| self.inflections.get(language));
        let inflected = endings.into_iter().flatten();
        let inflected = inflected.filter_map(|ending| inflect(word, ending));
        std::iter::once(word.to_owned()).chain(inflected).collect()
    }

    fn exact_class(&mut self, word: &str) -> ClassId {
        if let Some(class) = self.exacts.get(word) {
            return *class;
        }
        let class = self.new_class();
        self.exacts.insert(word.to_owned(), class);
        let folded = super::words::squeeze(word);
        let draft = self.draft(folded.into());
        draft.exact.push((word.into(), class));
        class
    }

    /// What a folded word may be.
    fn draft(&mut self, word: Box<str>) -> &mut FormDraft {
        let next = self.drafts.len() as u32;
        let index = *self.forms.entry(word).or_insert(next);
        if index == next {
            self.drafts.push(FormDraft::default());
        }
        &mut self.drafts[index as usize]
    }

    fn new_class(&mut self) -> ClassId {
        self.begun_by.push(Vec::new());
        self.begun_by.len() as ClassId - 1
    }
}

pub(super) fn append<T>(list: &mut Vec<T>, more: Vec<T>) -> Stretch {
    let start = list.len() as u32;
    list.extend(more);
    start..list.len() as u32
}

/// A shorter stem is not inflected: "it" has no plural "its".
const SHORTEST_STEM: usize = 3;

/// The form of a word with an ending, if the ending applies to it.
pub(super) fn inflect(word: &str, ending: &Inflection) -> Option<String> {
    let stem = word.strip_suffix(&ending.from)?;
    (word.len() >= SHORTEST_STEM).then(|| [stem, &ending.to].concat())
}
