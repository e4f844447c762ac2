//! The YAML form of a rule pack: what may stand in a file.
//!
//! Every section may stand in any file. `docs/rules.md` describes the form for those who write it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::disable::DisableForm;
use super::measured::{Calibration, Weights};
use super::policy::PolicyForm;
use super::preset::PresetForm;
use super::prose::ProseForm;
use super::schema::keyed_by;
use crate::model::{
    BySide, Field, Grade, Modifier, Rank, Scope, Severity, Side, Status, Subject, Tenure,
};

/// One file of a rule pack.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PackForm {
    /// Name and version of the pack; stands once, in the built-in pack.
    pub pack: Option<PackInfo>,
    /// Files that this one is laid over, relative to it; the built-in pack lies beneath them all.
    pub extends: Vec<String>,
    /// What is switched off in the files beneath.
    pub disable: DisableForm,
    /// Language of the phrases in this file; it selects the inflection.
    pub language: Option<String>,
    pub inflection: Vec<Inflection>,
    pub sides: Option<BySide<SideForm>>,
    pub axes: Vec<AxisForm>,
    pub areas: Vec<AreaForm>,
    pub functions: Vec<FunctionForm>,
    pub leanings: Option<BySide<BTreeMap<String, Vec<String>>>>,
    pub model: Option<Model>,
    pub roles: Vec<RoleForm>,
    pub titles: BTreeMap<String, Vec<String>>,
    pub contexts: BTreeMap<String, Vec<String>>,
    #[schemars(schema_with = "keyed_by::<Rank, Vec<String>>")]
    pub ranks: BTreeMap<Rank, Vec<String>>,
    pub fields: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    pub default_fields: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    pub employers: EdgesForm,
    /// "Chief A and B Officer": what stands between these words is one office after the other.
    pub officers: EdgesForm,
    /// Words of lower ranks that nevertheless lead a whole field of work: "head of".
    pub heads: Vec<String>,
    /// Words in front of the name of a job series, whose holder's office stands behind it in brackets:
    /// "Supervisory Program Manager (CIO)".
    pub series: Vec<String>,
    pub modifiers: Vec<ModifierForm>,
    #[schemars(schema_with = "keyed_by::<Scope, Vec<String>>")]
    pub scopes: BTreeMap<Scope, Vec<String>>,
    pub joiners: Vec<String>,
    pub mandates: MandatesForm,
    pub cues: Vec<CueForm>,
    pub headings: Vec<HeadingForm>,
    /// Words that say how a duty text is read.
    pub prose: ProseForm,
    pub duties: Vec<DutyForm>,
    /// More phrases for duties, by id: what a duty is called in the language of this file.
    pub duty_phrases: BTreeMap<String, Vec<String>>,
    pub families: Vec<Family>,
    pub findings: Vec<FindingForm>,
    pub policy: PolicyForm,
    /// Name of the preset that this file is laid over.
    pub preset: Option<String>,
    /// What a preset says of itself.
    pub about: Option<PresetForm>,
    pub columns: Option<ColumnsForm>,
    pub samples: Option<Samples>,
    pub weights: Weights,
    pub calibration: Calibration,
    /// Seats, and what the rules should make of them.
    // Read by `pack_test`, and only when they are to be run.
    #[schemars(with = "Vec<super::pack_test::TestForm>")]
    pub tests: IgnoredAny,
}

/// Name and version of a rule pack; printed with every report.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackInfo {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// An ending that words of a language may take: `from` is replaced by `to`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inflection {
    pub from: String,
    pub to: String,
}

/// Words at the edges of a stretch of a title, such as an employer's name.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EdgesForm {
    /// It follows these.
    pub begin: Vec<String>,
    /// It ends with these.
    pub end: Vec<String>,
}

/// Words for the work of the two sides, and for that it is somebody's.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MandatesForm {
    pub internal: MandateForm,
    pub external: MandateForm,
    /// Words that give what follows in the sentence to the seat.
    pub charges: Vec<String>,
}

