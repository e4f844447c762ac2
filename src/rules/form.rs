//! The YAML form of a rule pack: what a file may contain.
//!
//! Every section may be in any file. `docs/rules.md` describes the form for users.

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
use super::suppress::SuppressForm;
use crate::model::{
    BySide, Field, Grade, Modifier, Rank, Scope, Severity, Side, Status, Subject, Tenure,
};

/// One file of a rule pack.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PackForm {
    /// Name and version of the pack. Only the built-in pack gives it.
    pub pack: Option<PackInfo>,
    /// Files that this one is laid over, by path relative to it. The built-in pack is below all of them.
    pub extends: Vec<String>,
    /// What is switched off in the files below.
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
    /// "Chief A and B Officer": between these words there is one office after the other.
    pub officers: EdgesForm,
    /// Words of lower ranks that nevertheless lead a whole function: "head of".
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
    /// Words that tell how to read a duty text.
    pub prose: ProseForm,
    pub duties: Vec<DutyForm>,
    /// More phrases for duties, by id, in the language of this file.
    pub duty_phrases: BTreeMap<String, Vec<String>>,
    pub families: Vec<Family>,
    pub findings: Vec<FindingForm>,
    pub policy: PolicyForm,
    /// Findings that are accepted.
    pub suppress: Vec<SuppressForm>,
    /// Flags of the command line, by their names.
    // `settings` reads these, and only for the configuration that a run found.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub options: IgnoredAny,
    /// Name of the preset that this file builds on.
    pub preset: Option<String>,
    /// Description of a preset.
    pub about: Option<PresetForm>,
    pub columns: Option<ColumnsForm>,
    pub samples: Option<Samples>,
    pub weights: Weights,
    pub calibration: Calibration,
    /// Example seats with the verdicts that the rules should give.
    // `pack_test` reads these, and only when they are run.
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

/// An ending that words of a language may have: `from` is replaced by `to`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inflection {
    pub from: String,
    pub to: String,
}

/// Words that enclose a stretch of a title, such as an employer's name.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EdgesForm {
    /// Words in front of the stretch.
    pub begin: Vec<String>,
    /// Words behind the stretch.
    pub end: Vec<String>,
}

/// Words for the work of the two sides, and words that assign work to the seat.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MandatesForm {
    pub internal: MandateForm,
    pub external: MandateForm,
    /// Words that make the seat responsible for what follows in the sentence.
    pub charges: Vec<String>,
}

/// Words for the work of one side.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MandateForm {
    /// The work, in any field.
    pub work: Vec<String>,
    /// Words for the work that count in titles and units only.
    pub names: Vec<String>,
    /// Words for the work that count in duty texts only.
    pub duties: Vec<String>,
    /// Words for other things that are only named after the work. A name of the work inside them does not
    /// count.
    pub other: Vec<String>,
    /// Names of the profession that does the work, as a column of the chart gives them.
    pub professions: Vec<String>,
}

/// One side of technology leadership and the role that leads it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SideForm {
    /// Id of the role that leads this side.
    pub role: String,
    /// Name of the side in sentences.
    pub label: String,
}

/// One of the axes along which the two sides differ.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AxisForm {
    /// Id, as used by duties.
    pub id: String,
    /// The internal end of the axis.
    pub internal: String,
    /// The external end of the axis.
    pub external: String,
}

/// A responsibility area.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaForm {
    /// Id, as used by duties.
    pub id: String,
    /// Name in output.
    pub label: String,
    /// The side that it usually belongs to.
    pub side: Side,
}

/// A function, such as finance or sales, with its areas.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FunctionForm {
    /// Id, as used by roles and fields.
    pub id: String,
    /// Name in output.
    pub label: String,
    /// Whether it is technology. Generic words in its duty texts then count as technology.
    #[serde(default)]
    pub technology: bool,
    /// The sides that an executive of this function may also hold, if the duties say so.
    #[serde(default)]
    pub holds: Vec<Side>,
}

