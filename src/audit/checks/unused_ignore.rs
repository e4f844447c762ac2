//! Finds entries of `policy: ignore:` that leave out no position.

use crate::audit::context::AuditContext;
use crate::audit::ignored;
use crate::model::Finding;
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let entries = context.rules.policy.ignores().iter();
    let unused = entries.filter(|entry| !ignored::names_somebody(chart, entry));
    let found = unused.filter_map(|entry| {
        let at = entry.at.as_ref()?;
        let asks = [
            ("id", &entry.id),
            ("title", &entry.title),
            ("entity", &entry.entity),
        ];
        let asks = asks.into_iter().filter(|(_, value)| value.is_some());
        let asks: Vec<_> = asks.map(|(key, _)| key).collect();
        // Rules that lie in no file of the run are for all charts.
        let place = context.place_of(at)?;
        let asks = asks.join(" and ");
        let message = format!("no position has the {asks} that this entry ignores");
        Some(context.finding_at(kind, message, || Some(place)))
    });
    found.collect()
}
