//! What a title or the name of a unit gives of each side.

use super::parts::{LONGEST_TITLE, Mention, Names, TitleParts};
use super::work::{Work, is_of_side, works};
use crate::model::{Breadth, Evidence, Field, Modifier, Rank, Side};
use crate::rules::{Match, ModifierPlace, Rules, Scan};
use crate::text::Break;

/// A title or the name of a unit, by its words.
pub(super) struct Name<'a> {
    rules: &'a Rules,
    scan: Scan<'a>,
    field: Field,
    parts: &'a TitleParts,
    works: Vec<Work>,
    is_unit: bool,
}

impl<'a> Name<'a> {
    /// The name of a unit. It does the work that it names, whoever leads it.
    pub fn of_unit(rules: &'a Rules, scan: Scan<'a>, parts: &'a TitleParts, field: Field) -> Self {
        Name {
            is_unit: true,
            ..Name::of(rules, scan, parts, field)
        }
    }

    /// The title of a seat.
    pub fn of(rules: &'a Rules, scan: Scan<'a>, parts: &'a TitleParts, field: Field) -> Self {
        let mut works = works(rules, scan, field);
        works.retain(|work| work.at.last < LONGEST_TITLE);
        // A unit that is called after the officer does the officer's work.
        if field == Field::Department {
            for mention in &parts.mentions {
                let named = match mention.names {
                    Names::Role(role) => Some(role),
                    Names::Acronym(acronym) => rules.acronym(acronym).default,
                };
                let mut sides = Side::BOTH.into_iter();
                if let Some(side) = sides.find(|side| named == Some(rules.sides[*side].role)) {
                    works.retain(|work| !work.at.overlaps(&mention.at));
                    works.push(Work {
                        at: mention.at,
                        side,
                        is_charged: false,
                        is_hint: false,
                    });
                }
            }
        }
        Name {
            rules,
            scan,
            field,
            parts,
            works,
            is_unit: false,
        }
    }

    /// How much of a side it gives, by the work that it names most broadly.
    pub fn breadth(&self, side: Side, evidence: &mut Vec<Evidence>) -> Option<Breadth> {
        let mut broadest = None;
        for work in self.works.iter().filter(|work| work.side == side) {
            let at = &work.at;
            let breadth = match self.breadth_of(at, side) {
                _ if !work.is_hint && self.is_in_other_field(at, side) => None,
                breadth if !work.is_hint => breadth,
                Some(Breadth::Whole) if self.begins(at) => Some(Breadth::Perhaps),
                // "Digital Transformation and Buildings": what stands beside it does not matter, unless it is a field.
                Some(Breadth::Share) if self.begins(at) && !self.has_field_beside(at, side) => {
                    Some(Breadth::Perhaps)
                }
                _ => None,
            };
            if breadth.is_some() {
                evidence.push(self.scan.evidence(at, self.field));
            }
            broadest = broadest.max(breadth);
        }
        broadest
    }

    fn breadth_of(&self, at: &Match, side: Side) -> Option<Breadth> {
        if !self.is_unit && !self.is_led(at, side) {
            return None;
        }
        let behind = at.last + 1;
        let goes_on = |word: u32| {
            let next = self.scan.words.get(word as usize);
            next.is_some_and(|next| next.before == Break::None)
        };
        let mut narrowed = false;
        if goes_on(behind) {
            if self.foreign(side).any(|field| within(field, behind)) {
                return None;
            }
            narrowed = !self.is_grammar(behind) || self.is_job(behind);
        }
        if self.has_companion(at, side) {
            Some(Breadth::Share)
        } else if narrowed {
            Some(Breadth::Piece)
        } else {
            Some(Breadth::Whole)
        }
    }

    /// Whether no word in front says more of the work: "Director of Technology", but not "Director of Health
    /// Technology".
    fn begins(&self, at: &Match) -> bool {
        let Some(before) = at.first.checked_sub(1) else {
            return true;
        };
        self.is_grammar(before) || self.scan.words[at.first as usize].before >= Break::Part
    }

