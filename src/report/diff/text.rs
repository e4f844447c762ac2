//! Renders what changed between two snapshots as text for a person.

use std::io;

use anstyle::{AnsiColor, Effects, Style};

use super::words::{Section, Sign, WordedChange, counts, sections, summary};
use crate::classify::ClassifiedChart;
use crate::diff::Snapshot;
use crate::model::{Finding, Severity};
use crate::report::Diffed;
use crate::report::text_options::TextOptions;
use crate::report::words::{NARROWEST, counted, plain};

const BOLD: Style = Style::new().effects(Effects::BOLD);

const GOOD: Style = AnsiColor::Green.on_default();

const BAD: Style = AnsiColor::Red.on_default();

const DOUBTFUL: Style = AnsiColor::Yellow.on_default();

/// The most lines of one kind that a section shows, unless the user asks for all.
const MOST_LINES: usize = 20;

/// Writes what changed as text.
///
/// # Errors
/// Those of the writer.
pub fn diff_text(
    diffed: Diffed<'_>,
    options: TextOptions,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let style = if diffed.diff.changes() == 0 {
        GOOD
    } else {
        BOLD
    };
    let width = options.width.max(NARROWEST);
    writeln!(out, "{style}{}{style:#}", counts(diffed))?;
    for line in summary(diffed) {
        writeln!(out, "{}", textwrap::fill(&line, width))?;
    }
    for section in sections(diffed, options.show_names) {
        section_text(&section, options, out)?;
    }
    findings_text(diffed, options, out)?;
    if diffed.diff.filtered > 0 {
        let filtered = counted(diffed.diff.filtered, "finding");
        writeln!(out, "\nfiltered out: {filtered}")?;
    }
    Ok(())
}

fn section_text(
    section: &Section,
    options: TextOptions,
    out: &mut impl io::Write,
) -> io::Result<()> {
    writeln!(out, "\n{BOLD}{}{BOLD:#}", section.heading)?;
    for lines in section.lines.chunk_by(|one, next| one.sign == next.sign) {
        let officers = lines.iter().filter(|line| line.is_officers).count();
        let shown = shown(lines.len(), options).max(officers);
        for line in &lines[..shown] {
            line_text(line, options.width, out)?;
        }
        more(lines[0].sign.mark(), lines.len() - shown, out)?;
    }
    Ok(())
}

/// How many of `count` lines are shown. If only one would be left out, it is shown too: the remark would take
/// as much room.
fn shown(count: usize, options: TextOptions) -> usize {
    if options.details || count <= MOST_LINES + 1 {
        count
    } else {
        MOST_LINES
    }
}

fn more(mark: char, count: usize, out: &mut impl io::Write) -> io::Result<()> {
    match count {
        0 => Ok(()),
        _ => writeln!(out, "  {mark} {count} more (--details shows all)"),
    }
}

fn line_text(line: &WordedChange, width: usize, out: &mut impl io::Write) -> io::Result<()> {
    let style = match line.sign {
        Sign::Added => GOOD,
        Sign::Removed => BAD,
        Sign::Changed => DOUBTFUL,
    };
    let text = format!("{}: {}", line.what, line.said);
    let text = filled(&text, width);
    writeln!(out, "  {style}{}{style:#} {text}", line.sign.mark())
}

/// Wraps text behind a sign. Further lines have the same indent.
fn filled(text: &str, width: usize) -> String {
    let options = textwrap::Options::new(width.max(NARROWEST))
        .initial_indent("    ")
        .subsequent_indent("    ");
    textwrap::fill(text, options).trim_start().to_owned()
}

fn findings_text(
    diffed: Diffed<'_>,
    options: TextOptions,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let diff = diffed.diff;
    let on_changes = diff.findings.iter();
    let on_changes = on_changes.map(|found| (&found.finding, diffed.on(found.snapshot)));
    let new = diff.new.iter().map(|one| (one, diffed.new));
    let fixed = diff.fixed.iter().map(|one| (one, diffed.old));
    group("Findings on changes", '!', on_changes, options, out)?;
    group("New findings", '+', new, options, out)?;
    group("Fixed findings", '-', fixed, options, out)
}

fn group<'a>(
    heading: &str,
    mark: char,
    findings: impl Iterator<Item = (&'a Finding, &'a ClassifiedChart)>,
    options: TextOptions,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut findings: Vec<_> = findings.collect();
    if findings.is_empty() {
        return Ok(());
    }
    findings.sort_by_key(|(finding, _)| std::cmp::Reverse(finding.severity));
    writeln!(out, "\n{BOLD}{heading}{BOLD:#}")?;
    let shown = shown(findings.len(), options);
    for (finding, on) in &findings[..shown] {
        let style = match finding.severity {
            Severity::Error => BAD,
            Severity::Warning => DOUBTFUL,
            Severity::Info => Style::new(),
        };
        let severity = finding.severity.name();
        let tag = format!("{severity}[{}]", finding.code);
        let text = format!("{tag} {}: {}", place(finding, on), plain(&finding.message));
        let text = filled(&text, options.width);
        let rest = text.strip_prefix(&tag).unwrap_or(&text);
        writeln!(out, "  {mark} {style}{tag}{style:#}{rest}")?;
    }
    more(mark, findings.len() - shown, out)
}

fn place(finding: &Finding, on: &ClassifiedChart) -> String {
    finding.locations.first().map_or(String::new(), |at| {
        let file = &on.chart.sources().file(at.file).name;
        format!("{}:{}:{}", plain(file), at.line, at.column)
    })
}

impl<'a> Diffed<'a> {
    /// The classified chart of a snapshot.
    pub(in crate::report) fn on(self, snapshot: Snapshot) -> &'a ClassifiedChart {
        match snapshot {
            Snapshot::Old => self.old,
            Snapshot::New => self.new,
        }
    }
}
