//! The rule pack: its YAML form, the phrase language, and what both compile to.
//!
//! `form` is what a file may say, `load` reads files, `layers` those of the user and what they extend. `stack`
//! lays all over each other, `disable` takes away before what one switches off in those beneath it; `word_lists`
//! keeps what a file says of titles, `measured` what was fitted from labelled rows, `policy` and `preset` what is
//! asked of a chart.
//!
//! `prose` lists the words that say how a duty text is read.
//!
//! `pattern` parses a phrase, `builder` builds the one automaton of all phrases and `matcher` runs it, `pieces` are
//! beginnings and endings of words, `words` takes text apart for all of them. `compile` puts all together to
//! [`Rules`], `blame` finds where what it could not compile stands.
//!
//! `pack_test` reads the tests that stand in a pack, `lint` looks for what is wrong with one, over the trees of
//! `located`, `near` knows what a wrong name may mean, `schema` describes the form to editors.

mod blame;
mod builder;
mod catalogue;
mod columns;
mod compile;
mod disable;
mod error;
mod form;
mod hints;
mod layers;
mod lint;
mod load;
mod located;
mod matcher;
mod measured;
mod near;
mod pack_test;
mod pattern;
mod pieces;
mod policy;
mod preset;
mod prose;
mod schema;
mod stack;
mod title_words;
mod word_lists;
mod words;

pub use catalogue::{Catalogue, FindingKind, UnknownCheck};
pub use columns::{Columns, Structure};
pub use disable::{Disabled, EntryKind};
pub(crate) use error::without_values;
pub use error::{RulesError, RulesErrorKind};
pub use form::{
    AreaForm, AxisForm, ByDuties, Extent, Family, FunctionForm, Model, Over, PackInfo, SampleSeat,
    SampleUnit, Samples,
};
pub use hints::Hint;
pub use lint::{Problem, check};
pub use matcher::{Buffers, Match, Matcher, Scan};
pub use measured::{Calibration, Curve};
pub use pack_test::{Expect, ExpectedScope, PackTest};
pub use pattern::{PatternError, check_phrase};
pub use policy::{Ignore, Policy, ReportingLine};
pub use preset::{Preset, SuggestForm};
pub use prose::{Prose, Standing, Subject};
pub use schema::schema;
pub use title_words::Likeness;
pub(crate) use words::as_it_looks;
pub use words::{Break, Stops, Word, squeeze};

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{BySide, FunctionId, Grade, Modifier, Rank, RoleId, RuleId, Scope, Side};

/// A rule pack, compiled and ready to judge.
#[derive(Debug)]
pub struct Rules {
    /// Name and version of the pack.
    pub info: PackInfo,
    /// The two sides and the role that leads each.
    pub sides: BySide<SideRule>,
    /// The axes along which the sides differ.
    pub axes: Vec<AxisForm>,
    /// Responsibility areas.
    pub areas: Vec<AreaForm>,
    /// The numbers of the verdict.
    pub model: Model,
    /// The catalogue of findings.
    pub catalogue: Catalogue,
    /// What the organisation asks of its charts.
    pub policy: Policy,
    /// What was laid over the built-in pack, in order: a preset, files.
    pub layers: Vec<String>,
    /// What a layer switched off in those beneath it and no later one wrote anew; findings apart, which are in
    /// the catalogue.
    pub disabled: Vec<Disabled>,
    /// What tells these rules from any others: the first 32 hexadecimal digits of the SHA-256 of all files,
    /// in order. Their names and line ends do not matter.
    pub hash: String,
    /// How columns are recognised.
    pub columns: Columns,
    /// Words for invented organisations.
    pub samples: Samples,
    /// What turns the share of evidence into a confidence.
    pub calibration: Calibration,
    /// The automaton of all phrases.
    pub matcher: Arc<Matcher>,
    roles: Vec<Role>,
    functions: Vec<Function>,
    acronyms: Vec<Acronym>,
    duties: Vec<Duty>,
    cues: Vec<Cue>,
    rules: Vec<Rule>,
    speaks: Vec<Speaks>,
    /// The layer, by index, of entries that are not as the built-in pack has them.
    origins: FxHashMap<(EntryKind, String), usize>,
}

