//! Cells as they are written in their files, byte by byte, so that one can be changed and the rest stays as it is.

use std::ops::Range;
use std::path::Path;

use super::format::{Format, format_by_ending};
use super::source::{Layout, Source};
use crate::model::Field;
use crate::read::csv::cells::{Quoting, ScannedRecord, line_breaks, scan};
use crate::read::tree::noted::NotedCell;

/// The text of a file whose cells can be changed in place.
pub struct WrittenFile<'s> {
    source: &'s Source,
    text: Vec<u8>,
}

/// A cell as it is written.
#[derive(Clone, Debug)]
pub struct WrittenCell {
    /// The field that it gives.
    pub field: Field,
    /// Where the cell begins, as findings tell it: line and column, counted in characters from 1.
    pub place: (u32, u32),
    /// The bytes of its text, without quotes around it.
    pub span: Range<usize>,
    /// How many characters stand between that place and the text.
    pub quote: u32,
    /// Whether a text that looks like a number needs quotes to be read as the same text by any other program.
    pub is_typed: bool,
}

impl Source {
    /// The text of the file with its cells. There is none for what cannot be changed in place: files that are
    /// compressed, not in UTF-8 or gone, workbooks, JSON Lines, directories and drawings.
    pub fn written(&self) -> Option<WrittenFile<'_>> {
        let is_plain = self.packing.is_none() && self.sheet.is_none() && self.encoding == "UTF-8";
        let format = format_by_ending(Path::new(&self.name));
        let is_known = match (&self.layout, format) {
            (Layout::Csv { .. }, format) => format == Some(Format::Csv),
            (Layout::Noted(_), format) => matches!(format, Some(Format::Yaml | Format::Json)),
            (Layout::Lines { .. }, _) => false,
        };
        if !is_plain || !is_known {
            return None;
        }
        let text = self.bytes(0, usize::MAX).ok()?.into_owned();
        Some(WrittenFile { source: self, text })
    }
}

impl WrittenFile<'_> {
    /// The whole text.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// The cells of the record that begins on `line` at byte `offset`. There are none in a row with missing or surplus
    /// cells, since they may be in the wrong columns.
    pub fn cells(&self, (line, offset): (u32, u64)) -> Vec<WrittenCell> {
        match &self.source.layout {
            Layout::Csv {
                delimiter, fields, ..
            } => self.of_row(line, offset, *delimiter, fields),
            Layout::Noted(noted) => {
                let first = noted
                    .cells
                    .partition_point(|cell| u64::from(cell.record) < offset);
                let of_record = noted.cells[first..].iter();
                let of_record = of_record.take_while(|cell| u64::from(cell.record) == offset);
                of_record.filter_map(|cell| self.of_tree(cell)).collect()
            }
            Layout::Lines { .. } => Vec::new(),
        }
    }

    fn of_row(
        &self,
        line: u32,
        offset: u64,
        delimiter: u8,
        fields: &[Option<Field>],
    ) -> Vec<WrittenCell> {
        let from = usize::try_from(offset).unwrap_or(usize::MAX);
        let Some(record) = self.text.get(from..) else {
            return Vec::new();
        };
        let mut cells = Vec::new();
        let is_whole = matches!(
            scan(record, delimiter, true, &mut cells),
            ScannedRecord::Whole { .. }
        );
        let surplus = cells.get(fields.len()..);
        let is_ragged = surplus.is_none_or(|cells| !cells.iter().all(|cell| cell.is_blank(record)));
        if !is_whole || is_ragged {
            return Vec::new();
        }
        let given = cells.iter().zip(fields);
        let given = given.filter_map(|(cell, field)| {
            let as_it_stands = matches!(cell.written, Quoting::Bare | Quoting::Quoted);
            let field = field.filter(|_| as_it_stands)?;
            let before = &record[..cell.start];
            Some(WrittenCell {
                field,
                place: (line + line_breaks(before) as u32, column_behind(before)),
                span: from + cell.start..from + cell.end,
                quote: 0,
                is_typed: false,
            })
        });
        given.collect()
    }

    /// A single value on one line: plain, or in quotes without escapes. Of all others, what is written is not what is read.
    fn of_tree(&self, cell: &NotedCell) -> Option<WrittenCell> {
        let span = cell.span.start as usize..cell.span.end as usize;
        let written = std::str::from_utf8(self.text.get(span.clone())?).ok()?;
        if written.contains(['\n', '\r', '\\']) {
            return None;
        }
        let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (span, is_typed) = match quote {
            Some(quote) => {
                let inner = written.strip_prefix(quote)?.strip_suffix(quote)?;
                if inner.contains(quote) {
                    return None;
                }
                (span.start + 1..span.end - 1, false)
            }
            None if written.starts_with(['&', '*', '!', '|', '>', '[', '{']) => return None,
            None => (span, true),
        };
        Some(WrittenCell {
            field: cell.field,
            place: (cell.line, cell.column),
            quote: span.start as u32 - cell.span.start,
            span,
            is_typed,
        })
    }
}

/// The column behind a text, counted in characters from the last line break.
pub(super) fn column_behind(before: &[u8]) -> u32 {
    let line_start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
    let line = String::from_utf8_lossy(&before[line_start..]);
    line.chars().count() as u32 + 1
}
