//! How inputs are to be read.

use std::num::NonZero;

use super::format::Format;
use super::row::day::Day;

/// How inputs are to be read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// What parts the cells of a CSV row; found out per file where not given.
    pub delimiter: Option<u8>,
    /// The format of inputs whose name does not tell; found out from their text where not given.
    pub format: Option<Format>,
    /// Keep the text of inputs that can be had no second time (standard input, pipes, what is compressed
    /// or in another encoding than UTF-8), up to 64 MiB each, so that places in it can be shown.
    pub hold: bool,
    /// Keep all cells of each row in its batch.
    pub carry: bool,
    /// How many broken rows of a file are put up with before the rest of it is left unread; any number
    /// where not given.
    pub max_errors: Option<NonZero<u64>>,
    /// No row names the columns; they are called `column 1`, `column 2` and so on.
    pub no_header: bool,
    /// The sheet of a workbook, by its name or number; the one that makes most of a chart where not given.
    pub sheet: Option<String>,
    /// The company of all rows that name none.
    pub company: Option<String>,
    /// Take all inputs for parts of one chart.
    pub join: bool,
    /// Leave out rows of people who had not started on this day, or had left before it.
    pub as_of: Option<Day>,
    /// The day of the run, by which suppressions end; `as_of` where not given.
    pub today: Option<Day>,
}
