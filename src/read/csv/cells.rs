//! How the cells of a CSV record are told apart.
//!
//! The rules are those of RFC 4180, read generously: a quote opens only where a cell begins, a doubled
//! quote stands for one, any line break ends a record (LF, CR LF, a lone CR). Reading, guessing the
//! delimiter and showing a place all go through [`scan`], so that they cannot disagree.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2_iter, memchr3};

/// A cell, as it stands in the text of its record.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// First byte of its text; behind the quote, if it is quoted.
    pub start: usize,
    /// Byte after its text; that of the closing quote, if it is quoted.
    pub end: usize,
    /// How it is written.
    pub written: Quoting,
}

/// How a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// As it is.
    Bare,
    /// Between quotes.
    Quoted,
    /// Between quotes, with doubled quotes inside.
    Doubled,
    /// Between quotes, with more text behind the closing one.
    Overrun,
}

/// What [`scan`] came upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScannedRecord {
    /// A whole record.
    Whole {
        /// Byte after its last cell.
        end: usize,
        /// Byte after its line break.
        next: usize,
    },
    /// The text ends inside the record; the cells before that place were found.
    Partial {
        /// The quote that is open there.
        open_quote: Option<usize>,
    },
}

const QUOTE: u8 = b'"';

/// Finds the cells of the record that `text` begins with. `is_all` says that nothing follows `text`.
pub fn scan(text: &[u8], delimiter: u8, is_all: bool, cells: &mut Vec<Cell>) -> ScannedRecord {
    cells.clear();
    let mut at = 0;
    loop {
        let (mut start, mut written, mut after) = (at, Quoting::Bare, at);
        if text.get(at) == Some(&QUOTE) {
            let Some((close, doubled)) = closing_quote(text, at + 1, is_all) else {
                let open_quote = Some(at);
                return ScannedRecord::Partial { open_quote };
            };
            start = at + 1;
            after = close + 1;
            written = if doubled {
                Quoting::Doubled
            } else {
                Quoting::Quoted
            };
        }
        let stop = match memchr3(delimiter, b'\n', b'\r', &text[after..]) {
            Some(found) => after + found,
            None if is_all => text.len(),
            None => return ScannedRecord::Partial { open_quote: None },
        };
        let end = match written {
            Quoting::Bare => stop,
            _ if stop == after => after - 1,
            _ => {
                written = Quoting::Overrun;
                stop
            }
        };
        cells.push(Cell {
            start,
            end,
            written,
        });
        let next = match text.get(stop) {
            Some(byte) if *byte == delimiter => {
                at = stop + 1;
                continue;
            }
            None => stop,
            Some(b'\r') => match text.get(stop + 1) {
                Some(b'\n') => stop + 2,
                None if !is_all => return ScannedRecord::Partial { open_quote: None },
                _ => stop + 1,
            },
            Some(_) => stop + 1,
        };
        return ScannedRecord::Whole { end: stop, next };
    }
}

/// The quote that closes a cell whose text begins at `from`, and whether there are doubled ones before it.
fn closing_quote(text: &[u8], from: usize, is_all: bool) -> Option<(usize, bool)> {
    let (mut at, mut doubled) = (from, false);
    loop {
        let quote = at + memchr(QUOTE, text.get(at..)?)?;
        match text.get(quote + 1) {
            Some(&QUOTE) => {
                doubled = true;
                at = quote + 2;
            }
            None if !is_all => return None,
            _ => return Some((quote, doubled)),
        }
    }
}

