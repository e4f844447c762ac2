//! Checks ids: those that are referred to must exist, and none may occur twice.

use std::collections::{BTreeMap, BTreeSet};

use serde_saphyr::Spanned;

use super::{File, Lint, Pack, Problems};
use crate::model::Severity;
use crate::rules::near::{is_meant, near};

pub(super) const UNKNOWN: Lint = Lint {
    name: "unknown-id",
    severity: Severity::Error,
    help: "Correct the name, or add what it should mean.",
};

const TWICE: Lint = Lint {
    name: "duplicate-id",
    severity: Severity::Error,
    help: "Only the last of them counts: give one another id, or put both into one.",
};

/// Lists whose entries have ids.
const LISTS: [(&str, &str); 7] = [
    ("roles", "id"),
    ("duties", "id"),
    ("functions", "id"),
    ("areas", "id"),
    ("axes", "id"),
    ("families", "codes"),
    ("findings", "code"),
];

pub(super) fn check(pack: &Pack, problems: &mut Problems) {
    twice(pack, problems);
    let ids = |section| -> Vec<&str> {
        let entries = pack.entries(section, "id");
        entries.iter().map(|entry| entry.id).collect()
    };
    let (roles, functions) = (ids("roles"), ids("functions"));
    let disabled = pack.keyed("disable");
    let disabled = disabled.flat_map(|(_, _, ids)| ids.value.items());
    let mut refer = Refer {
        problems,
        disabled: disabled.filter_map(|id| id.value.text()).collect(),
    };
    for section in ["titles", "contexts"] {
        for (file, role, _) in pack.keyed(section) {
            refer.to("role", &roles, file, role, &role.value);
        }
    }
    for (file, _, side) in pack.keyed("sides") {
        refer.of(&side.value, "role", "role", &roles, file);
    }
    let mut fields: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (file, function, areas) in pack.keyed("fields").chain(pack.keyed("default_fields")) {
        refer.to("function", &functions, file, function, &function.value);
        let names = areas.value.entries().iter();
        let known = fields.entry(&function.value).or_default();
        known.extend(names.map(|(area, _)| area.value.as_str()));
    }
    let every_field: Vec<_> = fields.values().flatten().copied().collect();
    for role in pack.entries("roles", "id") {
        let form = &role.node.value;
        refer.of(form, "function", "function", &functions, role.file);
        let of_function = form
            .text_of("function")
            .and_then(|function| fields.get(function));
        let areas = of_function.map_or(&[][..], Vec::as_slice);
        refer.of(form, "area", "area of its function", areas, role.file);
        let derive = form
            .get("derive")
            .map_or(&[][..], |d| d.value.list("areas"));
        for area in derive.iter().chain(form.list("other_trades")) {
            let name = area.value.text().unwrap_or_default();
            refer.to("area of a function", &every_field, role.file, area, name);
        }
        let acronyms = form.list("acronyms").iter();
        let acronyms: Vec<_> = acronyms.filter_map(|one| one.value.text()).collect();
        for default in form.list("default_for") {
            let name = default.value.text().unwrap_or_default();
            refer.to("acronym of the role", &acronyms, role.file, default, name);
        }
    }
    for (file, _, functions_of_side) in pack.keyed("leanings") {
        for (function, areas) in functions_of_side.value.entries() {
            refer.to("function", &functions, file, function, &function.value);
            let known = fields
                .get(function.value.as_str())
                .map_or(&[][..], Vec::as_slice);
            for area in areas.value.items() {
                let name = area.value.text().unwrap_or_default();
                refer.to("area of its function", known, file, area, name);
            }
        }
    }
    let duties = ids("duties");
    for (file, duty, _) in pack.keyed("duty_phrases") {
        refer.to("duty", &duties, file, duty, &duty.value);
    }
    let (axes, areas) = (ids("axes"), ids("areas"));
    for duty in pack.entries("duties", "id") {
        let form = &duty.node.value;
        refer.of(form, "axis", "axis", &axes, duty.file);
        refer.of(form, "area", "responsibility area", &areas, duty.file);
    }
}

fn twice(pack: &Pack, problems: &mut Problems) {
    for (section, key) in LISTS {
        let mut seen: BTreeMap<(usize, &str), &File> = BTreeMap::new();
        for entry in pack.all_entries(section, key) {
            if let Some(first) = seen.insert((entry.file.layer, entry.id), entry.file) {
                let message = format!(
                    "`{}` is already in `{section}`, in {}",
                    entry.id, first.name
                );
                problems.add(&TWICE, entry.file, entry.node, message);
            }
        }
    }
}

/// Checks references.
struct Refer<'p> {
    problems: &'p mut Problems,
    /// Ids that files disable.
    disabled: BTreeSet<&'p str>,
}

impl Refer<'_> {
    /// Checks the reference in the value of a key, if the key is there.
    fn of(&mut self, form: &super::RuleValue, key: &str, what: &str, known: &[&str], file: &File) {
        if let Some(node) = form.get(key)
            && let Some(name) = node.value.text()
        {
            self.to(what, known, file, node, name);
        }
    }

    fn to<T>(&mut self, what: &str, known: &[&str], file: &File, at: &Spanned<T>, name: &str) {
        if known.contains(&name) {
            return;
        }
        if self.disabled.contains(name) {
            let message = format!("there is no {what} `{name}`: it is switched off");
            return self.problems.add(&UNKNOWN, file, at, message);
        }
        let near = near(name, known.iter().copied());
        let hint = is_meant(&near[..near.len().min(1)]);
        let message = format!("there is no {what} `{name}`{hint}");
        self.problems.add(&UNKNOWN, file, at, message);
    }
}
