//! Renders what a finding is, and its example, as text for a person.

use std::io;

use anstyle::{AnsiColor, Effects, Style};

use super::explained::{
    Explained, by_family, command, in_a_line, settings, severity, severity_in_full, thresholds,
    when_asked,
};
use super::line_changes::{LineChange, line_changes};
use crate::audit::{ExampleFile, Seen, ShownExample};
use crate::model::Severity;
use crate::report::words::{NARROWEST, wrapped};
use crate::rules::Rules;

const BOLD: Style = Style::new().effects(Effects::BOLD);

const DIM: Style = Style::new().effects(Effects::DIMMED);

const RED: Style = AnsiColor::Red.on_default();

const GREEN: Style = AnsiColor::Green.on_default();

const YELLOW: Style = AnsiColor::Yellow.on_default();

/// Writes the findings whose codes begin with `beginning` as a list, by family.
///
/// # Errors
/// Those of the writer.
pub fn explain_index_text(
    rules: &Rules,
    beginning: &str,
    width: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let families = by_family(rules, beginning);
    let kinds = families.iter().flat_map(|(_, kinds)| kinds);
    let widest = kinds.map(|kind| kind.name.len()).max().unwrap_or_default();
    for (index, (label, kinds)) in families.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{BOLD}{label}{BOLD:#}")?;
        for kind in kinds {
            let style = style(kind.severity);
            let severity = severity(kind);
            let (code, name) = (&kind.code, &kind.name);
            let off = when_asked(kind);
            writeln!(
                out,
                "  {BOLD}{code}{BOLD:#}  {name:<widest$}  {style}{severity}{style:#}{off}"
            )?;
            wrapped(&kind.summary, "         ", width, out)?;
        }
    }
    Ok(())
}

/// Writes what a finding means, why it matters, what to do, and its example.
///
/// # Errors
/// Those of the writer.
pub fn explain_text(
    explained: &Explained<'_>,
    width: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let kind = explained.kind;
    let severity = severity(kind);
    let (code, name) = (&kind.code, &kind.name);
    writeln!(out, "{BOLD}{code} {name}{BOLD:#} ({severity})\n")?;
    wrapped(&kind.summary, "", width, out)?;
    writeln!(out)?;
    titled("Severity", &severity_in_full(kind), width, out)?;
    titled("Why", &kind.why, width, out)?;
    titled("What to do", &kind.help, width, out)?;
    let thresholds = thresholds(kind);
    if !thresholds.is_empty() {
        titled("Thresholds", &thresholds.join(", "), width, out)?;
    }
    writeln!(
        out,
        "\n{BOLD}To change it{BOLD:#}, one of these lines in rolecall.yaml:"
    )?;
    for line in settings(kind).lines() {
        broken(line, "  ", width, out)?;
    }
    if let Some(shown) = &explained.example {
        writeln!(out)?;
        example(shown, width, out)?;
    }
    Ok(())
}

fn example(shown: &ShownExample, width: usize, out: &mut impl io::Write) -> io::Result<()> {
    let example = &shown.example;
    for chart in &example.flagged {
        writeln!(out, "{BOLD}Example{BOLD:#} {}", chart.name)?;
        numbered(chart, width, out)?;
    }
    if let Some(policy) = &example.policy {
        writeln!(out, "{BOLD}Policy{BOLD:#} {}", policy.name)?;
        numbered(policy, width, out)?;
    }
    if let (Some(seen), [chart]) = (&shown.flagged, example.flagged.as_slice()) {
        said(shown, chart, seen, width, out)?;
    }
    for (chart, repaired) in example.flagged.iter().zip(&example.repaired) {
        writeln!(out, "\n{BOLD}Repaired{BOLD:#} {}", repaired.name)?;
        changed(chart, repaired, width, out)?;
    }
    if let (Some(seen), [chart]) = (&shown.repaired, example.repaired.as_slice()) {
        said(shown, chart, seen, width, out)?;
    }
    Ok(())
}

fn numbered(file: &ExampleFile, width: usize, out: &mut impl io::Write) -> io::Result<()> {
    for (number, line) in (1..).zip(file.text().lines()) {
        if line.is_empty() && file.is_description() {
            writeln!(out)?;
        } else if file.is_description() {
            wrapped(line, "  ", width, out)?;
        } else {
            row(DIM, "  ", number, line, width, out)?;
        }
    }
    Ok(())
}

