//! Takes a title apart: roles, what modifies them, rank, field of work, scope.

use super::acronym::{self, Sense};
use super::around::Around;
use super::department::Department;
use super::parts::{Mention, Names, Parts};
use super::scratch::Scratch;
use crate::model::{
    AcronymBasis, Evidence, Field, FunctionId, Modifier, Position, Rank, Reading, RoleId, Scope,
    SetAside, SetAsideReason,
};
use crate::rules::{Acronym, Break, Buffers, Match, Place, Role, Rules, Scan};

/// What was read in a title.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// Whether the title could be read.
    pub reading: Reading,
    /// Roles held, in the order named.
    pub roles: Vec<Named>,
    /// Roles named but not held.
    pub set_aside: Vec<SetAside>,
    pub modifiers: Vec<Modifier>,
    pub scope: Option<Scope>,
    /// The rank, where a word states one.
    pub rank: Option<Rank>,
    /// Function and area, where a word states them.
    pub field: Option<(FunctionId, u16)>,
    pub evidence: Vec<Evidence>,
}

/// A role that a title names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub role: RoleId,
    /// Where only an acronym names it, what decided that it means this role.
    pub by_acronym: Option<AcronymBasis>,
    /// Index of what names it among the evidence.
    pub evidence: usize,
}

/// Reads the title of a position. Where it states no field of work, that of its department makes a role
/// of its rank.
pub(super) fn read(
    rules: &Rules,
    position: &Position<'_>,
    department: Option<&Department>,
    around: &Around<'_>,
    scratch: &mut Scratch,
) -> Title {
    let mut title = Title::default();
    if position.title.is_empty() {
        return title;
    }
    title.reading = Reading::Unread;
    let Scratch { title: own, others } = scratch;
    let scan = &rules.matcher.scan_title(position.title, own);
    if scan.matches.is_empty() {
        return title;
    }
    let parts = Parts::of(rules, scan);
    if parts.tell_something() {
        title.reading = Reading::Read;
    }
    title.scope = parts.scope(scan);
    let by_department = parts.fields_by_default && department.is_some();
    let field = parts.field(scan).filter(|_| !by_department);
    title.field = field.map(|(_, field)| field);
    title.rank = parts.rank(&[], scan);
    describe(&parts, scan, &mut title);
    if parts.mentions.is_empty() {
        match (field, department) {
            (Some((at, named)), _) => derive(rules, &parts, named, Some(at), scan, &mut title),
            (None, Some(of)) => derive(rules, &parts, of.field, None, scan, &mut title),
            (None, None) => {}
        }
    } else {
        name_roles(rules, position, &parts, around, scan, others, &mut title);
    }
    title
}

/// Notes everything that spoke beside the roles.
fn describe(parts: &Parts, scan: &Scan, title: &mut Title) {
    let modifiers = parts.modifiers.iter().map(|(at, _, _)| at);
    let scopes = parts.scopes.iter().map(|(at, _)| at);
    let ranks = parts.ranks.iter().map(|(at, _)| at);
    let fields = parts.fields.iter().map(|(at, _)| at);
    let spoken = modifiers.chain(scopes).chain(ranks).chain(fields);
    title.evidence.extend(spoken.map(|at| evidence(at, scan)));
    title
        .evidence
        .sort_unstable_by_key(|one| (one.start, one.end, one.rule));
    title.evidence.dedup();
}

fn evidence(at: &Match, scan: &Scan) -> Evidence {
    let (start, end) = scan.bytes(at);
    Evidence {
        rule: at.rule,
        field: Field::Title,
        start,
        end,
        weight: 0.0,
    }
}

/// A role that no phrase names but rank and field of work together make: "Director … of IT". The words of
/// the field stand at `field`, or else in the department.
fn derive(
    rules: &Rules,
    parts: &Parts,
    named: (FunctionId, u16),
    field: Option<Match>,
    scan: &Scan,
    title: &mut Title,
) {
    let highest = parts.ranks.iter().map(|(_, rank)| *rank).max();
    let Some(rank) = highest else {
        return;
    };
    let derived = rules.roles().find(|(_, role)| {
        let derive = role.derive.as_ref();
        derive.is_some_and(|of| of.ranks.contains(&rank) && of.fields.contains(&named))
    });
    let Some((role, _)) = derived else { return };
    let Some((at, _)) = parts.ranks.iter().find(|(_, stated)| *stated == rank) else {
        return;
    };
    // Modifiers stand around rank and field alike, where the two are one part of the title.
    let field = field.unwrap_or(*at);
    let both = Match {
        rule: at.rule,
        first: at.first.min(field.first),
        last: at.last.max(field.last),
        spelled: at.spelled,
    };
    let whole = scan.break_between(both.first, both.last) < Break::Part;
    match modify(parts, if whole { &both } else { at }, scan, title) {
        Some(modifier) => {
            title.set_aside.push(SetAside {
                role,
                reason: SetAsideReason::Modifier(modifier),
            });
            title.rank = rank_of_holder(rules, parts, &[(both, role, modifier)], &[], title, scan);
        }
        None => {
            // The rank has been noted already; what it is worth goes there.
            let rank = evidence(at, scan);
            if let Some(index) = title.evidence.iter().position(|one| *one == rank) {
                hold(title, role, None, index);
            }
        }
    }
}

