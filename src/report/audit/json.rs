//! Renders an audit as one JSON object or as JSON Lines.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use serde::{Serialize, Serializer};

use super::location_json::{LocationLine, location_line};
use super::occurrence_json::{OccurrenceLine, occurrence_lines};
use crate::audit::{EntityCoverage, Incumbency, SideCoverage};
use crate::chart::SeatId;
use crate::classify::ClassifiedChart;
use crate::model::{
    Accepted, AcronymBasis, Basis, BySide, Field, Finding, Focus, Grade, Severity, Side, Verdict,
};
use crate::read::{ReadError, Source};
use crate::report::Audited;
use crate::report::verdict::evidence_json::{Detail, EvidenceLine, evidence};
use crate::report::words::rounded;
use crate::rules::{FindingKind, Rules};

/// Version of the JSON schema. It changes when a name is removed or changes its meaning.
pub const SCHEMA_VERSION: u32 = 2;

#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    rules: RulesLine<'a>,
    files: Vec<FileLine<'a>>,
    unread: Vec<UnreadLine<'a>>,
    entities: Vec<EntityLine<'a>>,
    findings: Vec<FindingLine<'a>>,
    summary: Summary,
}

/// One line of JSON Lines: a part of the report, tagged with its kind.
#[derive(Serialize)]
struct Tagged<'a, T> {
    kind: &'a str,
    #[serde(flatten)]
    part: T,
}

#[derive(Serialize)]
pub(in crate::report) struct RulesLine<'a> {
    name: &'a str,
    version: &'a str,
    layers: &'a [String],
    hash: &'a str,
}

#[derive(Serialize)]
struct FileLine<'a> {
    path: &'a str,
    encoding: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    other_sheets: &'a [String],
    rows: u64,
    positions: u64,
    skipped: BTreeMap<&'static str, u64>,
    columns: Vec<ColumnLine<'a>>,
    unused_columns: &'a [String],
}

#[derive(Serialize)]
struct ColumnLine<'a> {
    header: &'a str,
    field: Field,
}

#[derive(Serialize)]
struct UnreadLine<'a> {
    path: &'a str,
    line: Option<u64>,
    column: Option<u64>,
    message: String,
}

#[derive(Serialize)]
struct EntityLine<'a> {
    name: &'a str,
    named_by: &'static str,
    file: &'a str,
    positions: usize,
    headcount: u32,
    headcount_is: &'static str,
    coverage: BySide<SideLine<'a>>,
    areas: Vec<AreaLine<'a>>,
}

#[derive(Serialize)]
struct AreaLine<'a> {
    area: &'a str,
    side: Side,
    held: &'static str,
    by_title: Vec<SeatLine<'a>>,
    by_duty: Vec<SeatLine<'a>>,
    by_delegation: Vec<SeatLine<'a>>,
    /// How many seats hold the area by duty or delegation. Not all of them are listed.
    claims: usize,
}

#[derive(Serialize)]
struct SeatLine<'a> {
    id: Cow<'a, str>,
    title: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct SideLine<'a> {
    role: &'a str,
    /// `title`, `from-group`, `in-fact`, `nobody` or `unknown`.
    covered: &'static str,
    /// Why the coverage is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    holders: Vec<HolderLine<'a>>,
    stand_ins: Vec<HolderLine<'a>>,
    /// Vacant seats whose holders would stand in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vacant: Vec<SeatLine<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    from_group: Vec<SeatLine<'a>>,
}

#[derive(Serialize)]
struct HolderLine<'a> {
    id: Cow<'a, str>,
    title: &'a str,
    line: u32,
    roles: Vec<&'a str>,
    grade: Grade,
    basis: Basis,
    standing: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    acronym: Option<AcronymBasis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<BySide<u32>>,
    focus: Focus,
    score: f32,
    confidence: f32,
    evidence: Vec<EvidenceLine<'a>>,
}