fn changed(
    flagged: &ExampleFile,
    repaired: &ExampleFile,
    width: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    if repaired.is_description() {
        return numbered(repaired, width, out);
    }
    let (before, after) = (flagged.text(), repaired.text());
    let changes = line_changes(&before, &after);
    if changes.is_empty() {
        writeln!(out, "  the same chart")?;
    }
    for change in changes {
        match change {
            LineChange::Removed(number, line) => row(RED, "- ", number, line, width, out)?,
            LineChange::Added(number, line) => row(GREEN, "+ ", number, line, width, out)?,
        }
    }
    Ok(())
}

fn said(
    shown: &ShownExample,
    chart: &ExampleFile,
    seen: &Seen,
    width: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let command = format!("$ {}", command(shown, chart, seen));
    for (index, part) in parts(&command, width.saturating_sub(4)).iter().enumerate() {
        let indent = if index == 0 { "  " } else { "    " };
        writeln!(out, "{indent}{DIM}{part}{DIM:#}")?;
    }
    if seen.findings.is_empty() {
        writeln!(out, "  {GREEN}no findings{GREEN:#}")?;
    }
    for finding in &seen.findings {
        let style = style(finding.severity);
        let line = in_a_line(finding);
        let options = textwrap::Options::new(width.max(NARROWEST))
            .initial_indent("  ")
            .subsequent_indent("    ");
        let text = textwrap::fill(&line, options);
        let rest = text.trim_start().strip_prefix(finding.severity.name());
        let severity = finding.severity.name();
        writeln!(
            out,
            "  {style}{severity}{style:#}{}",
            rest.unwrap_or_default()
        )?;
    }
    Ok(())
}

/// Writes a line of a file with its number. Text that does not fit continues on the next line, indented past
/// the number.
fn row(
    style: Style,
    sign: &str,
    number: usize,
    line: &str,
    width: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let gutter = format!("{sign}{number:>2} ");
    for (index, part) in parts(line, width.saturating_sub(gutter.len()))
        .iter()
        .enumerate()
    {
        match index {
            0 => writeln!(out, "{style}{gutter}{style:#}{part}")?,
            _ => writeln!(out, "{:gutter$}{part}", "", gutter = gutter.len())?,
        }
    }
    Ok(())
}

/// Breaks a line of a file at spaces and commas. No character is lost, except spaces at a break.
fn parts(line: &str, width: usize) -> Vec<String> {
    let width = width.max(NARROWEST);
    let mut parts = vec![String::new()];
    let mut taken = 0;
    for word in line.split_inclusive([' ', ',']) {
        let wide = textwrap::core::display_width(word);
        if taken > 0 && taken + textwrap::core::display_width(word.trim_end()) > width {
            parts.push(String::new());
            taken = 0;
        }
        taken += wide;
        if let Some(last) = parts.last_mut() {
            last.push_str(word);
        }
    }
    for part in &mut parts {
        part.truncate(part.trim_end().len());
    }
    parts
}

fn broken(line: &str, indent: &str, width: usize, out: &mut impl io::Write) -> io::Result<()> {
    for (index, part) in parts(line, width.saturating_sub(indent.len() + 4))
        .iter()
        .enumerate()
    {
        let deeper = if index > 0 { "    " } else { "" };
        writeln!(out, "{indent}{deeper}{part}")?;
    }
    Ok(())
}

fn titled(title: &str, text: &str, width: usize, out: &mut impl io::Write) -> io::Result<()> {
    let whole = format!("{title}: {text}");
    let options = textwrap::Options::new(width.max(NARROWEST)).subsequent_indent("  ");
    let filled = textwrap::fill(&whole, options);
    let rest = filled.strip_prefix(title).unwrap_or_default();
    writeln!(out, "{BOLD}{title}{BOLD:#}{rest}")
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Info => Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_broken_line_keeps_all_its_characters() {
        let line = "A3,Chief Information Officer,Cleo Mint,A1,Larch Radio,600,Leads the engineers.";
        let broken = parts(line, 30);
        assert!(broken.iter().all(|part| part.len() <= 30), "{broken:?}");
        let again: String = broken.concat();
        assert_eq!(again.replace(' ', ""), line.replace(' ', ""));
        assert_eq!(parts("    - title: CEO", 80), ["    - title: CEO"]);
    }
}
