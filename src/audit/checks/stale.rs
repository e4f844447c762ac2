//! Finds files that may be out of date because nobody has started for a long time.

use crate::audit::context::AuditContext;
use crate::model::{Field, FileId, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let files = chart.sources().files.iter().enumerate();
    let stale = files.filter_map(|(index, file)| {
        let days = file.tally.last_started?;
        let is_old = days as f32 > kind.threshold("days");
        let is_telling = file.tally.started as f32 >= kind.threshold("least_started");
        let first = chart.first_seat(FileId(index as u32))?;
        (is_old && is_telling).then_some((first, file.tally.started, days))
    });
    stale
        .map(|(first, started, days)| {
            let message = format!(
                "{started} people have a start date, and the latest is {days} days before the audit date"
            );
            Finding {
                positions: Vec::new(),
                entity: None,
                ..context.finding(kind, &[(first, Field::Start)], message)
            }
        })
        .collect()
}
