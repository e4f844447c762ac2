//! Renders what changed between two snapshots as Markdown, for a comment on a proposed change.

use std::io;

use super::words::{counts, sections, summary};
use crate::classify::ClassifiedChart;
use crate::model::{Finding, Severity};
use crate::report::Diffed;
use crate::report::markdown::escaped;
use crate::report::words::{counted, plain};

/// Writes what changed as Markdown tables. Text from a chart is escaped: it can neither format the page nor
/// mention anybody.
///
/// # Errors
/// Those of the writer.
pub fn diff_markdown(
    diffed: Diffed<'_>,
    show_names: bool,
    out: &mut impl io::Write,
) -> io::Result<()> {
    writeln!(out, "### Org chart: {}\n", counts(diffed))?;
    for line in summary(diffed) {
        writeln!(out, "{}\n", escaped(&line))?;
    }
    let diff = diffed.diff;
    let on_changes = diff.findings.iter();
    let on_changes = on_changes.map(|found| (&found.finding, diffed.on(found.snapshot)));
    findings("Findings on changes", on_changes, out)?;
    findings(
        "New findings",
        diff.new.iter().map(|one| (one, diffed.new)),
        out,
    )?;
    findings(
        "Fixed findings",
        diff.fixed.iter().map(|one| (one, diffed.old)),
        out,
    )?;
    for section in sections(diffed, show_names) {
        writeln!(out, "#### {}\n", escaped(&section.heading))?;
        writeln!(out, "| | what | change |\n| --- | --- | --- |")?;
        for line in &section.lines {
            writeln!(
                out,
                "| `{}` | {} | {} |",
                line.sign.mark(),
                escaped(&line.what),
                escaped(&line.said)
            )?;
        }
        writeln!(out)?;
    }
    if diff.filtered > 0 {
        writeln!(out, "Filtered out: {}\n", counted(diff.filtered, "finding"))?;
    }
    Ok(())
}

fn findings<'a>(
    heading: &str,
    findings: impl Iterator<Item = (&'a Finding, &'a ClassifiedChart)>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut findings: Vec<_> = findings.collect();
    if findings.is_empty() {
        return Ok(());
    }
    findings.sort_by_key(|(finding, _)| std::cmp::Reverse(finding.severity));
    writeln!(out, "#### {heading}\n")?;
    writeln!(
        out,
        "| severity | code | place | finding |\n| --- | --- | --- | --- |"
    )?;
    for (finding, on) in findings {
        let place = finding.locations.first().map_or(String::new(), |at| {
            let file = &on.chart.sources().file(at.file).name;
            format!("{file}:{}:{}", at.line, at.column)
        });
        let severity = match finding.severity {
            Severity::Info => "info".to_owned(),
            graver => format!("**{}**", graver.name()),
        };
        writeln!(
            out,
            "| {severity} | {} | {} | {} |",
            escaped(&finding.code),
            escaped(&plain(&place)),
            escaped(&plain(&finding.message))
        )?;
    }
    writeln!(out)
}
