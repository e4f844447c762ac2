//! Whether what a row says of its manager may be shown.

use std::collections::BTreeSet;

use super::graph::Chart;
use super::identity::{key, loose_key};
use super::managers::By;
use super::names::sorted_name;
use super::seat::{Line, SeatId};
use super::veil::{MOST_FORMS, Veil, form};
use crate::model::{Field, is_address};
use crate::text::TextSet;

/// So many managers of a seat are asked for their ids.
const MOST_LINES: usize = 64;
/// A longer cell of managers is not shown.
const LONGEST_CELL: usize = 1000;

impl Chart {
    /// Whether what the row of a seat says of its manager may be shown.
    pub fn may_show(&self, seat: SeatId, line: Line, text: &str) -> bool {
        let here = self.position(seat);
        if text.is_empty() {
            return true;
        }
        if here.is_ragged {
            return false;
        }
        let is_alike = |id: &str| key(id) == key(text) || loose_key(id) == loose_key(text);
        let is_id = |id: &str| !is_address(id) && !id.is_empty() && is_alike(id);
        is_id(here.id)
            || self
                .managers(seat)
                .take(MOST_LINES)
                .any(|(manager, _)| is_id(self.text(manager, Field::Id)))
            || self.veil().is_like_an_id(here.file, line, text)
    }

    /// The same, where a cell may name several.
    pub(super) fn may_show_cell(&self, seat: SeatId, field: Field, cell: &str) -> bool {
        let line = match field {
            Field::DottedLine => Line::Dotted,
            _ => Line::Solid,
        };
        // A cell that names thousands helps nobody who reads an excerpt.
        if cell.len() > LONGEST_CELL {
            return false;
        }
        let mut parts = cell.split([';', '|', '\n', ',']).map(str::trim);
        self.may_show(seat, line, cell.trim())
            || parts.all(|part| part.is_empty() || self.may_show(seat, line, part))
    }

    fn veil(&self) -> &Veil {
        self.veil.get_or_init(|| veil_of(self))
    }
}

/// Works out how the ids of a chart are written, and by what its lines are drawn.
fn veil_of(chart: &Chart) -> Veil {
    let files = chart.sources.files.len();
    let mut drawn = vec![[(false, false); 2]; files];
    for (file, line, by) in chart.facts.lines_by.keys() {
        let (by_id, by_other) = &mut drawn[file.0 as usize][*line as usize];
        match by {
            By::Id | By::LooseId | By::PersonId => *by_id = true,
            By::Email | By::UserName | By::DistinguishedName | By::Name | By::LooseName => {
                *by_other = true;
            }
        }
    }
    let is_open = |(by_id, by_other): (bool, bool)| by_id && !by_other;
    let mut forms: Vec<BTreeSet<String>> = vec![BTreeSet::new(); files];
    let asked: Vec<bool> = drawn
        .iter()
        .map(|lines| lines.iter().any(|line| is_open(*line)))
        .collect();
    let mut names = TextSet::default();
    for seat in chart.seats() {
        let here = chart.position(seat);
        let file = here.file.0 as usize;
        let forms = &mut forms[file];
        if !asked[file] || forms.len() > MOST_FORMS {
            continue;
        }
        let of_person = form(here.text(Field::PersonId)).filter(|form| {
            // What identifies a person without a digit may be a name.
            form.contains('9')
        });
        forms.extend([form(here.id), of_person].into_iter().flatten());
    }
    let has_words = |forms: &BTreeSet<String>| forms.iter().any(|form| !form.contains('9'));
    if forms.iter().any(has_words) {
        let named = chart.seats().map(|seat| chart.text(seat, Field::Incumbent));
        names.extend(named.filter(|name| !name.is_empty()).map(sorted_name));
    }
    let forms = forms.into_iter().zip(drawn).map(|(forms, drawn)| {
        let is_of_ids = forms.len() <= MOST_FORMS;
        drawn.map(|line| (is_open(line) && is_of_ids).then(|| forms.clone()))
    });
    Veil {
        forms: forms.collect(),
        names,
    }
}