/// Words for the work of one side.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MandateForm {
    /// The work, wherever it stands.
    pub work: Vec<String>,
    /// The same, in titles and units only.
    pub names: Vec<String>,
    /// The same, in duty texts only.
    pub duties: Vec<String>,
    /// What is only called after it: these words take its name away.
    pub other: Vec<String>,
    /// Names of the profession that does it, as a column of the chart gives them.
    pub professions: Vec<String>,
}

/// One side of technology leadership and the role that leads it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SideForm {
    /// Id of the role that leads this side.
    pub role: String,
    /// What the side is called in sentences.
    pub label: String,
}

/// One of the axes along which the two sides differ.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AxisForm {
    /// Id, as duties name it.
    pub id: String,
    /// What stands at the internal end.
    pub internal: String,
    /// What stands at the external end.
    pub external: String,
}

/// A responsibility area.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaForm {
    /// Id, as duties name it.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// The side it usually falls to.
    pub side: Side,
}

/// A function: a field of work, with finer areas.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FunctionForm {
    /// Id, as roles and fields name it.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Whether it is technology: generic words in its duty texts then speak of technology.
    #[serde(default)]
    pub technology: bool,
    /// The sides that an executive of it may hold beside it, by what the duties say.
    #[serde(default)]
    pub holds: Vec<Side>,
}

/// The numbers of the verdict.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Evidence that a role's spelled title is worth, in the units of duty weights.
    pub title_weight: f32,
    /// The same for a bare acronym.
    pub acronym_weight: f32,
    /// What a department weighs that leans to a side.
    pub department_weight: f32,
    /// The most that the seats below an officer can weigh.
    pub line_weight: f32,
    /// So many leaning seats below weigh half of that.
    pub line_half: f32,
    /// Evidence that must be outweighed before a score nears ±1.
    pub doubt: f32,
    /// Below this much evidence in all the focus is unknown.
    pub least_evidence: f32,
    /// Below this absolute score the focus is mixed.
    pub mixed_below: f32,
    /// Least evidence on each side for a mixed focus.
    pub mixed_least: f32,
    /// What an inward duty counts that is done for customers: operating systems for others is a service that is sold.
    pub sold_service: f32,
    /// What words of technology count that other trades use too, where nothing else in the row is about technology.
    pub generic_alone: f32,
    /// What everyday words of business count there.
    pub everyday_alone: f32,
    /// So many statements a text may have there before each of these words counts less.
    pub usual_statements: f32,
    /// The most that the duties of one axis can weigh on one side.
    pub axis_cap: f32,
    /// A role named beside a rank below this names the unit that the seat belongs to.
    pub unit_below: Rank,
    /// When duties alone make a seat cover a side.
    pub by_duties: ByDuties,
}

/// When duties alone make a seat cover a side.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByDuties {
    /// Least evidence for the side.
    pub least_evidence: f32,
    /// Least absolute score of the duties.
    pub least_score: f32,
    /// Least number of different anchor duties.
    pub least_anchors: usize,
    /// What one duty must weigh to say by itself that an officer of another field answers for the side.
    pub decisive: f32,
    /// Least rank, where the title states one.
    pub least_rank: Rank,
    /// In how many ways a text without a title must show that the holder leads; in one at least, and each that is
    /// missing takes another anchor duty.
    pub least_standing: usize,
}

/// An executive role.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    /// Id, as titles name it.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Acronyms that may stand for it.
    #[serde(default)]
    pub acronyms: Vec<String>,
    /// Those of them that mean this role when nothing decides otherwise.
    #[serde(default)]
    pub default_for: Vec<String>,
    /// The rank of a holder.
    pub rank: Rank,
    /// Id of the function of a holder.
    pub function: String,
    /// Area within the function.
    #[serde(default)]
    pub area: Option<String>,
    /// Focus the title alone promises, -1 internal … +1 external; `None` promises nothing.
    #[serde(default)]
    pub prior: Option<f32>,
    /// How much of each side a holder covers.
    #[serde(default)]
    pub covers: CoversForm,
    /// Other trades use the title too, so a duty text, where there is one, must speak for a side for
    /// the role to cover it.
    #[serde(default)]
    pub duties_decide: bool,
    /// Areas of other trades: a title that names one of them beside the role means that trade.
    #[serde(default)]
    pub other_trades: Vec<String>,
    /// Also held by a title of one of these ranks and areas.
    #[serde(default)]
    pub derive: Option<DeriveForm>,
}

