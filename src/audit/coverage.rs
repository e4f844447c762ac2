//! Who covers which side of technology leadership, entity by entity.

use std::cmp::Reverse;

use crate::chart::{EntityId, SeatId};
use crate::classify::ClassifiedChart;
use crate::model::{BySide, Modifier, Position, SetAsideReason, Side, Status, Tenure, Verdict};

/// Who covers the two sides of one entity.
#[derive(Clone, Debug)]
pub struct EntityCoverage {
    /// The entity.
    pub entity: EntityId,
    /// Who covers which side.
    pub sides: BySide<SideCoverage>,
}

/// Who covers one side of an entity.
#[derive(Clone, Debug, Default)]
pub struct SideCoverage {
    /// Seats that hold the side by title.
    pub leaders: Vec<SeatId>,
    /// Seats that cover it by their duties or in part, the strongest first.
    pub stand_ins: Vec<SeatId>,
}

impl SideCoverage {
    /// Whether nobody covers the side, in whatever way.
    pub fn is_empty(&self) -> bool {
        self.leaders.is_empty() && self.stand_ins.is_empty()
    }
}

/// How firmly a seat is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// By somebody, without a known end.
    Permanent,
    /// Until a permanent holder is found.
    Interim,
    /// In place of the holder.
    Acting,
    /// For a part of the time.
    Fractional,
    /// By nobody.
    Vacant,
}

impl Standing {
    /// How firmly a position is held, by its cells and its title.
    pub fn of(position: &Position<'_>, verdict: &Verdict) -> Standing {
        let says = |modifier| verdict.modifiers.contains(&modifier);
        if position.status == Status::Vacant || says(Modifier::Vacant) {
            Standing::Vacant
        } else if position.tenure == Tenure::Interim || says(Modifier::Interim) {
            Standing::Interim
        } else if position.tenure == Tenure::Acting || says(Modifier::Acting) {
            Standing::Acting
        } else if says(Modifier::Fractional) {
            Standing::Fractional
        } else {
            Standing::Permanent
        }
    }

    /// The word for it in sentences and output.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Permanent => "permanent",
            Standing::Interim => "interim",
            Standing::Acting => "acting",
            Standing::Fractional => "fractional",
            Standing::Vacant => "vacant",
        }
    }
}

/// The coverage of every entity of a chart.
pub(super) fn of(on: &ClassifiedChart) -> Vec<EntityCoverage> {
    let entities = on.chart.entities().map(|(entity, _)| EntityCoverage {
        entity,
        sides: BySide::default(),
    });
    let mut entities: Vec<_> = entities.collect();
    for (seat, verdict) in on.executives() {
        if on.chart.position(seat).status == Status::Eliminated {
            continue;
        }
        let entity = &mut entities[on.chart.entity_of(seat).0 as usize];
        for side in Side::BOTH {
            if verdict.leads(side) {
                entity.sides[side].leaders.push(seat);
            } else if verdict.covers[side].is_some() {
                entity.sides[side].stand_ins.push(seat);
            }
        }
    }
    for entity in &mut entities {
        for side in Side::BOTH {
            // Full before partial, then by rank, then by what the duties weigh.
            entity.sides[side].stand_ins.sort_by_cached_key(|seat| {
                let verdict = on.verdict(*seat);
                let weight = verdict.map_or(0.0, |verdict| verdict.duties[side]);
                let grade = verdict
                    .and_then(|verdict| verdict.covers[side])
                    .map(|coverage| coverage.grade);
                (
                    Reverse(grade),
                    Reverse(verdict.map(|verdict| verdict.rank)),
                    Reverse((weight * 100.0) as i64),
                    *seat,
                )
            });
        }
    }
    entities
}

/// Why a seat whose title names a role does not hold it, where that is so.
pub(super) fn set_aside(verdict: &Verdict, role: crate::model::RoleId) -> Option<SetAsideReason> {
    verdict
        .set_aside
        .iter()
        .find(|aside| aside.role == role)
        .map(|aside| aside.reason)
}
