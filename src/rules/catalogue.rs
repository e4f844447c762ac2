//! The catalogue of findings, read from the pack: one entry for each code.

use std::collections::BTreeMap;

use super::error::RulesErrorKind;
use super::near::{is_meant, near};
use crate::model::{FunctionId, RoleId, Severity, Side, Subject};
use crate::rules::form::findings::{Family, FindingForm, SizeStep};

/// All findings that the checks can make, by code.
#[derive(Debug)]
pub struct Catalogue {
    families: Vec<Family>,
    entries: Vec<FindingKind>,
}

/// The entry of one code.
#[derive(Clone, Debug)]
pub struct FindingKind {
    /// Stable code, such as `RC101`.
    pub code: String,
    /// Kebab-case name.
    pub name: String,
    /// The check that makes it.
    pub check: String,
    /// The side, if the check asks the same about both sides.
    pub side: Option<Side>,
    /// The severity, unless it depends on size.
    pub severity: Severity,
    /// What the finding means, in one line.
    pub summary: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub help: String,
    /// What the finding is about. It decides which command looks for it.
    pub about: Subject,
    /// Whether it is looked for by default.
    pub enabled: bool,
    by_size: Vec<SizeStep>,
    thresholds: BTreeMap<String, f32>,
    roles: BTreeMap<String, Vec<RoleId>>,
    functions: Vec<FunctionId>,
    areas: Vec<u16>,
}

type Fallible<T> = Result<T, RulesErrorKind>;

/// Looks up the names in an entry.
pub(in crate::rules) struct Find<'f> {
    pub role: &'f dyn Fn(&str) -> Fallible<RoleId>,
    pub function: &'f dyn Fn(&str) -> Fallible<FunctionId>,
    /// Looks up a responsibility area.
    pub area: &'f dyn Fn(&str) -> Fallible<u16>,
}

impl Catalogue {
    /// Builds the catalogue. An error comes with the code of its entry.
    pub(in crate::rules) fn new<'f>(
        families: Vec<Family>,
        forms: &'f [FindingForm],
        find: &Find<'_>,
    ) -> Result<Self, (&'f str, RulesErrorKind)> {
        let mut entries = Vec::new();
        let mut unknown = Vec::new();
        for form in forms {
            // An entry that changes a finding and defines none must name one that is there.
            if form.name.is_none() && form.check.is_none() && form.summary.is_none() {
                unknown.push(form.code.as_str());
                continue;
            }
            let entry = entry(form.clone(), find);
            entries.push(entry.map_err(|kind| (form.code.as_str(), kind))?);
        }
        entries.sort_by(|a, b| a.code.cmp(&b.code));
        let catalogue = Catalogue { families, entries };
        match unknown.first() {
            Some(code) => Err((code, unknown_code(code, &catalogue))),
            None => Ok(catalogue),
        }
    }

    /// All entries, by code.
    pub fn iter(&self) -> impl Iterator<Item = &FindingKind> {
        self.entries.iter()
    }

    /// The entry with a code or name. Case does not matter.
    pub fn get(&self, code_or_name: &str) -> Option<&FindingKind> {
        let is = |text: &str| text.eq_ignore_ascii_case(code_or_name);
        self.entries
            .iter()
            .find(|entry| is(&entry.code) || is(&entry.name))
    }

    /// Turns a finding on or off, as `enabled` in a rule file does. Returns whether it was on before, or
    /// `None` if there is no such code.
    pub fn turn(&mut self, code: &str, enabled: bool) -> Option<bool> {
        let mut entries = self.entries.iter_mut();
        let entry = entries.find(|entry| entry.code == code)?;
        Some(std::mem::replace(&mut entry.enabled, enabled))
    }

    /// The entries whose codes begin with `codes`. Case does not matter.
    pub fn beginning(&self, codes: &str) -> impl Iterator<Item = &FindingKind> {
        self.entries.iter().filter(move |entry| {
            let beginning = entry.code.get(..codes.len());
            beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(codes))
        })
    }

    /// The families that have entries, in the order of the pack.
    pub fn families(&self) -> impl Iterator<Item = &Family> {
        let families = self.families.iter();
        families.filter(|family| self.beginning(&family.codes).next().is_some())
    }

    /// The entries about a subject that are turned on, by code, each with its check from `checks`. Rules name only checks
    /// that exist.
    pub(crate) fn with_checks<C: Copy>(
        &self,
        about: Subject,
        checks: &[(&str, C)],
    ) -> Vec<(&FindingKind, C)> {
        let entries = self.entries.iter();
        let asked = entries.filter(|entry| entry.about == about && entry.enabled);
        let found = asked.filter_map(|entry| {
            let (_, check) = checks.iter().find(|(name, _)| *name == entry.check)?;
            Some((entry, *check))
        });
        found.collect()
    }

    /// Fails the test that calls it unless these are all checks that entries about a subject name.
    #[cfg(test)]
    pub(crate) fn assert_made_by_all<C>(&self, about: Subject, checks: &[(&str, C)]) {
        let of_subject = self.entries.iter().filter(|entry| entry.about == about);
        let named: std::collections::BTreeSet<_> =
            of_subject.map(|entry| entry.check.as_str()).collect();
        let known: std::collections::BTreeSet<_> = checks.iter().map(|(name, _)| *name).collect();
        assert_eq!(named, known);
    }

    /// The entries of a check, by code.
    pub fn of_check(&self, check: &str) -> impl Iterator<Item = &FindingKind> {
        self.entries
            .iter()
            .filter(move |entry| entry.check == check)
    }
}

