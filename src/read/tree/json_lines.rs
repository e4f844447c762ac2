//! JSON Lines to batches of positions, line by line.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::Read;

use super::cells::cells;
use super::json::{self as tree_json, BrokenJson};
use super::keys::{Decided, Keys};
use super::node::Node;
use super::noted::Noted;
use super::rows::TreeRows;
use super::sample::Sample;
use super::walk::{NodeKind, Walk};
use crate::model::{Batch, FileId};
use crate::read::input::error::{ReadError, ReadErrorKind};
use crate::read::input::lines::{Lines, NumberedLine};
use crate::read::input::opened::Opened;
use crate::read::options::ReadOptions;
use crate::read::source::{Layout, Source};
use crate::rules::Columns;

/// A line longer than this is passed over.
pub const LONGEST_LINE_MIB: usize = 16;

/// How much text may be held to choose between keys, in bytes.
const HELD: usize = 1 << 20;

/// The rows of an open file of JSON Lines.
pub struct JsonLines<'c> {
    lines: Lines<Box<dyn Read + Send>>,
    /// The first lines, which chose between keys.
    ahead: VecDeque<NumberedLine<Vec<u8>>>,
    keys: Keys<'c>,
    rows: TreeRows,
    /// What ended the reading, to be told once the rows before it are handed out.
    error: Option<ReadError>,
    has_ended: bool,
}

impl<'c> JsonLines<'c> {
    /// Reads as many lines as it takes to choose between keys.
    pub fn open(
        opened: Opened,
        file: FileId,
        columns: &'c Columns,
        options: &ReadOptions,
    ) -> Result<(JsonLines<'c>, Source), ReadError> {
        let Opened {
            name,
            head,
            rest,
            origin,
            ..
        } = opened;
        let bytes: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(head).chain(rest));
        let mut lines = Lines::new(bytes, LONGEST_LINE_MIB << 20);
        let (mut ahead, mut held) = (VecDeque::new(), 0);
        let mut sample = Sample::default();
        let mut keys = Keys::new(columns);
        while !sample.is_full() && held < HELD {
            let line = lines.next().map_err(|error| ReadError::new(&name, error))?;
            let Some(line) = line else {
                break;
            };
            if let Some(bytes) = line.text {
                let text = LineText::new(bytes, line.offset);
                if let Ok(root) = text.parse(line.number) {
                    sample.look_at(Walk::of_line(&root, &keys), &keys);
                }
                held += bytes.len();
            }
            ahead.push_back(line.map(<[u8]>::to_vec));
        }
        let chosen = sample.choose(columns);
        if !sample.rows().is_empty() {
            let titled = chosen.require_title(columns);
            titled.map_err(|kind| ReadError::new(&name, kind))?;
        }
        keys.decide(&chosen);
        let rows = TreeRows::new(file, options, None, &sample, chosen);
        let layout = Layout::Lines {
            columns: Box::new(columns.clone()),
            decided: keys.decisions().clone(),
        };
        let source = Source::new(name, origin, layout, &rows.header);
        let lines = JsonLines {
            lines,
            ahead,
            keys,
            rows,
            error: None,
            has_ended: false,
        };
        Ok((lines, source))
    }

    /// The next rows, or `None` at the end of the file. An error ends the file; the rows before it come
    /// first.
    pub fn next_batch(&mut self, source: &mut Source) -> Result<Option<Batch>, ReadError> {
        while !self.has_ended {
            if let Some(full) = self.rows.full() {
                source.describe(&self.rows.header);
                return Ok(Some(full));
            }
            if let Err(error) = self.next_line(source) {
                self.error = Some(error);
                self.has_ended = true;
            }
            if self.has_ended {
                source.describe(&self.rows.header);
            }
            source.tally = self.rows.tally;
            source.is_tree = self.rows.has_reports;
        }
        if let Some(batch) = self.rows.rest() {
            return Ok(Some(batch));
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => Ok(None),
        }
    }

    fn next_line(&mut self, source: &Source) -> Result<(), ReadError> {
        let fail = |kind: ReadErrorKind| ReadError::new(&source.name, kind);
        let ahead = self.ahead.pop_front();
        let line = match &ahead {
            Some(line) => Some(line.as_ref()),
            None => self.lines.next().map_err(|error| fail(error.into()))?,
        };
        let Some(line) = line else {
            self.has_ended = true;
            let tally = self.rows.tally;
            return match tally.positions + tally.dated_out() {
                0 => Err(fail(ReadErrorKind::NoPositions)),
                _ => Ok(()),
            };
        };
        if let Some(kind) = self.rows.limit.reached() {
            return Err(ReadError::at(&source.name, line.number, 1, kind));
        }
        let Some(bytes) = line.text else {
            let reason = format!("it is longer than {LONGEST_LINE_MIB} MiB");
            self.rows.unreadable(reason, line.number, line.offset);
            return Ok(());
        };
        let text = LineText::new(bytes, line.offset);
        let root = match text.parse(line.number) {
            Ok(root) => root,
            Err(_) if text.text.trim().is_empty() => {
                self.rows.tally.rows += 1;
                self.rows.tally.blank_rows += 1;
                return Ok(());
            }
            Err(broken) => {
                let at = text.byte(broken.at as u32);
                self.rows
                    .unreadable(broken.kind.to_string(), line.number, at);
                return Ok(());
            }
        };
        if text.is_mended() {
            self.rows.invalid_text(line.number, line.offset);
        }
        let byte = |at| text.byte(at);
        match Walk::of_line(&root, &self.keys) {
            Ok(walk) => match self.rows.read(walk, &self.keys, &byte) {
                Some((line, kind)) => Err(ReadError::at(&source.name, line.into(), 1, kind)),
                None => Ok(()),
            },
            Err(_) => {
                self.rows.no_position(&root, &byte);
                Ok(())
            }
        }
    }
}

