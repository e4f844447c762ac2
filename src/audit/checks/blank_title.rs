//! Finds positions without a title.

use crate::audit::case::Case;
use crate::model::{Field, Finding, Status};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &case.on.chart;
    let blank = chart.seats().filter(|seat| {
        let position = chart.position(*seat);
        position.status != Status::Eliminated
            && (position.title.is_empty() || case.rules.columns.is_placeholder(position.title))
            && chart.sources().file(position.file).gives(Field::Title)
    });
    blank
        .map(|seat| {
            let position = chart.position(seat);
            let who = if position.id.is_empty() {
                "a position".to_owned()
            } else {
                format!("position {}", position.shown_id())
            };
            case.finding(kind, &[(seat, Field::Title)], format!("{who} has no title"))
        })
        .collect()
}