impl FindingKind {
    /// Whether a word means this entry: its code, the beginning of its code, or its name. Case does not
    /// matter.
    pub fn is_meant_by(&self, wanted: &str) -> bool {
        let begins = self
            .code
            .get(..wanted.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(wanted));
        begins && !wanted.is_empty() || self.name.eq_ignore_ascii_case(wanted)
    }

    /// The severity for an entity with this headcount.
    pub fn severity_at(&self, headcount: u32) -> Severity {
        let step = self
            .by_size
            .iter()
            .find(|step| step.below.is_none_or(|below| headcount < below));
        step.map_or(self.severity, |step| step.severity)
    }

    /// The severities that depend on size. Each holds below a headcount; the last one holds for all others.
    pub fn severities_by_size(&self) -> impl Iterator<Item = (Option<u32>, Severity)> {
        self.by_size.iter().map(|step| (step.below, step.severity))
    }

    /// The thresholds of the check, by name.
    pub fn thresholds(&self) -> impl Iterator<Item = (&str, f32)> {
        self.thresholds
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
    }

    /// A threshold of the check, from the pack. 0 if the pack does not set it.
    pub fn threshold(&self, name: &str) -> f32 {
        self.thresholds.get(name).copied().unwrap_or(0.0)
    }

    /// Roles that the check uses, by their part in it. None if the pack does not name any.
    pub fn roles(&self, part: &str) -> &[RoleId] {
        self.roles.get(part).map_or(&[], Vec::as_slice)
    }

    /// Functions that the check uses.
    pub fn functions(&self) -> &[FunctionId] {
        &self.functions
    }

    /// Responsibility areas that the check uses, by index.
    pub fn areas(&self) -> &[u16] {
        &self.areas
    }
}

/// The highest allowed threshold.
const MOST_THRESHOLD: f32 = 1e9;

fn entry(form: FindingForm, find: &Find<'_>) -> Result<FindingKind, RulesErrorKind> {
    let missing = |what| RulesErrorKind::Missing(what);
    let mut roles = BTreeMap::new();
    for (part, names) in form.roles {
        let found = names.iter().map(|name| (find.role)(name));
        roles.insert(part, found.collect::<Result<Vec<_>, _>>()?);
    }
    for (threshold, value) in &form.thresholds {
        if !(0.0..=MOST_THRESHOLD).contains(value) {
            return Err(RulesErrorKind::OutOfRange {
                name: format!("thresholds.{threshold}"),
                value: *value,
                range: "a number from 0 to 1000000000",
            });
        }
    }
    let functions = form.functions.iter().map(|name| (find.function)(name));
    let functions = functions.collect::<Result<Vec<_>, _>>()?;
    let areas = form.areas.iter().map(|name| (find.area)(name));
    let areas = areas.collect::<Result<Vec<_>, _>>()?;
    Ok(FindingKind {
        functions,
        areas,
        name: form.name.ok_or(missing("findings: name"))?,
        check: form.check.ok_or(missing("findings: check"))?,
        severity: form.severity.ok_or(missing("findings: severity"))?,
        summary: form.summary.ok_or(missing("findings: summary"))?,
        why: form.why.ok_or(missing("findings: why"))?,
        help: form.help.ok_or(missing("findings: help"))?,
        code: form.code,
        side: form.side,
        by_size: form.by_size.unwrap_or_default(),
        about: form.about.unwrap_or_default(),
        enabled: form.enabled.unwrap_or(true),
        thresholds: form.thresholds,
        roles,
    })
}

/// The error about a code that no finding has.
pub(in crate::rules) fn unknown_code(code: &str, catalogue: &Catalogue) -> RulesErrorKind {
    let codes = catalogue.iter().map(|kind| kind.code.as_str());
    let names = catalogue.iter().map(|kind| kind.name.as_str());
    RulesErrorKind::NotBeneath {
        what: "finding with the code",
        name: code.to_owned(),
        rest: is_meant(&near(code, codes.chain(names))),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::compiled::Rules;

    #[test]
    fn a_finding_is_meant_by_its_name_or_a_prefix_of_its_code() {
        let rules = Rules::builtin().unwrap();
        let kind = rules.catalogue.get("RC101").unwrap();
        for wanted in ["rc1", "RC101", "missing-cio", "Missing-CIO"] {
            assert!(kind.is_meant_by(wanted), "{wanted}");
        }
        for wanted in ["RC2", "RC1011", ""] {
            assert!(!kind.is_meant_by(wanted), "{wanted}");
        }
    }
}
