//! Where a field of a record stands in its source.

use std::ops::Range;

use super::source::{Layout, Source, Sources};
use super::tree::json_lines;
use super::written::column_behind;
use crate::model::{Field, FileId, Location};
use crate::read::csv::cells::{Cell, ScannedRecord, line_breaks, scan};
use crate::read::input::excerpt::{Visibility, excerpt};
use crate::read::tree::noted::Noted;

/// How much of a record is read again to show a place in it: little at first, more where needed.
const SHOWN: [usize; 3] = [4 << 10, 32 << 10, 256 << 10];

impl Sources {
    /// Finds the place of a field in the record that begins on `line` at byte `offset`; that of the
    /// record where the field has none of its own. The source text comes with it, where it can be had
    /// again, with everything blanked by which a person could be known.
    ///
    /// What names a manager is shown where `shows` says so of the field and the text.
    pub fn locate(
        &self,
        file: FileId,
        (line, offset): (u32, u64),
        field: Option<Field>,
        shows: Shows<'_>,
    ) -> Location {
        let here = Location {
            file,
            line,
            column: 1,
            excerpt: None,
        };
        let source = self.file(file);
        let found = match &source.layout {
            Layout::Csv {
                delimiter,
                fields,
                header,
            } => {
                let cells = CsvCells {
                    source,
                    delimiter: *delimiter,
                    fields,
                    // Headers are nobody's.
                    all_public: *header == offset,
                    shows,
                };
                cells.locate(&here, offset, field)
            }
            Layout::Noted(noted) => {
                let text = source.bytes(0, usize::MAX);
                text.ok()
                    .and_then(|text| noted.locate(&text, &here, (offset, field), shows))
            }
            Layout::Lines { columns, decided } => {
                line_of(source, offset).and_then(|(line, start)| {
                    let (noted, text) = json_lines::note(&line, here.line, columns, decided);
                    noted.locate(text.as_bytes(), &here, (offset - start, field), shows)
                })
            }
        };
        found.unwrap_or(here)
    }
}

/// Whether a text that names a manager may be shown.
pub type Shows<'s> = &'s dyn Fn(Field, &str) -> bool;

struct CsvCells<'s> {
    source: &'s Source,
    delimiter: u8,
    fields: &'s [Option<Field>],
    all_public: bool,
    shows: Shows<'s>,
}

impl CsvCells<'_> {
    /// Walks the cells of the record to the wanted one, remembering which are private.
    fn locate(&self, here: &Location, offset: u64, field: Option<Field>) -> Option<Location> {
        let mut cells = Vec::new();
        for most in SHOWN {
            let text = self.source.bytes(offset, most).ok()?;
            let is_all = text.len() < most;
            let found = scan(&text, self.delimiter, is_all, &mut cells);
            if matches!(found, ScannedRecord::Partial { .. })
                && !is_all
                && most < SHOWN[SHOWN.len() - 1]
            {
                continue;
            }
            let end = match found {
                ScannedRecord::Whole { end, .. } => end,
                // What is not told apart is not shown.
                ScannedRecord::Partial { .. } => cells.last().map_or(0, |cell| cell.end),
            };
            return Some(self.place(&text[..end], &cells, here, field));
        }
        None
    }

    fn may_show(&self, field: Field, text: &str) -> bool {
        match field {
            Field::ReportsTo | Field::DottedLine => (self.shows)(field, text),
            field if field.is_of_known_words() => !self.source.is_unknown_word(text),
            field => field.may_show(text),
        }
    }

    fn place(
        &self,
        text: &[u8],
        cells: &[Cell],
        here: &Location,
        field: Option<Field>,
    ) -> Location {
        let column = |field| self.fields.iter().position(|of| *of == Some(field));
        // What says who the manager is may stand in one of several columns.
        let wanted = match field {
            Some(Field::ReportsTo) => Field::MANAGER.into_iter().find_map(column),
            Some(field) => column(field),
            None => None,
        };
        let shown = |cell: &Cell| String::from_utf8_lossy(&text[cell.range()]);
        let place = wanted
            .and_then(|cell| cells.get(cell))
            .map_or(0..0, Cell::range);
        let before = &text[..place.start];
        let line = here.line + line_breaks(before) as u32;
        let mut at = 0;
        let mut pieces = Vec::with_capacity(cells.len() * 2);
        // In a ragged row no cell is sure to be of its column.
        let is_ragged = cells.len() < self.fields.len()
            || cells[self.fields.len()..]
                .iter()
                .any(|cell| !cell.is_blank(text));
        for (index, cell) in cells.iter().enumerate() {
            let field = self.fields.get(index).copied().flatten();
            let may_show = |field| self.may_show(field, shown(cell).trim());
            let public = self.all_public || !is_ragged && field.is_some_and(may_show);
            pieces.push((at..cell.start, Visibility::Shown));
            let piece = if public {
                Visibility::Shown
            } else {
                Visibility::Blank
            };
            pieces.push((cell.range(), piece));
            at = cell.end;
        }
        // The last closing quote.
        pieces.push((at..text.len(), Visibility::Shown));
        Location {
            file: here.file,
            line,
            column: column_behind(before),
            excerpt: Some(excerpt(text, &place, line, pieces, &[])),
        }
    }
}

