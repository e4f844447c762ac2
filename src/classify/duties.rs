//! Weighs a duty text for each side.

use std::ops::Range;

use super::duty_marks::DutyMarks;
use super::outlook::Outlook;
use super::statements::{self, Said};
use super::taken::Taken;
use super::told::DutyText;
use super::voids::Voids;
use super::whole_text::Duties;
use crate::model::{BySide, Evidence, Field, Rank, RoleId, Side, TwoSides};
use crate::rules::{Duty, Match, Prose, Rules, Scan, SentenceSubject, Speaks, Standing};
use crate::text::{Break, Word};

struct Spoken {
    at: Match,
    duty: u16,
    side: Side,
    weight: f32,
    /// How many times the text says it.
    times: usize,
}

/// What the duty text of a position weighs, as worked out for the first row that has it and such an outlook.
pub(super) fn of<'t>(rules: &Rules, text: &'t DutyText<'_>, outlook: &Outlook) -> &'t Duties {
    let trade = usize::from(outlook.technology) << 1 | usize::from(outlook.trade);
    text.whole().duties[trade].get_or_init(|| read(rules, text, outlook))
}

/// Weighs the duty text of a position. `outlook` is what its title and department tell about the trade.
fn read(rules: &Rules, text: &DutyText<'_>, outlook: &Outlook) -> Duties {
    if text.written().is_empty() {
        return Duties::default();
    }
    let scan = &text.scan;
    let marks = text.marks();
    let mut duties = Duties::default();
    if !marks.speaks() {
        let says = |what: Prose| {
            let mut prose = marks.sentences.prose.iter();
            prose.any(|(_, prose)| *prose == what)
        };
        duties.elsewhere = says(Prose::Trade) && !outlook.technology;
        duties.only_technology = says(Prose::Technology);
        return duties;
    }
    let told = text.told(rules);
    let factor = |word: u32| told.factor(word);
    // What an applicant has led before is no sign of what the seat leads.
    let signs = statements::standing(&marks.sentences, |at| factor(at.first) >= 1.0);
    duties.standing = signs.len();
    duties.leads = signs.iter().any(leads);
    duties.leads_all = signs.contains(&Standing::Whole);
    // Who also leads the whole of something leads more than a team.
    duties.leads_team = !duties.leads_all && marks.names(Prose::Team, |at| factor(at.first) > 0.0);
    duties.two_sides = marks.two_sides(scan, factor);
    duties.is_led = marks.is_led(rules, |at| told.is_mentioned(at.first));
    if marks.names(Prose::Assists, |at| factor(at.first) > 0.0) {
        duties.is_led = BySide {
            internal: true,
            external: true,
        };
    }
    duties.sought = marks.sought(scan, text.written());
    duties.serves_as = marks.serves_as(rules, |at| factor(at.first) > 0.0);
    // A sentence of which little counts, as what a company says about itself, adds nothing to the length.
    let (mut own_words, mut statements) = (0, 0);
    let (mut full, mut length) = (0, 0);
    // The number of an item of a list is no statement: "1. Leads IT planning."
    let is_numbering = |word: &Word, at: u32| {
        let next = scan.words.get(at as usize + 1);
        let written = &text.written()[word.start as usize..word.end as usize];
        next.is_some_and(|next| next.before == Break::Sentence)
            && written.bytes().all(|byte| byte.is_ascii_digit())
    };
    for (word, at) in scan.words.iter().zip(0..) {
        let factor = factor(at);
        if word.before == Break::Sentence {
            statements += usize::from(factor > 0.0 && !is_numbering(word, at));
            own_words += if 2 * full >= length { full } else { 0 };
            (full, length) = (0, 0);
        }
        length += 1;
        full += usize::from(factor >= 1.0);
    }
    own_words += if 2 * full >= length { full } else { 0 };
    duties.described = own_words >= rules.model.long_text;
    duties.statements = statements;
    let row = marks.row(rules, outlook, statements.max(1), |at| {
        factor(at.first) > 0.0
    });
    (duties.named, duties.worded) = (row.named, row.worded);
    duties.elsewhere = row.trade && !row.technology;
    let mut spoken = marks.spoken(rules, |at, duty| {
        let said = told.said(at.first);
        let own = rules.duty(duty);
        let full = own.weight * factor(at.first);
        let weight = full * row.factor(rules, own, &said);
        match said.serves {
            // Work for the own organisation is internal, whatever the duty says.
            Some(Side::Internal) if own.side == Side::External => (Side::Internal, full),
            Some(Side::External) if own.side == Side::Internal && !own.both => {
                (own.side, weight * rules.model.sold_service)
            }
            _ => (own.side, weight),
        }
    });
    cap_axes(rules, &mut spoken);
    // Whoever runs a whole house has two sides, named or not.
    let mut house = spoken.iter();
    if house.any(|one| rules.duty(one.duty).both && one.weight > 0.0) {
        duties.two_sides = duties.two_sides.max(Some(TwoSides::Named));
    }
    duties.leads_whole = marks.leads_whole(rules, |at| factor(at.first) >= 1.0);
    duties.evidence.reserve_exact(spoken.len());
    let mut technology = 0;
    for Spoken {
        at,
        duty,
        side,
        weight,
        ..
    } in &spoken
    {
        let duty = rules.duty(*duty);
        duties.weighing[*side] += weight;
        if duty.anchor && *weight > 0.0 && (row.technology || !duty.generic) {
            duties.anchors[*side] += 1;
            duties.anchored[*side] += weight;
        }
        let sure = duty.is_sure();
        technology += usize::from(sure && *weight > 0.0);
        duties.decisive[*side] |= sure && *weight >= rules.model.by_duties.decisive;
        duties.trade += if duty.trade { *weight } else { 0.0 };
        let (start, end) = scan.bytes(at);
        // A duty silenced by a cue weighs -0. Adding 0 makes this a plain 0.
        let weight = side.sign() * weight + 0.0;
        duties.evidence.push(Evidence {
            rule: at.rule,
            field: Field::Responsibilities,
            start,
            end,
            weight,
        });
    }
    let anchors = duties.anchors.internal + duties.anchors.external;
    let least = rules.model.by_duties.least_anchors;
    duties.technology = technology >= least || anchors > least;
    duties
}

