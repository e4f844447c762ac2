//! Names the classes of each dimension, so that labels and verdicts use the same words.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{Field, Focus, Position, Rank, Side, Verdict};
use crate::rules::{Rules, choices};
use crate::text::{TextMap, squeeze};

/// A part of the verdict that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// The roles held, all together.
    Role,
    /// The side that the seat looks to.
    Focus,
    /// The rank, such as chief or manager.
    Rank,
    /// The function, such as finance or sales.
    Function,
}

impl Dimension {
    /// All dimensions.
    pub const ALL: [Dimension; 4] = [
        Dimension::Role,
        Dimension::Focus,
        Dimension::Rank,
        Dimension::Function,
    ];

    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Role => "role",
            Dimension::Focus => "focus",
            Dimension::Rank => "rank",
            Dimension::Function => "function",
        }
    }

    /// The column of its labels.
    pub fn field(self) -> Field {
        Field::LABELS[self as usize]
    }
}

/// What a label or a verdict says: one class, or a set of classes for roles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelClass(Vec<u16>);

impl LabelClass {
    /// The distance between two classes, in steps of the vocabulary.
    pub(super) fn distance(&self, other: &LabelClass) -> f32 {
        let first = |class: &LabelClass| class.0.first().copied().unwrap_or_default();
        f32::from(first(self).abs_diff(first(other)))
    }

    pub(super) fn name(&self, names: &[String]) -> String {
        let names: Vec<_> = self
            .0
            .iter()
            .map(|at| names[usize::from(*at)].as_str())
            .collect();
        names.join(" + ")
    }
}

/// A label as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// The row has no label.
    None,
    /// The class that the label names.
    Class(LabelClass),
    /// The label names nothing that a verdict can say.
    Unreadable,
}

/// Classes of the user's own: for each dimension, the names of the classes and the values in each class. The
/// value `*` stands for all values that no other class names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct LabelMap(BTreeMap<Dimension, BTreeMap<String, Vec<String>>>);

/// What can be wrong with a [`LabelMap`].
#[derive(Debug, Error)]
pub enum LabelMapError {
    /// It is not YAML of the expected form.
    #[error("{}", crate::rules::in_words(&.0.to_string()))]
    Yaml(serde_yaml::Error),
    /// It names a value that no verdict can have.
    #[error("{} `{value}` is not known (`*` stands for all others); {choices}", .dimension.name())]
    Unknown {
        /// The dimension.
        dimension: Dimension,
        /// The value.
        value: String,
        /// What may stand in its place.
        choices: String,
    },
    /// A value is in two classes.
    #[error("{} `{value}` falls into both `{first}` and `{second}`", .dimension.name())]
    Twice {
        /// The dimension.
        dimension: Dimension,
        /// The value.
        value: String,
        /// One class.
        first: String,
        /// The other class.
        second: String,
    },
}

impl LabelMap {
    /// Reads a map.
    ///
    /// # Errors
    /// If the text is not YAML of this form.
    pub fn parse(text: &str) -> Result<LabelMap, LabelMapError> {
        let map: Option<LabelMap> = serde_yaml::from_str(text).map_err(LabelMapError::Yaml)?;
        Ok(map.unwrap_or_default())
    }
}

/// The words for labels and verdicts.
#[derive(Debug)]
pub struct LabelWords {
    by_dimension: Vec<Words>,
}

#[derive(Debug, Default)]
struct Words {
    /// The names of the classes, in the order of their values.
    classes: Vec<String>,
    /// The class of each value. The first role value stands for no role.
    class_of: Vec<u16>,
    /// The classes by their squeezed names.
    by_name: TextMap<String, u16>,
}

/// Stands for all values that no class names.
const ALL_OTHERS: &str = "*";
/// The label of a seat that holds no role.
const NO_ROLE: &str = "none";
/// The function of a title that states none.
const OTHER: &str = "other";

/// Characters that separate the roles of one seat.
const PARTS: [char; 5] = ['+', ';', '|', ',', '&'];

impl LabelWords {
    /// The words of a rule pack, with the classes of a map where it gives any.
    ///
    /// # Errors
    /// If the map names an unknown value, or one value twice.
    pub fn new(rules: &Rules, map: &LabelMap) -> Result<LabelWords, LabelMapError> {
        let words = |dimension| {
            let own = BTreeMap::new();
            let own = map.0.get(&dimension).unwrap_or(&own);
            Words::new(dimension, &values(rules, dimension), own)
        };
        let by_dimension = Dimension::ALL.into_iter().map(words);
        Ok(LabelWords {
            by_dimension: by_dimension.collect::<Result<_, _>>()?,
        })
    }

    /// Reads the label of a row.
    pub fn read(&self, dimension: Dimension, position: &Position<'_>) -> Label {
        let text = position.text(dimension.field());
        let words = &self.by_dimension[dimension as usize];
        if text.trim().is_empty() {
            return Label::None;
        }
        if let Some(class) = words.by_name.get(&squeeze(text)) {
            return Label::Class(LabelClass(vec![*class]));
        }
        let parts = text.split(PARTS).filter(|part| !part.trim().is_empty());
        let parts: Option<Vec<u16>> = parts
            .map(|part| words.by_name.get(&squeeze(part)).copied())
            .collect();
        match parts.filter(|parts| !parts.is_empty()) {
            Some(parts) if dimension == Dimension::Role => Label::Class(words.set(parts)),
            _ => Label::Unreadable,
        }
    }

