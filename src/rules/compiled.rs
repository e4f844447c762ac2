//! The compiled rules, and everything that is looked up in them.

use std::sync::Arc;

use super::catalogue::Catalogue;
use super::columns::Columns;
use super::entry::{Disabled, EntryKind};
use super::hints::{WordList, words_of};
use super::overrides::Override;
use super::policy::Policy;
use super::speaks::{Cue, Speaks};
use super::suppress::Suppression;
use super::wording::Wording;
use crate::model::{
    BySide, FunctionId, Grade, Rank, RoleId, RuleId, Side, TwoSides, Verdict, Weighing,
};
use crate::rules::form::duties::{AreaForm, AxisForm, MixedBounds, Model};
use crate::rules::form::measured::Calibration;
use crate::rules::form::pack::PackInfo;
use crate::rules::form::samples::Samples;
use crate::rules::phrase::matcher::Matcher;
use crate::rules::phrase::word_scores::WordScores;
use crate::text::TextMap;

/// A rule pack, compiled and ready for use.
#[derive(Debug)]
pub struct Rules {
    /// Name and version of the pack.
    pub info: PackInfo,
    /// The two sides, and the role that leads each.
    pub sides: BySide<SideRule>,
    /// The axes along which the sides differ.
    pub axes: Vec<AxisForm>,
    /// Responsibility areas.
    pub areas: Vec<AreaForm>,
    /// The numbers behind verdicts.
    pub model: Model,
    /// The catalogue of findings.
    pub catalogue: Catalogue,
    /// What the organisation requires of its charts.
    pub policy: Policy,
    /// The findings that it accepts.
    pub suppressions: Vec<Suppression>,
    /// What it asks of some files only, in the order of the files of rules.
    pub overrides: Vec<Override>,
    /// What lies over the built-in pack, in order: a preset, files.
    pub layers: Vec<String>,
    /// What a layer disabled in those below it, unless a later layer wrote it anew. Findings are not
    /// included; they stay in the catalogue.
    pub disabled: Vec<Disabled>,
    /// A hash that identifies these rules: the first 32 hexadecimal digits of the SHA-256 of all files, in
    /// order. Their names and line ends do not matter.
    pub hash: String,
    /// How columns are recognised.
    pub columns: Columns,
    /// Words for invented organisations.
    pub samples: Samples,
    /// Turns the share of evidence into a confidence.
    pub calibration: Calibration,
    /// How words of duty texts lean, if the pack says.
    pub wording: Option<Wording>,
    /// The automaton of all phrases.
    pub matcher: Arc<Matcher>,
    pub(in crate::rules) roles: Vec<Role>,
    /// The roles that rank and field of work make, listed apart because nearly every title is checked against them.
    pub(in crate::rules) derived: Vec<RoleId>,
    pub(in crate::rules) functions: Vec<Function>,
    pub(in crate::rules) acronyms: Vec<Acronym>,
    pub(in crate::rules) duties: Vec<Duty>,
    pub(in crate::rules) cues: Vec<Cue>,
    pub(in crate::rules) rules: Vec<Rule>,
    pub(in crate::rules) speaks: Vec<Speaks>,
    /// The layer, by index, of entries that differ from the built-in pack.
    pub(in crate::rules) origins: TextMap<(EntryKind, String), usize>,
}

/// One side of technology leadership.
#[derive(Clone, Debug)]
pub struct SideRule {
    /// The role that leads it.
    pub role: RoleId,
    /// Name of the side in sentences.
    pub label: String,
}

/// An executive role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Id.
    pub id: String,
    /// Name in output.
    pub label: String,
    /// Acronyms that may stand for it.
    pub acronyms: Vec<String>,
    /// Rank of a holder.
    pub rank: Rank,
    /// Function of a holder.
    pub function: FunctionId,
    /// Area within the function.
    pub area: Option<u16>,
    /// The focus of the title alone, from -1 (internal) to +1 (external). `None` if the title says nothing
    /// about it.
    pub prior: Option<f32>,
    /// How much of each side a holder covers.
    pub covers: BySide<Option<Grade>>,
    /// Whether a duty text must support a side for the role to cover it. For a role of technology,
    /// a few words of technology count as no text.
    pub duties_decide: bool,
    /// Areas of other trades. A title that names one of them next to the role means that trade.
    pub other_trades: Vec<(FunctionId, u16)>,
    /// Houses in which a holder with nobody for the other side probably answers for that side too.
    pub alone_in: Option<Houses>,
    /// Houses where this title means another trade. There the role covers a side only if a duty text supports it.
    pub elsewhere_in: Option<Houses>,
    /// Ranks and areas that make a title this role.
    pub derive: Option<Derive>,
}