    /// Whether the rank of a title leads the work: "IT Director", "Director of Finance & IT", but not "HR
    /// Director, IT".
    fn is_led(&self, at: &Match, side: Side) -> bool {
        let ranks = || self.parts.ranks.iter().map(|(rank, _)| rank);
        // "Chief Operating Officer and Technology": the words for the work begin within those of the rank. In "IT
        // manager" they hold it.
        let in_rank = |rank: &Match| within(rank, at.first) && rank.last < at.last;
        let holds_rank = |rank: &Match| within(at, rank.first) && within(at, rank.last);
        // The words for the rank of an "R&D Centre Manager" begin within those for the work.
        let begins_rank = |rank: &Match| at.first < rank.first && within(at, rank.first);
        if ranks().any(|rank| in_rank(rank) || holds_rank(rank) || begins_rank(rank)) {
            return true;
        }
        // "CTO (IT)"
        let is_qualified = |mention: &Mention| {
            let acronym = matches!(mention.names, Names::Acronym(_));
            acronym
                && self.parts.modifiers.is_empty()
                && mention.at.last + 1 == at.first
                && at.last as usize + 1 == self.scan.words.len()
        };
        if self.parts.mentions.iter().any(is_qualified) {
            return true;
        }
        let behind = ranks().find(|rank| rank.first > at.last);
        // "IT & Change Director" directs both.
        let in_one = |rank: &Match| {
            let between = self.scan.break_between(at.last, rank.first);
            matches!(between, Break::None | Break::Joint)
        };
        let is_tail = behind.is_some_and(|rank| {
            in_one(rank) && (at.last + 1..rank.first).all(|word| self.is_known(word))
        });
        if is_tail {
            return true;
        }
        // In "Vice President, Engineering and IT" the second word for a rank is one for a field.
        let heads = self.parts.ranks.iter().rev();
        let mut heads = heads.filter(|(rank, _)| rank.last < at.first);
        let leading = heads.clone().find(|(_, rank)| *rank >= Rank::Lead);
        let Some((head, _)) = leading.or_else(|| heads.next()) else {
            return false;
        };
        // The words for a field may hold the rank: "HR director", "Vertriebsleiter IT". A list makes two of it.
        let mut joiners = self.parts.joiners.iter();
        let is_listed = joiners.any(|joiner| joiner.first > head.last && joiner.last < at.first);
        let of_another = |field: &Match| {
            let starts = field.first < head.first || field.first == head.first && !is_listed;
            let holds = starts && head.last <= field.last;
            holds
                || field.last + 1 == head.first
                    && self.scan.words[head.first as usize].before == Break::None
        };
        // "VP Sales, IT Services" sells; only what joins a list makes the two equals.
        let qualifies = |field: &Match| {
            head.last < field.first
                && field.last < at.first
                && self.scan.break_between(field.last, at.first) == Break::Part
                && !self
                    .parts
                    .joiners
                    .iter()
                    .any(|joiner| joiner.first > field.last)
        };
        let mut foreign = self.foreign(side);
        !foreign.any(|field| of_another(field) || qualifies(field))
    }

    /// Whether another field of work stands beside the work as its equal.
    fn has_companion(&self, at: &Match, side: Side) -> bool {
        let of_side = |word: u32| {
            let mut works = self.works.iter().filter(|work| work.side == side);
            works.any(|work| within(&work.at, word)) || self.is_own_field(side, word)
        };
        if self.foreign(side).next().is_some() {
            return true;
        }
        let is_joiner = |word: u32| self.parts.joiners.iter().any(|joiner| within(joiner, word));
        let before = at.first.checked_sub(1);
        let before = before.and_then(|word| {
            let joined = self.scan.words[at.first as usize].before == Break::Joint;
            match (is_joiner(word), joined) {
                (true, _) => word.checked_sub(1),
                (false, true) => Some(word),
                (false, false) => None,
            }
        });
        let is_other = |word: u32| !of_side(word) && !self.is_grammar(word);
        if before.is_some_and(is_other) {
            return true;
        }
        let behind = at.last + 1;
        let after = self.scan.words.get(behind as usize).and_then(|next| {
            match (is_joiner(behind), next.before == Break::Joint) {
                (true, _) => Some(behind + 1),
                (false, true) => Some(behind),
                (false, false) => None,
            }
        });
        let exists = |word: &u32| (*word as usize) < self.scan.words.len();
        after.filter(exists).is_some_and(is_other)
    }

