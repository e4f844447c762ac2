//! The details of an entity.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::coverage::{Answer, covering};
use super::holder::{Covers, HolderPart, holder};
use super::names::{SeatName, named};
use super::options::BoardOptions;
use super::seats::{SeatRow, seat_lines};
use crate::audit::EntityCoverage;
use crate::chart::SeatId;
use crate::model::{BySide, Rank, Side};
use crate::report::Audited;
use crate::report::picture::seats::Cutout;
use crate::report::picture::svg::svg;
use crate::report::words::{function, plain};

/// The most holders of one entity that are shown with their evidence.
const MOST_HOLDERS: usize = 8;

/// The most holders of one area that are named.
const MOST_OF_AREA: usize = 3;

/// How much of each entity is shown.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// Boxes of the picture.
    pub boxes: usize,
    /// Lines of the list of seats.
    pub lines: usize,
}

/// All that is said of an entity.
#[derive(Debug, Serialize)]
pub(super) struct EntityPart {
    pub answer: Answer,
    pub holders: Vec<HolderPart>,
    pub more_holders: usize,
    pub axes: Vec<Axis>,
    pub areas: Vec<Area>,
    pub picture: String,
    pub seats: Vec<SeatRow>,
    /// Whether the seats are left out, since there are too many.
    pub has_no_seats: bool,
    pub ranks: Vec<Counted>,
    pub functions: Vec<Counted>,
}

/// An axis of the profile: what each end stands for, and the words of the holders that speak for it.
#[derive(Debug, Serialize)]
pub(super) struct Axis {
    pub id: String,
    pub ends: BySide<String>,
    pub said: BySide<Vec<String>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Area {
    pub label: String,
    pub side: &'static str,
    /// `duty`, `delegation`, `title` or `nobody`.
    pub held: &'static str,
    pub by: Vec<SeatName>,
    pub more: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct Counted {
    pub name: String,
    pub count: usize,
}

pub(super) fn entity_part(
    audited: Audited<'_>,
    options: &BoardOptions,
    coverage: &EntityCoverage,
    answer: Answer,
    room: Room,
) -> EntityPart {
    let anchor = &answer.anchor;
    let entity = audited.on.chart.entity(coverage.entity);
    let (seats, more_holders) = holding(coverage);
    let holders = seats
        .iter()
        .enumerate()
        .filter_map(|(index, (seat, sides))| {
            let anchor = format!("{anchor}-{}", index + 1);
            holder(audited, options, *seat, sides, anchor)
        });
    let holders: Vec<_> = holders.collect();
    let cutout = Cutout {
        entity: Some(coverage.entity),
        most: room.boxes,
        show_names: options.show_names,
        ..Cutout::default()
    };
    let has_no_seats = entity.seats.len() > room.lines;
    let (ranks, functions) = counts(audited, coverage);
    EntityPart {
        axes: axes(audited, &holders),
        holders,
        more_holders,
        areas: areas(audited, options, coverage),
        picture: svg(audited, &cutout, &format!("{anchor}-")),
        seats: match has_no_seats {
            true => Vec::new(),
            false => seat_lines(audited, options, &cutout),
        },
        has_no_seats,
        ranks,
        functions,
        answer,
    }
}

/// A seat, and the sides that it covers, each with how.
type Holding = (SeatId, Vec<(Side, Covers)>);

/// The seats that cover a side, and how many are left out.
fn holding(coverage: &EntityCoverage) -> (Vec<Holding>, usize) {
    let mut holding: Vec<Holding> = Vec::new();
    let mut known: FxHashMap<SeatId, usize> = FxHashMap::default();
    for side in Side::BOTH {
        let covered = &coverage.sides[side];
        let how = match covered.how() {
            "title" => Covers::ByTitle,
            "from-group" => Covers::FromGroup,
            _ => Covers::InPractice,
        };
        for seat in covering(covered) {
            let at = *known.entry(*seat).or_insert(holding.len());
            if at == holding.len() {
                holding.push((*seat, Vec::new()));
            }
            holding[at].1.push((side, how));
        }
    }
    // Each side has its first ones.
    let of_side = |holding: &Holding, side| holding.1.first().map(|held| held.0) == Some(side);
    let (mut internal, external): (Vec<_>, Vec<_>) = holding
        .into_iter()
        .partition(|one| of_side(one, Side::Internal));
    let all = internal.len() + external.len();
    let kept_external = external.len().min(MOST_HOLDERS / 2);
    internal.truncate(MOST_HOLDERS - kept_external);
    let left = MOST_HOLDERS - internal.len();
    internal.extend(external.into_iter().take(left));
    let more = all - internal.len();
    (internal, more)
}

fn axes(audited: Audited<'_>, holders: &[HolderPart]) -> Vec<Axis> {
    let axes = audited.rules.axes.iter();
    let axes = axes.map(|axis| {
        let said = |side: Side| {
            let mut said: Vec<String> = Vec::new();
            for spoken in holders.iter().flat_map(|holder| &holder.evidence) {
                let is_here = spoken.axis == axis.id && spoken.side == side.name();
                if is_here && said.len() < 6 && !said.contains(&spoken.text) {
                    said.push(spoken.text.clone());
                }
            }
            said
        };
        Axis {
            id: plain(&axis.id.replace('-', " ")).into_owned(),
            ends: BySide {
                internal: plain(&axis.internal).into_owned(),
                external: plain(&axis.external).into_owned(),
            },
            said: BySide {
                internal: said(Side::Internal),
                external: said(Side::External),
            },
        }
    });
    // An axis that nobody speaks of says nothing of this entity.
    let is_said = |axis: &Axis| Side::BOTH.iter().any(|side| !axis.said[*side].is_empty());
    axes.filter(is_said).collect()
}

fn areas(audited: Audited<'_>, options: &BoardOptions, coverage: &EntityCoverage) -> Vec<Area> {
    let areas = audited.rules.areas.iter().zip(&coverage.areas);
    areas
        .map(|(area, holders)| {
            let seats = holders.seats();
            let shown = seats.iter().take(MOST_OF_AREA);
            let by: Vec<_> = shown.map(|seat| named(audited, options, *seat)).collect();
            Area {
                label: plain(&area.label).into_owned(),
                side: area.side.name(),
                held: holders.held().name(),
                more: seats.len().max(holders.claims) - by.len(),
                by,
            }
        })
        .collect()
}

/// How many seats have each rank, the highest first, and each function, the most frequent first.
fn counts(audited: Audited<'_>, coverage: &EntityCoverage) -> (Vec<Counted>, Vec<Counted>) {
    let on = audited.on;
    let mut ranks: BTreeMap<Rank, usize> = BTreeMap::new();
    let mut functions: BTreeMap<&str, usize> = BTreeMap::new();
    for seat in &on.chart.entity(coverage.entity).seats {
        *ranks.entry(on.sketch(*seat).rank).or_default() += 1;
        let function = function(audited.rules, on.sketch(*seat).function);
        *functions.entry(function).or_default() += 1;
    }
    let counted = |name: &str, count| Counted {
        name: plain(&name.replace('-', " ")).into_owned(),
        count,
    };
    let ranks = ranks.into_iter().rev();
    let ranks = ranks
        .map(|(rank, count)| counted(rank.name(), count))
        .collect();
    let functions = functions.into_iter();
    let mut functions: Vec<_> = functions.map(|(id, count)| counted(id, count)).collect();
    functions.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    (ranks, functions)
}
