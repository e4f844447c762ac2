//! Renders an audit as text for a person: who covers what and why, then the findings with their source lines.

use std::io;

use anstyle::{AnsiColor, Effects, Style};

use super::areas::areas_text;
use super::who::who;
use super::{findings as audit_findings, overview as audit_overview};
use crate::audit::{EntityCoverage, Incumbency};
use crate::chart::SeatId;
use crate::model::{Basis, Field, Side, Verdict};
use crate::report::Audited;
use crate::report::alike::alike;
use crate::report::text_options::TextOptions;
use crate::report::words::{counted, counted_by_severity, matched, plain, wrapped};

/// With more entities than this, an overview is shown instead of the details.
const MOST_ENTITIES: usize = 10;

const BOLD: Style = Style::new().effects(Effects::BOLD);

const DIM: Style = Style::new().effects(Effects::DIMMED);

const GOOD: Style = AnsiColor::Green.on_default();

const BAD: Style = AnsiColor::Red.on_default();

/// Writes an audit as text with colours. A writer for a plain file must strip the colours.
///
/// # Errors
/// Those of the writer.
pub fn audit_text(
    audited: Audited<'_>,
    options: TextOptions,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let entities = &audited.audit.entities;
    let in_detail = options.details || entities.len() <= MOST_ENTITIES;
    if !in_detail {
        audit_overview::entities(audited, out)?;
        audit_overview::findings(audited, out)?;
        return summary_text(audited, options, out);
    }
    for entity in entities {
        entity_text(audited, options, entity, out)?;
    }
    audit_findings::findings(audited, options, out)?;
    summary_text(audited, options, out)
}

fn entity_text(
    audited: Audited<'_>,
    options: TextOptions,
    coverage: &EntityCoverage,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let entity = audited.on.chart.entity(coverage.entity);
    let seats = counted(entity.seats.len(), "seat");
    let size = entity
        .declared_size
        .map_or(String::new(), |size| format!(", {size} people"));
    writeln!(
        out,
        "{BOLD}{}{BOLD:#} {DIM}({seats}{size}){DIM:#}",
        plain(&entity.name)
    )?;
    for side in Side::BOTH {
        let covered = &coverage.sides[side];
        let label = &audited.rules.sides[side].label;
        let leaders = covered.leaders.iter().map(|seat| (*seat, GOOD));
        let from_group = covered.from_group.iter().map(|seat| (*seat, GOOD));
        // Stand-ins matter only if nobody holds the side by title.
        let has_officer = !covered.leaders.is_empty() || !covered.from_group.is_empty();
        let stand_ins = covered
            .stand_ins
            .iter()
            .filter(|_| !has_officer)
            .map(|seat| (*seat, Style::new()));
        let mut holders = leaders.chain(from_group).chain(stand_ins);
        let shown: Vec<_> = holders.by_ref().take(MOST_HOLDERS).collect();
        let more = holders.count();
        if shown.is_empty() {
            match covered.how() {
                "unknown" => writeln!(out, "  {label}: unknown, since most titles cannot be read")?,
                _ => writeln!(out, "  {label}: {BAD}nobody{BAD:#}")?,
            }
            for seat in covered.vacant.iter().take(MOST_HOLDERS) {
                let who = who(audited, options, *seat);
                let line = audited.on.chart.position(*seat).line;
                writeln!(out, "    vacant: {who} {DIM}line {line}{DIM:#}")?;
            }
        }
        for (seat, style) in shown {
            let heading = format!("  {label}: ");
            let position = audited.on.chart.position(seat);
            let mut who = who(audited, options, seat);
            let line = position.line;
            if covered.from_group.contains(&seat) {
                let of = audited.on.chart.entity(audited.on.chart.entity_of(seat));
                who.push_str(&format!(" of {}", plain(&of.name)));
            }
            writeln!(
                out,
                "{heading}{style}{who}{style:#} {DIM}line {line}{DIM:#}"
            )?;
            if let Some(verdict) = audited.on.verdict(seat) {
                wrapped(
                    &reasons(audited, seat, side, verdict),
                    "    ",
                    options.width,
                    out,
                )?;
            }
        }
        if more > 0 {
            writeln!(
                out,
                "  {label}: {more} more in part or by duty (--format json lists all)"
            )?;
        }
    }
    if options.areas {
        areas_text(audited, options, coverage, out)?;
    }
    writeln!(out)
}

