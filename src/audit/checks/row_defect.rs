//! Reports what was wrong with single rows and headers, as the reader noted it.

use crate::audit::context::{AuditContext, one_line};
use crate::model::{Defect, DefectKind, FileId, Finding};
use crate::rules::FindingKind;

/// A longer value, in bytes, is not repeated in a message.
const LONGEST_VALUE: usize = 40;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for batch in context.on.chart.batches() {
        let defects = batch
            .defects
            .iter()
            .filter(|defect| check_name(&defect.kind) == kind.check);
        findings.extend(defects.map(|defect| finding(context, kind, batch.file, defect)));
    }
    findings
}

/// The check that reports a kind of defect.
fn check_name(kind: &DefectKind) -> &'static str {
    match kind {
        DefectKind::RaggedRow { .. } => "ragged-row",
        DefectKind::InvalidText | DefectKind::HalfCharacter => "invalid-text",
        DefectKind::FullSheet => "full-sheet",
        DefectKind::GuessedEncoding { .. } => "guessed-encoding",
        DefectKind::CompetingColumns { .. } => "competing-columns",
        DefectKind::DuplicateHeader { .. } => "duplicate-header",
        DefectKind::BadValue { .. } | DefectKind::EndBeforeStart { .. } => "bad-value",
        DefectKind::Formula { .. } => "formula-like-cell",
        DefectKind::UndecidedDates { .. } => "undecided-dates",
        DefectKind::UnusedEndDate => "unused-end-dates",
        DefectKind::Misshapen { .. } | DefectKind::Unreadable { .. } => "misshapen-value",
    }
}

fn finding(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    file: FileId,
    defect: &Defect,
) -> Finding {
    let field = defect.field.map_or("", |field| field.name());
    let message = match &defect.kind {
        DefectKind::RaggedRow { expected, found } => {
            format!("the row has {found} cells, the header {expected}")
        }
        DefectKind::InvalidText => {
            "the text is not valid UTF-8; what could not be read was replaced".to_owned()
        }
        DefectKind::HalfCharacter => {
            "an escape such as `\\ud83d` is only half of a character; it was replaced".to_owned()
        }
        DefectKind::Unreadable { reason } => format!("the line was left out: {reason}"),
        DefectKind::FullSheet => {
            "the sheet has as many rows as a sheet can have; the end may be missing".to_owned()
        }
        DefectKind::GuessedEncoding { encoding } => {
            format!("the file is not UTF-8; it was read as {encoding}")
        }
        DefectKind::CompetingColumns { used, unused } => {
            format!("`{used}` and `{unused}` could both be the {field}; `{used}` was used")
        }
        DefectKind::DuplicateHeader { header, times: 2 } => {
            format!("`{header}` occurs twice; the first was used")
        }
        DefectKind::DuplicateHeader { header, times } => {
            format!("`{header}` occurs {times} times; the first was used")
        }
        // A word in the wrong column may be a name, so it is not shown, and nobody reads endless digits.
        DefectKind::BadValue { value }
            if value.contains(char::is_alphabetic) || value.len() > LONGEST_VALUE =>
        {
            format!("the value is not a valid {field}; it was left out")
        }
        DefectKind::BadValue { value } => {
            format!("`{value}` is not a valid {field}; it was left out")
        }
        DefectKind::Formula { value } => {
            let shown = match defect.field {
                Some(field) if field.may_show(value) || context.options.show_names => {
                    format!(": `{}`", one_line(value))
                }
                _ => String::new(),
            };
            format!("a spreadsheet would run the {field} as a formula{shown}")
        }
        DefectKind::EndBeforeStart { start, end } => {
            format!("the end date `{end}` is before the start date `{start}`; neither was used")
        }
        DefectKind::UndecidedDates { value } => format!(
            "dates such as `{value}` can be read day first or month first, and the order decides which rows are \
             left out; these rows were kept"
        ),
        DefectKind::UnusedEndDate => {
            "rows have an end date; all of them count as current, because no audit date was given (option `as-of`)"
                .to_owned()
        }
        DefectKind::Misshapen { found, expected } => {
            format!("found {found} where {expected} should be; it was left out")
        }
    };
    context.finding_at(kind, message, || {
        let place = (defect.line, defect.offset);
        let sources = context.on.chart.sources();
        Some(sources.locate(file, place, defect.field, &|_, _| false))
    })
}
