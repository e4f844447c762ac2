//! Renders many entities as an overview: one line an entity, then one line for each finding that matters.

use std::collections::BTreeMap;
use std::io;

use anstyle::{AnsiColor, Effects, Style};

use super::findings::at;
use crate::audit::EntityCoverage;
use crate::model::{Severity, Side};
use crate::report::Audited;
use crate::report::alike::alike;
use crate::report::words::plain;

const BOLD: Style = Style::new().effects(Effects::BOLD);

/// Width of the column of entity names, in characters.
const NAME: usize = 44;

/// The most lines that errors or warnings of one code take.
const MOST_LINES: usize = 10;

/// Writes the table of entities.
pub(in crate::report) fn entities(
    audited: Audited<'_>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    // Count by file as well as by name: several files may hold entities of the same name.
    let mut counts: BTreeMap<(u32, &str), [usize; 3]> = BTreeMap::new();
    for finding in audited.audit.counting() {
        let file = finding.locations.first().map_or(0, |at| at.file.0);
        let entity = finding.entity.as_deref().unwrap_or_default();
        let counts = counts.entry((file, entity)).or_default();
        let at = Severity::ALL
            .iter()
            .position(|one| *one == finding.severity);
        counts[at.unwrap_or_default()] += 1;
    }
    let [internal, external] = Side::BOTH.map(|side| &audited.rules.sides[side].label);
    writeln!(
        out,
        "{BOLD}{:NAME$}  {:>6}  {internal:13}  {external:13}  errors  warnings  infos{BOLD:#}",
        "entity", "seats"
    )?;
    for coverage in &audited.audit.entities {
        let entity = audited.on.chart.entity(coverage.entity);
        let [errors, warnings, infos] = counts
            .get(&(entity.file.0, entity.name.as_str()))
            .copied()
            .unwrap_or_default();
        let [internal, external] = Side::BOTH.map(|side| covered(coverage, side));
        writeln!(
            out,
            "{:NAME$}  {:>6}  {internal:13}  {external:13}  {errors:>6}  {warnings:>8}  {infos:>5}",
            cut(&plain(&entity.name)),
            entity.seats.len(),
        )?;
    }
    writeln!(out)
}

fn cut(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        None => name.to_owned(),
        Some(_) => name.chars().take(NAME - 1).chain(['…']).collect(),
    }
}

fn covered(coverage: &EntityCoverage, side: Side) -> &'static str {
    coverage.sides[side].how()
}

/// Writes a line for each error and warning, as far as not too many are alike, then how often each note was made.
pub(in crate::report) fn findings(
    audited: Audited<'_>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    for alike in alike(audited) {
        let (severity, code) = (alike.severity.name(), alike.code);
        let style = match alike.severity {
            Severity::Error => AnsiColor::Red.on_default(),
            Severity::Warning => AnsiColor::Yellow.on_default(),
            Severity::Info => {
                let (name, count) = (alike.name(), alike.findings.len());
                writeln!(out, "info[{code}] {name}: {count}")?;
                continue;
            }
        };
        for finding in alike.findings.iter().take(MOST_LINES) {
            writeln!(
                out,
                "{style}{severity}[{code}]{style:#} {}{}",
                at(audited, finding),
                plain(&finding.message)
            )?;
        }
        let more = alike.findings.len().saturating_sub(MOST_LINES);
        if more > 0 {
            writeln!(out, "{style}{severity}[{code}]{style:#} {more} more")?;
        }
    }
    writeln!(
        out,
        "\n--details shows each finding with its lines, --entity NAME all of one entity\n"
    )
}
