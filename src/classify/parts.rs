//! The words of a title by what they speak for.

use std::cmp::Reverse;

use super::taken::Taken;
use crate::model::{FunctionId, Modifier, Rank, RoleId, Scope};
use crate::rules::{Edge, Match, ModifierPlace, Role, Rules, Scan, Speaks};
use crate::text::Break;

/// A title is read to this word. Nobody has a longer one; a text that is one by mistake must not take
/// time that grows with the square of its length.
pub(super) const LONGEST_TITLE: u32 = 100;

/// So many words of an organisation may stand between a deputy and the officer: "Deputy Government CIO".
const MOST_BETWEEN: u32 = 2;

/// Words of a title that name a role.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    pub at: Match,
    pub names: Names,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Names {
    Role(RoleId),
    Acronym(u16),
}

/// A field of work, function and area, and where it is named.
pub(super) type NamedField = (Match, (FunctionId, u16));

/// The words of a title, of each kind in text order.
#[derive(Clone, Debug, Default)]
pub(super) struct TitleParts {
    pub mentions: Vec<Mention>,
    pub modifiers: Vec<(Match, Modifier, ModifierPlace)>,
    pub scopes: Vec<(Match, Scope)>,
    pub ranks: Vec<(Match, Rank)>,
    pub fields: Vec<NamedField>,
    pub joiners: Vec<Match>,
    /// Words for who leads a whole field of work.
    pub heads: Vec<Match>,
    /// Words in front of the name of a job series.
    pub series: Vec<Match>,
    /// Words at the edges of the offices of one officer.
    pub officers: Vec<(Match, Edge)>,
    /// Whether the fields are only those that stand where no other is stated.
    pub fields_by_default: bool,
}

/// What a title states besides the roles that it names.
#[derive(Clone, Debug, Default)]
pub(super) struct Stated {
    pub scope: Option<Scope>,
    pub field: Option<NamedField>,
    pub rank: Option<Rank>,
    /// The words that state this, and those that modify a role. Each is there once, in the order of the text.
    pub words: Vec<Match>,
}

impl Stated {
    pub fn of(parts: &TitleParts, scan: &Scan) -> Stated {
        let modifiers = parts.modifiers.iter().map(|(at, _, _)| at);
        let scopes = parts.scopes.iter().map(|(at, _)| at);
        let ranks = parts.ranks.iter().map(|(at, _)| at);
        let fields = parts.fields.iter().map(|(at, _)| at);
        let spoken = modifiers.chain(scopes).chain(ranks).chain(fields);
        let mut words: Vec<Match> = spoken.copied().collect();
        let place = |at: &Match| (at.first, at.last, at.rule);
        words.sort_unstable_by_key(place);
        words.dedup_by_key(|at| place(at));
        Stated {
            scope: parts.scope(scan),
            field: parts.field(scan),
            rank: parts.rank(&[], scan),
            words,
        }
    }
}

impl TitleParts {
    /// Whether every rank in the title belongs to a role that it names.
    pub fn says_no_other_rank(&self) -> bool {
        let in_role = |at: &Match| self.mentions.iter().any(|mention| mention.at.overlaps(at));
        self.ranks.iter().all(|(at, _)| in_role(at))
    }

    /// Whether the title says neither a rank nor a role.
    pub fn says_no_rank(&self) -> bool {
        self.ranks.is_empty() && self.mentions.is_empty()
    }

