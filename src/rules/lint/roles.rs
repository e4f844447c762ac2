//! Finds roles that no title can name, and acronyms that nothing decides.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Lint, Pack, Problems};
use crate::model::Severity;
use crate::rules::files::located::SpannedValue;

const NAMELESS: Lint = Lint {
    name: "nameless-role",
    severity: Severity::Error,
    help: "Write phrases for it under `titles:`, or give it an acronym or `derive:`.",
};

const UNTITLED: Lint = Lint {
    name: "untitled-role",
    severity: Severity::Warning,
    help: "Write phrases for it under `titles:`; its full title is not recognised.",
};

const UNDECIDED: Lint = Lint {
    name: "undecided-acronym",
    severity: Severity::Warning,
    help: "Write words that show the role under `contexts:`, or remove its acronym.",
};

const TWO_DEFAULTS: Lint = Lint {
    name: "two-defaults",
    severity: Severity::Error,
    help: "Use `default_for` for this acronym in only one of the two; only the first counts.",
};

const IDLE_CONTEXT: Lint = Lint {
    name: "idle-context",
    severity: Severity::Warning,
    help: "Delete it, or give the role the acronym that it should decide.",
};

const PRIOR: Lint = Lint {
    name: "out-of-range",
    severity: Severity::Error,
    help: "Write a number from -1, wholly internal, to 1, wholly external.",
};

pub(super) fn check(pack: &Pack, problems: &mut Problems) {
    let roles = pack.entries("roles", "id");
    let with_words = |section| -> BTreeSet<&str> {
        let worded = pack
            .keyed(section)
            .filter(|(_, _, phrases)| !phrases.value.items().is_empty());
        worded.map(|(_, role, _)| role.value.as_str()).collect()
    };
    let (titled, contexts) = (with_words("titles"), with_words("contexts"));
    for role in roles.iter().filter(|role| !titled.contains(role.id)) {
        let form = &role.node.value;
        let otherwise = !form.list("acronyms").is_empty() || form.get("derive").is_some();
        let lint = if otherwise { &UNTITLED } else { &NAMELESS };
        let message = format!("no title names the role `{}`", role.id);
        problems.add(lint, role.file, role.node, message);
    }
    for role in &roles {
        let prior = role.node.value.get("prior");
        if let Some(node) = prior
            && let Some(text) = node.value.text()
            && !text.parse::<f32>().is_ok_and(|prior| prior.abs() <= 1.0)
        {
            let message = format!("the prior of the role `{}` is {text}", role.id);
            problems.add(&PRIOR, role.file, node, message);
        }
    }

    let shared = acronyms(&roles, &contexts, problems);
    for (file, role, _) in pack.keyed("contexts") {
        if !shared.contains(role.value.as_str()) {
            let message = format!(
                "`{}` shares no acronym with another role, so its `contexts:` has no effect",
                role.value
            );
            problems.add(&IDLE_CONTEXT, file, role, message);
        }
    }
}

/// Checks acronyms. Returns the roles that share one.
fn acronyms<'p>(
    roles: &[Entry<'p>],
    contexts: &BTreeSet<&str>,
    problems: &mut Problems,
) -> BTreeSet<&'p str> {
    let mut holders: BTreeMap<&str, Vec<(Entry<'p>, &SpannedValue)>> = BTreeMap::new();
    for role in roles {
        for node in role.node.value.list("acronyms") {
            let acronym = node.value.text().unwrap_or_default();
            holders.entry(acronym).or_default().push((*role, node));
        }
    }
    let mut shared = BTreeSet::new();
    for (acronym, holders) in holders.iter().filter(|(_, holders)| holders.len() > 1) {
        shared.extend(holders.iter().map(|(role, _)| role.id));
        let mut claimed: Option<&str> = None;
        for (role, node) in holders {
            let defaults = role.node.value.list("default_for").iter();
            let claims = defaults
                .filter_map(|one| one.value.text())
                .any(|one| one == *acronym);
            match claimed {
                Some(first) if claims => {
                    let message = format!("`{}` claims {acronym} too, as does `{first}`", role.id);
                    problems.add(&TWO_DEFAULTS, role.file, *node, message);
                }
                _ if claims => claimed = Some(role.id),
                _ if !contexts.contains(role.id) => {
                    let message = format!(
                        "nothing tells when {acronym} means `{}`, which is one of {} roles with that acronym",
                        role.id,
                        holders.len()
                    );
                    problems.add(&UNDECIDED, role.file, *node, message);
                }
                _ => {}
            }
        }
    }
    shared
}
