//! Finds responsibility areas that several reporting lines claim.

use rustc_hash::FxHashSet;

use crate::audit::context::{AuditContext, listed_shortly};
use crate::audit::coverage::EntityCoverage;
use crate::chart::{SeatId, id_key};
use crate::model::{AreaSet, Field, Finding, Side};
use crate::rules::FindingKind;
use crate::text::TextSet;

/// All claimants lead technology, or stand in for somebody who does.
pub(in super::super) fn overlap(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    found(context, kind, false)
}

/// Some claimants hold neighbouring roles: digital, data, product.
pub(in super::super) fn neighbour(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    found(context, kind, true)
}

fn found(context: &AuditContext<'_>, kind: &FindingKind, with_neighbours: bool) -> Vec<Finding> {
    let mut claimants: Vec<Vec<SeatId>> = vec![Vec::new(); context.coverage.len()];
    for (seat, _) in context.technologists() {
        if !context.on.sketch(seat).areas.is_empty() && context.reach(seat).is_whole() {
            claimants[context.on.chart.entity_of(seat).0 as usize].push(seat);
        }
    }
    let entities = context.coverage.iter().zip(claimants);
    let entities = entities.filter(|(_, claimants)| claimants.len() > 1);
    entities
        .flat_map(|(entity, claimants)| {
            of_entity(context, kind, entity, claimants, with_neighbours)
        })
        .collect()
}

/// Makes one finding for all areas that the same lines claim.
fn of_entity(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    entity: &EntityCoverage,
    mut claimants: Vec<SeatId>,
    with_neighbours: bool,
) -> Vec<Finding> {
    claimants.sort_by_key(|seat| (context.on.chart.depth(*seat).unwrap_or(u32::MAX), *seat));
    claimants.truncate(MOST_COMPARED);
    let lines = AreaClaims::of(context, entity, claimants);
    let mut shared: Vec<Shared> = Vec::new();
    for area in 0..context.rules.areas.len() as u16 {
        let mut claims = lines.claiming(area);
        if !with_neighbours {
            claims.retain(|claim| !is_neighbour(context, kind, claim.seat));
        }
        let has_neighbour = claims
            .iter()
            .any(|claim| is_neighbour(context, kind, claim.seat));
        if claims.len() < 2 || has_neighbour != with_neighbours {
            continue;
        }
        let by: Vec<_> = claims
            .iter()
            .map(|claim| (claim.top, claim.is_own()))
            .collect();
        let index = shared.iter().position(|known| known.by == by);
        let index = index.unwrap_or_else(|| {
            shared.push(Shared {
                by,
                ..Shared::default()
            });
            shared.len() - 1
        });
        let known = &mut shared[index];
        known.areas.insert(area);
        for claim in claims {
            if !known.seats.contains(&claim.seat) {
                known.seats.push(claim.seat);
            }
        }
    }
    shared
        .iter()
        .map(|shared| finding(context, kind, shared))
        .collect()
}

/// A claim of an area: the seat that claims it, and the seat that answers for it in that line.
struct Claim {
    seat: SeatId,
    top: SeatId,
}

impl Claim {
    fn is_own(&self) -> bool {
        self.seat == self.top
    }
}

/// The areas that the same lines claim.
#[derive(Default)]
struct Shared {
    /// Who answers for each line, and whether that seat makes the claim itself.
    by: Vec<(SeatId, bool)>,
    areas: AreaSet,
    /// The seats whose duty texts make the claims.
    seats: Vec<SeatId>,
}

/// The most seats of an entity that are compared, the highest first. With more leaders of technology in one
/// entity, who answers for what is no longer the question.
const MOST_COMPARED: usize = 200;

/// The lines in which areas of an entity are claimed.
struct AreaClaims<'a> {
    context: &'a AuditContext<'a>,
    entity: &'a EntityCoverage,
    /// The seats that claim something, the highest first, each with the seats above that may answer for it.
    claimants: Vec<(SeatId, Vec<SeatId>)>,
    officers: [FxHashSet<SeatId>; 2],
}

