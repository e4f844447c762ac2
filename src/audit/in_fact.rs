//! Who runs a side in fact where no officer holds it: the seats of one entity speak together.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::standing::Incumbency;
use crate::chart::SeatId;
use crate::classify::ClassifiedChart;
use crate::model::{Basis, Breadth, Grade, Mandate, Rank, Side, Verdict};
use crate::rules::Rules;
use crate::text::squeeze;

/// How closely a seat is tied to a side, the loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// Its title has a word that often means the work, and no other cell says more.
    Perhaps,
    /// Its duty text names the work among others, or it has the profession and no more.
    Loose,
    /// It does a piece of the work.
    Piece,
    /// Its role has a part of both sides: a digital officer.
    Half,
    /// The work is one of several that its title, or the unit that it heads, names.
    Portfolio,
    /// The work is all that it does.
    Dedicated,
}

/// Who runs a side of one entity in fact.
#[derive(Debug, Default)]
pub(super) struct InFact {
    /// Filled seats, the closest tied first.
    pub seats: Vec<SeatId>,
    /// Vacant seats whose holders would run it, where no filled one is tied as closely.
    pub vacant: Vec<SeatId>,
}

/// Chooses among the seats of one entity that have to do with a side. Whoever works below an officer of the side
/// does not stand in for the officer.
pub(super) fn choose(
    on: &ClassifiedChart,
    rules: &Rules,
    side: Side,
    officers: &[SeatId],
    seats: &[SeatId],
) -> InFact {
    let free = seats
        .iter()
        .filter(|seat| !is_led(on, side, officers, **seat));
    let of_units = LazyCell::new(|| seats_of_units(on, seats));
    let tied = free.filter_map(|seat| {
        let verdict = on.verdict(*seat)?;
        let tie = tie(on, rules, *seat, verdict, side)?;
        // A seat without a title stands for its unit only if no other seat does.
        let position = on.chart.position(*seat);
        let stands = !position.title.is_empty() || of_units[&squeeze(position.department)] == 1;
        stands.then_some((*seat, tie))
    });
    let is_vacant = |seat: SeatId| {
        let position = on.chart.position(seat);
        let verdict = on.verdict(seat);
        verdict.is_some_and(|verdict| Incumbency::of(&position, verdict) == Incumbency::Vacant)
    };
    let (vacant, filled): (Vec<_>, Vec<_>) = tied.partition(|(seat, _)| is_vacant(*seat));
    let mut filled = without_top(on, filled);
    filled.retain(|(seat, tie)| {
        let is_of_other_trade = on
            .verdict(*seat)
            .is_some_and(|verdict| verdict.mandate[side].is_of_other_trade);
        // Next to an officer of the side, only a dedicated seat counts, or one with the work in its portfolio; and a head of
        // finance for IT is one of finance.
        *tie == Tie::Dedicated || officers.is_empty() || *tie > Tie::Half && !is_of_other_trade
    });
    // If the officer of the other side may run this one, since the house sells no technology, a digital officer does not
    // count.
    let is_other_officer = |(seat, tie): &(SeatId, Tie)| {
        let verdict = on.verdict(*seat);
        *tie == Tie::Perhaps && verdict.is_some_and(|verdict| verdict.leads(side.other()))
    };
    if filled.iter().any(is_other_officer) {
        filled.retain(|(_, tie)| *tie != Tie::Half);
    }
    let closest = filled.iter().map(|(_, tie)| *tie).max();
    let vacant: Vec<_> = vacant
        .into_iter()
        .filter(|(_, tie)| *tie >= Tie::Half && Some(*tie) > closest)
        .collect();
    // If a vacant seat is named for the work, a title that only may mean the work does not count.
    let closest = closest.filter(|tie| *tie > Tie::Perhaps || vacant.is_empty());
    InFact {
        vacant: vacant.into_iter().map(|(seat, _)| seat).collect(),
        seats: closest.map_or(Vec::new(), |closest| {
            let tied = filled.iter().filter(|(_, tie)| *tie == closest);
            let tied: Vec<_> = tied.map(|(seat, _)| *seat).collect();
            of_lines(on, closest, side, tied)
        }),
    }
}

