//! The rule pack: its YAML form, the phrase language, and the compiled rules.
//!
//! - Files: `form` defines what a file may contain. `load` reads files, `layers` the user's files and those
//!   that they extend.
//! - Layers: `stack` lays the files over each other. `disable` first removes what a file switches off below
//!   it. `word_lists` holds the words of titles and texts of one file, `measured` learned numbers, `policy`
//!   and `preset` what is required of a chart. `prose` lists words that tell how to read a duty text.
//!   `suppress` lists findings that are accepted, and `settings` flags of the command line.
//! - Matching: `pattern` parses a phrase and `spelled` spells it out. `vocabulary` knows what a word may be. `builder`
//!   builds one matcher of all phrases, whose `automaton` learns where words lead. `matcher` runs it.
//!   `trie` holds the phrases that begin with one word, and is built when a text has that word. `pieces` matches beginnings and endings of words. `words` splits text for all of them.
//! - Compiling: `compile` puts everything together as [`Rules`]. `blame` finds the place of an error.
//! - Checking: `pack_test` reads the tests in a pack. `lint` finds problems, using the trees of `located`.
//!   `near` suggests what an unknown name may mean. `schema` describes the form to editors.

mod automaton;
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
mod settings;
mod spelled;
mod stack;
mod suppress;
mod title_words;
mod trie;
mod vocabulary;
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
pub use near::meant;
pub use pack_test::{Expect, ExpectedScope, PackTest};
pub use pattern::{PatternError, check_phrase};
pub use policy::{Ignore, Policy, ReportingLine};
pub use preset::{Preset, SuggestForm};
pub use prose::{Prose, Standing, Subject};
pub use schema::schema;
pub use settings::{Setting, settings};
pub use suppress::{EntryPlace, Suppression};
pub use title_words::Likeness;
pub(crate) use words::as_it_looks;
pub use words::{Break, Stops, Word, squeeze};

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{BySide, FunctionId, Grade, Modifier, Rank, RoleId, RuleId, Scope, Side};

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
    /// The automaton of all phrases.
    pub matcher: Arc<Matcher>,
    roles: Vec<Role>,
    functions: Vec<Function>,
    acronyms: Vec<Acronym>,
    duties: Vec<Duty>,
    cues: Vec<Cue>,
    rules: Vec<Rule>,
    speaks: Vec<Speaks>,
    /// The layer, by index, of entries that differ from the built-in pack.
    origins: FxHashMap<(EntryKind, String), usize>,
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
    /// Whether a duty text, if there is one, must support a side for the role to cover it.
    pub duties_decide: bool,
    /// Areas of other trades. A title that names one of them next to the role means that trade.
    pub other_trades: Vec<(FunctionId, u16)>,
    /// Ranks and areas that make a title this role.
    pub derive: Option<Derive>,
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
    leanings: Vec<Option<Side>>,
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
    /// The source of the statement.
    pub source: String,
}

/// Words that scale duties in their sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cue {
    /// The factor for the weight of a duty, from 0 to 1.
    pub factor: f32,
    /// How many words it reaches. `None` means to the end of the sentence.
    pub reach: Option<u8>,
    /// Which duties it scales.
    pub over: Over,
}

/// How a heading scales the duties below it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heading {
    /// The factor for the weight of a duty, from 0 to 1.
    pub factor: f32,
    /// How far it reaches.
    pub extent: Extent,
    /// Whether only a heading that the pack knows ends its section.
    pub firm: bool,
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

/// What a phrase means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speaks {
    /// The title names this role.
    Title(RoleId),
    /// An acronym, as an index into [`Rules::acronym`].
    Acronym(u16),
    /// A rank.
    Rank(Rank),
    /// An area of a function.
    Field(FunctionId, u16),
    /// An area of a function, if no other word of the title states one.
    DefaultField(FunctionId, u16),
    /// A word that modifies a role.
    Modifier(Modifier, Place),
    /// How much of the organisation a role covers.
    Scope(Scope),
    /// A word that joins two titles.
    Joiner,
    /// A word at one end of the employer's name.
    Employer(Edge),
    /// A word at one end of the offices of one officer: "Chief A and B Officer".
    Officer(Edge),
    /// A word of a lower rank that nevertheless leads a whole function.
    Head,
    /// Begins the name of a job series, behind which the office stands in brackets.
    Series,
    /// A word that decides for this role what an acronym stands for.
    Context(RoleId),
    /// Scales duties of its sentence, as an index into [`Rules::cue`].
    Cue(u16),
    /// Voids the cue if the two overlap.
    CueUnless(u16),
    /// Scales the duties of the section below it.
    Heading(Heading),
    /// Tells how to read a duty text.
    Prose(Prose),
    /// A duty, as an index into [`Rules::duty`].
    Duty(u16),
    /// Voids the duty if the two overlap.
    Unless(u16),
    /// Work of a side, for which a title, a unit or a duty text makes somebody responsible.
    Mandate(Side, MandateWord),
    /// Makes the seat responsible for what follows in the sentence: "responsible for", "leads".
    Charge,
}

/// What a word of a mandate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MandateWord {
    /// The work of the side, in any field.
    Work,
    /// The work, in titles and units only.
    Name,
    /// The work, in duty texts only.
    Duty,
    /// Something else that is only named after the work: "IT procurement".
    Other,
    /// The profession that does the work, in a column of its own.
    Profession,
}

/// The position of a modifier relative to the role.
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

/// One end of a stretch of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The stretch follows.
    Begin,
    /// The stretch ends here.
    End,
}

impl Rules {
    /// The rule pack that comes with rolecall.
    ///
    /// # Errors
    /// None in a released version, because a test compiles the built-in pack.
    pub fn builtin() -> Result<Rules, RulesError> {
        Rules::layered(&[])
    }

    /// The built-in pack with files laid over it, in order.
    ///
    /// # Errors
    /// If a file cannot be read, is not YAML, or contains something that a pack cannot.
    pub fn layered(files: &[std::path::PathBuf]) -> Result<Rules, RulesError> {
        Rules::with_preset(None, files)
    }

    /// The built-in pack with texts laid over it, in order, each with a name for messages.
    ///
    /// # Errors
    /// If a text is not YAML, or contains something that a pack cannot.
    pub fn with_texts(texts: &[(&str, &str)]) -> Result<Rules, RulesError> {
        compile::compile(load::with_texts(texts)?)
    }

    /// The built-in pack, then a preset, then files. The preset is the one named here, or else the one that
    /// the last file with `preset` names.
    ///
    /// # Errors
    /// Those of [`Rules::layered`], and an unknown preset.
    pub fn with_preset(
        preset: Option<&str>,
        files: &[std::path::PathBuf],
    ) -> Result<Rules, RulesError> {
        compile::compile(load::load(preset, files)?)
    }

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

    /// The presets that come with rolecall, the most specific first.
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

    /// All rules, in the order of the pack.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The axis of a rule: that of its duty, `context` or `mandate` for words of those, or `title` for words
    /// of a title.
    pub fn axis_of(&self, rule: RuleId) -> &str {
        match self.rule(rule).speaks {
            Speaks::Duty(duty) => &self.axes[usize::from(self.duty(duty).axis)].id,
            Speaks::Context(_) => "context",
            Speaks::Mandate(..) => "mandate",
            _ => "title",
        }
    }
}
