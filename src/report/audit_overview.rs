//! Renders many entities as an overview: one line an entity, then one line for each finding that matters.

use std::collections::BTreeMap;
use std::io;

use anstyle::{AnsiColor, Effects, Style};

use super::Audited;
use super::words::plain;
use crate::audit::EntityCoverage;
use crate::model::{Severity, Side};

const BOLD: Style = Style::new().effects(Effects::BOLD);

/// Width of the column of entity names, in characters.
const NAME: usize = 44;

/// Writes the table of entities.
pub(super) fn entities(audited: Audited<'_>, out: &mut impl io::Write) -> io::Result<()> {
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

/// Writes one line for each error and warning, then how often each note was made.
pub(super) fn findings(audited: Audited<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
    for severity in Severity::ALL {
        for finding in audited.audit.counting() {
            if finding.severity != severity {
                continue;
            }
            if severity == Severity::Info {
                *notes.entry(finding.code.as_ref()).or_default() += 1;
                continue;
            }
            let style = match severity {
                Severity::Error => AnsiColor::Red.on_default(),
                Severity::Warning | Severity::Info => AnsiColor::Yellow.on_default(),
            };
            let place = finding.locations.first().map(|at| {
                let file = &audited.on.chart.sources().file(at.file).name;
                format!("{}:{}:{}: ", plain(file), at.line, at.column)
            });
            writeln!(
                out,
                "{style}{}[{}]{style:#} {}{}",
                severity.name(),
                finding.code,
                place.unwrap_or_default(),
                plain(&finding.message)
            )?;
        }
    }
    for (code, count) in notes {
        let name = audited.rules.catalogue.get(code);
        let name = name.map_or("", |kind| kind.name.as_str());
        writeln!(out, "info[{code}] {name}: {count}")?;
    }
    writeln!(
        out,
        "\n--details shows each finding with its lines, --entity NAME all of one entity\n"
    )
}
