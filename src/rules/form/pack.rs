//! The YAML form of a rule pack: what a file may contain.
//!
//! Every section may be in any file. `docs/rules.md` describes the form for users.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::columns::ColumnsForm;
use super::disable::DisableForm;
use super::duties::{AreaForm, AxisForm, CueForm, DutyForm, HeadingForm, Model, SideForm};
use super::findings::{Family, FindingForm};
use super::keyed::keyed_by;
use super::measured::{Calibration, Weights};
use super::overrides::OverrideForm;
use super::policy::PolicyForm;
use super::preset::PresetForm;
use super::prose::ProseForm;
use super::samples::Samples;
use super::suppress::SuppressForm;
use super::titles::{EdgesForm, FunctionForm, MandatesForm, ModifierForm, RoleForm};
use super::wording::WordingForm;
use crate::model::{BySide, Rank, Scope};
use crate::rules::phrase::vocabulary::Inflection;

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
    /// Words of the language that have no other form: "or" is none of "our", nor "notes" one of "not".
    pub invariable: Vec<String>,
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
    /// Words that begin the name of a unit. A title without a rank that begins so has the rank director.
    pub units: Vec<String>,
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
    /// What is asked of some files only.
    pub overrides: Vec<OverrideForm>,
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
    /// How the words of a duty text lean as a whole.
    pub wording: Option<WordingForm>,
    /// Example seats with the verdicts that the rules should give.
    // `pack_test` reads these, and only when they are run.
    #[schemars(with = "Vec<super::test::TestForm>")]
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

impl PackForm {
    /// A finding by code or name. Case does not matter.
    pub(in crate::rules) fn finding(&self, id: &str) -> Option<&FindingForm> {
        self.findings.iter().find(|finding| finding.is_called(id))
    }

    /// A finding by code or name, to be changed.
    pub(in crate::rules) fn finding_mut(&mut self, id: &str) -> Option<&mut FindingForm> {
        let mut findings = self.findings.iter_mut();
        findings.find(|finding| finding.is_called(id))
    }
}
