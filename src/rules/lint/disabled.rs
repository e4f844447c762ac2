//! Removes what a file disables from the trees of the files below, so that no problem is reported there.
//! `rules::disable` removes it from the compiled form, and knows what may be disabled.

use std::collections::BTreeSet;

use super::File;
use crate::rules::files::located::{RuleValue, SpannedValue};

/// What one file disables.
struct Off<'d> {
    disable: &'d RuleValue,
    /// Roles and duties, including those that depend on a disabled function or axis.
    roles: BTreeSet<String>,
    duties: BTreeSet<String>,
}

pub(super) fn take_off(files: &mut [File]) {
    for index in 1..files.len() {
        let (beneath, above) = files.split_at_mut(index);
        if let Some(disable) = above[0].root.get("disable") {
            let mut off = Off {
                disable: &disable.value,
                roles: BTreeSet::new(),
                duties: BTreeSet::new(),
            };
            off.roles = off.entries(beneath, "roles", "function", "functions");
            off.duties = off.entries(beneath, "duties", "axis", "axes");
            for file in beneath {
                off.of_root(&mut file.root);
            }
        }
    }
}

impl Off<'_> {
    /// The ids in a section that are disabled, or whose `key` names something that is disabled.
    fn entries(&self, beneath: &[File], section: &str, key: &str, named: &str) -> BTreeSet<String> {
        let entries = beneath.iter().flat_map(|file| file.root.list(section));
        let goes_with = entries.filter(|entry| {
            let name = entry.value.text_of(key);
            name.is_some_and(|name| self.names(named, name))
        });
        let goes_with = goes_with.filter_map(|entry| entry.value.text_of("id"));
        let listed = self.disable.list(section).iter();
        let listed = listed.filter_map(|entry| entry.value.text());
        listed.chain(goes_with).map(str::to_owned).collect()
    }

    fn names(&self, section: &str, id: &str) -> bool {
        let mut listed = self.disable.list(section).iter();
        listed.any(|entry| entry.value.text() == Some(id))
    }

    fn of_root(&self, root: &mut RuleValue) {
        for section in ["axes", "areas", "functions"] {
            retain_entries(root, section, |id| !self.names(section, id));
        }
        retain_entries(root, "roles", |id| !self.roles.contains(id));
        retain_entries(root, "duties", |id| !self.duties.contains(id));
        for section in ["titles", "contexts"] {
            retain_keys(root, section, |role| !self.roles.contains(role));
        }
        retain_keys(root, "duty_phrases", |duty| !self.duties.contains(duty));
        for section in ["fields", "default_fields"] {
            retain_keys(root, section, |id| !self.names("functions", id));
        }
        for (_, functions) in entries_of(root, "leanings") {
            retain(&mut functions.value, |id| !self.names("functions", id));
        }
        self.of_entries(root);
        self.of_words(root);
    }

    /// Removes disabled things from the entries that stay.
    fn of_entries(&self, root: &mut RuleValue) {
        for duty in items_of(root, "duties") {
            let area = duty.value.text_of("area");
            if area.is_some_and(|area| self.names("areas", area)) {
                retain(&mut duty.value, |key| key != "area");
            }
            let id = duty.value.text_of("id").unwrap_or_default().to_owned();
            self.of_list(&id, duty.value.get_mut("phrases"));
            self.of_list(&format!("{id}/unless"), duty.value.get_mut("unless"));
        }
        for role in items_of(root, "roles") {
            for key in ["acronyms", "default_for"] {
                let list = role.value.get_mut(key).map(|list| &mut list.value);
                if let Some(RuleValue::List(acronyms)) = list {
                    acronyms.retain(|one| {
                        let acronym = one.value.text().unwrap_or_default();
                        !self.names("words", &format!("acronym/{acronym}"))
                    });
                }
            }
        }
    }

    fn of_words(&self, root: &mut RuleValue) {
        for (section, kind) in [
            ("titles", "title/"),
            ("contexts", "context/"),
            ("ranks", "rank/"),
            ("scopes", "scope/"),
            ("duty_phrases", ""),
        ] {
            for (key, list) in entries_of(root, section) {
                self.of_list(&format!("{kind}{}", key.value), Some(list));
            }
        }
        for (section, kind) in [("fields", "field"), ("default_fields", "default-field")] {
            for (function, areas) in entries_of(root, section) {
                let RuleValue::Map(areas) = &mut areas.value else {
                    continue;
                };
                for (area, list) in areas {
                    let id = format!("{kind}/{}/{}", function.value, area.value);
                    self.of_list(&id, Some(list));
                }
            }
        }
        for (section, kind) in [("employers", "employer"), ("officers", "officer")] {
            for (_, list) in entries_of(root, section) {
                self.of_list(kind, Some(list));
            }
        }
        for (section, kind) in [("joiners", "joiner"), ("heads", "head")] {
            self.of_list(kind, root.get_mut(section));
        }
        for (section, key, kind) in [
            ("modifiers", "modifier", "modifier"),
            ("cues", "id", "cue"),
            ("headings", "id", "heading"),
        ] {
            for entry in items_of(root, section) {
                let id = format!("{kind}/{}", entry.value.text_of(key).unwrap_or_default());
                if let RuleValue::Map(keys) = &mut entry.value {
                    for (_, list) in keys {
                        self.of_list(&id, Some(list));
                    }
                }
            }
        }
    }

    /// Removes phrases from a list, or the whole list.
    fn of_list(&self, rule: &str, list: Option<&mut SpannedValue>) {
        let Some(list) = list else { return };
        if self.names("words", rule) && matches!(list.value, RuleValue::List(_)) {
            list.value = RuleValue::Empty;
        }
        let Some(phrases) = self
            .disable
            .get("phrases")
            .and_then(|by| by.value.get(rule))
        else {
            return;
        };
        if let RuleValue::List(known) = &mut list.value {
            known.retain(|one| {
                let mut off = phrases.value.items().iter();
                off.all(|phrase| phrase.value.text() != one.value.text())
            });
            if known.is_empty() {
                list.value = RuleValue::Empty;
            }
        }
    }
}

fn retain_entries(root: &mut RuleValue, section: &str, stays: impl Fn(&str) -> bool) {
    if let Some(RuleValue::List(entries)) = root.get_mut(section).map(|node| &mut node.value) {
        entries.retain(|entry| entry.value.text_of("id").is_none_or(&stays));
    }
}

fn retain_keys(root: &mut RuleValue, section: &str, stays: impl Fn(&str) -> bool) {
    if let Some(node) = root.get_mut(section) {
        retain(&mut node.value, stays);
    }
}

fn retain(map: &mut RuleValue, stays: impl Fn(&str) -> bool) {
    if let RuleValue::Map(entries) = map {
        entries.retain(|(key, _)| stays(&key.value));
    }
}

fn entries_of<'v>(
    root: &'v mut RuleValue,
    section: &str,
) -> impl Iterator<Item = &'v mut (serde_saphyr::Spanned<String>, SpannedValue)> {
    let entries = match root.get_mut(section).map(|node| &mut node.value) {
        Some(RuleValue::Map(entries)) => &mut entries[..],
        _ => &mut [],
    };
    entries.iter_mut()
}

fn items_of<'v>(
    root: &'v mut RuleValue,
    section: &str,
) -> impl Iterator<Item = &'v mut SpannedValue> {
    let items = match root.get_mut(section).map(|node| &mut node.value) {
        Some(RuleValue::List(items)) => &mut items[..],
        _ => &mut [],
    };
    items.iter_mut()
}
