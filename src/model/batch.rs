//! A run of positions with one shared text buffer.

use std::num::NonZero;

use super::carried::Carried;
use super::location::FileId;
use super::position::{Field, Position, Status, Tenure};

/// Up to a few thousand consecutive positions of one file.
///
/// Their text is in one buffer, so that a row needs no allocation of its own. A [`Position`] borrows from it.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The file the positions were read from.
    pub file: FileId,
    /// What was wrong with the rows of this batch.
    pub defects: Vec<Defect>,
    /// All cells of the rows as they were read, if these were asked for.
    pub carried: Carried,
    text: String,
    lengths: Vec<u8>,
    rows: Vec<StoredRow>,
}

/// Lengths are stored separately, in as few bytes as each needs. Most cells are short and many are empty, and
/// a chart may have ten million rows.
#[derive(Clone, Debug)]
struct StoredRow {
    offset: u64,
    line: u32,
    number: u32,
    text: u32,
    lengths: u32,
    size: Option<NonZero<u32>>,
    status: Status,
    tenure: Tenure,
    id_is_placeholder: bool,
    has_long_pseudonym: bool,
    is_ragged: bool,
    /// One more than the days, so that `Option` takes no extra room. The same holds for the next field.
    ends_in: Option<NonZero<u16>>,
    fte: Option<NonZero<u16>>,
}

/// A seat in a chart of several batches: which batch, and which row of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seat {
    /// Index of the batch.
    pub batch: u32,
    /// Index of the row within the batch.
    pub row: u32,
}

/// Something wrong with the data itself, noted by the reader and reported by the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// What is wrong.
    pub kind: DefectKind,
    /// Line of the record or header that it is about, counted from 1.
    pub line: u32,
    /// Byte at which that record begins. In a tree, the byte at which the key or value begins.
    pub offset: u64,
    /// The field that it is about, if there is one.
    pub field: Option<Field>,
}

/// The kinds of [`Defect`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefectKind {
    /// A row has more or fewer cells than the header.
    RaggedRow {
        /// Cells in the header.
        expected: usize,
        /// Cells in the row.
        found: usize,
    },
    /// Bytes that are not UTF-8; they were replaced by U+FFFD.
    InvalidText,
    /// A JSON escape for half of a character (a lone surrogate); it was replaced by U+FFFD.
    HalfCharacter,
    /// A line that cannot be read on its own; it was left out.
    Unreadable {
        /// The reason, in words.
        reason: String,
    },
    /// The file is not UTF-8 and does not name its encoding. This encoding was guessed.
    GuessedEncoding {
        /// Name of the encoding.
        encoding: &'static str,
    },
    /// A sheet has as many rows as a sheet can have, so rows may be missing.
    FullSheet,
    /// Several columns could give one field. The one named first was used.
    CompetingColumns {
        /// The header that was used.
        used: String,
        /// The header that was not used.
        unused: String,
    },
    /// A header or a key occurs several times. The first was used.
    DuplicateHeader {
        /// The header or key.
        header: String,
        /// How often it stands there.
        times: usize,
    },
    /// A cell that a spreadsheet would run as a formula.
    Formula {
        /// The cell.
        value: String,
    },
    /// A value that is not valid for its field; it was left out.
    BadValue {
        /// The value.
        value: String,
    },
    /// Dates of the column can be read day first or month first, and the reading affects the rows.
    UndecidedDates {
        /// One of the dates.
        value: String,
    },
    /// A row says that somebody left before starting; neither day was used.
    EndBeforeStart {
        /// The first day.
        start: String,
        /// The last day.
        end: String,
    },
    /// A row has an end date, but no audit date was given to compare it with.
    UnusedEndDate,
    /// A value has another shape than the format asks for; it was left out.
    Misshapen {
        /// What was found, in words.
        found: &'static str,
        /// What was expected, in words.
        expected: &'static str,
    },
}

impl DefectKind {
    /// How often a header or key stands in its place, where this defect is about that.
    pub(crate) fn times_of(&mut self, name: &str) -> Option<&mut usize> {
        match self {
            DefectKind::DuplicateHeader { header, times } if header == name => Some(times),
            _ => None,
        }
    }
}

impl Batch {
    /// How much text a batch may hold before it should be closed, in bytes.
    pub(crate) const FULL_BYTES: usize = 4 << 20;
    /// How many positions a batch may hold before it should be closed.
    pub(crate) const FULL_ROWS: usize = 1024;

    /// Makes an empty batch of a file.
    pub fn new(file: FileId) -> Self {
        Batch {
            file,
            ..Batch::default()
        }
    }

    /// Makes an empty batch of the same file as `other`, with room for as much.
    pub(crate) fn after(other: &Batch) -> Self {
        Batch {
            file: other.file,
            defects: Vec::new(),
            carried: Carried::default(),
            text: String::with_capacity(other.text.len() + other.text.len() / 8),
            lengths: Vec::with_capacity(other.lengths.len() + other.lengths.len() / 8),
            rows: Vec::with_capacity(other.rows.len()),
        }
    }

    /// The number of positions.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the batch holds no position.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether all its text is plain ASCII.
    pub fn is_ascii(&self) -> bool {
        self.text.is_ascii()
    }

    /// Whether the batch should be closed.
    pub(crate) fn is_full(&self) -> bool {
        self.rows.len() >= Self::FULL_ROWS
            || self.text.len() + self.carried.bytes() >= Self::FULL_BYTES
    }

