//! A stream of bytes cut into CSV records, each with its place.

use std::io;
use std::io::Read;

use super::cells::{Cell, ScannedRecord, line_breaks, scan};

/// The records of a stream. Holds no more of it than the longest record needs.
pub struct Records<R> {
    inner: R,
    delimiter: u8,
    longest: usize,
    buffer: Vec<u8>,
    /// What of the buffer is read but not given out yet.
    from: usize,
    to: usize,
    ended: bool,
    offset: u64,
    line: u64,
}

/// A record: where it stands in the stream, and what it is made of.
pub struct Record<'r> {
    /// Its text, without the line break that ends it.
    pub text: &'r [u8],
    /// Line on which it begins, counted from 1.
    pub line: u64,
    /// Byte at which it begins.
    pub offset: u64,
}

/// Why there is no next record.
#[derive(Debug)]
pub enum BrokenRecord {
    /// The stream cannot be read.
    Io(io::Error),
    /// A quote is never closed.
    UnclosedQuote { line: u64, column: u64 },
    /// A record is longer than allowed.
    TooLong { line: u64, column: u64 },
}

const FIRST_BUFFER: usize = 256 << 10;

impl<R: Read> Records<R> {
    /// Records of a stream that stands at `line` and byte `offset` of its file, none of them longer
    /// than `longest` bytes.
    pub fn new(inner: R, delimiter: u8, longest: usize, line: u64, offset: u64) -> Self {
        Records {
            inner,
            delimiter,
            longest,
            buffer: vec![0; FIRST_BUFFER],
            from: 0,
            to: 0,
            ended: false,
            offset,
            line,
        }
    }

    /// The next record; its cells replace what is in `cells`. Nothing more comes after an error.
    pub fn next(&mut self, cells: &mut Vec<Cell>) -> Result<Option<Record<'_>>, BrokenRecord> {
        let (end, next) = loop {
            let text = &self.buffer[self.from..self.to];
            if text.is_empty() && self.ended {
                return Ok(None);
            }
            // Of an empty text even an empty record would be found.
            let found = if text.is_empty() {
                ScannedRecord::Partial { open_quote: None }
            } else {
                scan(text, self.delimiter, self.ended, cells)
            };
            match found {
                ScannedRecord::Whole { end, next } => break (end, next),
                ScannedRecord::Partial { open_quote } => {
                    let too_long = text.len() >= self.longest;
                    if self.ended || too_long {
                        let (line, column) = self.place(open_quote.unwrap_or(0));
                        self.stop();
                        return Err(if too_long {
                            BrokenRecord::TooLong { line, column }
                        } else {
                            BrokenRecord::UnclosedQuote { line, column }
                        });
                    }
                }
            }
            // A long record is looked at again only once it has grown by half, or the work would be
            // quadratic where bytes come in drops.
            let known = self.to - self.from;
            let enough = (known + known / 2).max(known + 1).min(self.longest.max(1));
            while !self.ended && self.to - self.from < enough {
                if let Err(error) = self.fill() {
                    self.stop();
                    return Err(BrokenRecord::Io(error));
                }
                if known < FIRST_BUFFER {
                    break;
                }
            }
        };
        let whole = &self.buffer[self.from..self.from + next];
        let record = Record {
            text: &whole[..end],
            line: self.line,
            offset: self.offset,
        };
        self.line += line_breaks(whole) as u64;
        self.offset += next as u64;
        self.from += next;
        Ok(Some(record))
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.from > 0 {
            self.buffer.copy_within(self.from..self.to, 0);
            self.to -= self.from;
            self.from = 0;
        }
        if self.to == self.buffer.len() {
            let bigger = (self.buffer.len() * 2).min(self.longest.max(FIRST_BUFFER));
            self.buffer.resize(bigger.max(self.to + 1), 0);
        }
        let count = loop {
            match self.inner.read(&mut self.buffer[self.to..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.to += count;
        self.ended = count == 0;
        Ok(())
    }

    fn stop(&mut self) {
        (self.from, self.to, self.ended) = (0, 0, true);
    }

    /// Line and column of a byte of the record that comes next.
    fn place(&self, at: usize) -> (u64, u64) {
        let before = &self.buffer[self.from..self.from + at];
        let last_line =
            memchr::memrchr2(b'\n', b'\r', before).map_or(before, |at| &before[at + 1..]);
        let column = String::from_utf8_lossy(last_line).chars().count() as u64 + 1;
        (self.line + line_breaks(before) as u64, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time.
    struct Drip<'t>(&'t [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(1);
            self.0.read(&mut buffer[..count])
        }
    }

    #[test]
    fn records_know_their_place_however_the_bytes_come() {
        let text = b"a,b\r\n\r\n\"c\r\nd\",e\rf\n";
        let mut records = Records::new(Drip(text), b',', 1 << 10, 1, 0);
        let mut cells = Vec::new();
        let mut found = Vec::new();
        while let Some(record) = records.next(&mut cells).unwrap() {
            let text = String::from_utf8_lossy(record.text).into_owned();
            found.push((text, record.line, record.offset));
        }
        let expected = [
            ("a,b", 1, 0),
            ("", 2, 5),
            ("\"c\r\nd\",e", 3, 7),
            ("f", 5, 16),
        ];
        assert_eq!(found, expected.map(|(t, l, o)| (t.to_owned(), l, o)));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named_where_it_opens() {
        let mut records = Records::new(&b"a\nb,\"c\nd\n"[..], b',', 1 << 10, 1, 0);
        let mut cells = Vec::new();
        assert!(records.next(&mut cells).unwrap().is_some());
        let error = records.next(&mut cells).err().unwrap();
        assert!(matches!(
            error,
            BrokenRecord::UnclosedQuote { line: 2, column: 3 }
        ));
        assert!(records.next(&mut cells).unwrap().is_none());
    }

    #[test]
    fn an_endless_record_is_given_up() {
        let mut records = Records::new(io::repeat(b'x'), b',', 1 << 20, 1, 0);
        let error = records.next(&mut Vec::new()).err().unwrap();
        assert!(matches!(
            error,
            BrokenRecord::TooLong { line: 1, column: 1 }
        ));
    }
}
