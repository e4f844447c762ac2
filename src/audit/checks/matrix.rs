//! Finds dotted lines that contradict the solid ones, or one another.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::audit::context::{AuditContext, MOST_PLACES};
use crate::chart::{Line, SeatId};
use crate::model::{Field, FileId, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let most = kind.threshold("most_lines");
    let mut findings = Vec::new();
    if !context.gives(Field::DottedLine) {
        return findings;
    }
    let drawn: FxHashSet<(SeatId, SeatId)> = chart
        .seats()
        .flat_map(|seat| {
            let dotted = dotted_managers(context, seat).into_iter();
            dotted.map(move |manager| (seat, manager))
        })
        .collect();
    let mut doubled: BTreeMap<FileId, Vec<SeatId>> = BTreeMap::new();
    for seat in chart.seats() {
        if chart.text(seat, Field::DottedLine).is_empty() || context.is_out(seat) {
            continue;
        }
        let mut say = |message| findings.push(finding(context, kind, seat, message));
        let dotted = dotted_managers(context, seat);
        if dotted.len() as f32 > most {
            say(format!(
                "{} has {} dotted lines: to {}",
                context.named(seat),
                dotted.len(),
                context.all_named(&dotted)
            ));
        }
        let (mut below, mut mutual) = (Vec::new(), Vec::new());
        for manager in dotted {
            if chart.manager(seat) == Some(manager) {
                doubled
                    .entry(chart.position(seat).file)
                    .or_default()
                    .push(seat);
            } else if stands_above(context, seat, manager) {
                below.push(manager);
            } else if seat < manager && drawn.contains(&(manager, seat)) {
                mutual.push(manager);
            }
        }
        match &below[..] {
            [] => {}
            [one] => say(format!(
                "{} has a dotted line to {}, who stands below",
                context.named(seat),
                context.named(*one)
            )),
            several => say(format!(
                "{} has {} dotted lines to seats that stand below: {}",
                context.named(seat),
                several.len(),
                context.all_named(several)
            )),
        }
        match &mutual[..] {
            [] => {}
            [one] => say(format!(
                "{} and {} have dotted lines to each other",
                context.named(seat),
                context.named(*one)
            )),
            several => say(format!(
                "{} and {} others have dotted lines to each other: {}",
                context.named(seat),
                several.len(),
                context.all_named(several)
            )),
        }
    }
    // Most likely one column was filled from the other.
    findings.extend(doubled.values().map(|seats| {
        let (noun, verb) = match seats.len() {
            1 => ("seat", "has"),
            _ => ("seats", "have"),
        };
        let message = format!(
            "{} {noun} {verb} a dotted line to the manager that the solid line already leads to: {}",
            seats.len(),
            context.all_named(seats)
        );
        let places = seats.iter().take(MOST_PLACES);
        let about: Vec<_> = places.map(|seat| (*seat, Field::DottedLine)).collect();
        context.finding(kind, &about, message)
    }));
    findings
}

fn dotted_managers(context: &AuditContext<'_>, seat: SeatId) -> Vec<SeatId> {
    let managers = context.on.chart.managers(seat);
    let dotted = managers.filter(|(_, line)| *line == Line::Dotted);
    dotted.map(|(manager, _)| manager).collect()
}

/// Whether a seat is above another. Only some steps are followed, since this is asked for every seat, also in
/// deep charts.
fn stands_above(context: &AuditContext<'_>, higher: SeatId, lower: SeatId) -> bool {
    context
        .above(lower)
        .take(MOST_LEVELS)
        .any(|seat| seat == higher)
}

const MOST_LEVELS: usize = 64;

fn finding(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    seat: SeatId,
    message: String,
) -> Finding {
    context.finding(kind, &[(seat, Field::DottedLine)], message)
}
