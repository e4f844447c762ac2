//! What the cells of a row give a seat of each side of technology, whether or not its title names an officer:
//! "Director of Finance & IT", the unit "HR & ICT", "Leads the ICT services".
//!
//! One row can only say what it says. Whether that makes the seat the one who runs the side is for the audit,
//! which sees the others.

use super::cues::Cues;
use super::heard::Heard;
use super::parts::{LONGEST_TITLE, Names, Parts};
use crate::model::{
    Basis, Breadth, BySide, Coverage, Evidence, Field, FunctionId, Modifier, Position, Rank, Side,
    Verdict,
};
use crate::rules::{Break, Buffers, MandateWord, Match, Place, Rules, Scan, Speaks};

/// Notes in a verdict what the position gives the seat, with the words that do. It asks only those who lead.
pub(super) fn note(
    rules: &Rules,
    position: &Position<'_>,
    verdict: &mut Verdict,
    buffers: &mut Buffers,
) {
    let gone = [Modifier::Former, Modifier::Candidate];
    if verdict.modifiers.iter().any(|said| gone.contains(said)) {
        return;
    }
    let mut evidence = Vec::new();
    if position.title.is_empty() {
        return;
    }
    {
        let scan = rules.matcher.scan_title(position.title, buffers);
        let name = Name::of(rules, scan, Field::Title);
        // "Division" makes its head nobody's aide, so the rank is that of the words.
        let rank = name.parts.rank(&[], &scan).unwrap_or_default();
        if rank.max(verdict.rank) < Rank::Lead || name.is_of_aide() {
            return;
        }
        for side in Side::BOTH {
            let mandate = &mut verdict.mandate[side];
            mandate.title = name.breadth(side, &mut evidence);
            mandate.is_of_other_trade = mandate.title.is_none() && name.is_of_other_trade(side);
            mandate.is_untitled = name.says_nothing();
        }
    }
    if !position.department.is_empty() {
        let scan = rules.matcher.scan_title(position.department, buffers);
        let name = Name::of(rules, scan, Field::Department);
        for side in Side::BOTH {
            verdict.mandate[side].unit = name.breadth(side, &mut evidence);
        }
    }
    if !position.profession.is_empty() {
        let scan = rules.matcher.scan_title(position.profession, buffers);
        for at in scan.matches {
            if let Speaks::Mandate(side, MandateWord::Profession) = rules.speaks(at.rule) {
                verdict.mandate[side].of_profession = true;
                evidence.push(spoken(at, Field::Profession, scan));
            }
        }
    }
    if !position.responsibilities.is_empty() {
        read_duties(
            rules,
            position.responsibilities,
            verdict,
            &mut evidence,
            buffers,
        );
    }
    verdict.evidence.extend(evidence);
}

/// Work of a side that a text names.
#[derive(Clone, Copy)]
struct Work {
    at: Match,
    side: Side,
    /// Whether the words themselves say that it is somebody's: "develops digital services".
    is_charged: bool,
}

/// The work that a text names, the longest words first heard; what is only called after it silences it.
fn works(rules: &Rules, scan: Scan<'_>, field: Field) -> Vec<Work> {
    let speaks = |at: &Match| {
        let Speaks::Mandate(side, word) = rules.speaks(at.rule) else {
            return None;
        };
        let is_duty = field == Field::Responsibilities;
        let is_meant = match word {
            MandateWord::Work | MandateWord::Other => true,
            MandateWord::Name => !is_duty,
            MandateWord::Duty => is_duty,
            MandateWord::Profession => false,
        };
        // "IT, finance" are two of a list, and no finance of IT.
        let mut inner = scan.words[at.first as usize + 1..=at.last as usize].iter();
        let in_one = inner.all(|word| word.before != Break::Part);
        let work = Work {
            at: *at,
            side,
            is_charged: word == MandateWord::Duty,
        };
        (is_meant && in_one).then_some((work, word != MandateWord::Other))
    };
    let mut found: Vec<_> = scan.matches.iter().filter_map(speaks).collect();
    found.sort_unstable_by_key(|(Work { at, side, .. }, is_work)| {
        (std::cmp::Reverse(at.width()), at.first, *side, *is_work)
    });
    let mut heard = BySide::<Heard>::default();
    let mut kept: Vec<Work> = Vec::new();
    for (work, is_work) in found {
        let Work { at, side, .. } = work;
        if heard[side].touches(&at) {
            continue;
        }
        heard[side].add(&at);
        if is_work {
            // "Information & Technology" is no technology of the other side.
            heard[side.other()].add(&at);
            kept.push(work);
        }
    }
    kept.sort_unstable_by_key(|Work { at, side, .. }| (at.first, at.last, *side));
    kept
}