/// How a kind of house is known: by its name, or by titles of its seats.
#[derive(Clone, Debug)]
pub struct Houses {
    pub(super) words: WordList,
    /// So many titles with a word of such a house tell as much as its name.
    pub titles: usize,
}

impl Houses {
    /// Whether a name or a title has a word of such a house.
    pub fn speaks_in(&self, text: &str) -> bool {
        self.words.has_any(&words_of(text))
    }
}

/// How rank and area together make a role.
#[derive(Clone, Debug)]
pub struct Derive {
    /// The rank must be one of these.
    pub ranks: Vec<Rank>,
    /// The area must be one of these: a function and its area.
    pub fields: Vec<(FunctionId, u16)>,
    /// Whether a word for a head, such as "head of", may replace the rank.
    pub heads: bool,
    /// Whether the title may name other areas as well.
    pub among_others: bool,
}

/// A function: a field of work.
#[derive(Clone, Debug)]
pub struct Function {
    /// Id.
    pub id: String,
    /// Name in output.
    pub label: String,
    /// Ids of its areas.
    pub areas: Vec<String>,
    /// Whether it is technology.
    pub technology: bool,
    /// The sides that an executive of this function may also hold.
    pub holds: Vec<Side>,
    /// The side that each area looks to. Areas beyond the end look to none.
    pub(in crate::rules) leanings: Vec<Option<Side>>,
}

/// An acronym and the roles it may stand for.
#[derive(Clone, Debug)]
pub struct Acronym {
    /// As written in the pack.
    pub text: String,
    /// The roles that it may stand for.
    pub candidates: Vec<RoleId>,
    /// The role that it stands for if nothing decides otherwise.
    pub default: Option<RoleId>,
}

/// A duty.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Index of its axis.
    pub axis: u16,
    /// The side it counts for.
    pub side: Side,
    /// Index of its responsibility area.
    pub area: Option<u16>,
    /// Its weight.
    pub weight: f32,
    /// Whether it is about technology itself.
    pub anchor: bool,
    /// Whether other trades use its words too.
    pub generic: bool,
    /// Whether it is the work of another trade.
    pub trade: bool,
    /// Whether it counts on the other side as much as on its own.
    pub both: bool,
    /// The source of the statement.
    pub source: String,
}

impl Duty {
    /// Whether only technology has it.
    pub fn is_sure(&self) -> bool {
        self.anchor && !self.generic
    }
}

/// A rule: phrases with one meaning.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id. Rules for title words have one made from the section and what the words stand for.
    pub id: String,
    /// What its phrases mean.
    pub speaks: Speaks,
    /// Its phrases as written, for people who read the pack.
    pub phrases: Vec<String>,
    /// For words, the layer, by index, of their file. `None` for the built-in pack.
    pub layer: Option<usize>,
}

/// What is left by rounding where a weight is taken from itself.
const NOTHING: f32 = 1e-3;

impl Rules {
    /// The layer that defines a role, duty or finding. `None` if the built-in pack does.
    pub fn layer_of(&self, what: EntryKind, id: &str) -> Option<&str> {
        let layer = self.origins.get(&(what, id.to_owned()))?;
        Some(&self.layers[*layer])
    }

    /// The files whose entries a finding may be about: those that suppress findings or leave out seats.
    pub fn files_of_entries(&self) -> Vec<&str> {
        let suppressed = self.suppressions.iter().map(|one| &one.at);
        let ignored = self.policy.ignores().iter().map(|one| &one.at);
        let places = suppressed.chain(ignored).flatten();
        let mut files: Vec<_> = places.map(|at| at.file.as_str()).collect();
        files.sort_unstable();
        files.dedup();
        files
    }