    /// Whether the words are part of another field in a title: "Head of IT, Operations and Support Audits". The name of a
    /// unit lists what it does.
    fn is_in_other_field(&self, at: &Match, side: Side) -> bool {
        // "IT, audit" are two of a list.
        let goes_on = |field: &Match| {
            let next = self.scan.words.get(at.last as usize + 1);
            field.width() > at.width() + 1 || next.is_some_and(|next| next.before < Break::Part)
        };
        let holds = |field: &Match| {
            let inside = within(field, at.first) && within(field, at.last);
            field.width() > at.width() && inside && goes_on(field)
        };
        let mut fields = self.parts.fields.iter();
        !self.is_unit
            && fields.any(|(field, work)| holds(field) && !is_of_side(self.rules, *work, side))
    }

    /// Fields of work that are not those of a side.
    fn foreign(&self, side: Side) -> impl Iterator<Item = &Match> {
        let parts = self.parts;
        let stated = parts.fields.iter().filter(|_| !parts.fields_by_default);
        stated
            .filter(move |(at, field)| {
                let is_work = self.works.iter().any(|work| work.at.overlaps(at));
                let in_role = parts.mentions.iter().any(|mention| mention.at.overlaps(at));
                !is_work && !in_role && !is_of_side(self.rules, *field, side)
            })
            .map(|(at, _)| at)
    }

    /// Whether the title names a field of work besides these words, unless it is one of the side.
    fn has_field_beside(&self, at: &Match, side: Side) -> bool {
        let mut fields = self.parts.fields.iter();
        fields.any(|(other, field)| !other.overlaps(at) && !is_of_side(self.rules, *field, side))
    }

    /// Whether a word names a job: a lead platform developer develops, and does not lead the platform.
    fn is_job(&self, word: u32) -> bool {
        let mut ranks = self.parts.ranks.iter();
        ranks.any(|(at, rank)| *rank == Rank::Professional && within(at, word))
    }

    fn is_own_field(&self, side: Side, word: u32) -> bool {
        let mut fields = self.parts.fields.iter();
        fields.any(|(at, field)| is_of_side(self.rules, *field, side) && within(at, word))
    }

    /// Whether the title works in another field than that of the side.
    pub fn is_of_other_trade(&self, side: Side) -> bool {
        self.foreign(side).next().is_some()
    }

    /// Whether the title says that its holder only helps somebody. A word for a unit behind the work does not.
    pub fn is_of_aide(&self) -> bool {
        let mut modifiers = self.parts.modifiers.iter();
        modifiers.any(|(at, modifier, place)| {
            let of_role = || {
                let mut mentions = self.parts.mentions.iter();
                mentions.any(|mention| at.last + 1 == mention.at.first)
            };
            *modifier == Modifier::Aide
                && (*place == ModifierPlace::Before
                    || *place == ModifierPlace::Adjacent && of_role())
        })
    }

    /// Whether the title names neither a role nor a field of work.
    pub fn says_nothing(&self) -> bool {
        let fields = !self.parts.fields.is_empty() && !self.parts.fields_by_default;
        self.parts.mentions.is_empty() && !fields
    }

    /// Whether the title is nothing but words for a head.
    pub fn is_bare_head(&self) -> bool {
        let heads = &self.parts.heads;
        let mut words = 0..self.scan.words.len() as u32;
        !heads.is_empty() && words.all(|word| heads.iter().any(|head| within(head, word)))
    }

    /// Whether a word belongs to the grammar of titles and names no work.
    fn is_grammar(&self, word: u32) -> bool {
        let parts = &self.parts;
        parts.ranks.iter().any(|(at, _)| within(at, word))
            || parts.scopes.iter().any(|(at, _)| within(at, word))
            || parts.joiners.iter().any(|at| within(at, word))
            || parts
                .mentions
                .iter()
                .any(|mention| within(&mention.at, word))
            || parts
                .modifiers
                .iter()
                .any(|(at, _, place)| *place == ModifierPlace::After && within(at, word))
    }

    fn is_known(&self, word: u32) -> bool {
        self.is_grammar(word)
            || self.parts.fields.iter().any(|(at, _)| within(at, word))
            || self.works.iter().any(|work| within(&work.at, word))
    }
}

fn within(at: &Match, word: u32) -> bool {
    at.first <= word && word <= at.last
}