/// Whether somebody leads who shows this sign.
fn leads(sign: &Standing) -> bool {
    matches!(sign, Standing::People | Standing::Whole)
}

/// The most words of a title inside a text.
const LONGEST_NAME: u32 = 7;

/// What the title, the department and the text together tell about the trade.
struct RowTrade {
    /// Whether it is about technology.
    technology: bool,
    /// Whether a word that only technology uses shows this.
    named: bool,
    /// Whether a word does that is no duty: "software".
    worded: bool,
    /// Whether it is about another trade.
    trade: bool,
    /// Whether it says so much of technology that the work of other trades in it is beside the point.
    full: bool,
    /// The factor for a word in a text with this many statements: one in thirty says less than one in three.
    dilution: f32,
}

impl RowTrade {
    /// The factor of the trade for a duty. A generic word next to one of another trade belongs to that trade.
    /// If nothing in the row is about technology, the duty still counts in part.
    fn factor(&self, rules: &Rules, duty: &Duty, said: &Said) -> f32 {
        if duty.generic && (said.trade || (self.trade && !self.technology)) {
            0.0
        } else if self.full && duty.trade {
            rules.model.trade_beside
        } else if self.technology {
            1.0
        } else if duty.anchor || duty.generic {
            rules.model.generic_alone * self.dilution
        } else {
            rules.model.everyday_alone * self.dilution
        }
    }
}

impl DutyMarks {
    /// The trade of the row. What the company says about itself does not tell the trade of the seat.
    fn row(
        &self,
        rules: &Rules,
        outlook: &Outlook,
        statements: usize,
        counts: impl Fn(&Match) -> bool,
    ) -> RowTrade {
        let trade = outlook.trade || self.names(Prose::Trade, &counts);
        let is_anchor = |(at, duty): &&(Match, u16)| rules.duty(*duty).anchor && counts(at);
        let duties = self.candidates.iter().filter(is_anchor);
        let mut anchors: Vec<u16> = duties.map(|(_, duty)| *duty).collect();
        anchors.sort_unstable();
        anchors.dedup();
        let sure = anchors.iter().any(|duty| !rules.duty(*duty).generic);
        // Several generic words together also show technology, if no word of another trade is there.
        let many = anchors.len() > rules.model.by_duties.least_anchors;
        let agree = many && !trade;
        let worded = outlook.technology || self.names(Prose::Technology, &counts);
        let named = sure || worded;
        RowTrade {
            technology: named || agree,
            named,
            worded,
            trade,
            full: many && (named || agree),
            dilution: (rules.model.usual_statements / statements as f32).min(1.0),
        }
    }

    /// Whether the text has anything that could decide.
    fn speaks(&self) -> bool {
        !self.candidates.is_empty() || !self.serves.is_empty()
    }

