//! Renders an audit as a page of Markdown: who covers what, then the findings, alike ones together.

use std::io;

use super::findings::at;
use super::who::who;
use crate::audit::{EntityCoverage, Incumbency};
use crate::chart::SeatId;
use crate::model::{Basis, Severity, Side};
use crate::report::Audited;
use crate::report::alike::{Alike, alike};
use crate::report::markdown::escaped;
use crate::report::text_options::TextOptions;
use crate::report::words::{counted, counted_by_severity, plain};

/// A job summary of GitHub takes 1 MiB, so not more rows than this are written of entities and of findings.
const MOST_ENTITIES: usize = 500;

const MOST_FINDINGS: usize = 1_000;

/// The most seats of one side that are named.
const MOST_HOLDERS: usize = 3;

/// Writes an audit as a page. Text from a chart is escaped: it can neither format the page nor mention anybody.
///
/// # Errors
/// Those of the writer.
pub fn audit_markdown(
    audited: Audited<'_>,
    options: TextOptions,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let found = counted_by_severity(audited.audit).unwrap_or_else(|| "no findings".to_owned());
    writeln!(out, "# Org chart: {found}\n")?;
    let sources = audited.on.chart.sources();
    let entities = &audited.audit.entities;
    writeln!(
        out,
        "{}, {}, {}.\n",
        counted(sources.files.len(), "file"),
        counted(audited.on.chart.len(), "position"),
        match entities.len() {
            1 => "1 entity".to_owned(),
            count => format!("{count} entities"),
        }
    )?;
    for error in &sources.errors {
        writeln!(
            out,
            "**Not read:** {}\n",
            escaped(&plain(&error.to_string()))
        )?;
    }
    coverage(audited, options, out)?;
    findings(audited, options, out)
}

fn coverage(
    audited: Audited<'_>,
    options: TextOptions,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let entities = &audited.audit.entities;
    let [internal, external] = Side::BOTH.map(|side| escaped(&audited.rules.sides[side].label));
    writeln!(out, "## Coverage\n")?;
    writeln!(out, "| entity | seats | {internal} | {external} |")?;
    writeln!(out, "| --- | ---: | --- | --- |")?;
    for one in entities.iter().take(MOST_ENTITIES) {
        let entity = audited.on.chart.entity(one.entity);
        let [internal, external] = Side::BOTH.map(|side| holders(audited, options, one, side));
        writeln!(
            out,
            "| {} | {} | {internal} | {external} |",
            escaped(&plain(&entity.name)),
            entity.seats.len()
        )?;
    }
    writeln!(out)?;
    let more = entities.len().saturating_sub(MOST_ENTITIES);
    if more > 0 {
        writeln!(out, "{more} more entities are not shown.\n")?;
    }
    Ok(())
}

/// Who covers a side, and how.
fn holders(
    audited: Audited<'_>,
    options: TextOptions,
    entity: &EntityCoverage,
    side: Side,
) -> String {
    let covered = &entity.sides[side];
    let officers = covered.leaders.iter().chain(&covered.from_group);
    let has_officer = officers.clone().next().is_some();
    let stand_ins = covered.stand_ins.iter().filter(|_| !has_officer);
    let all: Vec<SeatId> = officers.chain(stand_ins).copied().collect();
    if all.is_empty() {
        return match covered.how() {
            "unknown" => "unknown".to_owned(),
            _ => {
                let mut nobody = "**nobody**".to_owned();
                for seat in covered.vacant.iter().take(MOST_HOLDERS) {
                    let who = escaped(&who(audited, options, *seat));
                    nobody.push_str(&format!("<br>vacant: {who}"));
                }
                nobody
            }
        };
    }
    let shown = all.iter().take(MOST_HOLDERS).map(|seat| {
        let position = audited.on.chart.position(*seat);
        let who = escaped(&who(audited, options, *seat));
        let Some(verdict) = audited.on.verdict(*seat) else {
            return who;
        };
        let basis = match verdict.coverage(side).map(|coverage| coverage.basis) {
            _ if covered.from_group.contains(seat) => "from the group",
            Some(Basis::Duties) => "by duty",
            Some(Basis::Unit) => "by unit",
            _ => "by title",
        };
        match Incumbency::of(&position, verdict) {
            Incumbency::Permanent => format!("{who}, {basis}"),
            standing => format!("{who}, {basis}, {}", standing.name()),
        }
    });
    let mut shown: Vec<_> = shown.collect();
    let more = all.len().saturating_sub(MOST_HOLDERS);
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join("<br>")
}

fn findings(
    audited: Audited<'_>,
    options: TextOptions,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let kinds = alike(audited);
    if kinds.is_empty() {
        return Ok(());
    }
    writeln!(out, "## Findings\n")?;
    writeln!(out, "| severity | code | name | findings |")?;
    writeln!(out, "| --- | --- | --- | ---: |")?;
    for kind in &kinds {
        let (severity, name) = (marked(kind.severity), escaped(kind.name()));
        let (code, count) = (kind.code, kind.findings.len());
        writeln!(out, "| {severity} | {code} | {name} | {count} |")?;
    }
    writeln!(out)?;
    let mut left = MOST_FINDINGS;
    for kind in &kinds {
        let shown = kind.findings.len().min(left);
        left -= shown;
        alike_findings(audited, options, kind, shown, out)?;
    }
    Ok(())
}

fn alike_findings(
    audited: Audited<'_>,
    options: TextOptions,
    kind: &Alike<'_>,
    shown: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    writeln!(out, "### {} {}\n", kind.code, escaped(kind.name()))?;
    writeln!(out, "{} {}\n", escaped(kind.why()), escaped(kind.help()))?;
    for finding in kind.findings.iter().take(shown) {
        let place = at(audited, finding);
        let place = escaped(place.trim_end_matches([':', ' ']));
        write!(out, "- {place}: {}", escaped(&plain(&finding.message)))?;
        let names = finding.positions.iter();
        let names = names.filter_map(|position| position.incumbent.as_deref());
        let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
        if options.show_names && !names.is_empty() {
            write!(out, " (held by {})", escaped(&plain(&names.join(", "))))?;
        }
        if let Some(confidence) = finding.confidence {
            write!(out, " (confidence {confidence:.2})")?;
        }
        writeln!(out)?;
    }
    let more = kind.findings.len() - shown;
    if more > 0 {
        writeln!(out, "- {more} more")?;
    }
    writeln!(out)
}

fn marked(severity: Severity) -> String {
    match severity {
        Severity::Info => "info".to_owned(),
        graver => format!("**{}**", graver.name()),
    }
}