/// How many of some seats each unit has.
fn seats_of_units(on: &ClassifiedChart, seats: &[SeatId]) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for seat in seats {
        let unit = squeeze(on.chart.position(*seat).department);
        *count.entry(unit).or_default() += 1;
    }
    count
}

/// Whether a seat works below an officer of the side. Where no line tells, the rank does on the internal side, which has
/// one head; several may build what is sold.
fn is_led(on: &ClassifiedChart, side: Side, officers: &[SeatId], seat: SeatId) -> bool {
    let chart = &on.chart;
    let stands_alone = |seat| chart.manager(seat).is_none() && chart.subtree(seat) == 1;
    let rank = |seat| on.verdict(seat).map(|verdict| verdict.rank);
    let is_officer = |seat: &SeatId| officers.binary_search(seat).is_ok();
    let outranks = |officer: &SeatId| stands_alone(*officer) && rank(*officer) > rank(seat);
    above(on, seat).any(|above| is_officer(&above))
        || side == Side::Internal && stands_alone(seat) && officers.iter().any(outranks)
}

/// The head of the whole answers for everything; who else does says more.
fn without_top(on: &ClassifiedChart, tied: Vec<(SeatId, Tie)>) -> Vec<(SeatId, Tie)> {
    let chart = &on.chart;
    let is_top = |seat: SeatId| {
        let entity = chart.entity_of(seat);
        let manager = chart.manager(seat);
        manager.is_none_or(|manager| chart.entity_of(manager) != entity)
    };
    let loosely = |(seat, tie): &(SeatId, Tie)| *tie <= Tie::Portfolio && is_top(*seat);
    if tied.iter().all(loosely) {
        return tied;
    }
    tied.into_iter().filter(|one| !loosely(one)).collect()
}

/// Of each line one seat: the highest of those who do the work and nothing else; of those who have other work
/// too the lowest, who is nearest to it.
fn of_lines(on: &ClassifiedChart, tie: Tie, side: Side, mut seats: Vec<SeatId>) -> Vec<SeatId> {
    let chart = &on.chart;
    let is_among = |seat: &SeatId| seats.binary_search(seat).is_ok();
    let highest = matches!(tie, Tie::Dedicated | Tie::Piece);
    let led: FxHashSet<SeatId> = if highest {
        let led = seats.iter().copied();
        led.filter(|seat| above(on, *seat).any(|above| is_among(&above)))
            .collect()
    } else {
        seats
            .iter()
            .flat_map(|seat| above(on, *seat).filter(is_among))
            .collect()
    };
    seats.retain(|seat| !led.contains(seat));
    if highest {
        let nearest = seats.iter().filter_map(|seat| chart.depth(*seat)).min();
        seats.retain(|seat| chart.depth(*seat) == nearest);
    }
    seats.sort_by_cached_key(|seat| {
        let verdict = on.verdict(*seat);
        let grade = verdict.and_then(|verdict| verdict.covers[side]);
        let grade: Option<Grade> = grade.map(|coverage| coverage.grade);
        let weight = verdict.map_or(0.0, |verdict| verdict.duties[side]);
        (
            Reverse(grade),
            Reverse(verdict.map(|verdict| verdict.rank)),
            Reverse((weight * 100.0) as i64),
            *seat,
        )
    });
    seats
}

/// A line is followed for so many steps.
const MOST_STEPS: usize = 32;

/// The managers above a seat, the nearest first; none where the line leads into a cycle.
fn above(on: &ClassifiedChart, seat: SeatId) -> impl Iterator<Item = SeatId> {
    let chart = &on.chart;
    let first = chart.depth(seat).and_then(|_| chart.manager(seat));
    std::iter::successors(first, |seat| chart.manager(*seat)).take(MOST_STEPS)
}

