//! Applies suppressions: those of the configuration, and comments in YAML charts. Each must have a reason, suppress
//! something, and not be out of date.

use rustc_hash::FxHashMap;

use super::context::AuditContext;
use crate::chart::{SeatId, same_id};
use crate::model::{Accepted, FileId, Finding, Location, Subject};
use crate::read::Remark;
use crate::rules::{FindingKind, Suppression};
use crate::text::squeeze;

/// Every check of suppressions, by the name that the catalogue uses.
const CHECKS: &[(&str, Check)] = &[
    ("unused-suppression", unused),
    ("expired-suppression", expired),
    ("reasonless-suppression", without_reason),
];

/// Says what is wrong with a suppression, if anything is.
type Check = fn(&AuditContext<'_>, &Entry<'_>) -> Option<String>;

/// A suppression, and what became of it.
struct Entry<'a> {
    codes: Vec<&'a str>,
    reason: &'a str,
    until: Option<&'a str>,
    at: Option<Location>,
    of: Of<'a>,
    is_expired: bool,
    is_used: bool,
}

/// What a suppression is about.
enum Of<'a> {
    Configuration(&'a Suppression),
    /// A record of a file: by the line on which it begins, if there is one.
    Record(FileId, Option<u32>),
}

/// Marks the findings that are suppressed, and returns findings about the suppressions themselves.
pub(super) fn apply(context: &AuditContext<'_>, findings: &mut [Finding]) -> Vec<Finding> {
    let catalogue = &context.rules.catalogue;
    let asked = catalogue.with_checks(Subject::Suppression, CHECKS);
    let records = Records::of(context);
    let mut entries = entries(context, &records);
    if entries.is_empty() {
        return Vec::new();
    }
    // A chart may hold a comment for each of its records, so those of other records are not asked.
    let mut configured = Vec::new();
    let mut of_records: FxHashMap<(FileId, Option<u32>), Vec<usize>> = FxHashMap::default();
    for (at, entry) in entries.iter().enumerate() {
        match entry.of {
            Of::Configuration(_) => configured.push(at),
            Of::Record(file, record) => of_records.entry((file, record)).or_default().push(at),
        }
    }
    for finding in findings.iter_mut() {
        let Some(kind) = context.rules.catalogue.get(&finding.code) else {
            continue;
        };
        for index in 0..finding.occurrences.len() {
            let spot = Spot::of(context, finding, index);
            let record = spot.at.map(|(file, line)| (file, records.at(file, line)));
            let here = record.and_then(|record| of_records.get(&record));
            let asked = configured.iter().chain(here.into_iter().flatten());
            for at in asked.copied() {
                let entry = &mut entries[at];
                if !entry.is_about(context, kind, finding, &spot) {
                    continue;
                }
                entry.is_used = true;
                if entry.is_expired {
                    continue;
                }
                let accepted = &mut finding.occurrences[index].accepted;
                accepted.get_or_insert_with(|| Accepted::Suppressed {
                    reason: entry.reason.to_owned(),
                    in_source: matches!(entry.of, Of::Record(..)),
                });
            }
        }
    }
    let asked = asked.into_iter().filter(|(kind, _)| kind.enabled);
    let found = asked.flat_map(|(kind, check)| {
        let wrong = entries.iter().filter_map(move |entry| {
            let message = check(context, entry)?;
            Some(context.finding_at(kind, message, || entry.at.clone()))
        });
        wrong.collect::<Vec<_>>()
    });
    found.collect()
}

fn entries<'a>(context: &AuditContext<'a>, records: &Records) -> Vec<Entry<'a>> {
    let sources = context.on.chart.sources();
    let today = sources.today.map(|day| day.to_string());
    let is_expired = |until: Option<&str>| {
        let today = today.as_deref();
        today.zip(until).is_some_and(|(today, until)| until < today)
    };
    let of_rules = context.rules.suppressions.iter().map(|one| Entry {
        codes: vec![&one.code],
        reason: &one.reason,
        until: one.until.as_deref(),
        at: one.at.as_ref().and_then(|at| context.place_of(at)),
        of: Of::Configuration(one),
        is_expired: is_expired(one.until.as_deref()),
        is_used: false,
    });
    let files = (0_u32..).map(FileId).zip(&sources.files);
    let remarks = files.flat_map(|(id, file)| file.remarks.iter().map(move |one| (id, one)));
    let of_charts = remarks.map(|(file, one): (FileId, &Remark)| Entry {
        codes: one.codes.iter().map(String::as_str).collect(),
        reason: &one.reason,
        until: one.until.as_deref(),
        at: Some(Location {
            file,
            line: one.line,
            column: one.column,
            excerpt: None,
        }),
        of: Of::Record(file, records.at(file, one.about)),
        is_expired: is_expired(one.until.as_deref()),
        is_used: false,
    });
    of_rules.chain(of_charts).collect()
}

/// What one occurrence of a finding is about.
struct Spot {
    seats: Vec<SeatId>,
    /// The file and line at which it is shown.
    at: Option<(FileId, u32)>,
}

impl Spot {
    fn of(context: &AuditContext<'_>, finding: &Finding, index: usize) -> Spot {
        let seats = match finding.occurrences.len() {
            // One occurrence stands for all seats of the finding.
            1 => &finding.positions[..],
            _ => finding.positions.get(index..=index).unwrap_or_default(),
        };
        let seats: Vec<_> = seats.iter().map(|seat| SeatId::from(seat.seat)).collect();
        let place = finding.locations.get(index);
        let at = match (place, seats.first()) {
            (Some(place), _) => Some((place.file, place.line)),
            (None, seat) => seat.map(|seat| {
                let here = context.on.chart.position(*seat);
                (here.file, here.line)
            }),
        };
        Spot { seats, at }
    }
}

