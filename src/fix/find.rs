//! Finds what can be mended.

use rustc_hash::FxHashMap;

use super::edit::Fix;
use super::{cell, zeros};
use crate::audit::{Audit, Filter};
use crate::classify::ClassifiedChart;
use crate::model::{Accepted, Field, FileId, Finding};
use crate::rules::Rules;

/// Everything that can be mended in the files of a chart, in the order of the chart.
pub fn fixes(on: &ClassifiedChart) -> Vec<Fix> {
    let chart = &on.chart;
    let zeros = zeros::lost(chart);
    let mut found = Vec::new();
    let mut open = None;
    for seat in chart.seats() {
        let here = chart.position(seat);
        if open.as_ref().is_none_or(|(file, _)| *file != here.file) {
            open = Some((here.file, chart.sources().file(here.file).written()));
        }
        let Some((_, Some(written))) = &open else {
            continue;
        };
        for cell in written.cells((here.line, here.offset)) {
            if !is_mended(cell.field) {
                continue;
            }
            let lost = zeros.get(&(seat, cell.field)).copied();
            let edits = cell::edits(written.text(), &cell, lost.unwrap_or(0));
            found.extend(edits.into_iter().map(|(kind, edits)| Fix {
                kind,
                file: here.file,
                seat,
                field: cell.field,
                place: cell.place,
                edits,
            }));
        }
    }
    found
}

/// Those of the fixes that are asked for: of findings that are looked for, that the filter keeps, and that nobody accepts. What
/// no finding is about is asked for unless the filter names codes.
pub fn fixes_asked_for(
    on: &ClassifiedChart,
    rules: &Rules,
    filter: &Filter,
    audit: &Audit,
) -> Vec<Fix> {
    let accepted = Suppressed::of(&audit.findings);
    let mut found = fixes(on);
    found.retain(|fix| {
        let by_code = match fix.kind.finding(rules) {
            Some(kind) => {
                kind.enabled && filter.wants_kind(kind) && !accepted.holds(&kind.code, fix)
            }
            None => filter.only.is_empty(),
        };
        by_code && filter.wants_seat(fix.seat, on, rules)
    });
    found
}

/// The places and files where findings are suppressed, by code.
struct Suppressed<'a> {
    places: FxHashMap<(FileId, u32, u32), Vec<&'a str>>,
    files: Vec<(FileId, &'a str)>,
}

impl<'a> Suppressed<'a> {
    fn of(findings: &'a [Finding]) -> Suppressed<'a> {
        let is_it = |accepted: Option<&Accepted>| {
            accepted.is_some_and(|accepted| matches!(accepted, Accepted::Suppressed { .. }))
        };
        let mut places: FxHashMap<(FileId, u32, u32), Vec<&str>> = FxHashMap::default();
        let mut files = Vec::new();
        for finding in findings {
            let code = &*finding.code;
            for (place, occurrence) in finding.locations.iter().zip(&finding.occurrences) {
                if is_it(occurrence.accepted.as_ref()) {
                    let place = (place.file, place.line, place.column);
                    places.entry(place).or_default().push(code);
                }
            }
            // A finding lists only its first places.
            if finding.more_positions > 0 && is_it(finding.accepted()) {
                files.extend(finding.locations.first().map(|place| (place.file, code)));
            }
        }
        Suppressed { places, files }
    }

    fn holds(&self, code: &str, fix: &Fix) -> bool {
        let place = (fix.file, fix.place.0, fix.place.1);
        let here = self.places.get(&place);
        here.is_some_and(|codes| codes.contains(&code)) || self.files.contains(&(fix.file, code))
    }
}

/// Whether the cells of a field are mended: what names rows and decides verdicts. A soft hyphen in a duty text does no harm.
fn is_mended(field: Field) -> bool {
    Field::DECISIVE.contains(&field) || Field::MANAGER.contains(&field)
}