/// The line that a byte stands in, and where it begins.
fn line_of(source: &Source, offset: u64) -> Option<(Vec<u8>, u64)> {
    let longest = json_lines::LONGEST_LINE_MIB << 20;
    let sizes = || SHOWN.into_iter().chain([longest]);
    let start = sizes().find_map(|most| {
        let from = offset.saturating_sub(most as u64);
        let before = source.bytes(from, (offset - from) as usize).ok()?;
        match memchr::memrchr2(b'\n', b'\r', &before) {
            Some(at) => Some(from + at as u64 + 1),
            None => (from == 0).then_some(0),
        }
    })?;
    sizes().find_map(|most| {
        let behind = source.bytes(start, most).ok()?;
        let end = memchr::memchr2(b'\n', b'\r', &behind);
        let is_whole = end.is_some() || behind.len() < most || most == longest;
        is_whole.then(|| (behind[..end.unwrap_or(behind.len())].to_vec(), start))
    })
}

impl Noted {
    /// Finds a place in the text that was noted.
    fn locate(
        &self,
        text: &[u8],
        here: &Location,
        (offset, field): (u64, Option<Field>),
        shows: Shows<'_>,
    ) -> Option<Location> {
        let first = self
            .cells
            .partition_point(|cell| u64::from(cell.record) < offset);
        let of_record = self.cells[first..]
            .iter()
            .take_while(|cell| u64::from(cell.record) == offset);
        let cell = of_record
            .clone()
            .find(|cell| Some(cell.field) == field)
            .or_else(|| of_record.clone().next());
        let Some(cell) = cell else {
            // No position, but a place in a document.
            let at = u32::try_from(offset).ok()?;
            let before = &text[..text.len().min(at as usize)];
            let there = Location {
                column: column_behind(&before[before.len().saturating_sub(SHOWN[0])..]),
                ..here.clone()
            };
            return Some(self.show(text, &there, at..at, &[]));
        };
        let there = Location {
            line: cell.line,
            column: cell.column,
            ..here.clone()
        };
        // What the record says of its manager, where that may be shown.
        let ids = of_record.filter(|cell| {
            let written = text.get(cell.span.start as usize..cell.span.end as usize);
            let written = String::from_utf8_lossy(written.unwrap_or_default());
            matches!(cell.field, Field::ReportsTo | Field::DottedLine)
                && shows(cell.field, written.trim_matches(['"', '\'']))
        });
        let ids: Vec<_> = ids.map(|cell| cell.span.clone()).collect();
        Some(self.show(text, &there, cell.span.clone(), &ids))
    }

    fn show(&self, text: &[u8], here: &Location, span: Range<u32>, ids: &[Range<u32>]) -> Location {
        let place = span.start as usize..span.end as usize;
        // No excerpt goes further than this from its place.
        let (from, to) = (
            span.start.saturating_sub(SHOWN[0] as u32),
            span.end
                .saturating_add(SHOWN[0] as u32)
                .min(text.len() as u32),
        );
        let first = self.public.partition_point(|public| public.end <= from);
        let mut at = from as usize;
        let mut pieces = Vec::new();
        let public = self.public[first..].iter();
        let public = public.take_while(|public| public.start < to);
        let mut public: Vec<_> = public.chain(ids).collect();
        public.sort_by_key(|public| public.start);
        for public in public {
            let (start, end) = (public.start as usize, public.end as usize);
            if start < at {
                continue;
            }
            pieces.push((at..start, Visibility::Veiled));
            pieces.push((start..end, Visibility::Shown));
            at = end;
        }
        pieces.push((at..to as usize, Visibility::Veiled));
        Location {
            excerpt: Some(excerpt(text, &place, here.line, pieces, &self.keys)),
            ..here.clone()
        }
    }
}