/// How much of each side a role covers.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoversForm {
    pub internal: Option<Grade>,
    pub external: Option<Grade>,
}

/// A role read from rank and field of work together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeriveForm {
    /// One of these ranks …
    pub ranks: Vec<Rank>,
    /// … and one of these areas, of whichever function.
    pub areas: Vec<String>,
    /// Or by words of `heads:` in such an area.
    #[serde(default)]
    pub heads: bool,
    /// It is enough that the area is one of several that the title names.
    #[serde(default)]
    pub among_others: bool,
}

/// Words that modify a role, by their place relative to it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModifierForm {
    pub modifier: Modifier,
    #[serde(default)]
    pub before: Vec<String>,
    #[serde(default)]
    pub adjacent: Vec<String>,
    #[serde(default)]
    pub after: Vec<String>,
    #[serde(default)]
    pub anywhere: Vec<String>,
}

/// Words that scale duties in the same sentence.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CueForm {
    pub id: String,
    pub factor: f32,
    /// How many words behind it it reaches; to the end of the sentence where not given.
    #[serde(default)]
    pub reach: Option<u8>,
    /// What it scales: the duties behind it, those before it, or all of its sentence.
    #[serde(default)]
    pub over: Over,
    pub phrases: Vec<String>,
    /// Words that void it where they overlap it: "not only".
    #[serde(default)]
    pub unless: Vec<String>,
}

/// Which duties of its sentence a cue scales.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// Those behind it.
    #[default]
    Behind,
    /// Those before it: "… is run by the COO".
    Before,
    /// All.
    Sentence,
}

/// Words that head a section of a duty text and scale the duties in it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadingForm {
    pub id: String,
    pub factor: f32,
    /// How far it reaches.
    #[serde(default)]
    pub extent: Extent,
    /// Only a heading that the pack knows ends its section: skills and benefits are short lines too, which look
    /// like headings.
    #[serde(default)]
    pub firm: bool,
    pub phrases: Vec<String>,
}

/// How far a heading reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// Down to the next heading.
    #[default]
    Section,
    /// Over the one value that a label has: behind it on its line, or else on the next one.
    Value,
    /// Over the short lines behind it: "Industries", and one a line.
    List,
}

/// A duty: phrases on one axis that pull one way.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyForm {
    pub id: String,
    pub axis: String,
    pub side: Side,
    #[serde(default)]
    pub area: Option<String>,
    pub weight: f32,
    #[serde(default)]
    pub anchor: bool,
    /// Other trades use the words too ("engineers", "products", "infrastructure"): they speak of technology only
    /// where something else in the row does.
    #[serde(default)]
    pub generic: bool,
    pub source: String,
    pub phrases: Vec<String>,
    #[serde(default)]
    pub unless: Vec<String>,
    /// Language of the phrases, taken from the file.
    #[serde(skip)]
    pub language: Option<String>,
}

/// Findings whose codes begin alike.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// How their codes begin.
    pub codes: String,
    /// What they are about, in a few words.
    pub label: String,
}

/// An entry in the catalogue of findings. A later file amends an earlier entry of the same code.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FindingForm {
    pub code: String,
    pub name: Option<String>,
    pub check: Option<String>,
    pub side: Option<Side>,
    pub severity: Option<Severity>,
    pub summary: Option<String>,
    pub why: Option<String>,
    pub help: Option<String>,
    pub by_size: Option<Vec<SizeStep>>,
    pub thresholds: BTreeMap<String, f32>,
    /// Roles the check asks about, by the part they play in it.
    pub roles: BTreeMap<String, Vec<String>>,
    /// Functions the check asks about.
    pub functions: Vec<String>,
    /// Responsibility areas the check asks about.
    pub areas: Vec<String>,
    /// What it is made of: a chart, where it does not say.
    pub about: Option<Subject>,
    /// Whether it is looked for at all; one that is not is there for whoever turns it on.
    pub enabled: Option<bool>,
}

