//! A stream of bytes cut into lines, each with its place.

use std::io;
use std::io::{BufRead, BufReader, Read};

/// The lines of a stream. Holds no more of it than one line.
pub struct Lines<R> {
    inner: BufReader<R>,
    longest: usize,
    text: Vec<u8>,
    line: u64,
    offset: u64,
    /// Whether the last line ended with a `\r`, to which a `\n` may still belong.
    after_return: bool,
}

/// A line: where it stands in the stream, and its text.
#[derive(Debug, PartialEq, Eq)]
pub struct NumberedLine<T> {
    /// Its text without the line break; `None` where it is too long to be held.
    pub text: Option<T>,
    /// Its number, counted from 1.
    pub number: u64,
    /// Byte at which it begins.
    pub offset: u64,
}

impl<T> NumberedLine<T> {
    /// The same line, its text held in another way.
    pub fn map<U>(self, hold: impl FnOnce(T) -> U) -> NumberedLine<U> {
        NumberedLine {
            text: self.text.map(hold),
            number: self.number,
            offset: self.offset,
        }
    }
}

impl NumberedLine<Vec<u8>> {
    /// The same line, its text borrowed.
    pub fn as_ref(&self) -> NumberedLine<&[u8]> {
        NumberedLine {
            text: self.text.as_deref(),
            number: self.number,
            offset: self.offset,
        }
    }
}

impl<R: Read> Lines<R> {
    /// Lines of a stream that stands at the beginning of its file. Those of more than `longest` bytes are
    /// passed over.
    pub fn new(inner: R, longest: usize) -> Self {
        Lines {
            inner: BufReader::with_capacity(256 << 10, inner),
            longest,
            text: Vec::new(),
            line: 0,
            offset: 0,
            after_return: false,
        }
    }

    /// The next line.
    pub fn next(&mut self) -> io::Result<Option<NumberedLine<&[u8]>>> {
        self.text.clear();
        if self.after_return && self.inner.fill_buf()?.first() == Some(&b'\n') {
            self.inner.consume(1);
            self.offset += 1;
        }
        self.after_return = false;
        let offset = self.offset;
        let mut is_too_long = false;
        loop {
            let ahead = self.inner.fill_buf()?;
            if ahead.is_empty() {
                if self.offset == offset {
                    return Ok(None);
                }
                break;
            }
            let end = memchr::memchr2(b'\n', b'\r', ahead);
            let piece = &ahead[..end.unwrap_or(ahead.len())];
            is_too_long |= self.text.len() + piece.len() > self.longest;
            if is_too_long {
                // What was held of it is not needed again soon.
                self.text = Vec::new();
            } else {
                self.text.extend_from_slice(piece);
            }
            self.after_return = end.is_some_and(|end| ahead[end] == b'\r');
            let read = piece.len() + usize::from(end.is_some());
            self.inner.consume(read);
            self.offset += read as u64;
            if end.is_some() {
                break;
            }
        }
        self.line += 1;
        Ok(Some(NumberedLine {
            text: (!is_too_long).then_some(&self.text[..]),
            number: self.line,
            offset,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte at a time, so that every break stands at the end of what is at hand.
    struct Slow<'b>(&'b [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(buffer.len()).min(1);
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn lines_end_with_any_break_and_long_ones_are_passed_over() {
        let bytes = b"ab\r\n\ncdefg\rh\r\r\ni";
        let mut lines = Lines::new(Slow(bytes), 4);
        let mut found = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            let text = line
                .text
                .map(|text| String::from_utf8(text.to_vec()).unwrap());
            found.push((text, line.number, line.offset));
        }
        let expected = [
            (Some("ab"), 1, 0),
            (Some(""), 2, 4),
            (None, 3, 5),
            (Some("h"), 4, 11),
            (Some(""), 5, 13),
            (Some("i"), 6, 15),
        ];
        let expected: Vec<_> = expected
            .map(|(text, number, offset)| (text.map(str::to_owned), number, offset))
            .into();
        assert_eq!(found, expected);
    }
}