/// The numbers behind verdicts.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Evidence of a role's full title, in the units of duty weights.
    pub title_weight: f32,
    /// Evidence of a bare acronym.
    pub acronym_weight: f32,
    /// Evidence of a department that leans to a side.
    pub department_weight: f32,
    /// The most evidence that the seats below an officer can give.
    pub line_weight: f32,
    /// The number of leaning seats below that gives half of `line_weight`.
    pub line_half: f32,
    /// A doubt that evidence must outweigh before the score gets near ±1.
    pub doubt: f32,
    /// With less evidence than this in all, the focus is unknown.
    pub least_evidence: f32,
    /// With an absolute score below this, the focus is mixed.
    pub mixed_below: f32,
    /// The least evidence on each side for a mixed focus.
    pub mixed_least: f32,
    /// The factor for an internal duty that is done for customers. To operate systems for others is to sell a
    /// service.
    pub sold_service: f32,
    /// The factor for technology words that other trades use too, if nothing else in the row is about
    /// technology.
    pub generic_alone: f32,
    /// The factor for everyday business words in such a row.
    pub everyday_alone: f32,
    /// The factor for the work of other trades in a row with more anchors than `least_anchors`.
    pub trade_beside: f32,
    /// The number of statements in such a row up to which these words keep their weight. In a longer text,
    /// each of them counts less.
    pub usual_statements: f32,
    /// The most evidence that the duties of one axis can give to one side.
    pub axis_cap: f32,
    /// A role named next to a rank below this one names the unit of the seat, not its role.
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
    /// Least score of all duties where everyday words hide what those about technology itself say.
    pub least_lean: f32,
    /// So many signs show clearly that the holder leads.
    pub clear_standing: usize,
    /// Least number of different anchor duties, which are about technology itself.
    pub least_anchors: usize,
    /// The weight with which one duty alone shows that an officer of another function answers for the side.
    pub decisive: f32,
    /// Least rank, if the title tells one.
    pub least_rank: Rank,
    /// The number of ways in which a text without a title must show that the holder leads. At least one is
    /// needed; each missing one must be made up by another anchor duty.
    pub least_standing: usize,
}

/// An executive role.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    /// Id, as used by titles.
    pub id: String,
    /// Name in output.
    pub label: String,
    /// Acronyms that may stand for it.
    #[serde(default)]
    pub acronyms: Vec<String>,
    /// Those acronyms that mean this role if nothing decides otherwise.
    #[serde(default)]
    pub default_for: Vec<String>,
    /// The rank of a holder.
    pub rank: Rank,
    /// Id of the function of a holder.
    pub function: String,
    /// Area within the function.
    #[serde(default)]
    pub area: Option<String>,
    /// The focus of the title alone, from -1 (internal) to +1 (external). Without it, the title says nothing
    /// about the focus.
    #[serde(default)]
    pub prior: Option<f32>,
    /// How much of each side a holder covers.
    #[serde(default)]
    pub covers: CoversForm,
    /// Other trades use the title too. If there is a duty text, it must support a side for the role to cover
    /// it.
    #[serde(default)]
    pub duties_decide: bool,
    /// Areas of other trades. A title that names one of them next to the role means that trade.
    #[serde(default)]
    pub other_trades: Vec<String>,
    /// Titles of these ranks and areas also hold the role.
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

/// A role that follows from rank and area together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeriveForm {
    /// The rank must be one of these.
    pub ranks: Vec<Rank>,
    /// The area must be one of these, of any function.
    pub areas: Vec<String>,
    /// A word of `heads:` may replace the rank.
    #[serde(default)]
    pub heads: bool,
    /// The title may name other areas as well.
    #[serde(default)]
    pub among_others: bool,
}

/// Words that modify a role, by their position relative to it.
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
    /// How many words the cue reaches. Without it, the cue reaches to the end of the sentence.
    #[serde(default)]
    pub reach: Option<u8>,
    /// Which duties the cue scales: those behind it, those before it, or all in its sentence.
    #[serde(default)]
    pub over: Over,
    pub phrases: Vec<String>,
    /// Words that void the cue where they overlap it: "not only".
    #[serde(default)]
    pub unless: Vec<String>,
}

