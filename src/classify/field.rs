//! Which field of work a title states, and which others it names as its equals.

use std::borrow::Cow;
use std::slice::from_ref;

use super::parts::{NamedField, TitleParts};
use crate::rules::{Match, Scan};
use crate::text::Break;

/// How a field follows the one before it.
#[derive(Clone, Copy, PartialEq)]
enum Link {
    /// As one name: "IT sales".
    Within,
    /// As its equal: "finance and IT".
    Joined,
    /// Behind a comma.
    Listed,
    /// As something else.
    Apart,
}

impl TitleParts {
    /// The field of work. In front of a rank it is what the rank is of: "HR director, IT" leads HR.
    /// Otherwise, in the first part of the title that states one, the last stated, since what is led
    /// stands last: "director, IT sales" leads sales.
    pub(super) fn field(&self, scan: &Scan) -> Option<NamedField> {
        let of_rank = |(field, _): &&NamedField| {
            let of = |rank: &Match| {
                field.overlaps(rank)
                    || field.last + 1 == rank.first
                        && scan.words[rank.first as usize].before < Break::Part
            };
            self.ranks.iter().any(|(rank, _)| of(rank))
        };
        let mut rest = self.fields.iter();
        let mut chosen = match rest.by_ref().find(of_rank) {
            Some(chosen) => *chosen,
            None => {
                rest = self.fields.iter();
                return self.last_of_part(rest.as_slice(), scan);
            }
        };
        // "IT project manager" manages projects.
        for next in rest.as_slice() {
            let follows = chosen.0.last + 1 == next.0.first
                && scan.words[next.0.first as usize].before < Break::Part;
            if !follows || !of_rank(&next) {
                break;
            }
            chosen = *next;
        }
        Some(chosen)
    }

    fn last_of_part(&self, fields: &[NamedField], scan: &Scan) -> Option<NamedField> {
        let (mut chosen, rest) = (*fields.first()?, &fields[1..]);
        for next in rest {
            if self.joined(&chosen.0, &next.0, scan)
                || scan.break_between(chosen.0.last, next.0.first) >= Break::Part
            {
                break;
            }
            chosen = *next;
        }
        Some(chosen)
    }
    /// The fields of work that the title names as equals of a chosen one, itself included: "Director of
    /// Finance, IT & HR". Where several words make one name, the last of them counts.
    pub(super) fn equals<'f>(&self, chosen: &'f NamedField, scan: &Scan) -> Cow<'f, [NamedField]> {
        // Most titles name only one field.
        if self.fields.len() < 2 {
            return Cow::Borrowed(from_ref(chosen));
        }
        let mut items: Vec<NamedField> = Vec::new();
        let mut links = Vec::new();
        for next in &self.fields {
            match items.last_mut() {
                None => items.push(*next),
                Some(last) => match self.link(&last.0, &next.0, scan) {
                    Link::Within => *last = *next,
                    link => {
                        items.push(*next);
                        links.push(link);
                    }
                },
            }
        }
        let Some(at) = items.iter().position(|item| item == chosen) else {
            return Cow::Borrowed(from_ref(chosen));
        };
        // A comma joins only in a list that ends with a word that does: "A, B and C".
        let mut joins = false;
        for link in links.iter_mut().rev() {
            joins = *link == Link::Joined || joins && *link == Link::Listed;
            *link = if joins { Link::Joined } else { Link::Apart };
        }
        let is_joined = |link: &&Link| **link == Link::Joined;
        let (before, behind) = links.split_at(at.min(links.len()));
        let first = at - before.iter().rev().take_while(is_joined).count();
        let last = at + behind.iter().take_while(is_joined).count();
        Cow::Owned(items.drain(first..=last).collect())
    }

    fn link(&self, first: &Match, second: &Match, scan: &Scan) -> Link {
        let between = |at: &Match| first.last < at.first && at.last < second.first;
        if self.ranks.iter().any(|(rank, _)| between(rank))
            || self.mentions.iter().any(|mention| between(&mention.at))
        {
            return Link::Apart;
        }
        if self.joined(first, second, scan) {
            return Link::Joined;
        }
        match scan.break_between(first.last, second.first) {
            Break::None => Link::Within,
            Break::Part => Link::Listed,
            Break::Joint | Break::Sentence => Link::Apart,
        }
    }
}