    /// The highest rank in the few words after what a company looks for. Without such words, the highest rank
    /// in the first sentence, if that is only a title.
    fn sought(&self, scan: &Scan, text: &str) -> Option<Rank> {
        // "What we are looking for" alone in its line is a heading: skills follow, and not who is sought.
        let goes_on = |at: &Match| {
            let next = scan.words.get(at.last as usize + 1);
            next.is_some_and(|word| word.before != Break::Sentence)
        };
        let mut seeking = self.sentences.prose.iter();
        let seeking = seeking
            .find(|(at, prose)| *prose == Prose::Subject(SentenceSubject::Seeking) && goes_on(at));
        let (from, to) = match seeking {
            Some((at, _)) => (at.last + 1, at.last + 1 + LONGEST_NAME),
            None => (0, LONGEST_NAME),
        };
        let ends = |word: &crate::text::Word| word.before == Break::Sentence || word.comma;
        let words = scan.words.get(from as usize..).unwrap_or(&[]);
        let sentence = words
            .iter()
            .skip(1)
            .position(ends)
            .map_or(words.len(), |end| end + 1) as u32;
        let says_more = sentence > LONGEST_NAME
            || statements::begins_duty(&self.sentences, 0)
            || begins_with_statement(scan, text);
        if seeking.is_none() && says_more {
            return None;
        }
        // Behind "to lead" stands what is led, and not who is sought.
        let mut verbs = self.sentences.prose.iter();
        let purpose = verbs
            .find(|(at, prose)| *prose == Prose::BeginsDuty && at.width() > 1 && at.first >= from);
        let purpose = purpose.map_or(to, |(at, _)| at.first);
        let to = to.min(from + sentence).min(purpose);
        let near = self
            .ranks
            .iter()
            .filter(|(at, _)| (from..to).contains(&at.first));
        // "Somebody to lead" is no lead.
        let verbs = || {
            let prose = self.sentences.prose.iter();
            prose.filter(|(_, prose)| *prose == Prose::BeginsDuty)
        };
        let is_verb =
            |at: &Match| verbs().any(|(verb, _)| verb.width() > at.width() && verb.overlaps(at));
        // A lead engineer is an engineer.
        let of_what = |at: &Match| {
            let next = self
                .ranks
                .iter()
                .find(|(next, _)| next.first == at.last + 1);
            next.map(|(_, rank)| *rank)
        };
        near.filter(|(at, _)| !is_verb(at))
            .map(|(at, rank)| match of_what(at) {
                Some(Rank::Professional) if *rank == Rank::Lead => Rank::Professional,
                _ => *rank,
            })
            .max()
    }

    /// Whether there are words with this meaning that count.
    fn names(&self, wanted: Prose, counts: impl Fn(&Match) -> bool) -> bool {
        let mut prose = self.sentences.prose.iter();
        prose.any(|(at, prose)| *prose == wanted && counts(at))
    }

    /// What the text says of two sides of its work. Even shares are believed only of a duty: a week that is half at home
    /// is no work, nor is what an applicant should be "in equal parts".
    fn two_sides(&self, scan: &Scan<'_>, factor: impl Fn(u32) -> f32) -> Option<TwoSides> {
        let speaks_of_duty = |at: &Match| {
            let has_it = |words: &Range<usize>| words.contains(&(at.first as usize));
            let sentence = statements::sentences(scan).find(has_it).unwrap_or_default();
            let mut duties = self.candidates.iter();
            duties.any(|(duty, _)| {
                sentence.contains(&(duty.first as usize)) && factor(duty.first) >= 1.0
            })
        };
        let counts = |at: &Match, sides: TwoSides| match sides {
            TwoSides::Named => factor(at.first) > 0.0,
            TwoSides::Even => factor(at.first) >= 1.0 && speaks_of_duty(at),
        };
        let prose = self.sentences.prose.iter();
        prose
            .filter_map(|(at, prose)| match prose {
                Prose::TwoSides(sides) if counts(at, *sides) => Some(*sides),
                _ => None,
            })
            .max()
    }

    /// The sides all of whose work the holder leads: words that say whom or how much the holder leads share a word with
    /// a decisive duty about technology, as in "leads the IT department".
    fn leads_whole(&self, rules: &Rules, counts: impl Fn(&Match) -> bool) -> BySide<bool> {
        let people = self.sentences.prose.iter();
        let mut led = Taken::default();
        people
            .filter(|(at, prose)| match prose {
                Prose::Standing(Standing::Whole) => !statements::is_part(&self.sentences, at),
                Prose::Standing(sign) => leads(sign),
                _ => false,
            })
            .for_each(|(at, _)| led.add(at));
        let mut whole = BySide::default();
        for (at, duty) in self.candidates.iter().filter(|(at, _)| counts(at)) {
            let duty = rules.duty(*duty);
            let decides = duty.is_sure() && duty.weight >= rules.model.by_duties.decisive;
            whole[duty.side] |= decides && led.touches(at);
        }
        whole
    }

    /// The sides whose officer is somebody whom the text only mentions.
    fn is_led(&self, rules: &Rules, is_mentioned: impl Fn(&Match) -> bool) -> BySide<bool> {
        let mut is_led = BySide::default();
        let officers = self.sentences.officers.iter().filter(|at| is_mentioned(at));
        for role in officers.filter_map(|at| role_of(rules, at)) {
            for side in Side::BOTH {
                is_led[side] |= rules.role(role).covers[side].is_some();
            }
        }
        is_led
    }

