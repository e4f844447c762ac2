//! The words of a title by what they speak for.

use std::cmp::Reverse;

use super::heard::Heard;
use crate::model::{FunctionId, Modifier, Rank, RoleId, Scope};
use crate::rules::{Break, Edge, Match, Place, Rules, Scan, Speaks};

/// A title is read to this word. Nobody has a longer one; a text that is one by mistake must not take
/// time that grows with the square of its length.
pub(super) const LONGEST_TITLE: u32 = 100;

/// Words of a title that name a role.
#[derive(Clone, Copy)]
pub(super) struct Mention {
    pub at: Match,
    pub names: Names,
}

#[derive(Clone, Copy)]
pub(super) enum Names {
    Role(RoleId),
    Acronym(u16),
}

/// The words of a title, of each kind in text order.
#[derive(Default)]
pub(super) struct Parts {
    pub mentions: Vec<Mention>,
    pub modifiers: Vec<(Match, Modifier, Place)>,
    pub scopes: Vec<(Match, Scope)>,
    pub ranks: Vec<(Match, Rank)>,
    pub fields: Vec<(Match, (FunctionId, u16))>,
    pub joiners: Vec<Match>,
    /// Whether the fields are only those that stand where no other is stated.
    pub fields_by_default: bool,
}

impl Parts {
    pub(super) fn of(rules: &Rules, scan: &Scan) -> Parts {
        let mut parts = Parts::default();
        let (mut defaults, mut employers) = (Vec::new(), Vec::new());
        let beginning = |at: &Match| at.last < LONGEST_TITLE;
        for at in scan.matches.iter().copied().filter(beginning) {
            match rules.speaks(at.rule) {
                Speaks::Title(role) => parts.mentions.push(Mention {
                    at,
                    names: Names::Role(role),
                }),
                Speaks::Acronym(index) => parts.mentions.push(Mention {
                    at,
                    names: Names::Acronym(index),
                }),
                Speaks::Modifier(modifier, place) => parts.modifiers.push((at, modifier, place)),
                Speaks::Scope(scope) => parts.scopes.push((at, scope)),
                Speaks::Rank(rank) => parts.ranks.push((at, rank)),
                Speaks::Field(function, area) => parts.fields.push((at, (function, area))),
                Speaks::DefaultField(function, area) => defaults.push((at, (function, area))),
                Speaks::Joiner => parts.joiners.push(at),
                Speaks::Employer(edge) => employers.push((at, edge)),
                Speaks::Context(_)
                | Speaks::Cue(..)
                | Speaks::Heading(_)
                | Speaks::Duty(_)
                | Speaks::Unless(_)
                | Speaks::Mandate(..)
                | Speaks::Charge => {}
            }
        }
        keep_longest(&mut parts.mentions, |mention| mention.at);
        // "Assistant" in front of a role is a deputy and behind it an aide: both stay.
        keep_longest_and(Equals::Stay, &mut parts.modifiers, |(at, _, _)| *at);
        keep_longest(&mut parts.scopes, |(at, _)| *at);
        keep_longest(&mut parts.ranks, |(at, _)| *at);
        let Parts {
            mentions,
            modifiers,
            ranks,
            fields,
            ..
        } = &mut parts;
        for fields in [&mut *fields, &mut defaults] {
            fields.retain(|(at, _)| !is_of_employer(at, &employers, ranks, scan));
            keep_longest(fields, |(at, _)| *at);
        }
        mentions.retain(|mention| !is_narrowed(rules, mention, fields, scan));
        // "Information" is no modifier in a role's own name; "vCIO" is name and modifier in one.
        modifiers.retain(|(at, _, _)| {
            let own = |mention: &Mention| mention.at.overlaps(at) && !mention.at.covers_same(at);
            !mentions.iter().any(own)
        });
        if fields.is_empty() {
            *fields = defaults;
            parts.fields_by_default = true;
        }
        parts
    }

    /// Whether any word tells a role, a rank, a field of work or what modifies them.
    pub(super) fn tell_something(&self) -> bool {
        !(self.mentions.is_empty()
            && self.ranks.is_empty()
            && self.fields.is_empty()
            && self.modifiers.is_empty())
    }

    /// The role that is spelled out right before a mention, if one is.
    pub(super) fn role_before(&self, mention: usize) -> Option<RoleId> {
        let before = &self.mentions[mention.checked_sub(1)?];
        match before.names {
            Names::Role(role) if before.at.last + 1 == self.mentions[mention].at.first => {
                Some(role)
            }
            _ => None,
        }
    }

    /// Whether the second of two matches follows the first as its equal: "CIO & CTO", "CIO / CTO".
    pub(super) fn joined(&self, first: &Match, second: &Match, scan: &Scan) -> bool {
        let joins = |joiner: &Match| first.last < joiner.first && joiner.last < second.first;
        self.joiners.iter().any(joins)
            || scan.break_between(first.last, second.first) == Break::Joint
    }

    /// The highest rank stated outside of `but`. A junior of any kind stays one below director: a
    /// trainee manager is a trainee. The rank of one whom the holder only helps does not count.
    pub(super) fn rank(&self, but: &[Match], scan: &Scan) -> Option<Rank> {
        let helped = |at: &Match| {
            let helps = |(word, modifier, place): &(Match, Modifier, Place)| {
                *modifier == Modifier::Aide
                    && *place == Place::Before
                    && word.last < at.first
                    && !self.joined(word, at, scan)
            };
            self.modifiers.iter().any(helps)
        };
        let stated = || {
            let outside = |(at, _): &&(Match, Rank)| {
                !but.iter().any(|other| other.overlaps(at)) && !helped(at)
            };
            self.ranks.iter().filter(outside).map(|(_, rank)| *rank)
        };
        let highest = stated().max()?;
        let junior = highest < Rank::Director && stated().any(|rank| rank == Rank::Junior);
        Some(if junior { Rank::Junior } else { highest })
    }