/// Decides for every mention whether the seat holds the role.
fn name_roles(
    rules: &Rules,
    position: &Position<'_>,
    parts: &Parts,
    around: &Around<'_>,
    scan: &Scan,
    others: &mut Buffers,
    title: &mut Title,
) {
    let mut unseated = Vec::new();
    let mut undecided = Vec::new();
    let mut open = Vec::new();
    for (index, mention) in parts.mentions.iter().enumerate() {
        // "Chief Technician Officer (CTO)" says itself what it is short for; where that is a role, the role
        // is held.
        if let Names::Acronym(acronym) = mention.names
            && acronym::is_short_for(mention.at.first, position.title, scan)
        {
            let acronym = rules.acronym(acronym);
            match parts.role_before(index) {
                Some(role) if acronym.candidates.contains(&role) => {}
                Some(role) => {
                    set_aside_usual(acronym, role, title);
                    continue;
                }
                None => continue,
            }
        }
        let run = run(parts, index, scan);
        let mut unseats = modify(parts, &run, scan, title);
        let named = match mention.names {
            Names::Role(role) => Some(role),
            Names::Acronym(acronym) => rules.acronym(acronym).candidates.first().copied(),
        };
        let unit = named.is_some_and(|role| names_unit(rules, parts, &run, rules.role(role), scan));
        if unseats.is_none() && unit {
            unseats = Some(Modifier::Aide);
            note(title, Modifier::Aide);
        }
        title.evidence.push(evidence(&mention.at, scan));
        let index = title.evidence.len() - 1;
        match (mention.names, unseats) {
            (Names::Role(role), None) => hold(title, role, None, index),
            (Names::Role(role), Some(modifier)) => {
                unseated.push((mention.at, role, modifier));
            }
            (Names::Acronym(acronym), unseats) => open.push((mention.at, acronym, unseats, index)),
        }
    }
    // Acronyms come last: they may repeat a role that is spelled out.
    for (at, acronym, unseats, index) in open {
        let acronym = rules.acronym(acronym);
        let spelled = |role: &RoleId| {
            title.roles.iter().any(|named| named.role == *role)
                || unseated.iter().any(|(_, other, _)| other == role)
        };
        if let Some(spelled) = acronym.candidates.iter().copied().find(spelled) {
            set_aside_usual(acronym, spelled, title);
            continue;
        }
        // An aide or deputy stands beside the officer, and so does one for a region: who spells the role out
        // is no rival of theirs.
        let rivals = unseats.is_none() && title.scope.is_none();
        let around = if rivals { around } else { &Around::default() };
        let sense = acronym::resolve(rules, acronym, position, around, others);
        let (role, basis, context) = match sense {
            Sense::Role(role, basis, context) => (role, basis, context),
            Sense::Open => {
                let reason = SetAsideReason::Ambiguous;
                if unseats.is_none() {
                    undecided.extend(&acronym.candidates);
                }
                title
                    .set_aside
                    .extend(acronym.candidates.iter().map(|role| SetAside {
                        role: *role,
                        reason,
                    }));
                continue;
            }
        };
        title.evidence.extend(context);
        set_aside_usual(acronym, role, title);
        match unseats {
            None => hold(title, role, Some(basis), index),
            Some(modifier) => unseated.push((at, role, modifier)),
        }
    }
    let reason = |modifier| SetAsideReason::Modifier(modifier);
    title
        .set_aside
        .extend(unseated.iter().map(|(_, role, m)| SetAside {
            role: *role,
            reason: reason(*m),
        }));
    title.rank = rank_of_holder(rules, parts, &unseated, &undecided, title, scan);
}

