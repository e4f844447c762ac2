//! Lays the files of a pack over each other, from the bottom up. An entry replaces the one with the same id,
//! a finding changes only the keys that are given, and words are added.

use std::collections::BTreeMap;

use super::disable::Beneath;
use super::finding_keys::FindingKeys;
use super::word_lists::WordLists;
use crate::model::Side;
use crate::rules::entry::{Disabled, EntryKind};
use crate::rules::error::RulesErrorKind;
use crate::rules::files::blame::At;
use crate::rules::files::file::PackFile;
use crate::rules::form::columns::ColumnsForm;
use crate::rules::form::duties::{DutyForm, SideForm};
use crate::rules::form::findings::FindingForm;
use crate::rules::form::pack::PackForm;
use crate::rules::phrase::vocabulary::Inflection;
use crate::text::{TextMap, squeeze};

/// All files as one pack.
#[derive(Default)]
pub(in crate::rules) struct Stack {
    pub pack: PackForm,
    /// The words of each file. They stay separate, because the language of the file inflects them.
    pub words: Vec<WordLists>,
    /// The endings of words, by language.
    pub inflections: TextMap<String, Vec<Inflection>>,
    pub disabled: Vec<Disabled>,
    /// The keys of the built-in findings, if a file lies over them.
    pub finding_keys: Option<FindingKeys>,
    /// The index of the file that last defined an entry. Entries of the built-in pack are not listed.
    pub origins: TextMap<(EntryKind, String), usize>,
}

impl Stack {
    /// Lays files over each other. What a file disables is removed from those below before its own entries
    /// are laid over them.
    pub fn of(
        files: &[PackFile],
        forms: Vec<PackForm>,
    ) -> Result<Stack, (At<'static>, RulesErrorKind)> {
        let mut stack = Stack::default();
        for (index, (file, form)) in files.iter().zip(forms).enumerate() {
            let mut beneath = Beneath {
                pack: &mut stack.pack,
                words: &mut stack.words,
                disabled: &mut stack.disabled,
                layer: (&file.name, index),
            };
            let disabled = beneath.disable(&form.disable);
            disabled.map_err(|(key, kind)| (At::Disable(index, key), kind))?;
            if !file.is_builtin {
                let keys = &mut stack.finding_keys;
                keys.get_or_insert_with(|| FindingKeys::of(&stack.pack.findings));
                stack.note(&form, index);
            }
            stack.lay(form);
            stack.sides()?;
        }
        Ok(stack)
    }

    /// Notes which entries a file defines.
    fn note(&mut self, form: &PackForm, index: usize) {
        let roles = form.roles.iter().map(|role| (EntryKind::Role, &role.id));
        let duties = form.duties.iter().map(|duty| (EntryKind::Duty, &duty.id));
        let disabled = form.disable.findings.iter();
        let disabled = disabled.filter_map(|name| self.pack.finding(name));
        let findings = form.findings.iter().chain(disabled);
        let findings = findings.map(|finding| (EntryKind::Finding, &finding.code));
        let said = roles.chain(duties).chain(findings);
        let said = said.map(|(what, id)| ((what, id.clone()), index));
        self.origins.extend(said);
    }

    fn lay(&mut self, form: PackForm) {
        if let Some(language) = &form.language {
            let endings = self.inflections.entry(language.clone()).or_default();
            endings.extend(form.inflection.iter().cloned());
        }
        self.disabled.retain(|off| !writes(&form, off));
        self.words.push(WordLists::of(&form));
        self.pack.layer(form);
    }

    /// Fails if a side has lost the role that leads it.
    fn sides(&self) -> Result<(), (At<'static>, RulesErrorKind)> {
        let Some(sides) = &self.pack.sides else {
            return Ok(());
        };
        for side in Side::BOTH {
            let SideForm { role, label } = &sides[side];
            let is_it = |off: &&Disabled| off.what == EntryKind::Role && off.id == *role;
            if let Some(off) = self.disabled.iter().find(is_it) {
                let (key, entry) = &off.entry;
                let kind = RulesErrorKind::Needed {
                    name: entry.clone(),
                    role: role.clone(),
                    side: label.clone(),
                };
                return Err((At::Disable(off.file, key), kind));
            }
        }
        Ok(())
    }
}

/// Whether a file writes anew what another one disabled.
fn writes(form: &PackForm, off: &Disabled) -> bool {
    let is_it = |id: &String| *id == off.id;
    match off.what {
        EntryKind::Role => form.roles.iter().any(|role| is_it(&role.id)),
        EntryKind::Duty => form.duties.iter().any(|duty| is_it(&duty.id)),
        EntryKind::Axis => form.axes.iter().any(|axis| is_it(&axis.id)),
        EntryKind::Area => form.areas.iter().any(|area| is_it(&area.id)),
        EntryKind::Function => form.functions.iter().any(|function| is_it(&function.id)),
        _ => false,
    }
}

