//! What an organisation asks of its charts: which entities need which roles, who may report to whom, what
//! counts and what is left out. `docs/audit.md` describes it for those who write it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::error::RulesErrorKind;
use super::words::squeeze;
use crate::model::RoleId;

/// The section `policy:` of a pack file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PolicyForm {
    pub inherits: Option<bool>,
    /// Whether whoever leads an entity is written as reporting to itself.
    pub tops_report_to_themselves: Option<bool>,
    pub require: Vec<RequireForm>,
    pub areas: Vec<String>,
    pub combine: Vec<Vec<String>>,
    pub lines: BTreeMap<String, LineForm>,
    pub accept: BTreeMap<String, Vec<String>>,
    pub ignore: Vec<IgnoreForm>,
}

/// Roles that entities need; without names it speaks of all of that size.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequireForm {
    pub roles: Vec<String>,
    #[serde(default)]
    pub entities: Vec<String>,
    #[serde(default)]
    pub from: u32,
}

/// To whom a role may report.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LineForm {
    pub under: Vec<String>,
    pub not_under: Vec<String>,
}

/// Seats that are left out, with all below them.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IgnoreForm {
    pub id: Option<String>,
    pub title: Option<String>,
    pub entity: Option<String>,
}

impl PolicyForm {
    /// Lays a later policy over this one. What it requires goes first, since the first that fits decides.
    pub(super) fn layer(&mut self, over: PolicyForm) {
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

    /// Leaves out a role that there is no longer.
    pub(super) fn forget_role(&mut self, id: &str) {
        let forget = |roles: &mut Vec<String>| roles.retain(|role| role != id);
        // A requirement that asks for that role alone asks for nothing more.
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

/// A policy, with roles found.
#[derive(Debug, Default)]
pub struct Policy {
    /// Whether an officer of an entity covers those below it too.
    pub inherits: bool,
    /// Whether the charts write the head of an entity as reporting to itself.
    pub tops_report_to_themselves: bool,
    /// Responsibility areas, by index, that somebody must hold by duty.
    pub areas: Vec<u16>,
    require: Vec<Require>,
    combine: Vec<Vec<RoleId>>,
    lines: BTreeMap<RoleId, ReportingLine>,
    accept: Vec<(RoleId, RoleId)>,
    ignore: Vec<Ignore>,
}

#[derive(Debug)]
struct Require {
    roles: Vec<RoleId>,
    entities: Vec<String>,
    from: u32,
}

/// To whom a role may report.
#[derive(Debug)]
pub struct ReportingLine {
    /// To one of these; to anybody where none is named.
    pub under: Vec<RoleId>,
    /// To none of these, nor below one.
    pub not_under: Vec<RoleId>,
}

/// Which seats are left out, with all below them: those to which all that is given applies.
#[derive(Debug)]
pub struct Ignore {
    /// Their id.
    pub id: Option<String>,
    /// Their title, squeezed.
    pub title: Option<String>,
    /// Their entity, squeezed.
    pub entity: Option<String>,
}

impl Policy {
    pub(super) fn new(
        form: PolicyForm,
        role: impl Fn(&str) -> Result<RoleId, RulesErrorKind>,
        area: impl Fn(&str) -> Result<u16, RulesErrorKind>,
    ) -> Result<Policy, RulesErrorKind> {
        let roles = |names: &[String]| {
            let found = names.iter().map(|name| role(name));
            found.collect::<Result<Vec<_>, _>>()
        };
        let squeezed = |names: &[String]| names.iter().map(|name| squeeze(name)).collect();
        let mut policy = Policy {
            inherits: form.inherits.unwrap_or_default(),
            tops_report_to_themselves: form.tops_report_to_themselves.unwrap_or_default(),
            areas: form
                .areas
                .iter()
                .map(|name| area(name))
                .collect::<Result<_, _>>()?,
            ..Policy::default()
        };
        for require in &form.require {
            policy.require.push(Require {
                roles: roles(&require.roles)?,
                entities: squeezed(&require.entities),
                from: require.from,
            });
        }
        for combined in &form.combine {
            policy.combine.push(roles(combined)?);
        }
        for (name, line) in &form.lines {
            let line = ReportingLine {
                under: roles(&line.under)?,
                not_under: roles(&line.not_under)?,
            };
            policy.lines.insert(role(name)?, line);
        }
        for (name, accepted) in &form.accept {
            let of = role(name)?;
            let accepted = roles(accepted)?;
            policy
                .accept
                .extend(accepted.into_iter().map(|accepted| (accepted, of)));
        }
        for ignore in form.ignore {
            let ignore = Ignore {
                id: ignore.id,
                title: ignore.title.as_deref().map(squeeze),
                entity: ignore.entity.as_deref().map(squeeze),
            };
            if ignore.id.is_none() && ignore.title.is_none() && ignore.entity.is_none() {
                return Err(RulesErrorKind::Missing(
                    "policy: ignore: id, title or entity",
                ));
            }
            policy.ignore.push(ignore);
        }
        Ok(policy)
    }

    /// The roles that an entity needs, where the policy says.
    pub fn required(&self, entity: &str, headcount: u32) -> Option<&[RoleId]> {
        if self.require.is_empty() {
            return None;
        }
        let entity = squeeze(entity);
        let applies = |require: &&Require| {
            headcount >= require.from
                && (require.entities.is_empty() || require.entities.contains(&entity))
        };
        let require = self.require.iter().find(applies)?;
        Some(&require.roles)
    }

    /// Whether one seat, or one person, may hold both roles.
    pub fn may_combine(&self, one: RoleId, other: RoleId) -> bool {
        let both = |roles: &Vec<RoleId>| roles.contains(&one) && roles.contains(&other);
        self.combine.iter().any(both)
    }

    /// To whom a role may report, where the policy says.
    pub fn line(&self, role: RoleId) -> Option<&ReportingLine> {
        self.lines.get(&role)
    }

    /// The roles of which it says to whom they may report.
    pub fn lines(&self) -> impl Iterator<Item = (RoleId, &ReportingLine)> {
        self.lines.iter().map(|(role, line)| (*role, line))
    }

    /// Whether the policy takes a holder of one role for the holder of another.
    pub fn accepts(&self, held: RoleId, as_role: RoleId) -> bool {
        self.accept.contains(&(held, as_role))
    }

    /// What is left out.
    pub fn ignores(&self) -> &[Ignore] {
        &self.ignore
    }
}
