//! Whether a title names an officer only as the unit or the market of its seat.

use super::parts::{Mention, Names, TitleParts};
use crate::model::Rank;
use crate::rules::{Match, Role, Rules, Scan};
use crate::text::Break;

/// Whether a role is named as the unit that the seat belongs to, or as those that it serves, because the title has
/// another head of lower rank: "CIO portfolio manager", "programme manager, CIO", "sales director - CTO products".
pub(super) fn names_unit(
    rules: &Rules,
    parts: &TitleParts,
    (mention, at): (&Mention, &Match),
    role: &Role,
    scan: &Scan,
) -> bool {
    if ends_with_head(parts, at, role, scan) {
        return true;
    }
    // Before it: the highest rank is too low for an officer, and is not joined to the role as its equal.
    let of_role = |head: &Match| parts.mentions.iter().any(|one| one.at.overlaps(head));
    let before = parts.ranks.iter().filter(|(head, _)| head.last < at.first);
    let before = before.filter(|(head, _)| !of_role(head));
    let Some((head, rank)) = before.max_by_key(|(_, rank)| *rank) else {
        return false;
    };
    if parts.joined(head, at, scan) {
        return false;
    }
    let behind_break = scan.words[at.first as usize].before >= Break::Part;
    if *rank >= rules.model.unit_below {
        // "Sales director - CTO products": an acronym with words of its own behind another head.
        return *rank < Rank::VicePresident
            && behind_break
            && matches!(mention.names, Names::Acronym(_))
            && goes_on(parts, at, scan);
    }
    let apart = head.last + 1 < at.first || behind_break;
    let same_field = *rank >= Rank::Lead
        && parts
            .fields
            .iter()
            .any(|(field, (function, _))| field.last < at.first && *function == role.function);
    !same_field && (apart || *rank <= Rank::Professional)
}

/// Whether the part of the title that names a role ends with another head of lower rank, and something that this
/// is head of; or begins with one right behind the role: "CIO Head of Profession".
fn ends_with_head(parts: &TitleParts, at: &Match, role: &Role, scan: &Scan) -> bool {
    let ends_part = |word: u32| {
        let behind = scan.words.get(word as usize + 1);
        behind.is_none_or(|word| word.before >= Break::Part)
    };
    let same_part = |word: u32| {
        let next = scan.words.get(at.last as usize + 1);
        next.is_some_and(|next| next.before < Break::Part)
            && scan.break_between(at.last, word) != Break::Part
            && !parts.joiners.iter().any(|one| one.first == at.last + 1)
    };
    let closes = |(head, rank): &(Match, Rank)| {
        *rank < role.rank
            && head.first > at.last + 1
            && ends_part(head.last)
            && same_part(head.first)
            && (at.last + 1..head.first).any(|word| !parts.is_beside_role(word))
    };
    let opens = |head: &Match| {
        head.first == at.last + 1
            && head.width() > 1
            && !ends_part(head.last)
            && same_part(head.first)
    };
    parts.ranks.iter().any(closes) || parts.heads.iter().any(opens)
}

/// Whether words follow in the same part of the title that say neither how far a role reaches nor what modifies it.
fn goes_on(parts: &TitleParts, at: &Match, scan: &Scan) -> bool {
    let next = at.last + 1;
    let follows = scan.words.get(next as usize);
    follows.is_some_and(|word| word.before == Break::None) && !parts.is_beside_role(next)
}