/// A title or the name of a unit, by its words.
struct Name<'a> {
    rules: &'a Rules,
    scan: Scan<'a>,
    field: Field,
    parts: Parts,
    works: Vec<Work>,
}

impl<'a> Name<'a> {
    fn of(rules: &'a Rules, scan: Scan<'a>, field: Field) -> Self {
        let parts = Parts::of(rules, &scan);
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
        }
    }

    /// How much of a side it gives, by the work that it names most broadly.
    fn breadth(&self, side: Side, evidence: &mut Vec<Evidence>) -> Option<Breadth> {
        let mut broadest = None;
        for Work { at, .. } in self.works.iter().filter(|work| work.side == side) {
            let breadth = self.breadth_of(at, side);
            if breadth.is_some() {
                evidence.push(spoken(at, self.field, self.scan));
            }
            broadest = broadest.max(breadth);
        }
        broadest
    }

    fn breadth_of(&self, at: &Match, side: Side) -> Option<Breadth> {
        if self.field == Field::Title && !self.is_led(at, side) {
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
            narrowed = !self.is_grammar(behind);
        }
        if self.has_companion(at, side) {
            Some(Breadth::Share)
        } else if narrowed {
            Some(Breadth::Piece)
        } else {
            Some(Breadth::Whole)
        }
    }

    /// Whether the rank of a title leads the work: "IT Director", "Director of Finance & IT", but not "HR
    /// Director, IT".
    fn is_led(&self, at: &Match, side: Side) -> bool {
        let ranks = || self.parts.ranks.iter().map(|(rank, _)| rank);
        let behind = ranks().find(|rank| rank.first > at.last);
        let is_tail = behind.is_some_and(|rank| {
            self.scan.break_between(at.last, rank.first) == Break::None
                && (at.last + 1..rank.first).all(|word| self.is_known(word))
        });
        if is_tail {
            return true;
        }
        let Some(head) = ranks().filter(|rank| rank.last < at.first).last() else {
            return false;
        };
        let of_another = |field: &Match| {
            field.last + 1 == head.first
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

    /// Fields of work that are not those of a side.
    fn foreign(&self, side: Side) -> impl Iterator<Item = &Match> {
        let parts = &self.parts;
        let stated = parts.fields.iter().filter(|_| !parts.fields_by_default);
        stated
            .filter(move |(at, field)| {
                let is_work = self.works.iter().any(|work| work.at.overlaps(at));
                let in_role = parts.mentions.iter().any(|mention| mention.at.overlaps(at));
                !is_work && !in_role && !is_of_side(self.rules, *field, side)
            })
            .map(|(at, _)| at)
    }

    fn is_own_field(&self, side: Side, word: u32) -> bool {
        let mut fields = self.parts.fields.iter();
        fields.any(|(at, field)| is_of_side(self.rules, *field, side) && within(at, word))
    }

    /// Whether the title works in another field than that of the side.
    fn is_of_other_trade(&self, side: Side) -> bool {
        self.foreign(side).next().is_some()
    }

    /// Whether the title says that its holder only helps somebody. A word for a unit behind the work does not.
    fn is_of_aide(&self) -> bool {
        let mut modifiers = self.parts.modifiers.iter();
        modifiers.any(|(at, modifier, place)| {
            let of_role = || {
                let mut mentions = self.parts.mentions.iter();
                mentions.any(|mention| at.last + 1 == mention.at.first)
            };
            *modifier == Modifier::Aide
                && (*place == Place::Before || *place == Place::Adjacent && of_role())
        })
    }

    /// Whether the title names neither a role nor a field of work.
    fn says_nothing(&self) -> bool {
        let fields = !self.parts.fields.is_empty() && !self.parts.fields_by_default;
        self.parts.mentions.is_empty() && !fields
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
                .any(|(at, _, place)| *place == Place::After && within(at, word))
    }

    fn is_known(&self, word: u32) -> bool {
        self.is_grammar(word)
            || self.parts.fields.iter().any(|(at, _)| within(at, word))
            || self.works.iter().any(|work| within(&work.at, word))
    }
}

/// Reads what a duty text gives the seat: work that the text puts in its charge, or the title that it repeats.
fn read_duties(
    rules: &Rules,
    text: &str,
    verdict: &mut Verdict,
    evidence: &mut Vec<Evidence>,
    buffers: &mut Buffers,
) {
    let scan = rules.matcher.scan(text, buffers);
    let works = works(rules, scan, Field::Responsibilities);
    let sentences = Sentences::of(rules, text, scan, &works);
    for work in &works {
        let breadth = sentences.breadth(work);
        if breadth.is_some() {
            evidence.push(spoken(&work.at, Field::Responsibilities, scan));
        }
        let duties = &mut verdict.mandate[work.side].duties;
        *duties = (*duties).max(breadth);
    }
    for side in Side::BOTH {
        let mandate = &mut verdict.mandate[side];
        mandate.duties_lie_elsewhere =
            mandate.duties.is_none() && sentences.of_others.iter().any(|others| others[side]);
    }
    name_officer(rules, text, verdict, evidence, buffers);
}

/// A duty text in sentences, numbered from 0.
struct Sentences {
    /// The sentence of each word.
    of_word: Vec<u32>,
    /// The first word of each.
    begin: Vec<u32>,
    /// The last word of the first phrase in each that puts what follows in somebody's charge.
    charge: Vec<Option<u32>>,
    /// Whether each names fields of work that are not those of a side.
    of_others: Vec<BySide<bool>>,
    /// What cues make of the words.
    factors: Vec<f32>,
    /// Whether a comma or the like, or a word that joins, stands in front of each word.
    parts: Vec<bool>,
}

/// A work that begins within so many words of its sentence is what the sentence is about.
const AT_THE_BEGINNING: u32 = 3;

impl Sentences {
    fn of(rules: &Rules, text: &str, scan: Scan<'_>, works: &[Work]) -> Self {
        let (mut of_word, mut begin) = (Vec::new(), Vec::new());
        for (index, word) in (0..).zip(scan.words) {
            if begin.is_empty() || word.before == Break::Sentence {
                begin.push(index);
            }
            of_word.push(begin.len() as u32 - 1);
        }
        let mut charge: Vec<Option<u32>> = vec![None; begin.len()];
        let mut of_others = vec![BySide::default(); begin.len()];
        let mut is_work = Heard::default();
        works.iter().for_each(|work| is_work.add(&work.at));
        let mut parts: Vec<_> = scan
            .words
            .iter()
            .map(|word| word.before != Break::None)
            .collect();
        let mut cues = Cues::default();
        for at in scan.matches {
            let sentence = of_word[at.first as usize] as usize;
            match rules.speaks(at.rule) {
                Speaks::Charge => {
                    let first = &mut charge[sentence];
                    *first = Some(first.map_or(at.last, |first| first.min(at.last)));
                }
                Speaks::Field(function, area) if !is_work.touches(at) => {
                    for side in Side::BOTH {
                        let others = &mut of_others[sentence][side];
                        *others = *others || !is_of_side(rules, (function, area), side);
                    }
                }
                Speaks::Cue(factor, reach) => cues.add(*at, factor, reach),
                Speaks::Heading(factor) => cues.add_heading(*at, factor),
                Speaks::Joiner => {
                    for joined in [at.first, at.last + 1] {
                        if let Some(part) = parts.get_mut(joined as usize) {
                            *part = true;
                        }
                    }
                }
                _ => {}
            }
        }
        Sentences {
            parts,
            factors: cues.factors(text, &scan),
            of_word,
            begin,
            charge,
            of_others,
        }
    }

    /// Whether a work is an item of a list: "HR, IT, procurement".
    fn is_item(&self, at: &Match) -> bool {
        let parts = |word: u32| {
            let part = self.parts.get(word as usize);
            part.copied().unwrap_or(true)
        };
        parts(at.first) && parts(at.last + 1)
    }

    /// How much of a side a work gives the seat; nothing where the sentence does not put it in its charge.
    fn breadth(&self, work: &Work) -> Option<Breadth> {
        let Work {
            at,
            side,
            is_charged,
        } = work;
        // What a cue has silenced is somebody else's, or is only spoken of.
        let factor = self.factors.get(at.first as usize);
        if factor.is_some_and(|factor| *factor < 1.0) {
            return None;
        }
        let sentence = self.of_word[at.first as usize] as usize;
        let begins = at.first < self.begin[sentence] + AT_THE_BEGINNING;
        let is_charged =
            *is_charged || self.charge[sentence].is_some_and(|charge| charge < at.first);
        let is_listed = self.of_others[sentence][*side] && self.is_item(at);
        if !begins && !is_charged && !is_listed {
            return None;
        }
        Some(if self.of_others[sentence][*side] {
            Breadth::Share
        } else {
            Breadth::Whole
        })
    }
}

/// Whether a field of work is one of a side: that of its officer, one that looks to it, or one that makes a role
/// which covers it.
fn is_of_side(rules: &Rules, field: (FunctionId, u16), side: Side) -> bool {
    let (function, area) = field;
    let makes_role = || {
        rules.roles().any(|(_, role)| {
            let made = role.derive.as_ref().filter(|_| role.covers[side].is_some());
            made.is_some_and(|made| made.fields.contains(&field))
        })
    };
    function == rules.role(rules.sides[side].role).function
        || rules.leaning(function, area) == Some(side)
        || makes_role()
}

/// A duty text that begins with the title of an officer says who the seat is: "Chief Information Officer",
/// "Head of IT, records and information".
fn name_officer(
    rules: &Rules,
    text: &str,
    verdict: &mut Verdict,
    evidence: &mut Vec<Evidence>,
    buffers: &mut Buffers,
) {
    let line = text.lines().next().unwrap_or_default();
    let scan = rules.matcher.scan_title(line, buffers);
    let parts = Parts::of(rules, &scan);
    let Some(first) = parts.mentions.first().filter(|first| first.at.first == 0) else {
        return;
    };
    let role = match first.names {
        Names::Role(role) => Some(role),
        Names::Acronym(acronym) => rules.acronym(acronym).default,
    };
    let behind = scan.words.get(first.at.last as usize + 1);
    let ends = behind.is_none_or(|word| word.before != Break::None)
        || parts
            .joiners
            .iter()
            .any(|joiner| joiner.first == first.at.last + 1);
    let Some(role) = role.filter(|_| ends) else {
        return;
    };
    // Other trades call themselves so too, and the text says no more than the title.
    if rules.role(role).duties_decide {
        return;
    }
    for side in Side::BOTH {
        if let Some(grade) = rules.role(role).covers[side] {
            let basis = Basis::Duties;
            verdict.covers.add(side, Coverage { grade, basis });
            verdict.mandate[side].named = Some(role);
            evidence.push(spoken(&first.at, Field::Responsibilities, scan));
        }
    }
}

fn within(at: &Match, word: u32) -> bool {
    at.first <= word && word <= at.last
}

fn spoken(at: &Match, field: Field, scan: Scan<'_>) -> Evidence {
    let (start, end) = scan.bytes(at);
    Evidence {
        rule: at.rule,
        field,
        start,
        end,
        weight: 0.0,
    }
}
