//! Which ids have lost their leading zeros, as spreadsheets take them from numbers.

use rustc_hash::FxHashMap;

use crate::chart::{Chart, Inexact, Line, SeatId, id_key};
use crate::model::{Field, FileId};
use crate::text::{TextMap, TextSet};

/// How many zeros the cells of a chart have lost, as far as that is certain: a manager whose id has more, and an id where all
/// who name a manager write equally many digits.
pub(super) fn lost(chart: &Chart) -> FxHashMap<(SeatId, Field), usize> {
    let mut lost: FxHashMap<(SeatId, Field), usize> = FxHashMap::default();
    let mut longer: FxHashMap<FileId, Vec<usize>> = FxHashMap::default();
    for (seat, line, inexact, written) in &chart.facts().inexact_managers {
        let field = field_of(*line);
        // In a cell that names several, it is not said which one.
        let is_alone = chart.text(*seat, field).trim() == written;
        if *inexact != Inexact::Zeros || !is_alone || !is_number(written) {
            continue;
        }
        let managers = chart.managers(*seat).map(|(manager, _)| manager);
        let mut ids = managers.map(|manager| id_key(chart.text(manager, Field::Id)));
        let Some(id) = ids.find(|id| is_number(id) && number(id) == number(written)) else {
            continue;
        };
        if written.len() < id.len() {
            lost.insert((*seat, field), id.len() - written.len());
        } else {
            let chart_of = chart.sources().chart_of(chart.position(*seat).file);
            longer.entry(chart_of).or_default().push(written.len());
        }
    }
    for (of, widths) in longer {
        let width = widths[0];
        if widths.iter().all(|one| *one == width) && is_certain(chart, of, width) {
            for (seat, id) in ids_of(chart, of) {
                if id.len() < width {
                    lost.insert((seat, Field::Id), width - id.len());
                }
            }
        }
    }
    lost
}

/// Whether all ids of a chart are numbers that become different ones of so many digits, and all managers are written so.
fn is_certain(chart: &Chart, of: FileId, width: usize) -> bool {
    let mut numbers: TextMap<String, String> = TextMap::default();
    let ids_fit = ids_of(chart, of).all(|(_, id)| {
        let known = numbers
            .entry(number(&id).to_owned())
            .or_insert_with(|| id.clone());
        is_number(&id) && id.len() <= width && *known == id
    });
    let mut widths = TextSet::default();
    for (seat, _) in ids_of(chart, of) {
        for line in [Line::Solid, Line::Dotted] {
            let cell = chart.text(seat, field_of(line));
            let parts = cell.split([';', '|', '\n', ',']).map(str::trim);
            widths.extend(parts.filter(|part| is_number(part)));
        }
    }
    ids_fit && widths.iter().all(|written: &&str| written.len() == width)
}

/// The seats of a chart that have an id, with it.
fn ids_of(chart: &Chart, of: FileId) -> impl Iterator<Item = (SeatId, String)> + '_ {
    let seats = chart.seats().filter(move |seat| {
        let here = chart.position(*seat);
        chart.sources().chart_of(here.file) == of && !here.has_made_up_id()
    });
    seats
        .map(|seat| (seat, id_key(chart.text(seat, Field::Id)).into_owned()))
        .filter(|(_, id)| !id.is_empty())
}

fn field_of(line: Line) -> Field {
    match line {
        Line::Solid => Field::ReportsTo,
        Line::Dotted => Field::DottedLine,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number without leading zeros.
fn number(text: &str) -> &str {
    text.trim_start_matches('0')
}
