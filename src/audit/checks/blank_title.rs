//! Finds positions without a title.

use crate::audit::context::AuditContext;
use crate::model::{Field, Finding, Status};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let blank = chart.seats().filter(|seat| {
        let position = chart.position(*seat);
        position.status != Status::Eliminated
            && (position.title.is_empty() || context.rules.columns.is_placeholder(position.title))
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
            context.finding(kind, &[(seat, Field::Title)], format!("{who} has no title"))
        })
        .collect()
}
