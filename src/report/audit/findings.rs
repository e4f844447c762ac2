//! Renders findings with their source lines, alike ones together.

use std::borrow::Cow;
use std::io;

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use crate::model::{Excerpt, Finding, Location, Severity};
use crate::report::Audited;
use crate::report::alike::{Alike, alike};
use crate::report::text_options::TextOptions;
use crate::report::words::{NARROWEST, counted, plain};

/// A report on more places than this is long.
const MOST_IN_SHORT: usize = 30;

/// The most places of one finding that are drawn. Of more, only the first is.
const MOST_PLACES: usize = 4;

/// The width of `warning[RC000]: `, and below it the indent in front of a note, in columns.
const TITLE_INDENT: usize = 16;

const NOTE_INDENT: usize = 14;

/// How much of findings that are alike is shown.
#[derive(Clone, Copy)]
struct Room {
    /// How many have a message and places of their own.
    drawn: usize,
    /// How many of the others have a line each.
    listed: usize,
    /// Whether their source lines are shown.
    has_lines: bool,
}

impl Room {
    fn of(audited: Audited<'_>, options: TextOptions, severity: Severity) -> Room {
        let findings = audited.audit.counting();
        let places: usize = findings.map(|finding| finding.locations.len()).sum();
        let (drawn, listed, has_lines) = match severity {
            _ if options.details => (usize::MAX, 0, true),
            _ if places <= MOST_IN_SHORT => (3, 10, true),
            Severity::Error | Severity::Warning => (1, 5, true),
            Severity::Info => (1, 3, false),
        };
        Room {
            drawn,
            listed,
            has_lines,
        }
    }
}

/// Writes all findings, the most severe first. Of those that are alike the first are drawn with their source lines and
/// the others have a line each; why they matter and what to do is said once, behind them. The longer the report, the
/// less is drawn.
pub(in crate::report) fn findings(
    audited: Audited<'_>,
    options: TextOptions,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let renderer = Renderer::styled().term_width(options.width);
    for alike in alike(audited) {
        let room = Room::of(audited, options, alike.severity);
        let drawn = alike.findings.len().min(room.drawn);
        for (index, finding) in alike.findings.iter().take(drawn).enumerate() {
            let mut group = drawn_finding(audited, options, &alike, room, finding);
            if index + 1 == drawn {
                group = behind_all(audited, options, &alike, room, group);
            }
            let rendered = renderer.render(&[group]);
            writeln!(out, "{}\n", placed(audited, &rendered, finding))?;
        }
    }
    Ok(())
}

/// A finding with its message, its source lines and what is special about it.
fn drawn_finding<'a>(
    audited: Audited<'a>,
    options: TextOptions,
    alike: &'a Alike<'a>,
    room: Room,
    finding: &'a Finding,
) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = textwrap::fill(
        &plain(&finding.message),
        options.width.saturating_sub(TITLE_INDENT).max(NARROWEST),
    );
    let mut group = Group::with_title(level.primary_title(title).id(alike.code));
    let places = match finding.locations.len() {
        count if count > MOST_PLACES => 1,
        count => count,
    };
    for (index, location) in finding.locations.iter().take(places).enumerate() {
        group = match &location.excerpt {
            Some(excerpt) if room.has_lines => {
                let label = (index == 0).then(|| alike.name());
                place(excerpt, label, group)
            }
            _ => group.element(
                Origin::path(path(audited, location))
                    .line(location.line as usize)
                    .char_column(location.column as usize),
            ),
        };
    }
    if finding.locations.len() > places {
        let more = counted(finding.locations.len() - places, "more place");
        let more = format!("{more} (--format json lists all)");
        group = group.element(Level::NOTE.message(note(options, &more)));
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
                .message(note(options, &plain(&names.join(", ")))),
        );
    }
    if let Some(confidence) = finding.confidence {
        let sure = format!("{confidence:.2} of 1: check it before relying on it");
        group = group.element(
            Level::NOTE
                .with_name("confidence")
                .message(note(options, &sure)),
        );
    }
    group
}

/// What is said once of findings that are alike: where the others are, why they matter and what to do.
fn behind_all<'a>(
    audited: Audited<'a>,
    options: TextOptions,
    alike: &'a Alike<'a>,
    room: Room,
    mut group: Group<'a>,
) -> Group<'a> {
    let others = alike.findings.iter().skip(room.drawn);
    for finding in others.clone().take(room.listed) {
        let line = format!("{}{}", at(audited, finding), plain(&finding.message));
        group = group.element(Level::NOTE.with_name("also").message(note(options, &line)));
    }
    let more = others.count().saturating_sub(room.listed);
    if more > 0 {
        let more = format!("{more} more of {} (--details shows all)", alike.code);
        group = group.element(Level::NOTE.with_name("also").message(note(options, &more)));
    }
    if !alike.why().is_empty() {
        group = group.element(
            Level::NOTE
                .with_name("why")
                .message(note(options, alike.why())),
        );
    }
    if !alike.help().is_empty() {
        group = group.element(Level::HELP.message(note(options, alike.help())));
    }
    group
}

/// The first place of a finding in front of its message: `file:line:column: `.
pub(in crate::report) fn at(audited: Audited<'_>, finding: &Finding) -> String {
    let at = finding.locations.first().map(|at| {
        let file = &audited.on.chart.sources().file(at.file).name;
        format!("{}:{}:{}: ", plain(file), at.line, at.column)
    });
    at.unwrap_or_default()
}

fn note(options: TextOptions, text: &str) -> String {
    let width = options.width.saturating_sub(NOTE_INDENT).max(NARROWEST);
    textwrap::fill(&normalize_untrusted_str(text), width)
}

/// Stands for the path above a source line. It is a control character, so no text of a chart holds it.
const PLACE: &str = "\u{1}";

/// Adds a place and its source line.
fn place<'a>(excerpt: &'a Excerpt, label: Option<&'a str>, group: Group<'a>) -> Group<'a> {
    let kind = match label {
        Some(_) => AnnotationKind::Primary,
        None => AnnotationKind::Context,
    };
    let mut annotation = kind.span(excerpt.span.clone());
    if let Some(label) = label.filter(|label| !label.is_empty()) {
        annotation = annotation.label(label);
    }
    let snippet = Snippet::source(excerpt.text.as_str())
        .line_start(excerpt.first_line as usize)
        .path(PLACE);
    group.element(snippet.annotation(annotation))
}

/// Writes the places above the source lines. The renderer counts columns in the lines that it draws, in which cells are
/// blanked; the columns of the file are other ones.
fn placed(audited: Audited<'_>, rendered: &str, finding: &Finding) -> String {
    let mut drawn = finding.locations.iter().filter(|at| at.excerpt.is_some());
    let mut parts = rendered.split(PLACE);
    let mut placed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some(at) = drawn.next() else {
            placed.push_str(part);
            continue;
        };
        placed.push_str(&format!("{}:{}:{}", path(audited, at), at.line, at.column));
        placed.push_str(part.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    placed
}

fn path<'a>(audited: Audited<'a>, location: &Location) -> Cow<'a, str> {
    plain(&audited.on.chart.sources().file(location.file).name)
}
