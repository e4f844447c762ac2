//! Renders an audit as text for a person: who covers what and why, then the findings with their source lines.

use std::io;

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use anstyle::{AnsiColor, Effects, Style};

use super::audit_areas::areas_text;
use super::words::{NARROWEST, counted, counted_by_severity, matched, plain, titled, wrapped};
use super::{Audited, audit_overview};
use crate::audit::{EntityCoverage, Standing};
use crate::chart::SeatId;
use crate::model::{Basis, Field, Finding, Location, Severity, Side, Verdict};

/// How the text is laid out and what it shows.
#[derive(Clone, Copy, Debug)]
pub struct TextOptions {
    /// Width of the terminal or page, in columns.
    pub width: usize,
    /// Name the incumbents.
    pub show_names: bool,
    /// Show who holds which responsibility area.
    pub areas: bool,
    /// Show all details of every entity, however many entities there are.
    pub details: bool,
}

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
        return summary_text(audited, out);
    }
    for entity in entities {
        entity_text(audited, options, entity, out)?;
    }
    let renderer = Renderer::styled().term_width(options.width);
    for finding in audited.audit.counting() {
        writeln!(
            out,
            "{}\n",
            renderer.render(&[finding_group(audited, options, finding)])
        )?;
    }
    summary_text(audited, out)
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

pub(super) fn who(audited: Audited<'_>, options: TextOptions, seat: SeatId) -> String {
    let position = audited.on.chart.position(seat);
    let mut who = titled(&position);
    if options.show_names && !position.incumbent.is_empty() {
        who.push_str(&format!(", {}", plain(position.incumbent)));
    }
    who
}

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
    let mut said = match Standing::of(&position, verdict) {
        Standing::Permanent => basis.to_owned(),
        standing => format!("{basis}, {}", standing.name()),
    };
    if quotes.is_empty() {
        let silent = position.responsibilities.is_empty();
        said.push_str(if silent {
            "; no duties are given"
        } else {
            "; the duties do not mention it"
        });
    } else {
        said.push_str(&format!("; duties: {}", quotes.join(", ")));
    }
    said
}

/// The most duties that are quoted for one seat.
const MOST_QUOTES: usize = 3;

fn finding_group<'a>(
    audited: Audited<'a>,
    options: TextOptions,
    finding: &'a Finding,
) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let kind = audited.rules.catalogue.get(&finding.code);
    let label = kind.map_or("", |kind| kind.name.as_str());
    let title = textwrap::fill(
        &plain(&finding.message),
        options.width.saturating_sub(TITLE_INDENT).max(NARROWEST),
    );
    let mut group = Group::with_title(level.primary_title(title).id(finding.code.as_ref()));
    for (index, location) in finding.locations.iter().take(MOST_PLACES).enumerate() {
        group = place(
            audited,
            location,
            if index == 0 { label } else { "" },
            index == 0,
            group,
        );
    }
    let note = |text: &str| {
        let width = options.width.saturating_sub(NOTE_INDENT).max(NARROWEST);
        textwrap::fill(&normalize_untrusted_str(text), width)
    };
    if finding.locations.len() > MOST_PLACES {
        let more = counted(finding.locations.len() - MOST_PLACES, "more place");
        group =
            group.element(Level::NOTE.message(note(&format!("{more} (--format json lists all)"))));
    }
    let names: Vec<_> = finding
        .positions
        .iter()
        .filter_map(|position| position.incumbent.as_deref())
        .collect();
    if names.iter().any(|name| !name.is_empty()) {
        group = group.element(
            Level::NOTE
                .with_name("held by")
                .message(note(&plain(&names.join(", ")))),
        );
    }
    if let Some(confidence) = finding.confidence {
        let sure = format!("{confidence:.2} of 1: check it before relying on it");
        group = group.element(Level::NOTE.with_name("confidence").message(note(&sure)));
    }
    if let Some(kind) = kind {
        group = group.element(Level::NOTE.with_name("why").message(note(&kind.why)));
        group = group.element(Level::HELP.message(note(&kind.help)));
    }
    group
}

/// The most places of one finding that are drawn.
const MOST_PLACES: usize = 4;
/// The width of `warning[RC000]: `, and below it the indent in front of a note, in columns.
const TITLE_INDENT: usize = 16;
const NOTE_INDENT: usize = 14;

fn place<'a>(
    audited: Audited<'a>,
    location: &'a Location,
    label: &'a str,
    foremost: bool,
    group: Group<'a>,
) -> Group<'a> {
    let path = plain(&audited.on.chart.sources().file(location.file).name);
    let Some(excerpt) = &location.excerpt else {
        let origin = Origin::path(path)
            .line(location.line as usize)
            .char_column(location.column as usize);
        return group.element(origin);
    };
    let kind = if foremost {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let mut annotation = kind.span(excerpt.span.clone());
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    let snippet = Snippet::source(excerpt.text.as_str())
        .line_start(excerpt.first_line as usize)
        .path(path);
    group.element(snippet.annotation(annotation))
}

fn summary_text(audited: Audited<'_>, out: &mut impl io::Write) -> io::Result<()> {
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
