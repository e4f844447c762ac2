//! What a duty text weighs for each side.

use super::cues::Cues;
use super::heard::Heard;
use crate::model::{Evidence, Field, Side, Weighing};
use crate::rules::{Buffers, Match, Rules, Scan, Speaks};

/// What was read in a duty text.
#[derive(Debug, Default)]
pub(super) struct Duties {
    /// Whether there is a text at all.
    pub given: bool,
    /// Evidence for each side.
    pub weighing: Weighing,
    /// Different duties that speak of technology itself, for each side.
    pub anchors: crate::model::BySide<usize>,
    /// What spoke, in the order of the text.
    pub evidence: Vec<Evidence>,
}

struct Spoken {
    at: Match,
    duty: u16,
    weight: f32,
}

/// Weighs a duty text.
pub(super) fn read(rules: &Rules, text: &str, buffers: &mut Buffers) -> Duties {
    if text.is_empty() {
        return Duties::default();
    }
    let scan = &rules.matcher.scan(text, buffers);
    let mut spoken = spoken(rules, text, scan);
    cap_axes(rules, &mut spoken);

    let mut duties = Duties {
        given: true,
        ..Duties::default()
    };
    for Spoken { at, duty, weight } in &spoken {
        let duty = rules.duty(*duty);
        duties.weighing[duty.side] += weight;
        if duty.anchor && *weight > 0.0 {
            duties.anchors[duty.side] += 1;
        }
        let (start, end) = scan.bytes(at);
        // Adding 0 makes the -0 of a duty that a cue has silenced a plain 0.
        let weight = duty.side.sign() * weight + 0.0;
        duties.evidence.push(Evidence {
            rule: at.rule,
            field: Field::Responsibilities,
            start,
            end,
            weight,
        });
    }
    duties
}

/// The duties that count, each once, by their place in the text.
fn spoken(rules: &Rules, text: &str, scan: &Scan) -> Vec<Spoken> {
    let mut candidates: Vec<(Match, u16)> = Vec::new();
    let mut cues = Cues::default();
    let mut voids: Vec<(u16, Match)> = Vec::new();
    for found in scan.matches {
        match rules.speaks(found.rule) {
            Speaks::Duty(duty) => candidates.push((*found, duty)),
            Speaks::Cue(factor, reach) => cues.add(*found, factor, reach),
            Speaks::Heading(factor) => cues.add_heading(*found, factor),
            Speaks::Unless(duty) => voids.push((duty, *found)),
            _ => {}
        }
    }
    if candidates.is_empty() {
        return Vec::new();
    }
    let factors = cues.factors(text, scan);
    let voids = Voids::new(voids);
    // Longest first, so that what lies within a longer phrase is known when it comes; of those at the same
    // words the weightiest.
    candidates.sort_unstable_by(|(one, duty), (other, another)| {
        let weight = |duty: &u16| rules.duty(*duty).weight;
        let longest = other.width().cmp(&one.width());
        longest
            .then(one.first.cmp(&other.first))
            .then(weight(another).total_cmp(&weight(duty)))
            .then(duty.cmp(another))
    });
    let mut heard = Heard::default();
    let mut spoken: Vec<Spoken> = Vec::new();
    for (at, duty) in candidates {
        if heard.holds(&at) || voids.touch(duty, &at) {
            continue;
        }
        heard.add(&at);
        let factor = factors.get(at.first as usize).copied().unwrap_or(1.0);
        let weight = rules.duty(duty).weight * factor;
        match spoken.iter_mut().find(|known| known.duty == duty) {
            Some(known) if weight > known.weight => *known = Spoken { at, duty, weight },
            Some(_) => {}
            None => spoken.push(Spoken { at, duty, weight }),
        }
    }
    spoken.sort_unstable_by_key(|one| (one.at.first, one.at.last, one.duty));
    spoken
}

/// What voids duties, in an order in which the few that could touch a match are found at once.
struct Voids {
    by_duty: Vec<(u16, Match)>,
    widest: u32,
}

impl Voids {
    fn new(mut by_duty: Vec<(u16, Match)>) -> Self {
        by_duty.sort_unstable_by_key(|(duty, at)| (*duty, at.first, at.last));
        let widest = by_duty.iter().map(|(_, at)| at.width()).max().unwrap_or(0);
        Voids { by_duty, widest }
    }

    fn touch(&self, duty: u16, at: &Match) -> bool {
        let earliest = (duty, at.first.saturating_sub(self.widest));
        let from = self
            .by_duty
            .partition_point(|(of, void)| (*of, void.first) < earliest);
        let near = self.by_duty[from..].iter();
        near.take_while(|(of, void)| *of == duty && void.first <= at.last)
            .any(|(_, void)| void.overlaps(at))
    }
}

/// One axis can say only so much: what its duties weigh above the cap is taken off all of them alike.
fn cap_axes(rules: &Rules, spoken: &mut [Spoken]) {
    for axis in 0..rules.axes.len() as u16 {
        for side in Side::BOTH {
            let belongs = |one: &Spoken| {
                let duty = rules.duty(one.duty);
                duty.axis == axis && duty.side == side
            };
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
}