impl Cell {
    /// Where its text stands.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its text without quotes. `record` is the text that was scanned.
    pub fn text<'t>(&self, record: &'t str) -> Cow<'t, str> {
        let raw = record.get(self.range()).unwrap_or_default();
        match self.written {
            Quoting::Bare | Quoting::Quoted => Cow::Borrowed(raw),
            Quoting::Doubled => Cow::Owned(raw.replace("\"\"", "\"")),
            Quoting::Overrun => {
                let close = closing_quote(raw.as_bytes(), 0, true).map_or(raw.len(), |(at, _)| at);
                let behind = raw.get(close + 1..).unwrap_or_default();
                Cow::Owned(raw[..close].replace("\"\"", "\"") + behind)
            }
        }
    }

    /// What stands behind the closing quote.
    pub fn overrun<'t>(&self, record: &'t [u8]) -> &'t [u8] {
        let raw = record.get(self.range()).unwrap_or_default();
        match self.written {
            Quoting::Overrun => closing_quote(raw, 0, true)
                .and_then(|(close, _)| raw.get(close + 1..))
                .unwrap_or_default(),
            _ => &[],
        }
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self, record: &[u8]) -> bool {
        let raw = record.get(self.range()).unwrap_or_default();
        raw.trim_ascii().is_empty()
    }
}

/// How many line breaks are in a text: LF, CR LF and a lone CR count as one each.
pub fn line_breaks(text: &[u8]) -> usize {
    memchr2_iter(b'\n', b'\r', text)
        .filter(|at| text[*at] == b'\n' || text.get(at + 1) != Some(&b'\n'))
        .count()
}

/// Whether a byte may part cells.
pub fn may_delimit(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\r' | b'\n' | 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<String> {
        let mut cells = Vec::new();
        scan(text.as_bytes(), b',', true, &mut cells);
        cells
            .iter()
            .map(|cell| cell.text(text).into_owned())
            .collect()
    }

    #[test]
    fn quotes_delimit_only_where_a_cell_begins() {
        assert_eq!(
            cells("a,\"b, \"\"c\"\"\",d \"e\",\nx"),
            ["a", "b, \"c\"", "d \"e\"", ""]
        );
        assert_eq!(cells("\"a\"b\",c"), ["ab\"", "c"]);
        assert_eq!(cells("\"a\nb\",\"\""), ["a\nb", ""]);
    }

    #[test]
    fn a_record_ends_at_any_line_break() {
        let ends = |text: &[u8], is_all| scan(text, b',', is_all, &mut Vec::new());
        assert_eq!(
            ends(b"a\r\nb", true),
            ScannedRecord::Whole { end: 1, next: 3 }
        );
        assert_eq!(
            ends(b"a\rb", true),
            ScannedRecord::Whole { end: 1, next: 2 }
        );
        assert_eq!(ends(b"a", true), ScannedRecord::Whole { end: 1, next: 1 });
        // The second half of a CR LF may still come.
        let partial = ScannedRecord::Partial { open_quote: None };
        assert_eq!(ends(b"a\r", false), partial);
    }

    #[test]
    fn an_open_quote_is_told() {
        let open = |text: &[u8]| scan(text, b',', true, &mut Vec::new());
        let open_quote = Some(2);
        assert_eq!(open(b"a,\"b\nc"), ScannedRecord::Partial { open_quote });
        assert_eq!(open(b"a,\"b\"\"\n"), ScannedRecord::Partial { open_quote });
    }

    #[test]
    fn line_breaks_of_every_kind_count_once() {
        assert_eq!(line_breaks(b"a\nb\r\nc\rd"), 3);
    }

    proptest::proptest! {
        /// Where the two differ on purpose: an empty line is a record here, and an open quote no cell.
        #[test]
        fn cells_are_those_of_the_csv_crate(text in "[ab,\"\r\n ]{0,40}") {
            let mut reader = csv::ReaderBuilder::new();
            let mut theirs = reader.has_headers(false).flexible(true).from_reader(text.as_bytes());
            let mut theirs = theirs.records();
            let (mut at, mut cells) = (0, Vec::new());
            while at < text.len() {
                let ScannedRecord::Whole { end, next } = scan(&text.as_bytes()[at..], b',', true, &mut cells) else {
                    break;
                };
                let record = &text[at..at + end];
                at += next;
                if !record.is_empty() {
                    let ours: Vec<_> = cells.iter().map(|cell| cell.text(record)).collect();
                    let theirs = theirs.next().unwrap().unwrap();
                    proptest::prop_assert_eq!(ours, theirs.iter().collect::<Vec<_>>());
                }
            }
        }
    }
}
