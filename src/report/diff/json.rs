//! Renders what changed between two snapshots as one JSON object; `docs/diff.md` describes it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use crate::chart::{EntityId, SeatId};
use crate::classify::ClassifiedChart;
use crate::diff::{
    AreaChange, Aspect, Boss, CoverageChange, DepartmentRenamed, EntityChange, SeatChange, Snapshot,
};
use crate::model::{Finding, RoleId, Severity, Side};
use crate::report::Diffed;
use crate::report::audit::json::{
    FindingLine, RulesLine, SCHEMA_VERSION, finding_line, rules_line,
};

#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    rules: RulesLine<'a>,
    old: SnapshotLine<'a>,
    new: SnapshotLine<'a>,
    matched: MatchedLine,
    not_compared: Vec<&'static str>,
    entities: Vec<EntityLine<'a>>,
    departments: Vec<DepartmentLine<'a>>,
    changes: Vec<ChangeLine<'a>>,
    coverage: Vec<CoverageLine<'a>>,
    areas: Vec<AreaLine<'a>>,
    findings: FindingsLine<'a>,
    summary: Summary,
}

#[derive(Serialize)]
struct SnapshotLine<'a> {
    files: Vec<&'a str>,
    positions: usize,
    entities: usize,
}

#[derive(Serialize)]
struct MatchedLine {
    by_id: usize,
    by_place: usize,
    /// Seats that could match several seats of the other snapshot. They count as removed and added.
    ambiguous_old: usize,
    ambiguous_new: usize,
}

#[derive(Serialize)]
struct EntityLine<'a> {
    kind: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
    seats: usize,
}

#[derive(Serialize)]
struct DepartmentLine<'a> {
    entity: &'a str,
    from: &'a str,
    to: &'a str,
    seats: usize,
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    kind: &'static str,
    old: Option<SeatLine<'a>>,
    new: Option<SeatLine<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aspects: Vec<AspectLine<'a>>,
}

#[derive(Serialize)]
struct SeatLine<'a> {
    id: Cow<'a, str>,
    title: &'a str,
    entity: &'a str,
    file: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct AspectLine<'a> {
    aspect: &'static str,
    /// Whether the change is in rolecall's verdict and not in a cell of the row.
    #[serde(skip_serializing_if = "is_false")]
    verdict: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Value<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Value<'a>>,
}

fn is_false(value: &bool) -> bool {
    !value
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Text(&'a str),
    Id(Cow<'a, str>),
    Texts(Vec<&'a str>),
    Days(Option<u16>),
    Size(Option<u32>),
    Boss(BossLine<'a>),
    Seats(Vec<SeatLine<'a>>),
}

#[derive(Serialize)]
struct BossLine<'a> {
    /// `seat`, `top` or `absent`.
    reports_to: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    seat: Option<SeatLine<'a>>,
}

#[derive(Serialize)]
struct CoverageLine<'a> {
    entity: &'a str,
    side: Side,
    from: CoveredLine<'a>,
    to: CoveredLine<'a>,
}

#[derive(Serialize)]
struct CoveredLine<'a> {
    covered: &'static str,
    seats: Vec<SeatLine<'a>>,
}

#[derive(Serialize)]
struct AreaLine<'a> {
    entity: &'a str,
    area: &'a str,
    side: Side,
    kind: &'static str,
    from: Vec<SeatLine<'a>>,
    to: Vec<SeatLine<'a>>,
    held: &'static str,
}

#[derive(Serialize)]
struct FindingsLine<'a> {
    on_changes: Vec<OnChangeLine<'a>>,
    new: Vec<FindingLine<'a>>,
    fixed: Vec<FindingLine<'a>>,
}

#[derive(Serialize)]
struct OnChangeLine<'a> {
    /// The snapshot whose seats and lines the finding is about: `old` or `new`.
    snapshot: &'static str,
    #[serde(flatten)]
    finding: FindingLine<'a>,
}

#[derive(Serialize)]
struct Summary {
    changes: usize,
    added: usize,
    removed: usize,
    changed: usize,
    on_changes: usize,
    new: usize,
    fixed: usize,
    /// Findings that the filter left out.
    filtered: usize,
    /// How many findings of each severity are new or about changes.
    severities: BTreeMap<&'static str, usize>,
}

/// Writes what changed as one JSON object.
///
/// # Errors
/// Those of the writer.
pub fn diff_json(diffed: Diffed<'_>, show_names: bool, out: &mut impl io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &diff_line(diffed, show_names))?;
    out.write_all(b"\n")
}

/// What changed, in its output form.
pub(crate) fn diff_line(diffed: Diffed<'_>, show_names: bool) -> impl Serialize {
    let lines = DiffReporter { diffed, show_names };
    lines.report()
}

#[derive(Clone, Copy)]
struct DiffReporter<'a> {
    diffed: Diffed<'a>,
    show_names: bool,
}