/// Which duties of its sentence a cue scales.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// The duties behind it.
    #[default]
    Behind,
    /// The duties before it: "… is run by the COO".
    Before,
    /// All duties.
    Sentence,
}

/// Words that head a section of a duty text and scale the duties in it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadingForm {
    pub id: String,
    pub factor: f32,
    /// How far the heading reaches.
    #[serde(default)]
    pub extent: Extent,
    /// Only a heading that the pack knows ends this section. Skills and benefits are short lines too, and
    /// look like headings.
    #[serde(default)]
    pub firm: bool,
    pub phrases: Vec<String>,
}

/// How far a heading reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// To the next heading.
    #[default]
    Section,
    /// The one value of a label: behind it on the same line, or else on the next line.
    Value,
    /// The short lines behind it, such as one industry a line below "Industries".
    List,
}

/// A duty: phrases on one axis that count for one side.
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
    /// Other trades use the words too ("engineers", "products", "infrastructure"). They count as technology
    /// only if something else in the row does.
    #[serde(default)]
    pub generic: bool,
    /// The work of another trade ("recruits staff", "sells products"). In a row about technology it counts
    /// less.
    #[serde(default)]
    pub trade: bool,
    pub source: String,
    pub phrases: Vec<String>,
    #[serde(default)]
    pub unless: Vec<String>,
    /// Language of the phrases. It is that of the file.
    #[serde(skip)]
    pub language: Option<String>,
}

/// Findings whose codes begin alike.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// The beginning of their codes.
    pub codes: String,
    /// The subject of these findings, in a few words.
    pub label: String,
}

/// An entry in the catalogue of findings. A later file changes an earlier entry with the same code.
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
    /// Roles that the check uses, by their part in it.
    pub roles: BTreeMap<String, Vec<String>>,
    /// Functions that the check uses.
    pub functions: Vec<String>,
    /// Responsibility areas that the check uses.
    pub areas: Vec<String>,
    /// What the finding is about. Without it, a chart.
    pub about: Option<Subject>,
    /// Whether the finding is on by default. Users can turn it on.
    pub enabled: Option<bool>,
}

/// A severity for entities below a headcount. The step without `below` holds for the rest.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SizeStep {
    /// The headcount below which the severity holds.
    #[serde(default)]
    pub below: Option<u32>,
    pub severity: Severity,
}

/// How headers, keys and special values of charts are recognised.
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
    /// Headers of columns that give no field and tell nothing of a person. Their cells may be shown.
    pub impersonal: Vec<String>,
    #[schemars(schema_with = "keyed_by::<Tenure, Vec<String>>")]
    pub tenure: BTreeMap<Tenure, Vec<String>>,
    pub placeholders: Vec<String>,
    pub no_titles: Vec<String>,
    /// Values that programs write into empty cells.
    pub nulls: Vec<String>,
    /// Names that may be above the top of a chart without a seat of their own.
    pub above_the_top: Vec<String>,
    /// Beginnings of rows below a table that are not seats: a total, a note.
    pub footers: Vec<String>,
    #[schemars(schema_with = "keyed_by::<Status, Vec<String>>")]
    pub status_words: BTreeMap<Status, Vec<String>>,
    #[schemars(schema_with = "keyed_by::<Tenure, Vec<String>>")]
    pub tenure_words: BTreeMap<Tenure, Vec<String>>,
    /// Keys of mappings that give more about a person or a job.
    pub parents: Vec<String>,
    pub hints: HintsForm,
}

/// Words in headers that suggest what a column holds if no alias matches. A word with a `*` stands for all
/// words that begin with it.
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

/// Keys of a YAML chart that hold other positions, and keys of an entity.
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
    /// Index into [`Samples::top`] of the seat that the heads of the unit report to.
    pub under: usize,
    pub heads: Vec<SampleSeat>,
    pub staff: Vec<SampleSeat>,
}

impl PackForm {
    /// A finding by code or name. Case does not matter.
    pub(super) fn finding(&self, id: &str) -> Option<&FindingForm> {
        self.findings.iter().find(|finding| finding.is_called(id))
    }

    /// A finding by code or name, to be changed.
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
