//! Places in the input.

use std::ops::Range;

/// A file of one run. [`Report::place`](crate::Report::place) names it with the place, and
/// [`Sources::file`](crate::read::Sources::file) knows how it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A place in an input file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// Line, counted from 1.
    pub line: u32,
    /// Column, counted in characters from 1.
    pub column: u32,
    /// The source text around the place, if it could be read again.
    pub excerpt: Option<Excerpt>,
}

/// The source lines of a place. Every cell that may hold personal data is blanked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// One or more whole lines, without the last line break.
    pub text: String,
    /// Line number of the first of them, counted from 1.
    pub first_line: u32,
    /// Byte range of the place within `text`.
    pub span: Range<usize>,
}
