//! Renders the responsibility areas of an entity as a small table: how each area is held, and by whom.

use std::io;

use super::who::who;
use crate::audit::{AreaHolders, EntityCoverage};
use crate::report::Audited;
use crate::report::text_options::TextOptions;
use crate::report::words::plain;

/// Writes the table of one entity.
pub(in crate::report) fn areas_text(
    audited: Audited<'_>,
    options: TextOptions,
    coverage: &EntityCoverage,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let areas = &audited.rules.areas;
    let width = areas.iter().map(|area| area.label.chars().count()).max();
    let width = width.unwrap_or_default();
    for (area, holders) in areas.iter().zip(&coverage.areas) {
        let label = plain(&area.label);
        let (held, named) = (holders.held(), named(audited, options, holders));
        let line = format!("    {label:width$}  {:10}  {named}", held.name());
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Names the holders of the area, with `; ` between them. The highest seat of each reporting line is named.
fn named(audited: Audited<'_>, options: TextOptions, holders: &AreaHolders) -> String {
    let seats = holders.seats();
    let shown = seats.iter().take(MOST_SHOWN);
    let mut named: Vec<_> = shown.map(|seat| who(audited, options, *seat)).collect();
    let all = seats.len().max(holders.claims);
    if all > named.len() {
        named.push(format!("{} more", all - named.len()));
    }
    named.join("; ")
}

/// The most holders of one area that are named.
const MOST_SHOWN: usize = 2;