/// The most holders of one side that are shown.
const MOST_HOLDERS: usize = 3;

/// Says in a sentence why a seat covers a side, with quotes from its duties.
fn reasons(audited: Audited<'_>, seat: SeatId, side: Side, verdict: &Verdict) -> String {
    let position = audited.on.chart.position(seat);
    let mut spoken: Vec<_> = verdict
        .evidence
        .iter()
        .filter(|evidence| {
            evidence.field == Field::Responsibilities && evidence.weight * side.sign() > 0.0
        })
        .collect();
    spoken.sort_by(|a, b| {
        b.weight
            .abs()
            .total_cmp(&a.weight.abs())
            .then(a.start.cmp(&b.start))
    });
    let quotes: Vec<_> = spoken
        .iter()
        .take(MOST_QUOTES)
        .map(|evidence| format!("\"{}\"", plain(matched(&position, evidence))))
        .collect();
    let basis = match verdict.coverage(side).map(|coverage| coverage.basis) {
        Some(Basis::Duties) => "by duty",
        Some(Basis::Unit) => "by unit",
        _ => "by title",
    };
    let mut said = match Incumbency::of(&position, verdict) {
        Incumbency::Permanent => basis.to_owned(),
        standing => format!("{basis}, {}", standing.name()),
    };
    if quotes.is_empty() {
        let silent = position.responsibilities.is_empty();
        said.push_str(match (silent, verdict.unit_text) {
            (true, _) => "; no duties are given",
            (false, true) => "; the duties describe the unit",
            (false, false) => "; the duties do not mention it",
        });
    } else {
        said.push_str(&format!("; duties: {}", quotes.join(", ")));
    }
    said
}

/// The most duties that are quoted for one seat.
const MOST_QUOTES: usize = 3;

fn summary_text(
    audited: Audited<'_>,
    options: TextOptions,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let sources = audited.on.chart.sources();
    let found =
        counted_by_severity(audited.audit).unwrap_or_else(|| format!("{GOOD}no findings{GOOD:#}"));
    writeln!(
        out,
        "{BOLD}{found}{BOLD:#} in {}: {}, {}",
        counted(sources.files.len(), "file"),
        counted(audited.on.chart.len(), "position"),
        match audited.audit.entities.len() {
            1 => "1 entity".to_owned(),
            count => format!("{count} entities"),
        },
    )?;
    let kinds = alike(audited);
    // Of one finding, all is said above.
    if audited.audit.counting().nth(1).is_some() {
        let kinds = kinds.iter().map(|alike| {
            let name = alike.name();
            format!("{} {name} {}", alike.code, alike.findings.len())
        });
        let kinds: Vec<_> = kinds.collect();
        wrapped(
            &format!("by code: {}", kinds.join(", ")),
            "",
            options.width,
            out,
        )?;
    }
    let info = &audited.rules.info;
    // Name the rules only if other layers lie over the built-in ones.
    if !audited.rules.layers.is_empty() {
        let layers = audited.rules.layers.iter();
        let layers = layers.map(|layer| format!(" + {}", plain(layer)));
        let layers: String = layers.collect();
        writeln!(out, "rules: {} {}{layers}", info.name, info.version)?;
    }
    if audited.audit.ignored > 0 {
        let ignored = counted(audited.audit.ignored, "position");
        writeln!(out, "left out by the policy: {ignored}")?;
    }
    for (count, what) in [
        (audited.audit.baselined(), "in the baseline"),
        (audited.audit.suppressed(), "suppressed"),
    ] {
        if count > 0 {
            writeln!(out, "{what}: {}", counted(count, "finding"))?;
        }
    }
    if audited.audit.filtered > 0 {
        let filtered = counted(audited.audit.filtered, "finding");
        writeln!(out, "filtered out: {filtered}")?;
    }
    Ok(())
}