    /// The class of a verdict.
    pub fn said(&self, dimension: Dimension, verdict: &Verdict) -> LabelClass {
        let words = &self.by_dimension[dimension as usize];
        let one = |value: usize| LabelClass(vec![words.class_of[value]]);
        match dimension {
            Dimension::Role => {
                let held = verdict.roles.iter();
                words.set(
                    held.map(|held| words.class_of[usize::from(held.role.0) + 1])
                        .collect(),
                )
            }
            Dimension::Focus => self.focus(verdict.focus),
            Dimension::Rank => one(verdict.rank as usize),
            Dimension::Function => match verdict.function {
                Some(function) => one(usize::from(function.0)),
                None => one(words.class_of.len() - 1),
            },
        }
    }

    /// The class of a focus.
    pub fn focus(&self, focus: Focus) -> LabelClass {
        let words = &self.by_dimension[Dimension::Focus as usize];
        LabelClass(vec![words.class_of[focus as usize]])
    }

    /// Whether a role class names a role.
    pub fn names_role(&self, class: &LabelClass) -> bool {
        self.said(Dimension::Role, &Verdict::default()) != *class
    }

    /// The side that a focus class stands for, if it stands for one.
    pub fn side(&self, class: &LabelClass) -> Option<Side> {
        let mut sides = Side::BOTH.into_iter();
        sides.find(|side| self.focus(Focus::on(*side)) == *class)
    }

    /// The names of all classes.
    pub(super) fn names(&self, dimension: Dimension) -> &[String] {
        &self.by_dimension[dimension as usize].classes
    }
}

/// A value that a verdict may have: its id and another name. The value for "none" is the first role and the
/// last function.
type Value = (String, Option<String>);

fn values(rules: &Rules, dimension: Dimension) -> Vec<Value> {
    let plain = |name: &str| (name.to_owned(), None);
    match dimension {
        Dimension::Role => {
            let roles = rules
                .roles()
                .map(|(_, role)| (role.id.clone(), Some(role.label.clone())));
            std::iter::once(plain(NO_ROLE)).chain(roles).collect()
        }
        Dimension::Focus => Focus::ALL.iter().map(|focus| plain(focus.name())).collect(),
        Dimension::Rank => Rank::ALL.iter().map(|rank| plain(rank.name())).collect(),
        Dimension::Function => {
            let functions = rules.functions().iter();
            let functions = functions.map(|one| (one.id.clone(), Some(one.label.clone())));
            functions.chain([plain(OTHER)]).collect()
        }
    }
}

impl Words {
    fn new(
        dimension: Dimension,
        values: &[Value],
        own: &BTreeMap<String, Vec<String>>,
    ) -> Result<Words, LabelMapError> {
        let mut class_by_value: TextMap<String, &str> = TextMap::default();
        let mut all_others = None;
        for (class, named) in own {
            for value in named {
                if value == ALL_OTHERS {
                    all_others = Some(class.as_str());
                    continue;
                }
                let known = values.iter().find(|(id, label)| {
                    let is_it = |name: &str| squeeze(name) == squeeze(value);
                    is_it(id) || label.as_deref().is_some_and(is_it)
                });
                let Some((id, _)) = known else {
                    let known = values.iter().map(|(id, _)| id.as_str());
                    return Err(LabelMapError::Unknown {
                        dimension,
                        value: value.clone(),
                        choices: choices(value, known),
                    });
                };
                if let Some(first) = class_by_value.insert(id.clone(), class)
                    && first != class
                {
                    return Err(LabelMapError::Twice {
                        dimension,
                        value: value.clone(),
                        first: first.to_owned(),
                        second: class.clone(),
                    });
                }
            }
        }
        let mut words = Words::default();
        for (id, _) in values {
            let own = class_by_value.get(id).copied().or(all_others);
            let class = words.class(own.unwrap_or(id));
            words.class_of.push(class);
        }
        // The user's classes come last, so that their names win over other names.
        for class in own.keys() {
            let class_id = words.class(class);
            words.by_name.insert(squeeze(class), class_id);
        }
        for ((id, label), class) in values.iter().zip(&words.class_of) {
            for name in std::iter::once(id).chain(label) {
                words.by_name.entry(squeeze(name)).or_insert(*class);
            }
        }
        Ok(words)
    }

    fn class(&mut self, name: &str) -> u16 {
        let known = self.classes.iter().position(|class| class == name);
        let at = known.unwrap_or_else(|| {
            self.classes.push(name.to_owned());
            self.classes.len() - 1
        });
        // A pack has fewer roles than this, and a map can only name classes of those.
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// The class for several roles in one seat. "No role" adds nothing to others.
    fn set(&self, roles: Vec<u16>) -> LabelClass {
        let none = self.class_of[0];
        let set: BTreeSet<u16> = roles.into_iter().filter(|class| *class != none).collect();
        if set.is_empty() {
            LabelClass(vec![none])
        } else {
            LabelClass(set.into_iter().collect())
        }
    }
}
