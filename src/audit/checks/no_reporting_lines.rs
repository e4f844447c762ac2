//! Finds files that do not say who reports to whom.

use crate::audit::context::AuditContext;
use crate::model::{Field, FileId, Finding};
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let chart = &context.on.chart;
    let with_lines = context.files_with_lines();
    let files = (0..chart.sources().files.len() as u32).map(FileId);
    files
        .filter(|file| {
            !with_lines.contains(file) && chart.sources().file(*file).tally.positions > 1
        })
        .filter_map(|file| {
            let source = chart.sources().file(file);
            let name = &source.name;
            let message = match source.gives_lines() {
                true => format!("nobody in {name} reports to anybody"),
                false => format!("no column or key of {name} says who reports to whom"),
            };
            context.finding_in(kind, file, Field::Title, message)
        })
        .collect()
}