/// Notes that an acronym does not mean here what it usually does.
fn set_aside_usual(acronym: &Acronym, role: RoleId, title: &mut Title) {
    if let Some(usual) = acronym.default.filter(|usual| *usual != role) {
        title.set_aside.push(SetAside {
            role: usual,
            reason: SetAsideReason::ReadAs(role),
        });
    }
}

/// The mention with those written in one with it: "deputy CIO/CTO" is deputy of both.
fn run(parts: &Parts, index: usize, scan: &Scan) -> Match {
    let mentions = &parts.mentions;
    let tight = |before: &Mention, behind: &Mention| {
        let (end, start) = (before.at.last as usize, behind.at.first as usize);
        scan.words[end].end + 1 == scan.words[start].start
            && scan.words[start].before == Break::Joint
    };
    let mut run = mentions[index].at;
    for pair in mentions[..=index].windows(2).rev() {
        if !tight(&pair[0], &pair[1]) {
            break;
        }
        run.first = pair[0].at.first;
    }
    for pair in mentions[index..].windows(2) {
        if !tight(&pair[0], &pair[1]) {
            break;
        }
        run.last = pair[1].at.last;
    }
    run
}

/// Whether a role is named as the unit that the seat belongs to, because the title has another head of
/// lower rank: "CIO portfolio manager", "programme manager, CIO".
fn names_unit(rules: &Rules, parts: &Parts, at: &Match, role: &Role, scan: &Scan) -> bool {
    let is_beside = |word: u32| {
        let within = |other: &Match| other.first <= word && word <= other.last;
        parts.scopes.iter().any(|(other, _)| within(other))
            || parts.modifiers.iter().any(|(other, _, _)| within(other))
            || parts.ranks.iter().any(|(other, _)| within(other))
    };
    // Behind it: the last word of its part is a rank, and something that the rank is of stands between.
    let closes = |(head, rank): &(Match, Rank)| {
        let end = head.last as usize + 1;
        *rank < role.rank
            && head.first > at.last + 1
            && scan
                .words
                .get(end)
                .is_none_or(|word| word.before >= Break::Part)
            && scan.words[at.last as usize + 1].before < Break::Part
            && !parts
                .joiners
                .iter()
                .any(|joiner| joiner.first == at.last + 1)
            && scan.break_between(at.last, head.first) != Break::Part
            && (at.last + 1..head.first).any(|word| !is_beside(word))
    };
    if parts.ranks.iter().any(closes) {
        return true;
    }
    // Before it: the highest rank is too low for an officer, and is not joined to the role as its equal.
    let before = parts.ranks.iter().filter(|(head, _)| head.last < at.first);
    let Some((head, rank)) = before.max_by_key(|(_, rank)| *rank) else {
        return false;
    };
    if *rank >= rules.model.unit_below || parts.joined(head, at, scan) {
        return false;
    }
    let apart = head.last + 1 < at.first || scan.words[at.first as usize].before >= Break::Part;
    let same_field = *rank >= Rank::Lead
        && parts
            .fields
            .iter()
            .any(|(field, (function, _))| field.last < at.first && *function == role.function);
    !same_field && (apart || *rank <= Rank::Professional)
}

fn note(title: &mut Title, modifier: Modifier) {
    if !title.modifiers.contains(&modifier) {
        title.modifiers.push(modifier);
    }
}

fn hold(title: &mut Title, role: RoleId, by_acronym: Option<AcronymBasis>, evidence: usize) {
    if !title.roles.iter().any(|named| named.role == role) {
        title.roles.push(Named {
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
fn rank_of_holder(
    rules: &Rules,
    parts: &Parts,
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
fn modify(parts: &Parts, at: &Match, scan: &Scan, title: &mut Title) -> Option<Modifier> {
    // "Deputy Group CIO": words of scope and other modifiers may stand between.
    let mut from = at.first;
    let leads_to = |other: &Match, from: u32| {
        other.last + 1 == from && scan.words[from as usize].before < Break::Part
    };
    loop {
        let modifiers = parts.modifiers.iter().map(|(other, _, _)| other);
        let between = modifiers.chain(parts.scopes.iter().map(|(other, _)| other));
        match between.into_iter().find(|other| leads_to(other, from)) {
            Some(other) => from = other.first,
            None => break,
        }
    }
    let mut unseats = None;
    for (word, modifier, place) in &parts.modifiers {
        let applies = match place {
            Place::Before => word.last < at.first,
            Place::Adjacent => from <= word.first && word.last < at.first,
            Place::After => {
                word.first == at.last + 1 && scan.words[word.first as usize].before < Break::Part
            }
            Place::Anywhere => true,
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
