//! Places as editors count them: lines from 0, and columns from 0 in units of UTF-16.

use lsp_types::{Position, Range};

/// A text that knows where its lines begin.
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    pub fn of(text: &'t str) -> LineIndex<'t> {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        let starts = std::iter::once(0).chain(ends.map(|at| at + 1));
        LineIndex {
            text,
            starts: starts.collect(),
        }
    }

    /// A line, counted from 0, without its end.
    pub fn line(&self, line: usize) -> &'t str {
        let from = self.starts.get(line).copied();
        let from = from.unwrap_or(self.text.len());
        let to = self.starts.get(line + 1).copied();
        let line = &self.text[from..to.unwrap_or(self.text.len())];
        line.trim_end_matches(['\n', '\r'])
    }

    /// The byte at a place of the editor; the end of its line if that is shorter.
    pub fn byte(&self, at: Position) -> usize {
        let line = at.line as usize;
        let Some(start) = self.starts.get(line) else {
            return self.text.len();
        };
        let mut units = 0;
        for (byte, c) in self.line(line).char_indices() {
            if units >= at.character {
                return start + byte;
            }
            units += c.len_utf16() as u32;
        }
        start + self.line(line).len()
    }

    /// The place of a byte, for the editor.
    pub fn position(&self, byte: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= byte) - 1;
        let before = self.text.get(self.starts[line]..byte).unwrap_or_default();
        Position {
            line: line as u32,
            character: units(before),
        }
    }

    /// The place of a line and a column that count characters from 1, for the editor.
    pub fn placed(&self, line: u32, column: u32) -> Position {
        let line = line.max(1) - 1;
        let shown = self.line(line as usize);
        let before = shown.chars().take(column.max(1) as usize - 1);
        Position {
            line,
            character: before.map(|c| c.len_utf16() as u32).sum(),
        }
    }

    /// The same as a range over a text, if that stands there, or else up to the end of the line.
    pub fn range(&self, line: u32, column: u32, text: &str) -> Range {
        let start = self.placed(line, column);
        let behind = &self.text[self.byte(start)..];
        let text = text.lines().next().unwrap_or_default();
        let length = match behind.starts_with(text) && !text.is_empty() {
            true => units(text),
            false => units(behind.lines().next().unwrap_or_default().trim_end()),
        };
        let end = Position {
            character: start.character + length,
            ..start
        };
        Range { start, end }
    }
}

fn units(text: &str) -> u32 {
    text.chars().map(|c| c.len_utf16() as u32).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_units_of_utf_16() {
        let lines = LineIndex::of("id,title\r\n1,\u{1f469} CIO\n\r2,é\n");
        let place = |line, character| Position { line, character };
        assert_eq!(lines.placed(2, 5), place(1, 5));
        assert_eq!(lines.byte(place(1, 5)), 17);
        assert_eq!(lines.position(17), place(1, 5));
        assert_eq!(lines.line(3), "2,é");
        assert_eq!(lines.byte(place(3, 99)), lines.byte(place(3, 3)));
        assert_eq!(lines.byte(place(9, 0)), 27);
        let range = lines.range(2, 5, "CIO");
        assert_eq!((range.start, range.end), (place(1, 5), place(1, 8)));
        // What an excerpt withholds is not in the text.
        assert_eq!(lines.range(2, 3, "…").end, place(1, 8));
    }
}