    /// A role.
    pub fn role(&self, id: RoleId) -> &Role {
        &self.roles[usize::from(id.0)]
    }

    /// All roles, by id.
    pub fn roles(&self) -> impl Iterator<Item = (RoleId, &Role)> {
        self.roles
            .iter()
            .enumerate()
            .map(|(index, role)| (RoleId(index as u16), role))
    }

    /// The roles that rank and field of work make, each with its conditions.
    pub fn derived_roles(&self) -> impl Iterator<Item = (RoleId, &Role, &Derive)> {
        self.derived.iter().filter_map(|id| {
            let role = self.role(*id);
            role.derive.as_ref().map(|derive| (*id, role, derive))
        })
    }

    /// A function.
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[usize::from(id.0)]
    }

    /// The side that the work of an area of a function looks to, if there is one.
    pub fn leaning(&self, function: FunctionId, area: u16) -> Option<Side> {
        let leanings = &self.function(function).leanings;
        leanings.get(usize::from(area)).copied().flatten()
    }

    /// All functions, in the order of the pack.
    pub fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// The id of a duty.
    pub fn duty_id(&self, index: u16) -> &str {
        let speaks = |rule: &&Rule| rule.speaks == Speaks::Duty(index);
        self.rules.iter().find(speaks).map_or("", |rule| &rule.id)
    }

    /// An acronym.
    pub fn acronym(&self, index: u16) -> &Acronym {
        &self.acronyms[usize::from(index)]
    }

    /// A duty.
    pub fn duty(&self, index: u16) -> &Duty {
        &self.duties[usize::from(index)]
    }

    /// A cue.
    pub fn cue(&self, index: u16) -> Cue {
        self.cues[usize::from(index)]
    }

    /// What a rule means. Every match asks for this, so it has a list of its own.
    pub fn speaks(&self, id: RuleId) -> Speaks {
        self.speaks[id.0 as usize]
    }

    /// A rule.
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// What single words tell.
    pub fn word_scores(&self) -> &WordScores {
        &self.matcher.word_scores
    }

    /// All rules, in the order of the pack.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The least evidence that tells a focus. What words alone tell does not depend on what else is described.
    pub fn least_to_tell(&self, weighing: Weighing, verdict: &Verdict) -> f32 {
        let said = verdict.without_wording(weighing);
        match &self.wording {
            Some(wording) if said.internal + said.external < NOTHING => wording.leaning.least,
            _ => self.model.least_to_tell(verdict.described),
        }
    }

    /// When the focus of a verdict is mixed whose weaker side weighs this much, by its weights or by what the text says of
    /// two sides.
    pub fn mixed_by_phrases(&self, weaker: f32, verdict: &Verdict) -> MixedBounds {
        match verdict.two_sides {
            Some(TwoSides::Even) => MixedBounds {
                least: 0.0,
                below: self.model.even_sides_below,
            },
            Some(TwoSides::Named) => self.model.two_sides,
            None => self.model.mixed(weaker),
        }
    }

    /// When it is mixed: by its words, if they were asked, unless the text says that it has two sides and that bound is
    /// higher; otherwise by phrases.
    pub fn mixed(&self, weaker: f32, verdict: &Verdict) -> MixedBounds {
        let told = self.mixed_by_phrases(weaker, verdict);
        match verdict.mixed_below {
            None => told,
            Some(below) if verdict.two_sides.is_some() && told.below > below => told,
            Some(below) => MixedBounds { least: 0.0, below },
        }
    }

    /// The axis of a rule: that of its duty, `context`, `mandate` or `wording` for words of those, or `title` for words
    /// of a title.
    pub fn axis_of(&self, rule: RuleId) -> &str {
        match self.rule(rule).speaks {
            Speaks::Duty(duty) => &self.axes[usize::from(self.duty(duty).axis)].id,
            Speaks::Context(_) => "context",
            Speaks::Mandate(..) => "mandate",
            Speaks::Wording => "wording",
            _ => "title",
        }
    }
}