impl<'a> DiffReporter<'a> {
    fn report(self) -> Report<'a> {
        let diff = self.diffed.diff;
        let [ambiguous_old, ambiguous_new] = diff.pairs.ambiguous;
        let not_compared = diff.fields.in_one_only.iter();
        let finding = |on: &'a ClassifiedChart, finding: &'a Finding| {
            finding_line(on, self.diffed.rules, finding)
        };
        Report {
            schema_version: SCHEMA_VERSION,
            rules: rules_line(self.diffed.rules),
            old: snapshot_line(self.diffed.old),
            new: snapshot_line(self.diffed.new),
            matched: MatchedLine {
                by_id: diff.pairs.by_id,
                by_place: diff.pairs.by_place,
                ambiguous_old,
                ambiguous_new,
            },
            not_compared: not_compared.map(|field| field.name()).collect(),
            entities: diff.entities.iter().map(|one| self.entity(one)).collect(),
            departments: diff
                .departments
                .iter()
                .map(|one| self.department(one))
                .collect(),
            changes: diff.seats.iter().map(|one| self.change(one)).collect(),
            coverage: diff.coverage.iter().map(|one| self.side(one)).collect(),
            areas: diff.areas.iter().map(|one| self.area(one)).collect(),
            findings: FindingsLine {
                on_changes: diff
                    .findings
                    .iter()
                    .map(|found| OnChangeLine {
                        snapshot: found.snapshot.name(),
                        finding: finding(self.diffed.on(found.snapshot), &found.finding),
                    })
                    .collect(),
                new: diff
                    .new
                    .iter()
                    .map(|one| finding(self.diffed.new, one))
                    .collect(),
                fixed: diff
                    .fixed
                    .iter()
                    .map(|one| finding(self.diffed.old, one))
                    .collect(),
            },
            summary: self.summary(),
        }
    }

    fn summary(self) -> Summary {
        let diff = self.diffed.diff;
        let kinds: Vec<_> = diff.seats.iter().map(kind).collect();
        let count = |wanted| kinds.iter().filter(|kind| **kind == wanted).count();
        let severities = Severity::ALL.iter().map(|severity| {
            let so_grave = diff.severities().filter(|one| one == severity);
            (severity.name(), so_grave.count())
        });
        Summary {
            changes: diff.changes(),
            added: count(ADDED),
            removed: count(REMOVED),
            changed: count(CHANGED),
            on_changes: diff.findings.len(),
            new: diff.new.len(),
            fixed: diff.fixed.len(),
            filtered: diff.filtered,
            severities: severities.collect(),
        }
    }

    fn seat(self, snapshot: Snapshot, seat: SeatId) -> SeatLine<'a> {
        let chart = &self.diffed.on(snapshot).chart;
        let position = chart.position(seat);
        SeatLine {
            id: position.shown_id(),
            title: position.title,
            entity: &chart.entity(chart.entity_of(seat)).name,
            file: &chart.sources().file(position.file).name,
            line: position.line,
        }
    }

    fn seats(self, snapshot: Snapshot, seats: &[SeatId]) -> Vec<SeatLine<'a>> {
        seats
            .iter()
            .map(|seat| self.seat(snapshot, *seat))
            .collect()
    }

    fn entity_name(self, snapshot: Snapshot, entity: EntityId) -> &'a str {
        &self.diffed.on(snapshot).chart.entity(entity).name
    }

    fn entity(self, change: &EntityChange) -> EntityLine<'a> {
        let (kind, old, new) = match *change {
            EntityChange::Added(entity) => (ADDED, None, Some(entity)),
            EntityChange::Removed(entity) => (REMOVED, Some(entity), None),
            EntityChange::Renamed(was, is) => ("renamed", Some(was), Some(is)),
        };
        let seats = |on: &ClassifiedChart, entity| on.chart.entity(entity).seats.len();
        EntityLine {
            kind,
            old: old.map(|entity| self.entity_name(Snapshot::Old, entity)),
            new: new.map(|entity| self.entity_name(Snapshot::New, entity)),
            seats: new
                .map(|entity| seats(self.diffed.new, entity))
                .or(old.map(|entity| seats(self.diffed.old, entity)))
                .unwrap_or_default(),
        }
    }

    fn department(self, renamed: &'a DepartmentRenamed) -> DepartmentLine<'a> {
        DepartmentLine {
            entity: self.entity_name(Snapshot::New, renamed.entity),
            from: &renamed.from,
            to: &renamed.to,
            seats: renamed.seats,
        }
    }

    fn change(self, change: &'a SeatChange) -> ChangeLine<'a> {
        let aspects = match (change.old, change.new) {
            (Some(was), Some(is)) => change
                .aspects
                .iter()
                .map(|aspect| self.aspect(aspect, was, is))
                .collect(),
            _ => Vec::new(),
        };
        ChangeLine {
            kind: kind(change),
            old: change.old.map(|seat| self.seat(Snapshot::Old, seat)),
            new: change.new.map(|seat| self.seat(Snapshot::New, seat)),
            aspects,
        }
    }

    fn aspect(self, aspect: &'a Aspect, before: SeatId, after: SeatId) -> AspectLine<'a> {
        let [old, new] = [self.diffed.old, self.diffed.new];
        let (was, is) = (old.chart.position(before), new.chart.position(after));
        let text = |from, to| (Some(Value::Text(from)), Some(Value::Text(to)));
        let focus = |on: &'a ClassifiedChart, seat| {
            on.verdict(seat)
                .map(|verdict| Value::Text(verdict.focus.name()))
        };
        let (from, to) = match aspect {
            Aspect::Retitled => text(was.title, is.title),
            Aspect::Renumbered => (
                Some(Value::Id(was.shown_id())),
                Some(Value::Id(is.shown_id())),
            ),
            Aspect::Moved(from, to) => (
                Some(Value::Boss(self.boss(Snapshot::Old, *from))),
                Some(Value::Boss(self.boss(Snapshot::New, *to))),
            ),
            Aspect::Entity => text(
                self.entity_name(Snapshot::Old, old.chart.entity_of(before)),
                self.entity_name(Snapshot::New, new.chart.entity_of(after)),
            ),
            Aspect::Department => text(was.department, is.department),
            Aspect::Location => text(was.location, is.location),
            Aspect::Level => text(was.level, is.level),
            Aspect::Size(from, to) => (Some(Value::Size(*from)), Some(Value::Size(*to))),
            Aspect::Dotted { gained, lost } => (
                Some(Value::Seats(self.seats(Snapshot::Old, lost))),
                Some(Value::Seats(self.seats(Snapshot::New, gained))),
            ),
            Aspect::Standing(from, to) => text(from, to),
            Aspect::Ends(from, to) => (Some(Value::Days(*from)), Some(Value::Days(*to))),
            Aspect::Incumbent if self.show_names => text(was.incumbent, is.incumbent),
            // The new text may be long; the lines of both seats lead to it.
            Aspect::Incumbent | Aspect::Duties => (None, None),
            Aspect::Roles(from, to) => (
                Some(Value::Texts(self.roles(from))),
                Some(Value::Texts(self.roles(to))),
            ),
            Aspect::Rank(from, to) => text(from.name(), to.name()),
            Aspect::Focus => (focus(old, before), focus(new, after)),
        };
        AspectLine {
            aspect: aspect.name(),
            verdict: aspect.is_verdict(),
            from,
            to,
        }
    }

    fn boss(self, snapshot: Snapshot, boss: Boss) -> BossLine<'a> {
        let (reports_to, seat) = match boss {
            Boss::Top => ("top", None),
            Boss::Absent => ("absent", None),
            Boss::Seat(seat) => ("seat", Some(self.seat(snapshot, seat))),
        };
        BossLine { reports_to, seat }
    }

    fn roles(self, roles: &[RoleId]) -> Vec<&'a str> {
        let ids = roles.iter();
        ids.map(|role| self.diffed.rules.role(*role).id.as_str())
            .collect()
    }

    fn side(self, change: &CoverageChange) -> CoverageLine<'a> {
        let covered = |snapshot, (how, seats): &(&'static str, Vec<SeatId>)| CoveredLine {
            covered: how,
            seats: self.seats(snapshot, seats),
        };
        CoverageLine {
            entity: self.entity_name(Snapshot::New, change.entity.1),
            side: change.side,
            from: covered(Snapshot::Old, &change.from),
            to: covered(Snapshot::New, &change.to),
        }
    }

    fn area(self, change: &AreaChange) -> AreaLine<'a> {
        let area = &self.diffed.rules.areas[usize::from(change.area)];
        AreaLine {
            entity: self.entity_name(Snapshot::New, change.entity.1),
            area: &area.id,
            side: area.side,
            kind: change.what.name(),
            from: self.seats(Snapshot::Old, &change.from),
            to: self.seats(Snapshot::New, &change.to),
            held: change.held.name(),
        }
    }
}

const ADDED: &str = "added";

const REMOVED: &str = "removed";

const CHANGED: &str = "changed";

fn kind(change: &SeatChange) -> &'static str {
    match (change.old, change.new) {
        (None, _) => ADDED,
        (_, None) => REMOVED,
        (Some(_), Some(_)) => CHANGED,
    }
}

fn snapshot_line(on: &ClassifiedChart) -> SnapshotLine<'_> {
    let files = on.chart.sources().files.iter();
    SnapshotLine {
        files: files.map(|file| file.name.as_str()).collect(),
        positions: on.chart.len(),
        entities: on.chart.entities().len(),
    }
}