    /// The roles that the text explicitly gives the seat: "serves as the company's chief information
    /// officer".
    fn serves_as(&self, rules: &Rules, counts: impl Fn(&Match) -> bool) -> Vec<RoleId> {
        let mut roles = Vec::new();
        for (serves, within) in self.serves.iter().filter(|(at, _)| counts(at)) {
            let behind = |at: &&Match| at.first > serves.last && at.first <= serves.last + within;
            let named = self.sentences.officers.iter().filter(behind);
            let Some(named) = named.min_by_key(|at| (at.first, std::cmp::Reverse(at.last))) else {
                continue;
            };
            let role = role_of(rules, named);
            let helps = |at: &Match| at.first > serves.first && at.last < named.first;
            if let Some(role) = role
                && !self.unseats.iter().any(helps)
                && !roles.contains(&role)
            {
                roles.push(role);
            }
        }
        roles
    }

    /// The duties that count, each once, in the order of the text. `weigh` gives side and weight.
    fn spoken(&self, rules: &Rules, weigh: impl Fn(&Match, u16) -> (Side, f32)) -> Vec<Spoken> {
        let voids = Voids::of(&self.voids);
        let mut candidates = self.candidates.clone();
        // Longest first, so that a longer phrase comes before those inside it. At the same words, the largest
        // weight comes first.
        candidates.sort_unstable_by(|(one, duty), (other, another)| {
            let weight = |duty: &u16| rules.duty(*duty).weight;
            let longest = other.width().cmp(&one.width());
            longest
                .then(one.first.cmp(&other.first))
                .then(weight(another).total_cmp(&weight(duty)))
                .then(duty.cmp(another))
        });
        let mut stretches = Taken::default();
        let mut spoken: Vec<Spoken> = Vec::with_capacity(candidates.len());
        for (at, duty) in candidates {
            if stretches.holds(&at) || voids.touch(duty, &at) {
                continue;
            }
            stretches.add(&at);
            let (side, weight) = weigh(&at, duty);
            let one = Spoken {
                at,
                duty,
                side,
                weight,
                times: 1,
            };
            match spoken.iter_mut().find(|known| known.duty == duty) {
                Some(known) => {
                    let times = known.times + 1;
                    if weight > known.weight {
                        *known = one;
                    }
                    known.times = times;
                }
                None => spoken.push(one),
            }
        }
        // A text of another trade has few kinds of duties, and says each of them in many ways.
        let often = rules.model.often;
        for one in &mut spoken {
            if rules.duty(one.duty).trade && one.times >= often.times {
                one.weight *= often.factor;
            }
        }
        // Whoever runs a whole house looks both ways.
        let both = spoken.iter().filter(|one| rules.duty(one.duty).both);
        let other: Vec<Spoken> = both
            .map(|one| Spoken {
                side: one.side.other(),
                ..*one
            })
            .collect();
        spoken.extend(other);
        spoken.sort_unstable_by_key(|one| (one.at.first, one.at.last, one.duty, one.side));
        spoken
    }
}

/// Whether the first sentence ends in a full stop, as no title does: "Publisher of law books, 90 people."
fn begins_with_statement(scan: &Scan, text: &str) -> bool {
    let mut rest = scan.words.iter().skip(1);
    let next = rest.position(|word| word.before == Break::Sentence);
    let last = next.map_or(scan.words.last(), |next| scan.words.get(next));
    last.is_some_and(|last| text[last.end as usize..].starts_with('.'))
}

/// The role that words for an officer name.
fn role_of(rules: &Rules, officer: &Match) -> Option<RoleId> {
    match rules.speaks(officer.rule) {
        Speaks::Title(role) => Some(role),
        Speaks::Acronym(acronym) => rules.acronym(acronym).default,
        _ => None,
    }
}

/// Limits the weight of each axis. If its duties weigh more than the cap, all of them are scaled down
/// equally.
fn cap_axes(rules: &Rules, spoken: &mut [Spoken]) {
    let group = |one: &Spoken| (rules.duty(one.duty).axis, one.side);
    for at in 0..spoken.len() {
        let own = group(&spoken[at]);
        if spoken[..at].iter().any(|one| group(one) == own) {
            continue;
        }
        let belongs = |one: &Spoken| group(one) == own;
        let sum: f32 = spoken
            .iter()
            .filter(|one| belongs(one))
            .map(|one| one.weight)
            .sum();
        if sum > rules.model.axis_cap {
            let scale = rules.model.axis_cap / sum;
            spoken
                .iter_mut()
                .filter(|one| belongs(one))
                .for_each(|one| one.weight *= scale);
        }
    }
}
