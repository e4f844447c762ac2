//! "Chief A and B Officer": one officer of several offices.

use std::borrow::Cow;

use super::parts::{Mention, Names, TitleParts};
use crate::model::{Modifier, Rank, RoleId};
use crate::rules::{Buffers, Edge, Match, Rules, Scan, Speaks};
use crate::text::Break;

/// A title's words from "Chief" to "Officer" are at most so many; what is longer is no such title.
const LONGEST: u32 = 14;

/// One officer of several offices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Office {
    /// The role of the first office, if it is one.
    pub first: Option<RoleId>,
}

/// Finds such an officer, whom the title then names as a chief and as the holder of every office that is
/// a role. A phrase for all of the words says more and is left alone.
pub(super) fn spell_out(
    rules: &Rules,
    text: &str,
    scan: &Scan,
    parts: &mut Cow<'_, TitleParts>,
    others: &mut Buffers,
) -> Option<Office> {
    let (begin, at, end) = frame(parts, scan)?;
    let (first, last) = (begin.last + 1, end.first - 1);
    let items = items(parts, first, last, scan);
    let written = |from: u32, to: u32| {
        let bytes = scan.words[from as usize].start as usize..scan.words[to as usize].end as usize;
        text.get(bytes).unwrap_or_default()
    };
    let mut role_of = |(from, to): (u32, u32)| {
        // "Chief Global Communications Officer" is one of communications.
        let is_scope = |word: &u32| parts.scopes.iter().any(|(scope, _)| scope.holds(*word));
        let from = (from..to).find(|word| !is_scope(word)).unwrap_or(to);
        let edges = [
            written(begin.first, begin.last),
            written(end.first, end.last),
        ];
        let alone = format!("{} {} {}", edges[0], written(from, to), edges[1]);
        let found = rules.matcher.scan_title(&alone, others);
        let whole = |one: &&Match| one.first == 0 && one.last as usize + 1 == found.words.len();
        found
            .matches
            .iter()
            .filter(whole)
            .find_map(|one| match rules.speaks(one.rule) {
                Speaks::Title(role) => Some((role, one.rule)),
                _ => None,
            })
    };
    let roles: Vec<_> = items.iter().map(|item| role_of(*item)).collect();
    if !parts
        .mentions
        .iter()
        .any(|mention| mention.at.covers_same(&at))
    {
        let parts = parts.to_mut();
        parts.mentions.retain(|mention| !mention.at.overlaps(&at));
        let named = roles.iter().flatten().map(|(role, rule)| Mention {
            at: Match { rule: *rule, ..at },
            names: Names::Role(*role),
        });
        parts.mentions.extend(named);
        parts.mentions.sort_by_key(|mention| mention.at.first);
    }
    let is_deputy = |(word, modifier, _): &(Match, Modifier, _)| {
        *modifier == Modifier::Deputy && word.last + 1 == at.first
    };
    let rank = match parts.modifiers.iter().any(is_deputy) {
        true => Rank::VicePresident,
        false => Rank::Chief,
    };
    let parts = parts.to_mut();
    parts.ranks.retain(|(stated, _)| !stated.overlaps(&at));
    parts.ranks.push((at, rank));
    parts.ranks.sort_by_key(|(stated, _)| stated.first);
    let first = roles.first().copied().flatten();
    Some(Office {
        first: first.map(|(role, _)| role),
    })
}

/// The words around the offices, and all from the one to the other. Something between must join.
fn frame(parts: &TitleParts, scan: &Scan) -> Option<(Match, Match, Match)> {
    let joiner = |word: u32| parts.joiners.iter().any(|joiner| joiner.holds(word));
    let ends_part = |last: u32| {
        let behind = scan.words.get(last as usize + 1);
        behind.is_none_or(|word| word.before >= Break::Part) || joiner(last + 1)
    };
    let edges = parts.officers.iter().enumerate();
    edges.clone().find_map(|(index, (begin, edge))| {
        let (end, _) = parts
            .officers
            .get(index + 1)
            .filter(|(_, next)| *next == Edge::End)?;
        let at = Match {
            first: begin.first,
            last: end.last,
            ..*begin
        };
        // "Chief of Staff", "Chief Executive and Accounting Officer": the word belongs to another title.
        let taken = |other: &Match| {
            other.first == begin.first && other.last > begin.last && other.last < end.first
        };
        let joins = |joiner: &Match| begin.last < joiner.first && joiner.last < end.first;
        let joined = parts.joiners.iter().any(joins)
            || scan.break_between(begin.last + 1, end.first) == Break::Joint;
        let fits = *edge == Edge::Begin
            && end.first > begin.last + 1
            && at.width() <= LONGEST
            && ends_part(end.last)
            && joined
            && scan.words[begin.last as usize + 1].before < Break::Part
            && !parts.ranks.iter().any(|(rank, _)| taken(rank))
            && !parts.mentions.iter().any(|mention| taken(&mention.at));
        fits.then_some((*begin, at, *end))
    })
}

/// The single offices from the first to the last word: parted by commas and by what joins, but for those within
/// the name of one field of work, "Research and Development".
fn items(parts: &TitleParts, first: u32, last: u32, scan: &Scan) -> Vec<(u32, u32)> {
    let joins = |word: u32| parts.joiners.iter().any(|joiner| joiner.holds(word));
    let in_field = |word: u32| {
        let within = |field: &Match| field.first < word && word <= field.last;
        parts.fields.iter().any(|(field, _)| within(field))
    };
    let mut items: Vec<(u32, u32)> = Vec::new();
    let mut open = false;
    for word in first..=last {
        if joins(word) && !in_field(word) {
            open = false;
            continue;
        }
        let breaks = scan.words[word as usize].before >= Break::Part && !in_field(word);
        match items.last_mut() {
            Some(item) if open && !breaks => item.1 = word,
            _ => items.push((word, word)),
        }
        open = true;
    }
    items
}
