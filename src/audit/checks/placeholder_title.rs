//! Finds titles that are words but name no job. A placeholder that stands for nothing counts as a missing
//! title instead.

use std::collections::BTreeMap;

use crate::audit::context::{AuditContext, MOST_PLACES};
use crate::chart::SeatId;
use crate::model::{Field, FileId, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let mut found: BTreeMap<FileId, Vec<SeatId>> = BTreeMap::new();
    for seat in chart.seats() {
        let title = chart.text(seat, Field::Title);
        if !title.is_empty() && context.rules.columns.is_no_title(title) {
            let file = chart.position(seat).file;
            found.entry(file).or_default().push(seat);
        }
    }
    found.retain(|_, seats| seats.iter().any(|seat| !context.is_out(*seat)));
    found
        .into_values()
        .map(|seats| {
            let message = format!(
                "{} a title that names no job, such as {}",
                match seats.len() {
                    1 => "1 position has".to_owned(),
                    count => format!("{count} positions have"),
                },
                context.named(seats[0])
            );
            let places = seats.iter().take(MOST_PLACES);
            let about: Vec<_> = places.map(|seat| (*seat, Field::Title)).collect();
            context.finding(kind, &about, message)
        })
        .collect()
}
