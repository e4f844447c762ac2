//! Renders what a finding is, and its example, as Markdown. `docs/findings.md` is this page for all findings.

use std::io;
use std::path::Path;

use super::explained::{
    Explained, by_family, command, in_a_line, settings, severity, severity_in_full, thresholds,
    when_asked,
};
use super::line_changes::{LineChange, line_changes};
use crate::audit::{ExampleFile, Seen, ShownExample};
use crate::report::markdown::{fence, formatted};
use crate::rules::Rules;

/// Writes the findings whose codes begin with `beginning` as tables, by family.
///
/// # Errors
/// Those of the writer.
pub fn explain_index_markdown(
    rules: &Rules,
    beginning: &str,
    out: &mut impl io::Write,
) -> io::Result<()> {
    index(rules, beginning, false, out)
}

/// Writes a page about all findings: an index, then a section for each finding.
///
/// # Errors
/// Those of the writer.
pub fn explain_all_markdown(
    rules: &Rules,
    explained: &[Explained<'_>],
    out: &mut impl io::Write,
) -> io::Result<()> {
    out.write_all(ABOUT.as_bytes())?;
    index(rules, "", true, out)?;
    for (label, kinds) in by_family(rules, "") {
        writeln!(out, "\n## {}", formatted(label))?;
        let of_family = explained.iter();
        for explained in of_family.filter(|one| kinds.iter().any(|kind| kind.code == one.kind.code))
        {
            writeln!(out)?;
            finding(explained, "###", out)?;
        }
    }
    Ok(())
}

const ABOUT: &str = "\
# Findings

What each finding means, why it matters, what to do, and a chart that shows it beside the same chart repaired. The
charts are in `fixtures/findings/` and are tests as well. [The audit](audit.md) tells how it thinks.

<!-- Written by `rolecall explain --all --format markdown`; change rules/findings.yaml or the charts instead. -->

";

/// Writes what a finding means.
///
/// # Errors
/// Those of the writer.
pub fn explain_markdown(explained: &Explained<'_>, out: &mut impl io::Write) -> io::Result<()> {
    finding(explained, "#", out)
}

fn index(rules: &Rules, beginning: &str, linked: bool, out: &mut impl io::Write) -> io::Result<()> {
    writeln!(out, "| code | name | severity | what it says |")?;
    writeln!(out, "| --- | --- | --- | --- |")?;
    for (label, kinds) in by_family(rules, beginning) {
        writeln!(out, "| | **{}** | | |", in_cell(label))?;
        for kind in kinds {
            let (code, name) = (in_cell(&kind.code), in_cell(&kind.name));
            let anchor = format!("#{}-{name}", code.to_lowercase());
            let code = if linked {
                format!("[{code}]({anchor})")
            } else {
                code
            };
            let severity = severity(kind);
            let off = when_asked(kind);
            let summary = in_cell(&kind.summary);
            writeln!(out, "| {code} | {name} | {severity}{off} | {summary} |")?;
        }
    }
    Ok(())
}

fn in_cell(text: &str) -> String {
    formatted(text).replace('|', "\\|")
}

fn finding(explained: &Explained<'_>, level: &str, out: &mut impl io::Write) -> io::Result<()> {
    let kind = explained.kind;
    let [code, name] = [&kind.code, &kind.name].map(|text| formatted(text));
    writeln!(out, "{level} {code} {name}\n")?;
    writeln!(out, "{}\n", formatted(&kind.summary))?;
    writeln!(out, "- **Severity**: {}", severity_in_full(kind))?;
    writeln!(out, "- **Why**: {}", formatted(&kind.why))?;
    writeln!(out, "- **What to do**: {}", formatted(&kind.help))?;
    let thresholds = thresholds(kind);
    if !thresholds.is_empty() {
        writeln!(out, "- **Thresholds**: `{}`", thresholds.join(", "))?;
    }
    writeln!(
        out,
        "\nTo change it, one of these lines in `rolecall.yaml`:\n"
    )?;
    fenced("yaml", &settings(kind), out)?;
    match &explained.example {
        Some(shown) => example(shown, out),
        None => Ok(()),
    }
}

fn example(shown: &ShownExample, out: &mut impl io::Write) -> io::Result<()> {
    let example = &shown.example;
    for chart in &example.flagged {
        writeln!(out, "\nExample, `{}`:\n", chart.name)?;
        fenced(language(chart), &chart.text(), out)?;
    }
    if let Some(policy) = &example.policy {
        writeln!(out, "\nPolicy, `{}`:\n", policy.name)?;
        fenced(language(policy), &policy.text(), out)?;
    }
    if let (Some(seen), [chart]) = (&shown.flagged, example.flagged.as_slice()) {
        said(shown, chart, seen, out)?;
    }
    for (chart, repaired) in example.flagged.iter().zip(&example.repaired) {
        if repaired.is_description() {
            writeln!(out, "\nRepaired:\n")?;
            fenced(language(repaired), &repaired.text(), out)?;
            continue;
        }
        let (before, after) = (chart.text(), repaired.text());
        let changes = line_changes(&before, &after);
        if changes.is_empty() {
            writeln!(out, "\nRepaired, `{}`: the same chart.", repaired.name)?;
            continue;
        }
        writeln!(out, "\nRepaired, `{}`:\n", repaired.name)?;
        let mut text = String::new();
        for change in changes {
            let (sign, line) = match change {
                LineChange::Removed(_, line) => ('-', line),
                LineChange::Added(_, line) => ('+', line),
            };
            text.push(sign);
            text.push_str(line);
            text.push('\n');
        }
        fenced("diff", &text, out)?;
    }
    if let (Some(seen), [chart]) = (&shown.repaired, example.repaired.as_slice()) {
        said(shown, chart, seen, out)?;
    }
    Ok(())
}

fn said(
    shown: &ShownExample,
    chart: &ExampleFile,
    seen: &Seen,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let command = command(shown, chart, seen);
    if seen.findings.is_empty() {
        return writeln!(out, "\n`{command}` finds nothing.");
    }
    writeln!(out, "\n`{command}` says:\n")?;
    for finding in &seen.findings {
        writeln!(out, "- {}", formatted(&in_a_line(finding)))?;
    }
    Ok(())
}

fn language(file: &ExampleFile) -> &str {
    let ending = Path::new(&file.name).extension();
    ending
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
}

fn fenced(language: &str, text: &str, out: &mut impl io::Write) -> io::Result<()> {
    let fence = fence(text);
    let text = text.trim_end_matches('\n');
    writeln!(out, "{fence}{language}\n{text}\n{fence}")
}
