//! What an organisation requires of its charts: which entities need which roles, who may report to whom, what
//! counts, and what is left out. `docs/audit.md` describes it for users.

use std::collections::BTreeMap;

use super::entry::EntryPlace;
use super::error::RulesErrorKind;
use crate::model::RoleId;
use crate::rules::form::policy::PolicyForm;
use crate::text::squeeze;

/// A policy, with its roles looked up.
#[derive(Debug, Default)]
pub struct Policy {
    /// Whether an officer of an entity covers the entities below it too.
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

/// Whom a role may report to.
#[derive(Debug)]
pub struct ReportingLine {
    /// It may report to one of these. If this is empty, to anybody.
    pub under: Vec<RoleId>,
    /// It may not report to any of these, or to anybody below them.
    pub not_under: Vec<RoleId>,
}

/// Which seats are left out, with all seats below them. A seat must match everything that is given.
#[derive(Debug)]
pub struct Ignore {
    /// The id of the seat.
    pub id: Option<String>,
    /// The title of the seat, squeezed.
    pub title: Option<String>,
    /// The entity of the seat, squeezed.
    pub entity: Option<String>,
    /// Where it is written.
    pub at: Option<EntryPlace>,
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
                at: ignore.at,
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

    /// The roles that an entity needs, if the policy says so.
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

    /// Whom a role may report to, if the policy says so.
    pub fn line(&self, role: RoleId) -> Option<&ReportingLine> {
        self.lines.get(&role)
    }

    /// The roles for which the policy says whom they may report to.
    pub fn lines(&self) -> impl Iterator<Item = (RoleId, &ReportingLine)> {
        self.lines.iter().map(|(role, line)| (*role, line))
    }

    /// Whether the policy accepts a holder of one role as the holder of another.
    pub fn accepts(&self, held: RoleId, as_role: RoleId) -> bool {
        self.accept.contains(&(held, as_role))
    }

    /// The seats that are left out.
    pub fn ignores(&self) -> &[Ignore] {
        &self.ignore
    }
}