impl Entry<'_> {
    /// Whether this is about an occurrence of a finding. A comment in a chart is asked only about its own record.
    fn is_about(
        &self,
        context: &AuditContext<'_>,
        kind: &FindingKind,
        finding: &Finding,
        spot: &Spot,
    ) -> bool {
        if !self.codes.iter().any(|code| kind.is_meant_by(code)) {
            return false;
        }
        let Of::Configuration(wanted) = &self.of else {
            return true;
        };
        let chart = &context.on.chart;
        let entity = wanted.entity.as_ref();
        let has_entity = entity.is_none_or(|entity| {
            let of = finding.entity.as_deref().map(squeeze);
            of.as_ref() == Some(entity)
        });
        let has_path = wanted.path.as_ref().is_none_or(|path| {
            let name = spot
                .at
                .map(|(file, _)| chart.sources().file(file).name.as_str());
            name.is_some_and(|name| path.matches(name.as_ref()))
        });
        let names_seat = wanted.id.is_some() || wanted.title.is_some();
        let is_seat = |seat: &SeatId| {
            let here = chart.position(*seat);
            let id = wanted.id.as_deref();
            let title = wanted.title.as_deref();
            id.is_none_or(|id| same_id(id, here.id) || here.is_shown_as(id))
                && title.is_none_or(|title| squeeze(here.title) == title)
        };
        has_entity && has_path && (!names_seat || spot.seats.iter().any(is_seat))
    }

    /// Names what it suppresses, for a sentence.
    fn named(&self) -> String {
        format!("`{}`", self.codes.join("`, `"))
    }

    /// Whether this audit can tell if it is needed: it was asked for its codes, and read the files that it names.
    fn is_decided(&self, context: &AuditContext<'_>) -> bool {
        let kinds = context.rules.catalogue.iter();
        let mut meant = kinds.filter(|kind| self.codes.iter().any(|code| kind.is_meant_by(code)));
        let is_asked = meant.all(|kind| context.is_told(kind));
        let files = &context.on.chart.sources().files;
        let is_read = match &self.of {
            Of::Configuration(Suppression {
                path: Some(path), ..
            }) => files.iter().any(|file| path.matches(file.name.as_ref())),
            _ => true,
        };
        is_asked && is_read
    }
}

fn unused(context: &AuditContext<'_>, entry: &Entry<'_>) -> Option<String> {
    if entry.codes.is_empty() {
        return Some("the comment names no finding to ignore".to_owned());
    }
    let is_known = |code: &&&str| {
        context
            .rules
            .catalogue
            .iter()
            .any(|kind| kind.is_meant_by(code))
    };
    if let Some(unknown) = entry.codes.iter().find(|code| !is_known(code)) {
        return Some(format!("no finding has the code `{unknown}`"));
    }
    let is_unused = !entry.is_used && entry.is_decided(context);
    is_unused.then(|| format!("the suppression of {} matches no finding", entry.named()))
}

fn expired(context: &AuditContext<'_>, entry: &Entry<'_>) -> Option<String> {
    let until = entry.until?;
    if until.parse::<crate::read::Day>().is_err() {
        return Some(format!(
            "the last day of the suppression of {} is `{until}`, which is not a day such as 2026-12-31",
            entry.named()
        ));
    }
    let today = context
        .on
        .chart
        .sources()
        .today
        .filter(|_| entry.is_expired)?;
    let effect = if entry.is_used {
        "; its findings count again"
    } else {
        ""
    };
    Some(format!(
        "the suppression of {} ended on {until}, and today is {today}{effect}",
        entry.named()
    ))
}

fn without_reason(_: &AuditContext<'_>, entry: &Entry<'_>) -> Option<String> {
    let has_none = entry.reason.is_empty() && !entry.codes.is_empty();
    has_none.then(|| format!("the suppression of {} gives no reason", entry.named()))
}

/// The lines on which the records of files with remarks begin.
struct Records(FxHashMap<FileId, Vec<u32>>);

impl Records {
    fn of(context: &AuditContext<'_>) -> Records {
        let chart = &context.on.chart;
        let files = (0_u32..).map(FileId).zip(&chart.sources().files);
        let with_remarks = files.filter(|(_, file)| !file.remarks.is_empty());
        let mut records: FxHashMap<FileId, _> =
            with_remarks.map(|(id, _)| (id, Vec::new())).collect();
        if !records.is_empty() {
            for seat in chart.seats() {
                let here = chart.position(seat);
                if let Some(lines) = records.get_mut(&here.file) {
                    lines.push(here.line);
                }
            }
            records.values_mut().for_each(|lines| lines.sort_unstable());
        }
        Records(records)
    }

    /// The line on which the record around a line begins; none above the first record.
    fn at(&self, file: FileId, line: u32) -> Option<u32> {
        let lines = self.0.get(&file)?;
        let behind = lines.partition_point(|start| *start <= line);
        lines.get(behind.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn the_catalogue_has_a_finding_for_every_check() {
        let rules = Rules::builtin().unwrap();
        rules
            .catalogue
            .assert_made_by_all(Subject::Suppression, CHECKS);
    }
}