fn tie(
    on: &ClassifiedChart,
    rules: &Rules,
    seat: SeatId,
    verdict: &Verdict,
    side: Side,
) -> Option<Tie> {
    let mandate = verdict.mandate[side];
    if mandate.title != Some(Breadth::Perhaps) {
        return tie_of(on, rules, seat, verdict, side, mandate);
    }
    let said = Mandate {
        title: None,
        ..mandate
    };
    if side == Side::Internal && manages_part_of(on, seat, verdict) {
        return Some(Tie::Dedicated);
    }
    // In a small house the manager of IT is its head, wherever the seat stands.
    let house = on.chart.entity(on.chart.entity_of(seat));
    let is_small = house.seats.len() <= rules.model.hinted.small_house;
    let perhaps = !mandate.duties_lie_elsewhere && (is_small || is_high(on, rules, seat, verdict));
    tie_of(on, rules, seat, verdict, side, said).or(perhaps.then_some(Tie::Perhaps))
}

/// Whether a seat manages what its own manager has among other work: the manager of IT below the head of finance and IT.
fn manages_part_of(on: &ClassifiedChart, seat: SeatId, verdict: &Verdict) -> bool {
    let manager = above(on, seat).next();
    let above = manager.and_then(|manager| on.verdict(manager));
    let has_share = above.is_some_and(|above| {
        let Mandate {
            title,
            unit,
            duties,
            ..
        } = above.mandate[Side::Internal];
        [title, unit, duties].contains(&Some(Breadth::Share))
    });
    verdict.rank < Rank::Lead && has_share
}

/// Whether a seat is near the top: a head of technology reports to it, a lead of a team does not.
fn is_high(on: &ClassifiedChart, rules: &Rules, seat: SeatId, verdict: &Verdict) -> bool {
    let hinted = rules.model.hinted;
    let depth = on.chart.depth(seat);
    verdict.rank >= hinted.least_rank || depth.is_some_and(|at| at <= hinted.most_depth)
}

fn tie_of(
    on: &ClassifiedChart,
    rules: &Rules,
    seat: SeatId,
    verdict: &Verdict,
    side: Side,
    mandate: Mandate,
) -> Option<Tie> {
    let covers = verdict.covers[side].map(|covers| covers.basis);
    if mandate.named.is_some() {
        return Some(Tie::Dedicated);
    }
    // The officer of the other side may sit in a unit of this one, or have a word of it in the duties.
    let is_officer = verdict.leads(side.other());
    let is_titled = covers == Some(Basis::Title);
    let by_title = is_titled
        && !mandate.is_untitled
        && (!mandate.is_of_other_trade || holds_by_name(rules, verdict, side));
    // A head of IT beside a digital officer has all of one side, or says it outright.
    let of_both = covers_in_part(verdict, side) && verdict.covers[side.other()].is_some();
    let tie = match tie_of_title(mandate, by_title) {
        Some(Tie::Dedicated) if mandate.title.is_none() && of_both => {
            // If all duties are of one side, the seat has the other only by its title.
            Some(match speaks_for(verdict, side.other()) {
                true => Tie::Perhaps,
                false if speaks_for(verdict, side) => Tie::Portfolio,
                false => Tie::Half,
            })
        }
        tie => tie,
    };
    if let Some(tie) = tie {
        // Many a head of a unit has a word of products or technology in the title, and no such duties.
        let is_enough = side == Side::Internal || tie == Tie::Dedicated || mandate.duties.is_some();
        return (is_enough || is_high(on, rules, seat, verdict)).then_some(tie);
    }
    let by_duties = covers == Some(Basis::Duties);
    let of_other_trade = mandate.is_of_other_trade;
    let elsewhere = mandate.duties_lie_elsewhere;
    let is_said = mandate.duties.is_some() || mandate.unit.is_some() || by_duties;
    if mandate.of_profession && !of_other_trade && is_said {
        return Some(Tie::Dedicated);
    }
    // Whoever leads a team is no head of the unit for that nobody stands above.
    let may_head = verdict.rank >= Rank::Director || mandate.is_bare_head;
    if may_head && !is_officer && heads_its_unit(on, seat) {
        // A title without a field of work has that of its unit.
        let unit = mandate.unit.or(is_titled.then_some(Breadth::Whole));
        match unit {
            Some(Breadth::Whole) if !of_other_trade && (by_duties || !elsewhere) => {
                return Some(Tie::Dedicated);
            }
            Some(Breadth::Share) if !of_other_trade && mandate.duties.is_some() => {
                return Some(Tie::Dedicated);
            }
            Some(Breadth::Share) if side == Side::Internal || !of_other_trade => {
                return Some(Tie::Portfolio);
            }
            _ => {}
        }
    }
    // A head of IT who "runs the infrastructure and digital services" runs those of the house.
    let is_head_of_it = verdict.mandate[Side::Internal].title == Some(Breadth::Whole);
    let is_silent = verdict.duties[Side::External] == 0.0 && mandate.unit.is_none();
    if side == Side::External && is_head_of_it && is_silent {
        return None;
    }
    let is_given = mandate.duties.is_some() && (mandate.unit.is_some() || side == Side::Internal);
    match mandate.duties {
        _ if by_duties && !of_other_trade => Some(Tie::Portfolio),
        Some(Breadth::Whole) if side == Side::Internal && !of_other_trade => Some(Tie::Portfolio),
        Some(Breadth::Whole) if is_given && mandate.unit.is_some() => Some(Tie::Portfolio),
        // A chief of product who "also looks after workplace technology".
        Some(_) if is_officer && side == Side::Internal => Some(Tie::Loose),
        _ if is_officer => None,
        // A unit has it in a list. Somebody whose title may mean the work is as close.
        Some(_) if is_given && mandate.is_of_unit => Some(Tie::Perhaps),
        Some(_) if is_given => Some(Tie::Loose),
        Some(_) if !of_other_trade && verdict.rank >= Rank::Director => Some(Tie::Loose),
        _ => (mandate.of_profession || by_duties).then_some(Tie::Loose),
    }
}

