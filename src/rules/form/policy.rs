//! The section `policy:`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::rules::entry::EntryPlace;

/// The section `policy:` of a pack file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PolicyForm {
    pub inherits: Option<bool>,
    /// Whether the charts write the head of an entity as reporting to itself.
    pub tops_report_to_themselves: Option<bool>,
    pub require: Vec<RequireForm>,
    pub areas: Vec<String>,
    pub combine: Vec<Vec<String>>,
    pub lines: BTreeMap<String, LineForm>,
    pub accept: BTreeMap<String, Vec<String>>,
    pub ignore: Vec<IgnoreForm>,
}

/// Roles that entities need. Without names, it applies to all entities of that size.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequireForm {
    pub roles: Vec<String>,
    #[serde(default)]
    pub entities: Vec<String>,
    #[serde(default)]
    pub from: u32,
}

/// Whom a role may report to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LineForm {
    pub under: Vec<String>,
    pub not_under: Vec<String>,
}

/// Seats that are left out, with all seats below them.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IgnoreForm {
    pub id: Option<String>,
    pub title: Option<String>,
    pub entity: Option<String>,
    #[serde(skip)]
    pub(in crate::rules) at: Option<EntryPlace>,
}

impl PolicyForm {
    /// Lays a later policy over this one. Its requirements go first, because the first one that applies
    /// decides.
    pub(in crate::rules) fn layer(&mut self, over: PolicyForm) {
        self.inherits = over.inherits.or(self.inherits);
        let tops = over.tops_report_to_themselves;
        self.tops_report_to_themselves = tops.or(self.tops_report_to_themselves);
        self.require.splice(0..0, over.require);
        self.areas.extend(over.areas);
        self.combine.extend(over.combine);
        self.lines.extend(over.lines);
        for (role, accepted) in over.accept {
            self.accept.entry(role).or_default().extend(accepted);
        }
        self.ignore.extend(over.ignore);
    }

    /// Removes a role that no longer exists.
    pub(in crate::rules) fn forget_role(&mut self, id: &str) {
        let forget = |roles: &mut Vec<String>| roles.retain(|role| role != id);
        // A requirement for this role only is removed.
        self.require.retain_mut(|require| {
            let asked = !require.roles.is_empty();
            forget(&mut require.roles);
            !(asked && require.roles.is_empty())
        });
        self.combine.iter_mut().for_each(forget);
        self.lines.remove(id);
        for line in self.lines.values_mut() {
            forget(&mut line.under);
            forget(&mut line.not_under);
        }
        self.accept.remove(id);
        self.accept.values_mut().for_each(forget);
    }
}
