//! A role that no phrase names but rank and field of work together make: "Director … of IT".

use std::borrow::Cow;
use std::slice::from_ref;

use super::department::Department;
use super::named::{Title, evidence, hold, modify, rank_of_holder};
use super::parts::{NamedField, TitleParts, is_of_other_trade};
use crate::model::{FunctionId, Grade, Modifier, Rank, RoleId, SetAside, SetAsideReason, Side};
use crate::rules::{Derive, Match, ModifierPlace, Role, Rules, Scan};
use crate::text::Break;

/// So many words may stand between the head of a field and the field: "head of our global IT".
const BETWEEN_HEAD_AND_FIELD: u32 = 2;

/// A word of so many bytes, such as "for" or "the", says nothing of the work.
pub(super) const LITTLE: u32 = 3;

/// So many words, the joining one included, may stand between a role held and a field beside it.
const BESIDE: u32 = 3;

/// Adds the roles that rank and field make. The field may be that of the department, where the title states none.
/// In a title that also names an officer whom the seat only helps, rank and field must stand together:
/// "IT Director (reports to the CIO)".
pub(super) fn derive(
    rules: &Rules,
    parts: &TitleParts,
    stated: Option<NamedField>,
    department: Option<&Department>,
    scan: &Scan,
    title: &mut Title,
) {
    let free = |at: &Match| !parts.mentions.iter().any(|mention| mention.at.overlaps(at));
    let ranks = || parts.ranks.iter().filter(|(at, _)| free(at));
    let Some(highest) = ranks().map(|(_, rank)| *rank).max() else {
        return;
    };
    let Some((at, _)) = ranks().find(|(_, rank)| *rank == highest) else {
        return;
    };
    let head = stated.and_then(|field| head_of(parts, &field.0, scan));
    // Most ranks make no role, whatever the field is.
    let mut roles = rules.derived_roles();
    if !roles.any(|(_, _, of)| leads(of, highest, head.is_some())) {
        return;
    }
    let department = department.filter(|_| parts.mentions.is_empty() && !says_more(parts, scan));
    let Some(chosen) = stated.or(department.map(|of| (*at, of.field))) else {
        return;
    };
    let among = match stated {
        Some(_) => parts.equals(&chosen, scan),
        None => Cow::Borrowed(from_ref(&chosen)),
    };
    let (field, work) = chosen;
    let made = |work, among: &[NamedField]| -> Vec<RoleId> {
        let roles = rules.derived_roles();
        let roles = roles.filter(|(_, role, of)| {
            makes(of, highest, head.is_some(), work, among)
                && !is_of_other_trade(role, &parts.fields)
        });
        roles.map(|(id, _, _)| id).collect()
    };
    let (mut derived, mut field) = (made(work, &among), field);
    let (from, to) = (at.first.min(field.first), at.last.max(field.last));
    if derived.is_empty()
        && scan.break_between(from, to) >= Break::Part
        && let Some(own) = field_behind(parts, at, scan)
    {
        // "Supervisory Specialist (Director of IT)": the highest rank has a field of its own.
        derived = made(own.1, &parts.equals(&own, scan));
        field = own.0;
    }
    // Modifiers stand around rank and field alike, where the two are one part of the title.
    let at = head.unwrap_or(*at);
    let both = Match {
        rule: at.rule,
        first: at.first.min(field.first),
        last: at.last.max(field.last),
        spelled: at.spelled,
    };
    let whole = scan.break_between(both.first, both.last) < Break::Part;
    let stands_alone = parts.mentions.is_empty() || whole && free(&both);
    if !stands_alone {
        return;
    }
    let around = if whole { both } else { at };
    for role in derived {
        add(rules, parts, role, (&around, &both, &at), scan, title);
    }
}

/// Whether a title says more than a rank: a "corporate services director" directs none of the IT of the
/// department that the seat belongs to.
fn says_more(parts: &TitleParts, scan: &Scan) -> bool {
    let words = scan.words.iter().zip(0u32..);
    let mut long = words.filter(|(word, _)| word.end - word.start > LITTLE);
    long.any(|(_, at)| !parts.knows(at))
}

/// The field of work that follows a rank in its part of the title.
fn field_behind(parts: &TitleParts, rank: &Match, scan: &Scan) -> Option<NamedField> {
    let behind = |(field, _): &&NamedField| {
        rank.last < field.first && scan.break_between(rank.last, field.first) < Break::Part
    };
    parts.fields.iter().find(behind).copied()
}

