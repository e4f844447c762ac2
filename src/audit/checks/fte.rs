//! Finds seats that are more than one full-time post.

use std::collections::BTreeMap;

use crate::audit::context::{AuditContext, MOST_PLACES};
use crate::chart::SeatId;
use crate::model::{Field, FileId, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let most = kind.threshold("most");
    if !context.gives(Field::Fte) {
        return Vec::new();
    }
    let mut found: BTreeMap<FileId, Parts> = BTreeMap::new();
    for seat in chart.seats() {
        let here = chart.position(seat);
        if let Some(hundredths) = here.fte.filter(|hundredths| *hundredths > 0) {
            // A file of one person says nothing of the scale.
            let chart = chart.sources().chart_of(here.file);
            let parts = found.entry(chart).or_default();
            let part = f32::from(hundredths) / 100.0;
            parts.given += 1;
            if part > most {
                parts.high.push((seat, part));
            }
        }
    }
    let mut findings = Vec::new();
    for mut parts in found.into_values() {
        // If most values are far above 1, the file writes percentages.
        if parts.high.len() * 2 > parts.given {
            parts.high.retain(|(_, part)| part / 100.0 > most);
            parts.high.iter_mut().for_each(|(_, part)| *part /= 100.0);
        }
        parts.high.retain(|(seat, _)| !context.is_out(*seat));
        let Some((first, part)) = parts.high.first() else {
            continue;
        };
        let more = match parts.high.len() - 1 {
            0 => String::new(),
            1 => "; another seat is similar".to_owned(),
            count => format!("; {count} more seats are similar"),
        };
        let message = format!(
            "{} is said to be {part} full-time posts{more}",
            context.named(*first)
        );
        let places = parts.high.iter().take(MOST_PLACES);
        let about: Vec<_> = places.map(|(seat, _)| (*seat, Field::Fte)).collect();
        findings.push(context.finding(kind, &about, message));
    }
    findings
}

/// What the seats of one chart give.
#[derive(Default)]
struct Parts {
    given: usize,
    high: Vec<(SeatId, f32)>,
}