/// Whether the title spells out several offices, of which one covers the side: "Chief Customer and Digital Officer".
fn holds_by_name(rules: &Rules, verdict: &Verdict, side: Side) -> bool {
    let held = verdict.roles.iter();
    let held = held.filter(|held| held.basis == Basis::Title);
    let spelled = held.map(|held| rules.role(held.role));
    let spelled: Vec<_> = spelled.filter(|role| role.derive.is_none()).collect();
    spelled.len() > 1 && spelled.iter().any(|role| role.covers[side].is_some())
}

/// Whether the duties speak for a side, and not for the other.
fn speaks_for(verdict: &Verdict, side: Side) -> bool {
    verdict.duties[side] > 0.0 && verdict.duties[side.other()] == 0.0
}

fn covers_in_part(verdict: &Verdict, side: Side) -> bool {
    verdict.covers[side].is_some_and(|covers| covers.grade == Grade::Partial)
}

fn tie_of_title(mandate: Mandate, is_titled: bool) -> Option<Tie> {
    match mandate.title {
        Some(Breadth::Whole) => Some(Tie::Dedicated),
        Some(Breadth::Share | Breadth::Piece) if mandate.of_profession => Some(Tie::Dedicated),
        Some(Breadth::Share) => Some(Tie::Portfolio),
        None | Some(Breadth::Piece) if is_titled => Some(Tie::Dedicated),
        Some(Breadth::Piece) if mandate.duties.is_some() => Some(Tie::Portfolio),
        Some(Breadth::Piece) => Some(Tie::Piece),
        // A title that may name the work says nothing for certain.
        Some(Breadth::Perhaps) | None => None,
    }
}

/// Whether nobody above a seat is in its unit.
fn heads_its_unit(on: &ClassifiedChart, seat: SeatId) -> bool {
    let unit = squeeze(on.chart.position(seat).department);
    let manager = on.chart.manager(seat);
    manager.is_none_or(|manager| squeeze(on.chart.position(manager).department) != unit)
}