#[derive(Serialize)]
pub(in crate::report) struct FindingLine<'a> {
    code: &'a str,
    name: &'a str,
    severity: Severity,
    message: &'a str,
    why: &'a str,
    help: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
    entity: Option<&'a str>,
    /// `baseline` or `suppressed`, if the finding does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<&'static str>,
    positions: Vec<PositionLine<'a>>,
    /// How many further positions the finding is about that are not listed.
    #[serde(skip_serializing_if = "is_none")]
    more_positions: usize,
    locations: Vec<LocationLine<'a>>,
    occurrences: Vec<OccurrenceLine<'a>>,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct PositionLine<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    incumbent: Option<&'a str>,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    unread: usize,
    rows: u64,
    positions: u64,
    entities: usize,
    findings: BTreeMap<&'static str, usize>,
    /// Findings that the filter left out.
    filtered: usize,
    /// Positions that the policy leaves out.
    ignored: usize,
    /// Findings that are in the baseline. `findings` and `by_code` do not count them.
    baselined: usize,
    /// Findings that are suppressed, likewise.
    suppressed: usize,
    by_code: BTreeMap<String, usize>,
}

/// Writes an audit as one JSON object.
///
/// # Errors
/// Those of the writer.
pub fn audit_json(audited: Audited<'_>, out: &mut impl io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &report(audited))?;
    out.write_all(b"\n")
}

/// Writes an audit as JSON Lines: its files, entities, findings and summary, each one object with its
/// `kind`.
///
/// # Errors
/// Those of the writer.
pub fn audit_jsonl(audited: Audited<'_>, out: &mut impl io::Write) -> io::Result<()> {
    let report = report(audited);
    lines("rules", [report.rules], out)?;
    lines("file", report.files, out)?;
    lines("unread", report.unread, out)?;
    lines("entity", report.entities, out)?;
    lines("finding", report.findings, out)?;
    lines("summary", [report.summary], out)
}

fn lines<T: Serialize>(
    kind: &str,
    parts: impl IntoIterator<Item = T>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    for part in parts {
        serde_json::to_writer(&mut *out, &Tagged { kind, part })?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

impl Serialize for Audited<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        report(*self).serialize(serializer)
    }
}

fn report(audited: Audited<'_>) -> Report<'_> {
    let sources = audited.on.chart.sources();
    Report {
        schema_version: SCHEMA_VERSION,
        rules: rules_line(audited.rules),
        files: sources.files.iter().map(file_line).collect(),
        unread: sources.errors.iter().map(unread_line).collect(),
        entities: audited
            .audit
            .entities
            .iter()
            .map(|entity| entity_line(audited, entity))
            .collect(),
        findings: audited
            .audit
            .findings
            .iter()
            .map(|finding| finding_line(audited.on, audited.rules, finding))
            .collect(),
        summary: summary(audited),
    }
}

pub(in crate::report) fn rules_line(rules: &Rules) -> RulesLine<'_> {
    RulesLine {
        name: &rules.info.name,
        version: &rules.info.version,
        layers: &rules.layers,
        hash: &rules.hash,
    }
}

fn summary(audited: Audited<'_>) -> Summary {
    let sources = audited.on.chart.sources();
    let mut by_code = BTreeMap::new();
    for finding in audited.audit.counting() {
        *by_code.entry(finding.code.to_string()).or_default() += 1;
    }
    Summary {
        files: sources.files.len(),
        unread: sources.errors.len(),
        rows: sources.files.iter().map(|file| file.tally.rows).sum(),
        positions: sources.files.iter().map(|file| file.tally.positions).sum(),
        entities: audited.audit.entities.len(),
        findings: Severity::ALL
            .iter()
            .map(|severity| (severity.name(), audited.audit.count(*severity)))
            .collect(),
        filtered: audited.audit.filtered,
        ignored: audited.audit.ignored,
        baselined: audited.audit.baselined(),
        suppressed: audited.audit.suppressed(),
        by_code,
    }
}

fn file_line(source: &Source) -> FileLine<'_> {
    FileLine {
        path: &source.name,
        encoding: source.encoding,
        sheet: source.sheet.as_deref(),
        other_sheets: &source.other_sheets,
        rows: source.tally.rows,
        positions: source.tally.positions,
        skipped: source
            .tally
            .skipped_by_reason()
            .filter(|(_, count)| *count > 0)
            .collect(),
        columns: source
            .mapping
            .iter()
            .map(|(header, field)| ColumnLine {
                header,
                field: *field,
            })
            .collect(),
        unused_columns: &source.unused,
    }
}

fn unread_line(error: &ReadError) -> UnreadLine<'_> {
    let (line, column) = error.place.unzip();
    UnreadLine {
        path: &error.file,
        line,
        column,
        message: error.kind.to_string(),
    }
}

