//! Builds the matcher: puts phrases into a trie of words, and gives each word the forms of its language.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::form::Inflection;
use super::matcher::{ClassId, Form, Matcher, Node, NodeId, ROOT, Stretch};
use super::pattern::Step;
use super::pieces::{End, Pieces};
use crate::model::RuleId;

/// Collects all phrases before the matcher is built.
#[derive(Debug)]
pub struct MatcherBuilder {
    forms: FxHashMap<Box<str>, FormDraft>,
    edges: FxHashMap<(NodeId, ClassId), NodeId>,
    nodes: Vec<NodeDraft>,
    /// By language. Phrases without a language are under the empty name.
    words: FxHashMap<String, FxHashMap<Rc<str>, ClassId>>,
    exacts: FxHashMap<String, ClassId>,
    pieces: FxHashMap<(Step, Option<String>), ClassId>,
    beginnings: Pieces,
    endings: Pieces,
    inflections: FxHashMap<String, Vec<Inflection>>,
    next_class: ClassId,
}

#[derive(Debug, Default)]
struct FormDraft {
    classes: Vec<ClassId>,
    exact: Vec<(Box<str>, ClassId)>,
    article: bool,
}

#[derive(Debug, Default)]
struct NodeDraft {
    rules: Vec<RuleId>,
    gaps: Vec<(u8, NodeId)>,
}

impl MatcherBuilder {
    /// Makes a builder that inflects words with these rules of their languages.
    pub fn new(inflections: FxHashMap<String, Vec<Inflection>>) -> Self {
        MatcherBuilder {
            forms: FxHashMap::default(),
            edges: FxHashMap::default(),
            nodes: vec![NodeDraft::default()],
            inflections,
            words: FxHashMap::default(),
            exacts: FxHashMap::default(),
            pieces: FxHashMap::default(),
            beginnings: Pieces::new(End::First),
            endings: Pieces::new(End::Last),
            next_class: 0,
        }
    }

    /// Adds a sequence of words for a rule.
    pub fn add(&mut self, sequence: &[Step], language: Option<&str>, rule: RuleId) {
        let mut node = ROOT;
        for step in sequence {
            node = match step {
                Step::Word(word) => {
                    let class = self.word_class(word, language);
                    self.step(node, class)
                }
                Step::Exact(word) => {
                    let class = self.exact_class(word);
                    self.step(node, class)
                }
                Step::Beginning(_) | Step::Ending(_) => {
                    let class = self.piece_class(step, language);
                    self.step(node, class)
                }
                Step::Gap(width) => self.gap(node, *width),
            };
        }
        let rules = &mut self.nodes[node as usize].rules;
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }

    /// Adds an article, a word that phrases of duty texts skip. It must be folded.
    pub fn add_article(&mut self, word: &str) {
        self.forms.entry(word.into()).or_default().article = true;
    }

    /// Finishes the matcher: moves the contents of many small lists into a few long ones.
    pub fn build(self) -> Matcher {
        let mut matcher = Matcher {
            begins: vec![ROOT; self.next_class as usize],
            ..Matcher::default()
        };
        for (word, draft) in self.forms {
            // A listed word may also match listed pieces. They are found now, so that a scan looks for pieces
            // only in words that are not listed.
            let spelled = u16::try_from(word.len()).unwrap_or(u16::MAX);
            let mut classes: Vec<_> = draft.classes.iter().map(|one| (*one, spelled)).collect();
            for pieces in [&self.beginnings, &self.endings] {
                pieces.of(&word, |class, spelled| classes.push((class, spelled)));
            }
            let form = Form {
                classes: append(&mut matcher.classes, classes),
                exact: append(&mut matcher.exact, draft.exact),
                article: draft.article,
            };
            matcher.forms.insert(word, form);
        }
        let mut edges = vec![Vec::new(); self.nodes.len()];
        for ((from, class), to) in self.edges {
            match from {
                ROOT => matcher.begins[class as usize] = to,
                from => edges[from as usize].push((class, to)),
            }
        }
        for (draft, mut edges) in self.nodes.into_iter().zip(edges) {
            edges.sort_unstable();
            let node = Node {
                edges: append(&mut matcher.edges, edges),
                rules: append(&mut matcher.rules, draft.rules),
                gaps: append(&mut matcher.gaps, draft.gaps),
            };
            matcher.nodes.push(node);
        }
        matcher.beginnings = self.beginnings;
        matcher.endings = self.endings;
        matcher
    }

    fn step(&mut self, node: NodeId, class: ClassId) -> NodeId {
        if let Some(next) = self.edges.get(&(node, class)) {
            return *next;
        }
        let next = self.new_node();
        self.edges.insert((node, class), next);
        next
    }

    fn gap(&mut self, node: NodeId, width: u8) -> NodeId {
        let known = self.nodes[node as usize]
            .gaps
            .iter()
            .find(|(w, _)| *w == width);
        if let Some((_, behind)) = known {
            return *behind;
        }
        let behind = self.new_node();
        self.nodes[node as usize].gaps.push((width, behind));
        behind
    }

    fn new_node(&mut self) -> NodeId {
        self.nodes.push(NodeDraft::default());
        (self.nodes.len() - 1) as NodeId
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
            let classes = &mut self.forms.entry(form.into()).or_default().classes;
            if !classes.contains(&class) {
                classes.push(class);
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
        self.forms
            .entry(folded.into())
            .or_default()
            .exact
            .push((word.into(), class));
        class
    }

    fn new_class(&mut self) -> ClassId {
        self.next_class += 1;
        self.next_class - 1
    }
}

fn append<T>(list: &mut Vec<T>, more: Vec<T>) -> Stretch {
    let start = list.len() as u32;
    list.extend(more);
    start..list.len() as u32
}

/// A shorter stem is not inflected: "it" has no plural "its".
const SHORTEST_STEM: usize = 3;

/// The form of a word with an ending, if the ending applies to it.
pub(super) fn inflect(word: &str, ending: &Inflection) -> Option<String> {
    let stem = word.strip_suffix(&ending.from)?;
    (word.len() >= SHORTEST_STEM).then(|| format!("{stem}{}", ending.to))
}