/// One side of technology leadership.
#[derive(Clone, Debug)]
pub struct SideRule {
    /// The role that leads it.
    pub role: RoleId,
    /// What it is called in sentences.
    pub label: String,
}

/// An executive role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Acronyms that may stand for it.
    pub acronyms: Vec<String>,
    /// Rank of a holder.
    pub rank: Rank,
    /// Function of a holder.
    pub function: FunctionId,
    /// Area within the function.
    pub area: Option<u16>,
    /// Focus the title alone promises; `None` for a role that promises none.
    pub prior: Option<f32>,
    /// How much of each side a holder covers.
    pub covers: BySide<Option<Grade>>,
    /// Whether a duty text, where there is one, must speak for a side for the role to cover it.
    pub duties_decide: bool,
    /// Fields of work of other trades: a title that names one of them beside the role means that trade.
    pub other_trades: Vec<(FunctionId, u16)>,
    /// Ranks and areas that make a title this role.
    pub derive: Option<Derive>,
}

/// How rank and field of work together make a role.
#[derive(Clone, Debug)]
pub struct Derive {
    /// One of these ranks …
    pub ranks: Vec<Rank>,
    /// … in one of these fields of work: a function and an area of it.
    pub fields: Vec<(FunctionId, u16)>,
    /// Whether a word for the head of a field of work does as well as one of the ranks.
    pub heads: bool,
    /// Whether it is enough that the field is one of several that the title names.
    pub among_others: bool,
}

/// A field of work.
#[derive(Clone, Debug)]
pub struct Function {
    /// Id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Ids of its areas.
    pub areas: Vec<String>,
    /// Whether it is technology.
    pub technology: bool,
    /// The sides that an executive of it may hold beside it.
    pub holds: Vec<Side>,
    /// The side that the work of each area looks to; those behind the end look to none.
    leanings: Vec<Option<Side>>,
}

/// An acronym and the roles it may stand for.
#[derive(Clone, Debug)]
pub struct Acronym {
    /// As written in the pack.
    pub text: String,
    /// The roles it may stand for.
    pub candidates: Vec<RoleId>,
    /// What it stands for when nothing decides otherwise.
    pub default: Option<RoleId>,
}

/// A duty.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Index of its axis.
    pub axis: u16,
    /// The side it pulls to.
    pub side: Side,
    /// Index of its responsibility area.
    pub area: Option<u16>,
    /// How hard it pulls.
    pub weight: f32,
    /// Whether it speaks of technology itself.
    pub anchor: bool,
    /// Whether other trades use its words too.
    pub generic: bool,
    /// Where the statement comes from.
    pub source: String,
}

/// Words that scale duties in their sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cue {
    /// What it makes of the weight of a duty, from 0 to 1.
    pub factor: f32,
    /// How many words it reaches; to the end of the sentence where not given.
    pub reach: Option<u8>,
    /// Which duties it scales.
    pub over: Over,
}

/// What a heading makes of what stands below it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heading {
    /// What it makes of the weight of a duty, from 0 to 1.
    pub factor: f32,
    /// How far it reaches.
    pub extent: Extent,
    /// Whether only a heading that the pack knows ends its section.
    pub firm: bool,
}

/// A rule: phrases that speak for one thing.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id; for words of titles built from the section and what they stand for.
    pub id: String,
    /// What its phrases speak for.
    pub speaks: Speaks,
    /// Its phrases as written, for those who read the pack.
    pub phrases: Vec<String>,
    /// For words the layer, by index, of the file in which they stand; none for the built-in pack.
    pub layer: Option<usize>,
}