impl<'a> AreaClaims<'a> {
    fn of(
        context: &'a AuditContext<'a>,
        entity: &'a EntityCoverage,
        claimants: Vec<SeatId>,
    ) -> AreaClaims<'a> {
        let officers = Side::BOTH.map(|side| entity.sides[side].leaders.iter().copied().collect());
        let is_officer = |seat: &SeatId| {
            officers
                .iter()
                .any(|of: &FxHashSet<SeatId>| of.contains(seat))
        };
        // The head of an organisation answers for everything. If somebody else does too, that says more.
        let top = context.groups.top(entity.entity).map(|(_, top)| top);
        let is_head = |seat: &SeatId| top == Some(*seat) && !is_officer(seat);
        let of_claimants: FxHashSet<SeatId> = claimants.iter().copied().collect();
        let with_those_above = |seat: SeatId| {
            let above = context.above(seat);
            let above = above.take_while(|at| context.on.chart.entity_of(*at) == entity.entity);
            let above = above.filter(|at| of_claimants.contains(at) || is_officer(at));
            (seat, above.filter(|at| !is_head(at)).collect())
        };
        let claimants = claimants.into_iter().filter(|seat| !is_head(seat));
        let claimants = claimants.map(with_those_above).collect();
        AreaClaims {
            context,
            entity,
            claimants,
            officers,
        }
    }

    /// The claims of an area: the highest seat of each line, and the first seat of a person who has two. None
    /// if all of them are officers for one side, or below them, because two officers have a finding of their
    /// own.
    fn claiming(&self, area: u16) -> Vec<Claim> {
        let side = self.context.rules.areas[usize::from(area)].side;
        let officers = &self.officers[side as usize];
        let claims = |seat: SeatId| self.claims(seat, area);
        // A claim below an officer of the side is delegated, whether or not the officer's own text mentions
        // the area.
        let answers = |seat: &&SeatId| claims(**seat) || officers.contains(*seat);
        let by_leaders = self.claimants.iter().filter(|(seat, _)| claims(*seat));
        let by_leaders = by_leaders.map(|(seat, above)| Claim {
            seat: *seat,
            top: *above.iter().rfind(answers).unwrap_or(seat),
        });
        let delegates = self.entity.areas[usize::from(area)].by_delegation.iter();
        let by_delegates = delegates.filter_map(|seat| {
            let mut above = self.context.above(*seat);
            let top = above.find(|at| officers.contains(at))?;
            Some(Claim { seat: *seat, top })
        });
        let mut found: Vec<Claim> = Vec::new();
        let (mut tops, mut seats) = (TextSet::default(), TextSet::default());
        let mut people = TextSet::default();
        for claim in by_leaders.chain(by_delegates) {
            let here = self.context.on.chart.position(claim.seat);
            let seat = (here.file, id_key(here.id));
            let person = self.context.person(claim.seat);
            let is_known = tops.contains(&claim.top)
                || !here.id.is_empty() && seats.contains(&seat)
                || !person.is_empty() && people.contains(&person);
            if !is_known {
                tops.insert(claim.top);
                seats.insert(seat);
                people.insert(person);
                found.push(claim);
            }
        }
        let mut sides = self.officers.iter();
        if sides.any(|of| found.iter().all(|claim| of.contains(&claim.top))) {
            found.clear();
        }
        found
    }

    /// Whether the duty text of a seat mentions an area. If the title is not one of technology, the text must
    /// mention it in words that only technology uses.
    fn claims(&self, seat: SeatId, area: u16) -> bool {
        let sketch = self.context.on.sketch(seat);
        let verdict = self.context.on.verdict(seat);
        let by_title =
            verdict.is_some_and(|verdict| self.context.is_titled_for_technology(verdict));
        sketch.anchored.contains(area) || by_title && sketch.areas.contains(area)
    }
}

fn is_neighbour(context: &AuditContext<'_>, kind: &FindingKind, seat: SeatId) -> bool {
    let leads = Side::BOTH
        .iter()
        .any(|side| context.coverage_of(seat).sides[*side].leads(seat));
    let verdict = context.on.verdict(seat);
    !leads && verdict.is_some_and(|verdict| context.holds_any(verdict, kind.roles("neighbours")))
}

fn finding(context: &AuditContext<'_>, kind: &FindingKind, shared: &Shared) -> Finding {
    let named = |(top, is_own): &(SeatId, bool)| {
        let name = context.named(*top);
        if *is_own {
            name
        } else {
            format!("the line of {name}")
        }
    };
    let message = format!(
        "{} reporting lines claim {}: {}",
        shared.by.len(),
        context.areas_named(shared.areas.iter()),
        listed_shortly(shared.by.iter().map(named))
    );
    let about = shared
        .seats
        .iter()
        .map(|seat| (*seat, Field::Responsibilities));
    context.finding(kind, &about.collect::<Vec<_>>(), message)
}