/// A severity for entities below a headcount; the step without a bound takes the rest.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SizeStep {
    /// Holds for headcounts below this.
    #[serde(default)]
    pub below: Option<u32>,
    pub severity: Severity,
}

/// How columns, keys and special values of charts are recognised.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnsForm {
    #[schemars(schema_with = "keyed_by::<Field, Vec<String>>")]
    pub aliases: BTreeMap<Field, Vec<String>>,
    pub structure: StructureForm,
    pub root_markers: Vec<String>,
    #[schemars(schema_with = "keyed_by::<Status, Vec<String>>")]
    pub status: BTreeMap<Status, Vec<String>>,
    #[schemars(schema_with = "keyed_by::<Status, Vec<String>>")]
    pub nobody: BTreeMap<Status, Vec<String>>,
    pub nested: Vec<Field>,
    pub ignored: Vec<String>,
    #[schemars(schema_with = "keyed_by::<Tenure, Vec<String>>")]
    pub tenure: BTreeMap<Tenure, Vec<String>>,
    pub placeholders: Vec<String>,
    pub no_titles: Vec<String>,
    /// What programs write into empty cells.
    pub nulls: Vec<String>,
    /// Who may stand above the top of a chart without a seat of its own.
    pub above_the_top: Vec<String>,
    /// What begins a row below a table that is no seat: a total, a note.
    pub footers: Vec<String>,
    #[schemars(schema_with = "keyed_by::<Status, Vec<String>>")]
    pub status_words: BTreeMap<Status, Vec<String>>,
    #[schemars(schema_with = "keyed_by::<Tenure, Vec<String>>")]
    pub tenure_words: BTreeMap<Tenure, Vec<String>>,
    /// Keys of the mappings in which more is said of a person or of the job.
    pub parents: Vec<String>,
    pub hints: HintsForm,
}

/// Words of headers that make a column worth a look, where no alias says what it holds. A word with a `*` is
/// the beginning of others.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HintsForm {
    pub id: Vec<String>,
    pub no_id: Vec<String>,
    pub title: Vec<String>,
    pub no_title: Vec<String>,
    pub manager: Vec<String>,
    pub no_manager: Vec<String>,
    pub dotted_line: Vec<String>,
}

/// Keys of a YAML chart that hold other positions, and the keys of an entity.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StructureForm {
    pub entities: Vec<String>,
    pub entity_name: Vec<String>,
    pub positions: Vec<String>,
    pub reports: Vec<String>,
}

/// Words for invented organisations.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Samples {
    pub companies: Vec<String>,
    pub given_names: Vec<String>,
    pub family_names: Vec<String>,
    pub locations: Vec<String>,
    pub top: Vec<SampleSeat>,
    pub units: Vec<SampleUnit>,
}

/// An invented seat.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleSeat {
    pub title: String,
    #[serde(default)]
    pub duties: String,
}

/// An invented unit below one of the top seats.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleUnit {
    pub department: String,
    /// Index into [`Samples::top`] of the seat that the unit's heads report to.
    pub under: usize,
    pub heads: Vec<SampleSeat>,
    pub staff: Vec<SampleSeat>,
}

impl PackForm {
    /// A finding by code or name; case does not matter.
    pub(super) fn finding(&self, id: &str) -> Option<&FindingForm> {
        self.findings.iter().find(|finding| finding.is_called(id))
    }

    /// The same, to be changed.
    pub(super) fn finding_mut(&mut self, id: &str) -> Option<&mut FindingForm> {
        let mut findings = self.findings.iter_mut();
        findings.find(|finding| finding.is_called(id))
    }
}

impl FindingForm {
    fn is_called(&self, id: &str) -> bool {
        let names = [Some(&self.code), self.name.as_ref()];
        let mut names = names.into_iter().flatten();
        names.any(|name| name.eq_ignore_ascii_case(id))
    }
}