impl PackForm {
    /// Lays a later file over this one. An entry replaces the one with the same id, a finding changes only
    /// the keys that are given, and words are added.
    fn layer(&mut self, over: PackForm) {
        if over.pack.is_some() {
            self.pack = over.pack;
        }
        if over.sides.is_some() {
            self.sides = over.sides;
        }
        if over.leanings.is_some() {
            self.leanings = over.leanings;
        }
        if over.model.is_some() {
            self.model = over.model;
            self.weights.forget_title();
        }
        if over.wording.is_some() {
            self.wording = over.wording;
        }
        if over.samples.is_some() {
            self.samples = over.samples;
        }
        replace_by(&mut self.axes, over.axes, |axis| &axis.id);
        replace_by(&mut self.areas, over.areas, |area| &area.id);
        replace_by(&mut self.functions, over.functions, |function| &function.id);
        replace_by(&mut self.roles, over.roles, |role| &role.id);
        let language = over.language;
        let redefined = over.duties.iter();
        redefined.for_each(|duty| self.weights.forget(&duty.id));
        let duties = over
            .duties
            .into_iter()
            .map(|duty| DutyForm {
                language: language.clone(),
                ..duty
            })
            .collect();
        replace_by(&mut self.duties, duties, |duty| &duty.id);
        self.weights.layer(over.weights);
        self.calibration.layer(over.calibration);
        replace_by(&mut self.families, over.families, |family| &family.codes);
        let mut places = match over.findings.is_empty() {
            true => TextMap::default(),
            false => places(&self.findings, |finding| &finding.code),
        };
        for finding in over.findings {
            let new = self.findings.len();
            let place = *places.entry(finding.code.clone()).or_insert(new);
            match self.findings.get_mut(place) {
                Some(known) => known.amend(finding),
                None => self.findings.push(finding),
            }
        }
        self.policy.layer(over.policy);
        self.suppress.extend(over.suppress);
        self.overrides.extend(over.overrides);
        if let Some(columns) = over.columns {
            self.columns.get_or_insert_default().layer(columns);
        }
    }
}

impl FindingForm {
    fn amend(&mut self, over: FindingForm) {
        fn put<T>(known: &mut Option<T>, new: Option<T>) {
            if new.is_some() {
                *known = new;
            }
        }
        // A severity in a file of the user holds for every size.
        if over.severity.is_some() {
            self.by_size = None;
            self.enabled = None;
        }
        put(&mut self.name, over.name);
        put(&mut self.check, over.check);
        put(&mut self.side, over.side);
        put(&mut self.severity, over.severity);
        put(&mut self.summary, over.summary);
        put(&mut self.why, over.why);
        put(&mut self.help, over.help);
        put(&mut self.by_size, over.by_size);
        put(&mut self.about, over.about);
        put(&mut self.enabled, over.enabled);
        self.thresholds.extend(over.thresholds);
        self.roles.extend(over.roles);
        if !over.functions.is_empty() {
            self.functions = over.functions;
        }
        if !over.areas.is_empty() {
            self.areas = over.areas;
        }
    }
}

impl ColumnsForm {
    fn layer(&mut self, over: ColumnsForm) {
        fn extend<K: Ord>(known: &mut BTreeMap<K, Vec<String>>, new: BTreeMap<K, Vec<String>>) {
            for (key, values) in new {
                known.entry(key).or_default().extend(values);
            }
        }
        // An alias in a later file is the likeliest one of its field, and no longer belongs to another field.
        let new: Vec<_> = over
            .aliases
            .values()
            .flatten()
            .map(|a| squeeze(a))
            .collect();
        for known in self.aliases.values_mut() {
            known.retain(|alias| !new.contains(&squeeze(alias)));
        }
        for (field, aliases) in over.aliases {
            self.aliases.entry(field).or_default().splice(0..0, aliases);
        }
        extend(&mut self.status, over.status);
        extend(&mut self.nobody, over.nobody);
        self.nested.extend(over.nested);
        self.ignored.extend(over.ignored);
        self.impersonal.extend(over.impersonal);
        extend(&mut self.tenure, over.tenure);
        self.root_markers.extend(over.root_markers);
        self.placeholders.extend(over.placeholders);
        self.no_titles.extend(over.no_titles);
        self.nulls.extend(over.nulls);
        self.above_the_top.extend(over.above_the_top);
        self.footers.extend(over.footers);
        extend(&mut self.status_words, over.status_words);
        extend(&mut self.tenure_words, over.tenure_words);
        self.parents.extend(over.parents);
        self.hints.id.extend(over.hints.id);
        self.hints.no_id.extend(over.hints.no_id);
        self.hints.title.extend(over.hints.title);
        self.hints.no_title.extend(over.hints.no_title);
        self.hints.manager.extend(over.hints.manager);
        self.hints.no_manager.extend(over.hints.no_manager);
        self.hints.dotted_line.extend(over.hints.dotted_line);
        self.structure.entities.extend(over.structure.entities);
        self.structure
            .entity_name
            .extend(over.structure.entity_name);
        self.structure.positions.extend(over.structure.positions);
        self.structure.reports.extend(over.structure.reports);
    }
}

/// Where the entries are, by id. If several have the same id, the first one counts.
fn places<T>(known: &[T], id: impl Fn(&T) -> &String) -> TextMap<String, usize> {
    let mut places = TextMap::default();
    for (place, entry) in known.iter().enumerate() {
        places.entry(id(entry).clone()).or_insert(place);
    }
    places
}

fn replace_by<T>(known: &mut Vec<T>, new: Vec<T>, id: impl Fn(&T) -> &String) {
    let mut places = places(known, &id);
    for entry in new {
        let place = *places.entry(id(&entry).clone()).or_insert(known.len());
        match known.get_mut(place) {
            Some(one) => *one = entry,
            None => known.push(entry),
        }
    }
}
