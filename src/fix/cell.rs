//! What is to be changed in the text of one cell.

use std::ops::Range;

use super::edit::{Edit, FixKind};
use crate::read::WrittenCell;
use crate::text::unseen;

/// The changes of a cell in a text, by what they mend. `zeros` is how many its id has lost.
pub(super) fn edits(text: &[u8], cell: &WrittenCell, zeros: usize) -> Vec<(FixKind, Vec<Edit>)> {
    let written = text.get(cell.span.clone()).map(std::str::from_utf8);
    let Some(Ok(written)) = written else {
        return Vec::new();
    };
    let hidden: Vec<Range<usize>> = match written.is_ascii() {
        true => Vec::new(),
        false => unseen(written)
            .map(|(at, c)| at..at + c.len_utf8())
            .collect(),
    };
    let gone = |range: Range<usize>| (range, String::new());
    let changes = [
        (
            FixKind::HiddenCharacters,
            hidden.iter().cloned().map(gone).collect(),
        ),
        (FixKind::StrayBlanks, blanks(written, &hidden)),
        (FixKind::LostZeros, zeros_before(written, cell, zeros)),
    ];
    let changes = changes.into_iter().filter(|(_, edits)| !edits.is_empty());
    let placed = changes.map(|(kind, edits): (_, Vec<(Range<usize>, String)>)| {
        let edits = edits
            .into_iter()
            .map(|(range, text)| placed(written, cell, range, text));
        (kind, edits.collect())
    });
    placed.collect()
}

/// A change with its place in the file.
fn placed(written: &str, cell: &WrittenCell, range: Range<usize>, text: String) -> Edit {
    let place = |at: usize| {
        let before = &written[..at];
        let (line, column) = cell.place;
        match before.rsplit_once('\n') {
            Some((above, here)) => {
                let lines = above.matches('\n').count() + 1;
                (line + lines as u32, here.chars().count() as u32 + 1)
            }
            None => (line, column + cell.quote + before.chars().count() as u32),
        }
    };
    Edit {
        from: place(range.start),
        to: place(range.end),
        span: cell.span.start + range.start..cell.span.start + range.end,
        text,
    }
}

/// Blanks around a text go, and of several in a row one stays. Those at line breaks within a cell are left alone.
fn blanks(written: &str, hidden: &[Range<usize>]) -> Vec<(Range<usize>, String)> {
    let is_gone = |at: usize| hidden.iter().any(|range| range.start == at);
    let seen = written.char_indices().filter(|(at, _)| !is_gone(*at));
    // A run of blanks: its pieces between what is invisible, and how many characters it has.
    let mut runs: Vec<Run> = Vec::new();
    let (mut is_open, mut has_text) = (false, false);
    for (at, c) in seen {
        let piece = at..at + c.len_utf8();
        match (c.is_whitespace(), is_open) {
            (true, false) => runs.push(Run::new(piece, c, !has_text)),
            (true, true) => runs
                .last_mut()
                .into_iter()
                .for_each(|run| run.add(piece.clone(), c)),
            (false, _) => has_text = true,
        }
        is_open = c.is_whitespace();
    }
    if is_open && let Some(last) = runs.last_mut() {
        last.is_outside = true;
    }
    let runs = runs.into_iter().filter(|run| !run.has_line_break);
    let stray = runs.filter(|run| run.is_outside || run.count > 1);
    let edits = stray.flat_map(|run| {
        let is_inside = !run.is_outside;
        run.pieces
            .into_iter()
            .enumerate()
            .map(move |(index, piece)| {
                let stays = is_inside && index == 0;
                (piece, if stays { " " } else { "" }.to_owned())
            })
    });
    edits.collect()
}

struct Run {
    pieces: Vec<Range<usize>>,
    count: usize,
    has_line_break: bool,
    is_outside: bool,
}

impl Run {
    fn new(piece: Range<usize>, c: char, is_outside: bool) -> Run {
        let mut run = Run {
            pieces: Vec::new(),
            count: 0,
            has_line_break: false,
            is_outside,
        };
        run.add(piece, c);
        run
    }

    fn add(&mut self, piece: Range<usize>, c: char) {
        self.count += 1;
        self.has_line_break |= matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
        match self.pieces.last_mut() {
            Some(last) if last.end == piece.start => last.end = piece.end,
            _ => self.pieces.push(piece),
        }
    }
}

/// Zeros in front of a number, which is put in quotes where other programs would drop them.
fn zeros_before(written: &str, cell: &WrittenCell, zeros: usize) -> Vec<(Range<usize>, String)> {
    let number = written.trim();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if zeros == 0 || !is_number {
        return Vec::new();
    }
    let start = written.len() - written.trim_start().len();
    let end = start + number.len();
    let zeros = "0".repeat(zeros);
    match cell.is_typed {
        true => vec![
            (start..start, format!("\"{zeros}")),
            (end..end, "\"".to_owned()),
        ],
        false => vec![(start..start, zeros)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;

    fn cell(written: &str, is_typed: bool) -> WrittenCell {
        WrittenCell {
            field: Field::Title,
            place: (3, 5),
            span: 0..written.len(),
            quote: 0,
            is_typed,
        }
    }

    fn mended(written: &str, zeros: usize, is_typed: bool) -> String {
        let edits = edits(written.as_bytes(), &cell(written, is_typed), zeros);
        let mut edits: Vec<_> = edits.into_iter().flat_map(|(_, edits)| edits).collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut text = written.to_owned();
        for edit in edits.iter().rev() {
            text.replace_range(edit.span.clone(), &edit.text);
        }
        text
    }

    #[test]
    fn what_has_one_right_answer_is_mended() {
        for (written, expected) in [
            ("CIO", "CIO"),
            (" CIO\t", "CIO"),
            (
                "Chief  Information\u{a0} Officer",
                "Chief Information Officer",
            ),
            ("C\u{200b}IO", "CIO"),
            ("CIO \u{200b} ", "CIO"),
            ("\u{feff} CIO", "CIO"),
            ("Head \u{200b} of", "Head of"),
            // A blank that does not break is meant where it is alone.
            ("Directeur\u{a0}général", "Directeur\u{a0}général"),
            ("first  \n  second", "first  \n  second"),
            ("  ", ""),
        ] {
            assert_eq!(mended(written, 0, false), expected, "{written:?}");
        }
        assert_eq!(mended(" 7 ", 2, false), "007");
        assert_eq!(mended("7", 2, true), "\"007\"");
        assert_eq!(mended("A7", 2, false), "A7");
    }

    #[test]
    fn an_edit_knows_its_place() {
        let written = "Chief\nC\u{200b}IO";
        let found = edits(written.as_bytes(), &cell(written, false), 0);
        let [(FixKind::HiddenCharacters, found)] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!((found[0].from, found[0].to), ((4, 2), (4, 3)));
        let written = "C\u{200b}IO";
        let found = edits(written.as_bytes(), &cell(written, false), 0);
        assert_eq!(found[0].1[0].from, (3, 6));
    }
}