    /// How far the title says its role reaches: what a scope word says beside a role, or by itself. In
    /// "corporate services director" it belongs to the services.
    pub(super) fn scope(&self, scan: &Scan) -> Option<Scope> {
        let beside_role = |at: &Match| {
            let beside = |role: &Match| role.last + 1 == at.first || at.last + 1 == role.first;
            self.mentions.iter().any(|mention| beside(&mention.at))
        };
        let by_itself = |at: &Match| {
            let behind = at.last as usize + 1;
            let apart = |word: &crate::rules::Word| word.before >= Break::Part;
            scan.words.get(behind).is_none_or(apart) || self.knows(behind as u32)
        };
        let in_rank = |at: &Match| self.ranks.iter().any(|(rank, _)| rank.overlaps(at));
        let meant = |(at, _): &&(Match, Scope)| !in_rank(at) && (beside_role(at) || by_itself(at));
        self.scopes.iter().find(meant).map(|(_, scope)| *scope)
    }

    /// Whether a word is one that the grammar of titles knows.
    fn knows(&self, word: u32) -> bool {
        let holds = |at: &Match| at.first <= word && word <= at.last;
        self.mentions.iter().any(|mention| holds(&mention.at))
            || self
                .modifiers
                .iter()
                .any(|(at, _, place)| *place != Place::After && holds(at))
            || self.scopes.iter().any(|(at, _)| holds(at))
            || self.ranks.iter().any(|(at, _)| holds(at))
            || self.fields.iter().any(|(at, _)| holds(at))
            || self.joiners.iter().any(holds)
    }

    /// The field of work. In front of a rank it is what the rank is of: "HR director, IT" leads HR.
    /// Otherwise, in the first part of the title that states one, the last stated, since what is led
    /// stands last: "director, IT sales" leads sales.
    pub(super) fn field(&self, scan: &Scan) -> Option<(Match, (FunctionId, u16))> {
        let of_rank = |(field, _): &&(Match, (FunctionId, u16))| {
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

    fn last_of_part(
        &self,
        fields: &[(Match, (FunctionId, u16))],
        scan: &Scan,
    ) -> Option<(Match, (FunctionId, u16))> {
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
}

/// Whether a word belongs to the name of an employer: "consultant at Northern Sales", "owner, Alder
/// Marketing Ltd". What a rank is of stays: "head of sales, Alder Ltd".
fn is_of_employer(
    at: &Match,
    employers: &[(Match, Edge)],
    ranks: &[(Match, Rank)],
    scan: &Scan,
) -> bool {
    employers.iter().any(|(edge, which)| match which {
        Edge::Begin => {
            edge.last < at.first && scan.break_between(edge.last, at.first) == Break::None
        }
        Edge::End => {
            let led = |(rank, _): &(Match, Rank)| {
                rank.overlaps(at)
                    || at.last < rank.first && rank.last < edge.first
                    || rank.last + 1 == at.first && at.last + 1 < edge.first
            };
            at.last < edge.first
                && scan.break_between(at.last, edge.first) == Break::None
                && !ranks.iter().any(led)
        }
    })
}

/// Whether a role that is made of a rank and a field of work is not meant, because a further field
/// narrows it: "Leiter IT-Vertrieb" leads sales, "head of IT operations" a part of IT only.
fn is_narrowed(
    rules: &Rules,
    mention: &Mention,
    fields: &[(Match, (FunctionId, u16))],
    scan: &Scan,
) -> bool {
    let Names::Role(role) = mention.names else {
        return false;
    };
    let role = rules.role(role);
    let at = &mention.at;
    role.derive.is_some()
        && fields.iter().any(|(field, (function, _))| {
            let behind = field.last > at.last
                && field.first <= at.last + 1
                && scan.break_between(at.last, field.last) < Break::Part;
            let before = field.last + 1 == at.first
                && *function != role.function
                && scan.words[at.first as usize].before < Break::Part;
            // "Information technology director" is no technology director.
            let into = field.first < at.first && at.first <= field.last;
            behind || before || into
        })
}

/// Of matches that overlap, the longest stays; of equals, the first. What stays is in text order.
fn keep_longest<T>(found: &mut Vec<T>, at: impl Fn(&T) -> Match) {
    keep_longest_and(Equals::Go, found, at);
}

/// What becomes of a match at the very words of one that stays.
#[derive(Clone, Copy, PartialEq)]
enum Equals {
    Go,
    Stay,
}

fn keep_longest_and<T>(equals: Equals, found: &mut Vec<T>, at: impl Fn(&T) -> Match) {
    if found.len() < 2 {
        return;
    }
    found.sort_unstable_by_key(|one| {
        let at = at(one);
        (Reverse((at.width(), at.spelled)), at.first, at.rule)
    });
    let mut heard = Heard::default();
    let mut taken: Option<Match> = None;
    found.retain(|one| {
        let at = at(one);
        let same = taken.is_some_and(|taken| taken.covers_same(&at));
        let stays = if same {
            equals == Equals::Stay
        } else {
            !heard.touches(&at)
        };
        if stays {
            heard.add(&at);
            taken = Some(at);
        }
        stays
    });
    found.sort_unstable_by_key(|one| (at(one).first, at(one).rule));
}
