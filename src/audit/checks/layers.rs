//! Finds unusual reporting lines of an entity: chains of one report each, or more layers than its size needs.

use super::span::{reports, shows_staff};
use crate::audit::context::AuditContext;
use crate::chart::SeatId;
use crate::model::{Field, Finding};
use crate::rules::FindingKind;

/// Several people in a row lead one seat each.
pub(in super::super) fn one_to_one(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let least = kind.threshold("least_links");
    let only: Vec<Option<SeatId>> = chart
        .seats()
        .map(|seat| only_report(context, seat))
        .collect();
    let begins = |seat: &SeatId| {
        let above = chart.manager(*seat);
        let goes_on = above.is_some_and(|above| only[above.index()] == Some(*seat));
        only[seat.index()].is_some() && !goes_on
    };
    let mut findings = Vec::new();
    for first in chart.seats().filter(begins) {
        let chain = std::iter::successors(Some(first), |seat| only[seat.index()]);
        // A person who leads nobody is not a manager. On a chart that does not show the staff, the last
        // manager only seems to have one report.
        let chain: Vec<_> = chain
            .filter(|seat| reports(context, *seat).next().is_some())
            .collect();
        let links = chain.len() - 1;
        if (links as f32) < least {
            continue;
        }
        let message = format!(
            "{links} managers in a row lead one seat each: {}",
            context.steps_named(&chain)
        );
        let about = [(first, Field::Title), (chain[1], Field::ReportsTo)];
        findings.push(context.finding(kind, &about, message));
    }
    findings
}

/// The only seat of the same entity that reports to a seat. An assistant does not count as a layer.
fn only_report(context: &AuditContext<'_>, seat: SeatId) -> Option<SeatId> {
    if context.is_out(seat) {
        return None;
    }
    let mut led = reports(context, seat).filter(|report| !context.on.sketch(*report).is_aide);
    let only = led.next().filter(|_| led.next().is_none())?;
    let chart = &context.on.chart;
    (chart.entity_of(only) == chart.entity_of(seat)).then_some(only)
}

/// An entity has more layers than it would need if its managers led the usual number of people.
pub(in super::super) fn too_many(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let mut findings = Vec::new();
    for coverage in context.entities() {
        let entity = chart.entity(coverage.entity);
        let Some((top, _)) = context.groups.top(coverage.entity) else {
            continue;
        };
        let depths = entity
            .seats
            .iter()
            .filter_map(|seat| Some((chart.depth(*seat)?, *seat)));
        // If several seats are at the bottom, take the first.
        let Some((bottom, lowest)) =
            depths.max_by_key(|(depth, seat)| (*depth, std::cmp::Reverse(*seat)))
        else {
            continue;
        };
        let layers = bottom.saturating_sub(top) + 1;
        let needed = layers_needed(entity.headcount(), kind.threshold("usual_span"));
        let is_so = layers as f32 > needed as f32 + kind.threshold("spare_layers");
        // A chart that leaves people out shows too few layers, never too many. But it must declare how many
        // people there are, or show them.
        let shown = entity.seats.len() as f32 >= kind.threshold("least_seats");
        let is_whole = entity.declared_size.is_some() || shown && shows_staff(context, entity);
        if !is_so || !is_whole {
            continue;
        }
        let message = format!(
            "{} has {layers} layers for {} people, down to {}; with {} reports for each manager, {needed} layers \
             would be enough",
            entity.name,
            entity.headcount(),
            context.named(lowest),
            kind.threshold("usual_span"),
        );
        findings.push(context.finding_on(kind, coverage, &[lowest], message));
    }
    findings
}

/// The number of layers of the flattest tree for `people` people in which every manager has `span` reports.
fn layers_needed(people: u32, span: f32) -> u32 {
    let (mut layers, mut layer, mut seats) = (1, 1.0, 1.0);
    // With a span of one, the loop would not end.
    let span = span.max(2.0);
    while seats < people as f32 {
        layer *= span;
        seats += layer;
        layers += 1;
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::layers_needed;

    #[test]
    fn each_layer_is_larger_than_the_one_above_by_the_span() {
        let needed = [1, 2, 5, 6, 21, 22, 1000].map(|people| layers_needed(people, 4.0));
        assert_eq!(needed, [1, 2, 2, 3, 3, 4, 6]);
    }
}