/// What a phrase speaks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speaks {
    /// The title names this role.
    Title(RoleId),
    /// An acronym, as an index into [`Rules::acronym`].
    Acronym(u16),
    /// A rank.
    Rank(Rank),
    /// A field of work: a function and an area of it.
    Field(FunctionId, u16),
    /// The same, where no other word of the title states one.
    DefaultField(FunctionId, u16),
    /// A word that modifies a role.
    Modifier(Modifier, Place),
    /// How far a role reaches.
    Scope(Scope),
    /// A word that joins two titles.
    Joiner,
    /// A word at an edge of the employer's name.
    Employer(Edge),
    /// A word at an edge of the offices of one officer: "Chief A and B Officer".
    Officer(Edge),
    /// A word of a lower rank that nevertheless leads a whole field of work.
    Head,
    /// Begins the name of a job series, behind which the office stands in brackets.
    Series,
    /// A word that decides what an acronym stands for.
    Context(RoleId),
    /// Scales duties of its sentence, as an index into [`Rules::cue`].
    Cue(u16),
    /// Voids the cue where the two overlap.
    CueUnless(u16),
    /// Scales the duties of the section that it heads.
    Heading(Heading),
    /// Says how a duty text is read.
    Prose(Prose),
    /// A duty, as an index into [`Rules::duty`].
    Duty(u16),
    /// Voids the duty where the two overlap.
    Unless(u16),
    /// Work of a side, where a title, a unit or a duty text gives it to somebody.
    Mandate(Side, MandateWord),
    /// Gives what follows in the sentence to the seat: "responsible for", "leads".
    Charge,
}

/// What a word of a mandate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MandateWord {
    /// The work of the side, wherever it stands.
    Work,
    /// The same, in titles and units only.
    Name,
    /// The same, in duty texts only.
    Duty,
    /// Something else that is only called after it: "IT procurement".
    Other,
    /// The profession that does the work, in a column of its own.
    Profession,
}

/// Where a modifier stands, relative to the role it modifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Anywhere before it.
    Before,
    /// Right before it.
    Adjacent,
    /// Right after it.
    After,
    /// Anywhere in the title.
    Anywhere,
}

/// An edge of a stretch of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// It follows.
    Begin,
    /// It ends here.
    End,
}

impl Rules {
    /// The rule pack that comes with rolecall.
    ///
    /// # Errors
    /// None in a released version: a test compiles the built-in pack.
    pub fn builtin() -> Result<Rules, RulesError> {
        Rules::layered(&[])
    }

    /// The built-in pack with files laid over it, in order.
    ///
    /// # Errors
    /// Where a file cannot be read, is no YAML, or says something the pack cannot hold.
    pub fn layered(files: &[std::path::PathBuf]) -> Result<Rules, RulesError> {
        Rules::with_preset(None, files)
    }

    /// The built-in pack with texts laid over it, in order, each with the name that messages give it.
    ///
    /// # Errors
    /// Where a text is no YAML, or says something the pack cannot hold.
    pub fn with_texts(texts: &[(&str, &str)]) -> Result<Rules, RulesError> {
        compile::compile(load::with_texts(texts)?)
    }

    /// The same, with a preset between: the one named here, or else by the last file that names one.
    ///
    /// # Errors
    /// Those of [`Rules::layered`], and where there is no such preset.
    pub fn with_preset(
        preset: Option<&str>,
        files: &[std::path::PathBuf],
    ) -> Result<Rules, RulesError> {
        compile::compile(load::load(preset, files)?)
    }

    /// The layer that says what counts of a role, duty or finding, where that is not the built-in pack.
    pub fn layer_of(&self, what: EntryKind, id: &str) -> Option<&str> {
        let layer = self.origins.get(&(what, id.to_owned()))?;
        Some(&self.layers[*layer])
    }

    /// The presets that come with rolecall, the most telling first.
    pub fn presets() -> Vec<Preset> {
        preset::presets(load::presets())
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

    /// A function.
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[usize::from(id.0)]
    }

    /// The side that the work of an area of a function looks to, if to one more than to the other.
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

    /// What a rule speaks for: what is asked for every match, so it has a list of its own.
    pub fn speaks(&self, id: RuleId) -> Speaks {
        self.speaks[id.0 as usize]
    }

    /// A rule.
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// All rules, in the order of the pack.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The axis a rule speaks on: that of its duty, `context` and `mandate` for words of those, or for words of a
    /// title `title`.
    pub fn axis_of(&self, rule: RuleId) -> &str {
        match self.rule(rule).speaks {
            Speaks::Duty(duty) => &self.axes[usize::from(self.duty(duty).axis)].id,
            Speaks::Context(_) => "context",
            Speaks::Mandate(..) => "mandate",
            _ => "title",
        }
    }
}
