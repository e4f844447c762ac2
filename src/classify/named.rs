//! What was read in a title, and how a role comes into it.

use super::parts::TitleParts;
use crate::model::{
    AcronymBasis, Evidence, Field, FunctionId, Modifier, Rank, Reading, RoleId, Scope, SetAside,
};
use crate::rules::{Match, ModifierPlace, Rules, Scan};
use crate::text::Break;

/// What was read in a title.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// Whether the title could be read.
    pub reading: Reading,
    /// Roles held, in the order named.
    pub roles: Vec<NamedRole>,
    /// Roles named but not held.
    pub set_aside: Vec<SetAside>,
    pub modifiers: Vec<Modifier>,
    pub scope: Option<Scope>,
    /// The rank, where a word states one.
    pub rank: Option<Rank>,
    /// Function and area, where a word states them.
    pub field: Option<(FunctionId, u16)>,
    /// Function and area that the title comes to.
    pub work: Option<(FunctionId, Option<u16>)>,
    pub evidence: Vec<Evidence>,
}

/// A role that a title names.
#[derive(Clone, Copy, Debug)]
pub(super) struct NamedRole {
    pub role: RoleId,
    /// Where only an acronym names it, what decided that it means this role.
    pub by_acronym: Option<AcronymBasis>,
    /// Index of what names it among the evidence.
    pub evidence: usize,
}

pub(super) fn evidence(at: &Match, scan: &Scan) -> Evidence {
    scan.evidence(at, Field::Title)
}

pub(super) fn note(title: &mut Title, modifier: Modifier) {
    if !title.modifiers.contains(&modifier) {
        title.modifiers.push(modifier);
    }
}

pub(super) fn hold(
    title: &mut Title,
    role: RoleId,
    by_acronym: Option<AcronymBasis>,
    evidence: usize,
) {
    if !title.roles.iter().any(|named| named.role == role) {
        title.roles.push(NamedRole {
            role,
            by_acronym,
            evidence,
        });
    }
}

/// Of one who holds a role, the role's rank or a higher one stated; of one who does not, what the words
/// beside the role state, and for a deputy at least one below the officer. A role that a rank and a field
/// of work make has the rank that is stated. Whatever an acronym may mean, its rank is at least the
/// lowest that is possible.
pub(super) fn rank_of_holder(
    rules: &Rules,
    parts: &TitleParts,
    unseated: &[(Match, RoleId, Modifier)],
    undecided: &[RoleId],
    title: &Title,
    scan: &Scan,
) -> Option<Rank> {
    let others: Vec<_> = unseated.iter().map(|(at, _, _)| *at).collect();
    let stated = parts.rank(&others, scan);
    let held = title
        .roles
        .iter()
        .map(|named| rules.role(named.role))
        .filter(|role| role.derive.is_none() || stated.is_none())
        .map(|role| role.rank)
        .max();
    let possible = undecided.iter().map(|role| rules.role(*role).rank).min();
    let deputy = unseated
        .iter()
        .filter(|(_, _, modifier)| *modifier == Modifier::Deputy);
    let deputy = deputy
        .map(|(_, role, _)| one_below(rules.role(*role).rank))
        .max();
    stated.max(held).max(possible).max(deputy)
}

fn one_below(rank: Rank) -> Rank {
    match rank {
        Rank::Chief => Rank::VicePresident,
        Rank::VicePresident => Rank::Director,
        Rank::Director => Rank::Lead,
        Rank::Lead | Rank::Senior | Rank::Professional => Rank::Professional,
        Rank::Junior => Rank::Junior,
    }
}

/// Applies the modifiers of a role named at `at`; gives back the one that unseats the holder, if any.
pub(super) fn modify(
    parts: &TitleParts,
    at: &Match,
    scan: &Scan,
    title: &mut Title,
) -> Option<Modifier> {
    let from = parts.adjacent_from(at, scan);
    let mut unseats = None;
    for (word, modifier, place) in &parts.modifiers {
        let before = || word.first < at.first;
        let applies = match place {
            ModifierPlace::Before => before(),
            ModifierPlace::Adjacent => {
                before()
                    && (from <= word.first
                        || *modifier == Modifier::Deputy && parts.leads_up_to(word, at, scan))
            }
            ModifierPlace::After => {
                word.first == at.last + 1
                    && scan.words[word.first as usize].before < Break::Part
                    && !parts.ends_with_field(at)
                    && !(*modifier == Modifier::Aide
                        && parts.leads_field(at)
                        && !parts.is_person(word))
            }
            ModifierPlace::Anywhere => true,
        };
        if !applies {
            continue;
        }
        note(title, *modifier);
        if modifier.unseats() && unseats.is_none() {
            unseats = Some(*modifier);
        }
    }
    unseats
}
