//! Takes a title apart: roles, what modifies them, rank, field of work, scope.

use std::borrow::Cow;

use super::acronym::Sense;
use super::department::Department;
use super::derive::{derive, derive_beside};
use super::named::{Title, evidence, hold, modify, note, rank_of_holder};
use super::neighbours::Neighbours;
use super::office::Office;
use super::parts::{Mention, Names, Stated, TitleParts};
use super::scratch::Scans;
use super::unit::names_unit;
use super::{acronym, ended, office};
use crate::model::{FunctionId, Modifier, Position, Reading, RoleId, SetAside, SetAsideReason};
use crate::rules::{Acronym, Buffers, Match, Rules, Scan};
use crate::text::Break;

/// Reads the title of a position. Where it states no field of work, that of its department makes a role
/// of its rank.
pub(super) fn read(
    rules: &Rules,
    position: &Position<'_>,
    department: Option<&Department>,
    neighbours: &Neighbours<'_>,
    scans: &Scans<'_>,
    others: &mut Buffers,
) -> Title {
    let mut title = Title::default();
    if position.title.is_empty() {
        return title;
    }
    title.reading = Reading::Unread;
    let scan = &scans.title;
    if scan.matches.is_empty() {
        return title;
    }
    let mut parts = Cow::Borrowed(&scans.of_title.parts);
    if parts.tell_something() {
        title.reading = Reading::Read;
    }
    let office = office::spell_out(rules, position.title, scan, &mut parts, others);
    let stated = match &parts {
        Cow::Borrowed(_) => Cow::Borrowed(&scans.of_title.stated),
        // Spelled-out offices state more, so this is worked out again.
        Cow::Owned(parts) => Cow::Owned(Stated::of(parts, scan)),
    };
    title.scope = stated.scope;
    let by_department = parts.fields_by_default && department.is_some();
    let field = stated.field.filter(|_| !by_department);
    title.field = field.map(|(_, field)| field);
    title.rank = stated.rank;
    let words = stated.words.iter().map(|at| evidence(at, scan));
    title
        .evidence
        .reserve_exact(words.len() + parts.mentions.len());
    title.evidence.extend(words);
    if !parts.mentions.is_empty() {
        name_roles(
            rules, position, &parts, neighbours, scans, others, &mut title,
        );
    }
    if title.roles.is_empty() {
        derive(rules, &parts, field, department, scan, &mut title);
        // "IT Director, reports to the CFO" is no aide.
        if !title.roles.is_empty() {
            title.modifiers.retain(|modifier| !modifier.unseats());
        }
    }
    title.work = work(rules, office.as_ref(), &title);
    title
}

/// The field of work that the title comes to: that of the first office or role, but for a role that a rank and a
/// field make, which works in that field. One who stands beside an officer works in the field that the title
/// states, a deputy in the officer's.
fn work(
    rules: &Rules,
    office: Option<&Office>,
    title: &Title,
) -> Option<(FunctionId, Option<u16>)> {
    let of_role = |role: RoleId| {
        let role = rules.role(role);
        (role.function, role.area)
    };
    let stated = title.field.map(|(function, area)| (function, Some(area)));
    // Acronyms are read last, wherever they stand: in "CTO, head of development" the CTO comes first.
    let officers = title
        .roles
        .iter()
        .filter(|named| rules.role(named.role).derive.is_none());
    let first =
        officers.min_by_key(|named| title.evidence.get(named.evidence).map(|one| one.start));
    if let Some(named) = first.or(title.roles.first()) {
        let derived = rules.role(named.role).derive.is_some();
        let first = office.is_none_or(|office| office.first.is_some());
        let own = Some(of_role(named.role));
        return if derived || !first {
            stated.or(own)
        } else {
            own
        };
    }
    let beside = title.set_aside.iter().find_map(|aside| match aside.reason {
        SetAsideReason::Modifier(modifier) => Some((modifier, of_role(aside.role))),
        SetAsideReason::ReadAs(_) | SetAsideReason::Ambiguous => None,
    });
    match beside {
        Some((Modifier::Deputy, officer)) => Some(officer),
        _ => stated.or(beside.map(|(_, officer)| officer)),
    }
}

/// Decides for every mention whether the seat holds the role.
fn name_roles(
    rules: &Rules,
    position: &Position<'_>,
    parts: &TitleParts,
    neighbours: &Neighbours<'_>,
    scans: &Scans<'_>,
    others: &mut Buffers,
    title: &mut Title,
) {
    let scan = &scans.title;
    let mut unseated = Vec::new();
    let mut undecided = Vec::new();
    let mut open = Vec::new();
    let mut held_last: Option<Match> = None;
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
        if unseats.is_none() && ended::by_years(&run, position.title, scan) {
            unseats = Some(Modifier::Former);
            note(title, Modifier::Former);
        }
        let named = match mention.names {
            Names::Role(role) => Some(role),
            Names::Acronym(acronym) => rules.acronym(acronym).candidates.first().copied(),
        };
        let is_office = parts.is_office_of_series(&run, position.title, scan);
        let unit = !is_office
            && named.is_some_and(|role| {
                let role = rules.role(role);
                names_unit(rules, parts, (mention, &run), role, scan)
            });
        if unseats.is_none() && unit {
            unseats = Some(Modifier::Aide);
            note(title, Modifier::Aide);
        }
        title.evidence.push(evidence(&mention.at, scan));
        let index = title.evidence.len() - 1;
        match (mention.names, unseats) {
            (Names::Role(role), None) => {
                hold(title, role, None, index);
                held_last = Some(mention.at);
            }
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
        let neighbours = if rivals {
            neighbours
        } else {
            &Neighbours::default()
        };
        let sense = acronym::resolve(rules, acronym, (position, scans), neighbours, others);
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
            None => {
                hold(title, role, Some(basis), index);
                held_last = Some(at);
            }
            Some(modifier) => unseated.push((at, role, modifier)),
        }
    }
    if let Some(last) = held_last {
        derive_beside(rules, parts, &last, scan, title);
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
fn run(parts: &TitleParts, index: usize, scan: &Scan) -> Match {
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