    pub(super) fn of(rules: &Rules, scan: &Scan) -> TitleParts {
        let mut parts = TitleParts::default();
        let (mut defaults, mut employers) = (Vec::new(), Vec::new());
        let mut unit = None;
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
                Speaks::Head => parts.heads.push(at),
                Speaks::Series => parts.series.push(at),
                Speaks::Unit if at.first == 0 => unit = Some(at),
                Speaks::Officer(edge) => parts.officers.push((at, edge)),
                Speaks::Employer(edge) => employers.push((at, edge)),
                Speaks::Context(_)
                | Speaks::Cue(_)
                | Speaks::CueUnless(_)
                | Speaks::Heading(_)
                | Speaks::Prose(_)
                | Speaks::Duty(_)
                | Speaks::Unless(_)
                | Speaks::Mandate(..)
                | Speaks::Unit
                | Speaks::Charge
                | Speaks::SpokenOf
                | Speaks::Wording => {}
            }
        }
        keep_longest(&mut parts.mentions, |mention| mention.at);
        // "Assistant" in front of a role is a deputy and behind it an aide: both stay.
        keep_longest_and(Equals::Stay, &mut parts.modifiers, |(at, _, _)| *at);
        keep_longest(&mut parts.scopes, |(at, _)| *at);
        keep_longest(&mut parts.ranks, |(at, _)| *at);
        keep_longest(&mut parts.heads, |at| *at);
        // "Larkfield Partners" is no partner.
        let is_name = |at: &Match| {
            let ends = |(edge, which): &(Match, Edge)| *which == Edge::End && edge.covers_same(at);
            employers.iter().any(ends)
        };
        parts.ranks.retain(|(at, _)| !is_name(at));
        // A box of a chart may be called after its unit: "Dirección de Sistemas".
        if parts.ranks.is_empty() {
            parts.ranks.extend(unit.map(|at| (at, Rank::Director)));
        }
        let TitleParts {
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
        mentions.retain(|mention| {
            let Names::Role(role) = mention.names else {
                return true;
            };
            let role = rules.role(role);
            !is_narrowed(role, &mention.at, fields, scan) && !is_of_other_trade(role, fields)
        });
        // "Information" is no modifier in a role's own name; "vCIO" is name and modifier in one.
        modifiers.retain(|(at, _, _)| {
            let own = |mention: &Mention| {
                let of = &mention.at;
                of.holds(at.first) && of.holds(at.last) && !of.covers_same(at)
            };
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

    /// The first word of those right before a role that are scopes or modifiers, or else the role's own: "Deputy
    /// Group CIO".
    pub(super) fn adjacent_from(&self, at: &Match, scan: &Scan) -> u32 {
        let mut from = at.first;
        let leads_to = |other: &Match, from: u32| {
            other.last + 1 == from && scan.words[from as usize].before < Break::Part
        };
        loop {
            let modifiers = self.modifiers.iter().map(|(other, _, _)| other);
            let mut between = modifiers.chain(self.scopes.iter().map(|(other, _)| other));
            match between.find(|other| leads_to(other, from)) {
                Some(other) => from = other.first,
                None => return from,
            }
        }
    }

    /// Whether words name the head of a field and end with the field: in "Head of IT Department" the department
    /// belongs to the field.
    pub(super) fn ends_with_field(&self, at: &Match) -> bool {
        let head = |head: &Match| at.holds(head.first) && head.last < at.last;
        let rank = |(rank, _): &(Match, Rank)| rank.holds(at.last);
        self.heads.iter().any(head) && !self.ranks.iter().any(rank)
    }

    /// Whether words begin with a rank and end with what it leads: in "Director of IT Services" the services belong
    /// to the field.
    pub(super) fn leads_field(&self, at: &Match) -> bool {
        let begins = |rank: &Match| at.holds(rank.first) && rank.last < at.last;
        let ends = |rank: &Match| rank.holds(at.last);
        let highest = |which: &dyn Fn(&Match) -> bool| {
            let ranks = self.ranks.iter().filter(|(rank, _)| which(rank));
            ranks.map(|(_, rank)| *rank).max()
        };
        // "Engineering" is a form of "engineer", and leads nothing.
        highest(&begins) > highest(&ends)
    }

    /// Whether a role stands in brackets behind the name of a job series, whose holder's office it is: "Supervisory
    /// Program Manager (CIO)".
    pub(super) fn is_office_of_series(&self, at: &Match, title: &str, scan: &Scan) -> bool {
        let Some(before) = at.first.checked_sub(1) else {
            return false;
        };
        let (before, role) = (&scan.words[before as usize], &scan.words[at.first as usize]);
        let signs = title.get(before.end as usize..role.start as usize);
        signs.is_some_and(|signs| signs.contains(['(', '（', '[']))
            && self.series.iter().any(|series| series.last < at.first)
    }

    /// Whether a word says what a person is: "assistant", "adviser". "Services" and "department" do not.
    pub(super) fn is_person(&self, at: &Match) -> bool {
        self.ranks.iter().any(|(rank, _)| rank.overlaps(at))
    }

    /// Whether only few words stand between a word and a role, none of which is a rank or joins: "Deputy
    /// Government CIO".
    pub(super) fn leads_up_to(&self, word: &Match, at: &Match, scan: &Scan) -> bool {
        let between = |other: &Match| word.last < other.last && other.first < at.first;
        word.last < at.first
            && at.first - word.last <= MOST_BETWEEN + 1
            && scan.break_between(word.last, at.first) < Break::Part
            && !self.ranks.iter().any(|(rank, _)| between(rank))
            && !self.joiners.iter().any(between)
            && !self.mentions.iter().any(|mention| between(&mention.at))
    }

    /// Whether a word says how far a role reaches, what modifies it or what its rank is.
    pub(super) fn is_beside_role(&self, word: u32) -> bool {
        self.scopes.iter().any(|(at, _)| at.holds(word))
            || self.modifiers.iter().any(|(at, _, _)| at.holds(word))
            || self.ranks.iter().any(|(at, _)| at.holds(word))
    }

    /// The highest rank stated outside of `but`. A junior of any kind stays one below director: a
    /// trainee manager is a trainee. The rank of one whom the holder only helps does not count.
    pub(super) fn rank(&self, but: &[Match], scan: &Scan) -> Option<Rank> {
        let helped = |at: &Match| {
            let helps = |(word, modifier, place): &(Match, Modifier, ModifierPlace)| {
                *modifier == Modifier::Aide
                    && *place == ModifierPlace::Before
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
            let apart = |word: &crate::text::Word| word.before >= Break::Part;
            scan.words.get(behind).is_none_or(apart) || self.knows(behind as u32)
        };
        let in_rank = |at: &Match| self.ranks.iter().any(|(rank, _)| rank.overlaps(at));
        let meant = |(at, _): &&(Match, Scope)| !in_rank(at) && (beside_role(at) || by_itself(at));
        self.scopes.iter().find(meant).map(|(_, scope)| *scope)
    }

    /// Whether a word is one that the grammar of titles knows.
    pub(super) fn knows(&self, word: u32) -> bool {
        let holds = |at: &Match| at.holds(word);
        self.mentions.iter().any(|mention| holds(&mention.at))
            || self
                .modifiers
                .iter()
                .any(|(at, _, place)| *place != ModifierPlace::After && holds(at))
            || self.scopes.iter().any(|(at, _)| holds(at))
            || self.ranks.iter().any(|(at, _)| holds(at))
            || self.fields.iter().any(|(at, _)| holds(at))
            || self.joiners.iter().any(holds)
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
fn is_narrowed(role: &Role, at: &Match, fields: &[NamedField], scan: &Scan) -> bool {
    role.derive.is_some()
        && fields.iter().any(|(field, (function, _))| {
            let behind = field.last > at.last
                && (field.first <= at.last
                    || field.first == at.last + 1
                        && scan.break_between(at.last, field.last) < Break::Part);
            let before = field.last + 1 == at.first
                && *function != role.function
                && scan.words[at.first as usize].before < Break::Part;
            // "Information technology director" is no technology director.
            let into = field.first < at.first && at.first <= field.last;
            behind || before || into
        })
}

/// Whether a role that other trades have too stands beside a field of such a trade: "technical director,
/// football".
pub(super) fn is_of_other_trade(role: &Role, fields: &[NamedField]) -> bool {
    let of_other = |(_, field): &NamedField| role.other_trades.contains(field);
    fields.iter().any(of_other)
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
    let mut stretches = Taken::default();
    let mut taken: Option<Match> = None;
    found.retain(|one| {
        let at = at(one);
        let same = taken.is_some_and(|taken| taken.covers_same(&at));
        let stays = if same {
            equals == Equals::Stay
        } else {
            !stretches.touches(&at)
        };
        if stays {
            stretches.add(&at);
            taken = Some(at);
        }
        stays
    });
    found.sort_unstable_by_key(|one| (at(one).first, at(one).rule));
}
