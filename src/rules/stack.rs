//! The files of a pack laid over each other, from the bottom up.

use rustc_hash::FxHashMap;

use super::blame::At;
use super::disable::{Beneath, Disabled, EntryKind};
use super::error::RulesErrorKind;
use super::form::{Inflection, PackForm, SideForm};
use super::load::PackFile;
use super::word_lists::WordLists;
use crate::model::Side;

/// All files as one.
#[derive(Default)]
pub(super) struct Stack {
    pub pack: PackForm,
    /// Those of each file, since the language of the file inflects them.
    pub words: Vec<WordLists>,
    /// The endings of words, by language.
    pub inflections: FxHashMap<String, Vec<Inflection>>,
    pub disabled: Vec<Disabled>,
    /// The file, by index, that said last what counts of an entry; those of the built-in pack are not listed.
    pub origins: FxHashMap<(EntryKind, String), usize>,
}

impl Stack {
    /// Lays files over each other. What a file disables is taken away from those beneath before its own
    /// entries are laid over them.
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
                stack.note(&form, index);
            }
            stack.lay(form);
            stack.sides()?;
        }
        Ok(stack)
    }

    /// Notes what a file says something of.
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

    /// Refuses that a side is left without the role that leads it.
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

/// Whether a file writes anew what another disabled.
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