/// The text of a line.
struct LineText<'l> {
    bytes: &'l [u8],
    text: Cow<'l, str>,
    /// Byte of the file at which it begins.
    offset: u64,
}

const MARK: &str = "\u{feff}";

impl<'l> LineText<'l> {
    fn new(bytes: &'l [u8], offset: u64) -> Self {
        LineText {
            bytes,
            text: String::from_utf8_lossy(bytes),
            offset,
        }
    }

    fn is_mended(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }

    fn parse(&self, line: u64) -> Result<Node<'_>, BrokenJson> {
        let behind_mark = self.text.strip_prefix(MARK).unwrap_or(&self.text);
        let first_byte = self.text.len() - behind_mark.len();
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        tree_json::parse(behind_mark, first_byte as u32, line)
    }

    /// The byte of the file that a byte of the text is. What stands for something that is no text may be
    /// longer than that.
    fn byte(&self, at: u32) -> u64 {
        let at = at as usize;
        let (mut written, mut read) = (0, 0);
        if self.is_mended() {
            for chunk in self.bytes.utf8_chunks() {
                let valid = chunk.valid().len();
                if at <= read + valid {
                    break;
                }
                read += valid + char::REPLACEMENT_CHARACTER.len_utf8();
                written += valid + chunk.invalid().len();
            }
        }
        self.offset + (written + at.saturating_sub(read)) as u64
    }
}

/// Notes where everything stands in a line that is read again, as bytes of the file behind the beginning of
/// the line, and its text.
pub fn note<'l>(
    bytes: &'l [u8],
    number: u32,
    columns: &Columns,
    decided: &Decided,
) -> (Noted, Cow<'l, str>) {
    let keys = Keys::decided(columns, decided.clone());
    let mut noted = Noted::default();
    let text = LineText::new(bytes, 0);
    if let Ok(root) = text.parse(number.into())
        && let Ok(walk) = Walk::of_line(&root, &keys)
    {
        for item in walk {
            match item.kind {
                NodeKind::Entity(entries) => noted.keys(entries, &keys),
                NodeKind::Position { entries, .. } => {
                    noted.position(entries, &cells(entries, &keys), &keys);
                }
                NodeKind::Other => {}
            }
        }
    }
    for cell in &mut noted.cells {
        cell.record = text.byte(cell.record) as u32;
    }
    noted.sort();
    (noted, text.text)
}