    /// Copies a position in. Its `file` should be that of this batch; it is not kept.
    pub fn push(&mut self, position: &Position<'_>) {
        let row = StoredRow {
            offset: position.offset,
            line: position.line,
            number: position.row,
            text: offset_in_batch(self.text.len()),
            lengths: offset_in_batch(self.lengths.len()),
            // A headcount of 0 means that none is given.
            size: position.size.and_then(NonZero::new),
            status: position.status,
            tenure: position.tenure,
            id_is_placeholder: position.id_is_placeholder,
            has_long_pseudonym: position.has_long_pseudonym,
            is_ragged: position.is_ragged,
            ends_in: position.ends_in.and_then(one_more),
            fte: position.fte.and_then(one_more),
        };
        let texts = Field::TEXTS.map(|field| position.text(field));
        let more = [position.keys, position.manager_keys, position.labels];
        self.lengths.reserve(texts.len() + more.len());
        for text in texts.into_iter().chain(more) {
            self.text.push_str(text);
            push_length(&mut self.lengths, text.len());
        }
        self.rows.push(row);
    }

    /// Frees the spare memory. Useful for a batch that is kept.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.lengths.shrink_to_fit();
        self.rows.shrink_to_fit();
    }

    /// The text of a row in a field that is kept as text. This takes less work than the whole position.
    ///
    /// # Panics
    /// If `row` is not below [`Batch::len`].
    pub fn text(&self, row: usize, field: Field) -> &str {
        let Some(before) = Field::TEXTS.iter().position(|text| *text == field) else {
            return self.position(row).text(field);
        };
        let row = &self.rows[row];
        let mut lengths = &self.lengths[row.lengths as usize..];
        let skipped: usize = (0..before).map(|_| take_length(&mut lengths)).sum();
        let from = row.text as usize + skipped;
        &self.text[from..from + take_length(&mut lengths)]
    }

    /// Says of a row that its id has a long pseudonym.
    ///
    /// # Panics
    /// Where `row` is not below [`Batch::len`].
    pub(crate) fn lengthen_pseudonym(&mut self, row: usize) {
        self.rows[row].has_long_pseudonym = true;
    }

    /// The status of a row. This takes less work than the whole position.
    ///
    /// # Panics
    /// If `row` is not below [`Batch::len`].
    pub fn status(&self, row: usize) -> Status {
        self.rows[row].status
    }

    /// The position in a row.
    ///
    /// # Panics
    /// If `row` is not below [`Batch::len`].
    pub fn position(&self, row: usize) -> Position<'_> {
        let row = &self.rows[row];
        let mut from = row.text as usize;
        let mut lengths = &self.lengths[row.lengths as usize..];
        let mut take = || {
            let to = from + take_length(&mut lengths);
            let text = &self.text[from..to];
            from = to;
            text
        };
        let texts = Field::TEXTS.map(|_| take());
        let (keys, manager_keys, labels) = (take(), take(), take());
        let [
            id,
            title,
            incumbent,
            reports_to,
            dotted_line,
            department,
            entity,
            location,
            level,
            profession,
            responsibilities,
        ] = texts;
        Position {
            file: self.file,
            line: row.line,
            row: row.number,
            offset: row.offset,
            id,
            id_is_placeholder: row.id_is_placeholder,
            title,
            incumbent,
            keys,
            reports_to,
            manager_keys,
            dotted_line,
            department,
            entity,
            location,
            level,
            profession,
            responsibilities,
            status: row.status,
            tenure: row.tenure,
            size: row.size.map(NonZero::get),
            labels,
            ends_in: row.ends_in.map(|days| days.get() - 1),
            has_long_pseudonym: row.has_long_pseudonym,
            is_ragged: row.is_ragged,
            fte: row.fte.map(|hundredths| hundredths.get() - 1),
        }
    }

    /// All positions, in the order of the file.
    pub fn positions(&self) -> impl ExactSizeIterator<Item = Position<'_>> {
        (0..self.rows.len()).map(|row| self.position(row))
    }
}

/// Converts an offset. A batch is closed at a few megabytes of text, and readers limit the size of a record,
/// so every offset fits 32 bits.
fn offset_in_batch(offset: usize) -> u32 {
    u32::try_from(offset).expect("readers bound a record well below 4 GiB")
}

fn one_more(number: u16) -> Option<NonZero<u16>> {
    NonZero::new(number.saturating_add(1))
}

/// Writes a length with seven bits a byte, the lowest first. The highest bit says that more bytes follow.
fn push_length(lengths: &mut Vec<u8>, mut length: usize) {
    while length >= 0x80 {
        lengths.push(length as u8 | 0x80);
        length >>= 7;
    }
    lengths.push(length as u8);
}

fn take_length(lengths: &mut &[u8]) -> usize {
    let (mut length, mut shift) = (0, 0);
    while let Some((&byte, rest)) = lengths.split_first() {
        *lengths = rest;
        length |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_returns_the_positions_that_were_pushed() {
        let long = "é".repeat(70_000);
        let first = Position {
            id: "1",
            responsibilities: &long,
            size: Some(300),
            ends_in: Some(0),
            fte: Some(80),
            line: 7,
            row: 5,
            ..Position::default()
        };
        let second = Position {
            title: "Chair",
            keys: "7\nchair@x.example",
            is_ragged: true,
            manager_keys: "The Owner",
            level: &long[..400],
            labels: "cto\nexternal",
            status: Status::Vacant,
            ..Position::default()
        };
        let mut batch = Batch::new(FileId(0));
        batch.push(&first);
        batch.push(&second);
        batch.shrink();
        assert!(batch.positions().eq([first, second]));
        for field in Field::ALL {
            assert_eq!(batch.text(1, field), second.text(field), "{field:?}");
        }
    }
}
