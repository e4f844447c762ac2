//! What changed since an earlier snapshot.

use serde::Serialize;

use super::names::FileLine;
use crate::classify::ClassifiedChart;
use crate::model::Finding;
use crate::report::Diffed;
use crate::report::diff::words::{counts, sections, summary};
use crate::report::words::plain;

/// The most changes of one kind that are shown; those of officers come first.
const MOST_LINES: usize = 100;

/// The most findings of one kind.
const MOST_FOUND: usize = 100;

#[derive(Debug, Serialize)]
pub(super) struct Changes {
    /// The files of the earlier snapshot.
    pub since: Vec<String>,
    pub counts: String,
    pub summary: Vec<String>,
    /// Findings on the changes themselves, new ones and fixed ones. Those without findings are left out.
    pub found: Vec<ChangeFindings>,
    pub sections: Vec<ChangeSection>,
}

#[derive(Debug, Serialize)]
pub(super) struct ChangeFindings {
    /// `changes`, `new` or `fixed`.
    pub kind: &'static str,
    pub findings: Vec<FoundLine>,
    pub more: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct FoundLine {
    pub severity: &'static str,
    pub code: String,
    pub message: String,
    pub place: Option<FileLine>,
}

#[derive(Debug, Serialize)]
pub(super) struct ChangeSection {
    pub heading: String,
    pub lines: Vec<ChangeRow>,
    pub more: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct ChangeRow {
    pub sign: char,
    pub what: String,
    pub said: String,
}

pub(super) fn changes(diffed: Diffed<'_>, show_names: bool) -> Changes {
    let diff = diffed.diff;
    let on_changes = diff.findings.iter();
    let on_changes = on_changes.map(|found| (&found.finding, diffed.on(found.snapshot)));
    let new = diff.new.iter().map(|finding| (finding, diffed.new));
    let fixed = diff.fixed.iter().map(|finding| (finding, diffed.old));
    let found = [
        found("changes", on_changes),
        found("new", new),
        found("fixed", fixed),
    ];
    let files = diffed.old.chart.sources().files.iter();
    Changes {
        since: files.map(|file| plain(&file.name).into_owned()).collect(),
        counts: counts(diffed),
        summary: summary(diffed),
        found: found.into_iter().flatten().collect(),
        sections: sections(diffed, show_names)
            .into_iter()
            .map(|section| {
                let all = section.lines.len();
                let lines = section.lines.into_iter().take(MOST_LINES);
                ChangeSection {
                    heading: section.heading,
                    lines: lines
                        .map(|line| ChangeRow {
                            sign: line.sign.mark(),
                            what: line.what,
                            said: line.said,
                        })
                        .collect(),
                    more: all.saturating_sub(MOST_LINES),
                }
            })
            .collect(),
    }
}

fn found<'a>(
    kind: &'static str,
    findings: impl Iterator<Item = (&'a Finding, &'a ClassifiedChart)>,
) -> Option<ChangeFindings> {
    let mut findings: Vec<_> = findings.collect();
    findings.sort_by_key(|(finding, _)| std::cmp::Reverse(finding.severity));
    let more = findings.len().saturating_sub(MOST_FOUND);
    let lines = findings.iter().take(MOST_FOUND);
    let lines = lines.map(|(finding, on)| FoundLine {
        severity: finding.severity.name(),
        code: finding.code.to_string(),
        message: plain(&finding.message).into_owned(),
        place: finding.locations.first().map(|at| FileLine::of(on, at)),
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then_some(ChangeFindings {
        kind,
        findings: lines,
        more,
    })
}
