//! Removes what a file switches off from the forms of the files below it.

use std::collections::BTreeSet;

use super::word_lists::WordLists;
use crate::rules::entry::{Disabled, EntryKind};
use crate::rules::error::{RulesError, RulesErrorKind};
use crate::rules::form::disable::DisableForm;
use crate::rules::form::pack::PackForm;
use crate::rules::near::{is_meant, near};
use crate::rules::wording::Wording;

/// The prefix of ids of rules for acronyms.
const ACRONYM: &str = "acronym/";

/// The files below a file, and what was disabled so far.
pub(in crate::rules) struct Beneath<'p> {
    pub pack: &'p mut PackForm,
    pub words: &'p mut [WordLists],
    pub disabled: &'p mut Vec<Disabled>,
    /// Name and index of the file that disables.
    pub layer: (&'p str, usize),
}

/// An error comes with its key under `disable:`.
type Fallible = Result<(), (&'static str, RulesErrorKind)>;

impl Beneath<'_> {
    /// Removes what a file disables. Fails if something is not there.
    pub fn disable(&mut self, form: &DisableForm) -> Fallible {
        for (rule, phrases) in &form.phrases {
            phrases
                .iter()
                .try_for_each(|phrase| self.phrase(rule, phrase))?;
        }
        form.words.iter().try_for_each(|rule| self.words(rule))?;
        for id in &form.duties {
            let known = self.pack.duties.iter().map(|duty| duty.id.as_str());
            known_as(EntryKind::Duty, id, known, self.disabled)?;
            self.duty(id, ("duties", id));
        }
        for id in &form.roles {
            let known = self.pack.roles.iter().map(|role| role.id.as_str());
            known_as(EntryKind::Role, id, known, self.disabled)?;
            self.role(id, ("roles", id));
        }
        form.areas.iter().try_for_each(|id| self.area(id))?;
        form.axes.iter().try_for_each(|id| self.axis(id))?;
        form.functions.iter().try_for_each(|id| self.function(id))?;
        form.findings.iter().try_for_each(|id| self.finding(id))
    }

    fn phrase(&mut self, rule: &str, phrase: &str) -> Fallible {
        let id = format!("{rule}: {phrase}");
        let mut all = Vec::new();
        let mut is_there = false;
        for (of, list) in lists(self.pack, self.words) {
            if of == rule {
                all.extend(list.iter().cloned());
                is_there |= list.iter().any(|one| one == phrase);
                list.retain(|one| one != phrase);
            }
        }
        if !is_there && !is_off(self.disabled, EntryKind::Phrase, &id) {
            if all.is_empty() {
                let known = self.known_rules(|_| true);
                return Err(("phrases", missing("rule or duty", rule, "", known.iter())));
            }
            let of = format!(" of `{rule}`");
            return Err(("phrases", missing("phrase", phrase, &of, all.iter())));
        }
        self.off(EntryKind::Phrase, id, ("phrases", phrase));
        Ok(())
    }

    /// Removes all words of a rule. The empty rule stays, because an area of a function exists only if it has
    /// a rule.
    fn words(&mut self, rule: &str) -> Fallible {
        let duties = self.pack.duties.iter().map(|duty| duty.id.clone());
        let duties: BTreeSet<_> = duties.collect();
        let known = self.known_rules(|id| !duties.contains(id));
        let known = known.iter().map(String::as_str);
        known_as(EntryKind::Rule, rule, known, self.disabled)?;
        for (of, list) in lists(self.pack, self.words) {
            if of == rule {
                list.clear();
            }
        }
        if rule == Wording::ID {
            self.pack.wording = None;
        }
        if let Some(acronym) = rule.strip_prefix(ACRONYM) {
            for role in &mut self.pack.roles {
                role.acronyms.retain(|one| one != acronym);
                role.default_for.retain(|one| one != acronym);
            }
        }
        self.off(EntryKind::Rule, rule.to_owned(), ("words", rule));
        Ok(())
    }

    /// The ids of the rules that have words.
    fn known_rules(&mut self, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let acronyms = self.pack.roles.iter().flat_map(|role| &role.acronyms);
        let mut known: Vec<_> = acronyms.map(|one| format!("{ACRONYM}{one}")).collect();
        let lists = lists(self.pack, self.words).into_iter();
        let worded = lists.filter(|(id, list)| !list.is_empty() && is_wanted(id));
        known.extend(worded.map(|(id, _)| id));
        let wording = self.pack.wording.iter();
        known.extend(wording.map(|_| Wording::ID.to_owned()));
        known
    }

    fn duty(&mut self, id: &str, entry: (&'static str, &str)) {
        self.pack.duties.retain(|duty| duty.id != id);
        self.pack.weights.forget(id);
        for words in &mut *self.words {
            words.duty_phrases.remove(id);
        }
        self.off(EntryKind::Duty, id.to_owned(), entry);
    }

    fn role(&mut self, id: &str, entry: (&'static str, &str)) {
        self.pack.roles.retain(|role| role.id != id);
        for words in &mut *self.words {
            words.titles.remove(id);
            words.contexts.remove(id);
        }
        for finding in &mut self.pack.findings {
            for roles in finding.roles.values_mut() {
                roles.retain(|role| role != id);
            }
        }
        self.pack.policy.forget_role(id);
        self.off(EntryKind::Role, id.to_owned(), entry);
    }

    fn area(&mut self, id: &str) -> Fallible {
        let known = self.pack.areas.iter().map(|area| area.id.as_str());
        known_as(EntryKind::Area, id, known, self.disabled)?;
        self.pack.areas.retain(|area| area.id != id);
        for duty in &mut self.pack.duties {
            duty.area.take_if(|area| area == id);
        }
        for finding in &mut self.pack.findings {
            finding.areas.retain(|area| area != id);
        }
        self.pack.policy.areas.retain(|area| area != id);
        self.off(EntryKind::Area, id.to_owned(), ("areas", id));
        Ok(())
    }

    fn axis(&mut self, id: &str) -> Fallible {
        let known = self.pack.axes.iter().map(|axis| axis.id.as_str());
        known_as(EntryKind::Axis, id, known, self.disabled)?;
        self.pack.axes.retain(|axis| axis.id != id);
        let duties = self.pack.duties.iter().filter(|duty| duty.axis == id);
        for duty in duties.map(|duty| duty.id.clone()).collect::<Vec<_>>() {
            self.duty(&duty, ("axes", id));
        }
        self.off(EntryKind::Axis, id.to_owned(), ("axes", id));
        Ok(())
    }

    fn function(&mut self, id: &str) -> Fallible {
        let known = self.pack.functions.iter();
        let known = known.map(|function| function.id.as_str());
        known_as(EntryKind::Function, id, known, self.disabled)?;
        self.pack.functions.retain(|function| function.id != id);
        for words in &mut *self.words {
            words.fields.remove(id);
            words.default_fields.remove(id);
        }
        self.forget_areas();
        if let Some(leanings) = &mut self.pack.leanings {
            leanings.internal.remove(id);
            leanings.external.remove(id);
        }
        for finding in &mut self.pack.findings {
            finding.functions.retain(|function| function != id);
        }
        let roles = self.pack.roles.iter().filter(|role| role.function == id);
        for role in roles.map(|role| role.id.clone()).collect::<Vec<_>>() {
            self.role(&role, ("functions", id));
        }
        self.off(EntryKind::Function, id.to_owned(), ("functions", id));
        Ok(())
    }

    /// Removes areas from roles if no function has them any more. A role without any area left is not
    /// derived.
    fn forget_areas(&mut self) {
        let fields = self.words.iter().flat_map(|words| {
            let fields = words.fields.values();
            fields.chain(words.default_fields.values())
        });
        let left: BTreeSet<String> = fields.flat_map(|areas| areas.keys().cloned()).collect();
        for role in &mut self.pack.roles {
            role.other_trades.retain(|area| left.contains(area));
            let Some(derive) = &mut role.derive else {
                continue;
            };
            derive.areas.retain(|area| left.contains(area));
            if derive.areas.is_empty() {
                role.derive = None;
            }
        }
    }

    /// Turns a finding off. It stays in the catalogue, so that it can be explained and turned on again.
    fn finding(&mut self, id: &str) -> Fallible {
        match self.pack.finding_mut(id) {
            Some(finding) => finding.enabled = Some(false),
            None => {
                let codes = self.pack.findings.iter().map(|finding| &finding.code);
                let names = self.pack.findings.iter().filter_map(|f| f.name.as_ref());
                let known = codes.chain(names);
                return Err(("findings", missing("finding", id, "", known)));
            }
        }
        Ok(())
    }

    fn off(&mut self, what: EntryKind, id: String, (key, entry): (&'static str, &str)) {
        if !is_off(self.disabled, what, &id) {
            self.disabled.push(Disabled {
                what,
                id,
                layer: self.layer.0.to_owned(),
                entry: (key, entry.to_owned()),
                file: self.layer.1,
            });
        }
    }
}

/// Turns "unknown" into "disabled" in an error, if a file disabled the thing.
pub(in crate::rules) fn told(mut error: RulesError, disabled: &[Disabled]) -> RulesError {
    let RulesErrorKind::Unknown { what, name, .. } = &error.kind else {
        return error;
    };
    // The error names the kind in words, such as `responsibility area`. Its last word is our name for it.
    let called = what.rsplit(' ').next().unwrap_or_default();
    let is_it = |off: &&Disabled| off.what.name() == called && off.id == *name;
    if let Some(off) = disabled.iter().find(is_it) {
        error.kind = RulesErrorKind::SwitchedOff {
            what,
            name: name.clone(),
            layer: off.layer.clone(),
        };
    }
    error
}

/// All lists of phrases, with the ids of their rules.
fn lists<'p>(
    pack: &'p mut PackForm,
    words: &'p mut [WordLists],
) -> Vec<(String, &'p mut Vec<String>)> {
    let mut lists = Vec::new();
    for duty in &mut pack.duties {
        lists.push((duty.id.clone(), &mut duty.phrases));
        lists.push((format!("{}/unless", duty.id), &mut duty.unless));
    }
    for words in words {
        for (duty, list) in &mut words.duty_phrases {
            lists.push((duty.clone(), list));
        }
        for (kind, by_role) in [
            ("title", &mut words.titles),
            ("context", &mut words.contexts),
        ] {
            for (role, list) in by_role {
                lists.push((format!("{kind}/{role}"), list));
            }
        }
        for (id, _, list) in &mut words.plain {
            lists.push((id.clone(), list));
        }
        for cue in &mut words.cues {
            lists.push((format!("cue/{}/unless", cue.id), &mut cue.unless));
            lists.push((format!("cue/{}", cue.id), &mut cue.phrases));
        }
        for (kind, fields) in [
            ("field", &mut words.fields),
            ("default-field", &mut words.default_fields),
        ] {
            for (function, areas) in fields {
                for (area, list) in areas {
                    lists.push((format!("{kind}/{function}/{area}"), list));
                }
            }
        }
    }
    lists
}

fn is_off(disabled: &[Disabled], what: EntryKind, id: &str) -> bool {
    disabled.iter().any(|off| off.what == what && off.id == id)
}

/// Fails if nothing below has this id. A thing that another file already disabled may be disabled again,
/// because packs that do not know each other may be combined.
fn known_as<'k>(
    what: EntryKind,
    id: &str,
    known: impl Iterator<Item = &'k str> + Clone,
    disabled: &[Disabled],
) -> Fallible {
    let is_known = known.clone().any(|one| one == id);
    if is_known || is_off(disabled, what, id) {
        return Ok(());
    }
    let known: Vec<_> = known.map(str::to_owned).collect();
    Err((what.key(), missing(what.name(), id, "", known.iter())))
}

fn missing<'k>(
    what: &'static str,
    name: &str,
    of: &str,
    known: impl Iterator<Item = &'k String>,
) -> RulesErrorKind {
    let near = near(name, known.map(String::as_str));
    RulesErrorKind::NotBeneath {
        what,
        name: name.to_owned(),
        rest: format!("{of} below this file{}", is_meant(&near)),
    }
}