/// Adds roles that a title names beside one held, by a field of work alone: "Chief Operating Officer
/// & IT", "IT and finance director".
pub(super) fn derive_beside(
    rules: &Rules,
    parts: &TitleParts,
    held: &Match,
    scan: &Scan,
    title: &mut Title,
) {
    let free = |at: &Match| !parts.mentions.iter().any(|mention| mention.at.overlaps(at));
    let ranked = |from: u32, to: u32| {
        let between = |(rank, _): &(Match, Rank)| from <= rank.first && rank.first <= to;
        parts.ranks.iter().any(between)
    };
    let near = |first: &Match, second: &Match| {
        first.last < second.first
            && second.first - first.last <= BESIDE + 1
            && parts.joined(first, second, scan)
            && scan.words[second.first as usize].before != Break::Part
    };
    let joined = |(field, _): &&NamedField| {
        free(field)
            && (near(held, field) && !ranked(held.last + 1, field.last + 1)
                || near(field, held) && field.first == 0)
    };
    let Some(field) = parts.fields.iter().find(joined) else {
        return;
    };
    let (at, _) = field;
    let last = parts.equals(field, scan);
    let covered = |role: &Role| {
        title.roles.iter().any(|named| {
            let held = rules.role(named.role);
            Side::BOTH
                .iter()
                .any(|side| role.covers[*side].is_some() && held.covers[*side] == Some(Grade::Full))
        })
    };
    let beside: Vec<_> = rules
        .derived_roles()
        .filter(|(_, role, of)| {
            let of_fields = |(_, field): &NamedField| of.fields.contains(field);
            of.among_others && last.iter().any(of_fields) && !covered(role)
        })
        .map(|(id, _, _)| id)
        .collect();
    for role in beside {
        let noted = evidence(at, scan);
        let index = title.evidence.iter().position(|one| *one == noted);
        if let Some(index) = index {
            hold(title, role, None, index);
        }
    }
}

/// Whether a rank, or words for a head, and fields of work make a role.
fn makes(
    of: &Derive,
    rank: Rank,
    is_head: bool,
    work: (FunctionId, u16),
    among: &[NamedField],
) -> bool {
    let field = of.fields.contains(&work)
        || of.among_others && among.iter().any(|(_, field)| of.fields.contains(field));
    leads(of, rank, is_head) && field
}

/// Whether a rank, or words for a head, can make a role together with a field of work.
fn leads(of: &Derive, rank: Rank, is_head: bool) -> bool {
    of.ranks.contains(&rank) || of.heads && is_head
}

/// Adds one derived role, held or set aside. Of the three matches the modifiers stand around the first, the
/// second is what makes the role, and the third states the rank.
fn add(
    rules: &Rules,
    parts: &TitleParts,
    role: RoleId,
    (around, both, at): (&Match, &Match, &Match),
    scan: &Scan,
    title: &mut Title,
) {
    // "Subdirector" is rank and deputy in one word; in "director adjunto de TI" the one follows the other.
    let second = |(word, modifier, place): &(Match, Modifier, ModifierPlace)| {
        let follows = *place == ModifierPlace::After && word.first == at.last + 1;
        *modifier == Modifier::Deputy && (word.covers_same(at) || follows)
    };
    let second = parts
        .modifiers
        .iter()
        .any(second)
        .then_some(Modifier::Deputy);
    match modify(parts, around, scan, title).or(second) {
        Some(modifier) => {
            title.set_aside.push(SetAside {
                role,
                reason: SetAsideReason::Modifier(modifier),
            });
            title.rank = rank_of_holder(rules, parts, &[(*both, role, modifier)], &[], title, scan);
        }
        None => {
            // The rank has mostly been noted already; what it is worth goes there.
            let rank = evidence(at, scan);
            let known = title.evidence.iter().position(|one| *one == rank);
            let index = known.unwrap_or_else(|| {
                title.evidence.push(rank);
                title.evidence.len() - 1
            });
            hold(title, role, None, index);
        }
    }
}

/// The words that say who leads a field of work, where they are said of this one: "head of IT", "IT head",
/// "head, IT". In "team head, IT" they are said of a team, and in "head of sales IT" of more than IT.
fn head_of(parts: &TitleParts, field: &Match, scan: &Scan) -> Option<Match> {
    let begins = |head: &&Match| {
        head.first == 0
            || scan.words[head.first as usize].before >= Break::Part
            || parts.knows(head.first - 1)
    };
    let leads = |head: &&Match| {
        let follows = head.last < field.first
            && field.first - head.last <= BETWEEN_HEAD_AND_FIELD + 1
            && scan.break_between(head.last + 1, field.first) < Break::Part
            && !parts
                .fields
                .iter()
                .any(|(other, _)| head.last < other.first && other.last < field.first);
        let precedes =
            field.last + 1 == head.first && scan.words[head.first as usize].before < Break::Part;
        follows || precedes
    };
    parts.heads.iter().filter(begins).find(leads).copied()
}
