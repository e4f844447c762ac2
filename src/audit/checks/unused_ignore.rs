//! Finds entries of `policy: ignore:` that leave out no position.

use super::super::case::Case;
use super::super::ignored;
use crate::model::{Finding, Location};
use crate::rules::FindingKind;

pub(in super::super) fn check(case: &Case<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &case.on.chart;
    let entries = case.rules.policy.ignores().iter();
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
        let place = Location {
            file: chart.sources().id_of(&at.file)?,
            line: at.line,
            column: at.column,
            excerpt: None,
        };
        Some(Finding {
            code: kind.code.clone().into(),
            severity: kind.severity,
            message: format!(
                "no position has the {} that this entry ignores",
                asks.join(" and ")
            ),
            confidence: None,
            entity: None,
            positions: Vec::new(),
            more_positions: 0,
            locations: case.is_told(kind).then_some(place).into_iter().collect(),
            occurrences: Vec::new(),
        })
    });
    found.collect()
}
