//! How a CSV file is written, by its first bytes: what parts its cells, which row is the header, and what
//! the first rows below it hold.

use std::borrow::Cow;

use super::cells::{Cell, ScannedRecord, may_delimit, scan};
use crate::read::row::header::Header;
use crate::rules::{Buffers, Columns, Hint, Likeness as Likely};

/// What may part cells; the one that makes the most of the header is taken.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many rows may stand above the header: titles, notes, a line with the version.
const MOST_ABOVE_HEADER: usize = 10;

/// How many of the first rows are looked at to choose columns and to read dates.
const SAMPLE: usize = 500;

/// The cells of the first rows from one on that hold anything, as far as they are at hand.
pub fn rows_from(head: &[u8], is_all: bool, delimiter: u8, first: usize) -> Vec<Vec<String>> {
    let (mut at, mut cells, mut rows) = (0, Vec::new(), Vec::new());
    for row in 0.. {
        let text = &head[at..];
        if text.is_empty() || rows.len() == SAMPLE {
            break;
        }
        let ScannedRecord::Whole { next, .. } = scan(text, delimiter, is_all, &mut cells) else {
            break;
        };
        if row >= first && !cells.iter().all(|cell| cell.is_blank(text)) {
            rows.push(cells.iter().map(|cell| mended(cell, text).0).collect());
        }
        at += next;
    }
    rows
}

/// The text of a cell that may hold bytes that are no text, and whether it does. What can be read is kept.
pub fn mended(cell: &Cell, record: &[u8]) -> (String, bool) {
    let raw = record.get(cell.range()).unwrap_or_default();
    let text = String::from_utf8_lossy(raw);
    let broken = matches!(text, Cow::Owned(_)) || text.contains('\0');
    let text = text.replace('\0', "\u{fffd}");
    let alone = Cell {
        start: 0,
        end: text.len(),
        ..*cell
    };
    (alone.text(&text).into_owned(), broken)
}

/// What stands in front of the rows: a `sep=;` line names the delimiter. Returns it, and the number
/// of bytes to pass over, a byte order mark included.
pub fn preamble(head: &[u8]) -> (Option<u8>, usize) {
    let mark = if head.starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    let text = &head[mark..];
    let named = text
        .get(..4)
        .is_some_and(|t| t.eq_ignore_ascii_case(b"sep="));
    let (true, Some(&delimiter)) = (named, text.get(4).filter(|byte| may_delimit(**byte))) else {
        return (None, mark);
    };
    match &text[5..] {
        [b'\r', b'\n', ..] => (Some(delimiter), mark + 7),
        [b'\n' | b'\r', ..] => (Some(delimiter), mark + 6),
        _ => (None, mark),
    }
}

/// The delimiter under which a row names the most fields (the most cells, if none does), and how many
/// records stand above that row.
pub fn find_header(head: &[u8], is_all: bool, delimiters: &[u8], columns: &Columns) -> (u8, usize) {
    let mut best: Option<(Likeness, u8, usize)> = None;
    for delimiter in delimiters {
        let (above, likeness) = header_row(head, is_all, *delimiter, columns);
        if best.is_none_or(|(known, ..)| likeness > known) {
            best = Some((likeness, *delimiter, above));
        }
    }
    best.map_or((DELIMITERS[0], 0), |(_, delimiter, above)| {
        (delimiter, above)
    })
}

/// How much a row is like a header: columns asked for by name, whether it names a title or duties, fields it
/// names, cells it has.
type Likeness = (usize, bool, usize, usize);

/// The first row that has anything in it is the header, unless it names no title and one of the next
/// rows does and names fields with most of its cells; or unless the row right below it names more fields: then it
/// groups columns.
fn header_row(head: &[u8], is_all: bool, delimiter: u8, columns: &Columns) -> (usize, Likeness) {
    let (mut at, mut cells) = (0, Vec::new());
    let mut best: Option<(usize, Likeness)> = None;
    for above in 0..=MOST_ABOVE_HEADER {
        let text = &head[at..];
        if text.is_empty() {
            break;
        }
        let found = scan(text, delimiter, is_all, &mut cells);
        let names: Vec<_> = cells.iter().map(|cell| mended(cell, text).0).collect();
        let filled = names.iter().filter(|name| !name.trim().is_empty()).count();
        if filled > 0 {
            let cell_count = names.len();
            let header = Header::new(names, columns, 1, 0);
            let (titled, known) = (header.has_title(), header.known());
            let asked_for = header.pinned(columns);
            let likeness = (asked_for, titled, known, cell_count);
            let names_most = titled && known >= 2 && known * 2 >= filled;
            best = match best {
                None => Some((above, likeness)),
                Some((_, (pins, was_titled, was_known, _)))
                    if asked_for > pins
                        || asked_for == pins
                            && names_most
                            && (!was_titled || known > was_known) =>
                {
                    Some((above, likeness))
                }
                best => best,
            };
            // What stands two rows below a header is no header.
            if best.is_some_and(|(row, (_, titled, ..))| titled && above > row) {
                break;
            }
        }
        let ScannedRecord::Whole { next, .. } = found else {
            break;
        };
        at += next;
    }
    best.unwrap_or_default()
}

/// Whether the row that would be the header is one of a table without any: it names no field, and one of its cells
/// is an address, or one reads as a title beside others. A cell that is alone and reads as a title must not speak of
/// titles, as "Executive titles 2025" does.
pub fn is_headless(names: &[String], columns: &Columns) -> bool {
    let header = Header::new(names.to_vec(), columns, 1, 0);
    if header.known() > 0 || columns.pinned().next().is_some() {
        return false;
    }
    let mut scan = Buffers::default();
    if let [only] = names {
        return !columns.hints(Hint::Title, only)
            && columns.title_likeness(only.trim(), &mut scan) == Likely::Rank;
    }
    let mut cells = names.iter().map(|name| name.trim());
    cells.any(|cell| {
        let is_address = cell
            .split_once('@')
            .is_some_and(|(_, host)| host.contains('.'));
        is_address || columns.title_likeness(cell, &mut scan) == Likely::Rank
    })
}

/// The cells of a row, where the whole of it is at hand.
pub fn row_at(head: &[u8], is_all: bool, delimiter: u8, wanted: usize) -> Option<Vec<String>> {
    let (mut at, mut cells) = (0, Vec::new());
    for row in 0.. {
        let text = &head[at..];
        if text.is_empty() {
            break;
        }
        let ScannedRecord::Whole { next, .. } = scan(text, delimiter, is_all, &mut cells) else {
            break;
        };
        if row == wanted {
            return Some(cells.iter().map(|cell| mended(cell, text).0).collect());
        }
        at += next;
    }
    None
}