fn entity_line<'a>(audited: Audited<'a>, coverage: &'a EntityCoverage) -> EntityLine<'a> {
    let chart = &audited.on.chart;
    let entity = chart.entity(coverage.entity);
    EntityLine {
        name: &entity.name,
        named_by: entity.named_by.name(),
        file: &chart.sources().file(entity.file).name,
        positions: entity.seats.len(),
        headcount: entity.headcount(),
        headcount_is: if entity.declared_size.is_some() {
            "declared"
        } else {
            "counted"
        },
        coverage: BySide {
            internal: side_line(audited, Side::Internal, &coverage.sides.internal),
            external: side_line(audited, Side::External, &coverage.sides.external),
        },
        areas: area_lines(audited, coverage),
    }
}

fn area_lines<'a>(audited: Audited<'a>, coverage: &'a EntityCoverage) -> Vec<AreaLine<'a>> {
    let seats = |seats: &[SeatId]| seats.iter().map(|seat| seat_line(audited, *seat)).collect();
    let areas = audited.rules.areas.iter().zip(&coverage.areas);
    areas
        .map(|(area, holders)| AreaLine {
            area: &area.id,
            side: area.side,
            held: holders.held().name(),
            by_title: seats(&holders.by_title),
            by_duty: seats(&holders.by_duty),
            by_delegation: seats(&holders.by_delegation),
            claims: holders.claims,
        })
        .collect()
}

fn seat_line(audited: Audited<'_>, seat: SeatId) -> SeatLine<'_> {
    let position = audited.on.chart.position(seat);
    SeatLine {
        id: position.shown_id(),
        title: position.title,
        line: position.line,
    }
}

fn side_line<'a>(audited: Audited<'a>, side: Side, coverage: &'a SideCoverage) -> SideLine<'a> {
    let holders = |seats: &'a [SeatId]| {
        seats
            .iter()
            .filter_map(|seat| holder_line(audited, side, *seat))
            .collect()
    };
    SideLine {
        role: &audited.rules.role(audited.rules.sides[side].role).id,
        covered: coverage.how(),
        reason: (coverage.how() == "unknown").then_some("unread-titles"),
        holders: holders(&coverage.leaders),
        stand_ins: holders(&coverage.stand_ins),
        vacant: coverage
            .vacant
            .iter()
            .map(|seat| seat_line(audited, *seat))
            .collect(),
        from_group: coverage
            .from_group
            .iter()
            .map(|seat| seat_line(audited, *seat))
            .collect(),
    }
}

fn holder_line(audited: Audited<'_>, side: Side, seat: SeatId) -> Option<HolderLine<'_>> {
    let (position, verdict) = (audited.on.chart.position(seat), audited.on.verdict(seat)?);
    let coverage = verdict.coverage(side)?;
    Some(HolderLine {
        id: position.shown_id(),
        title: position.title,
        line: position.line,
        roles: roles(audited, verdict),
        grade: coverage.grade,
        basis: coverage.basis,
        standing: Incumbency::of(&position, verdict).name(),
        acronym: verdict.acronym,
        below: (verdict.below != BySide::default()).then_some(verdict.below),
        focus: verdict.focus,
        score: rounded(verdict.score),
        confidence: rounded(verdict.confidence),
        evidence: evidence(audited.rules, &position, verdict, Detail::Full),
    })
}

fn roles<'a>(audited: Audited<'a>, verdict: &Verdict) -> Vec<&'a str> {
    verdict
        .roles
        .iter()
        .map(|held| audited.rules.role(held.role).id.as_str())
        .collect()
}

pub(in crate::report) fn finding_line<'a>(
    on: &'a ClassifiedChart,
    rules: &'a Rules,
    finding: &'a Finding,
) -> FindingLine<'a> {
    let kind = rules.catalogue.get(&finding.code);
    let text = |of: fn(&FindingKind) -> &str| kind.map_or("", of);
    FindingLine {
        code: &finding.code,
        name: text(|kind| &kind.name),
        severity: finding.severity,
        message: &finding.message,
        why: text(|kind| &kind.why),
        help: text(|kind| &kind.help),
        confidence: finding.confidence.map(rounded),
        entity: finding.entity.as_deref(),
        accepted: finding.accepted().map(Accepted::name),
        positions: finding
            .positions
            .iter()
            .map(|position| PositionLine {
                id: &position.id,
                title: &position.title,
                incumbent: position.incumbent.as_deref(),
            })
            .collect(),
        more_positions: finding.more_positions,
        locations: finding
            .locations
            .iter()
            .map(|location| location_line(on, location))
            .collect(),
        occurrences: occurrence_lines(on, finding),
    }
}
