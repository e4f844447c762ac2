//! Why a file could not be read as a chart.

use thiserror::Error;

/// A file, or a part of one, that gave no positions. Other files go on.
#[derive(Debug, Error)]
#[error("{file}{}: {kind}", .place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default())]
pub struct ReadError {
    /// The file, as it was named.
    pub file: String,
    /// Line and column, counted from 1, where the error is at a place.
    pub place: Option<(u64, u64)>,
    /// What is wrong and what to do.
    pub kind: ReadErrorKind,
}

/// The kinds of [`ReadError`].
#[derive(Debug, Error)]
pub enum ReadErrorKind {
    /// The system would not give it.
    #[error("cannot read it: {0}")]
    Io(#[from] std::io::Error),
    /// It is a pipe, a device or a link that leads nowhere, found in a folder.
    #[error("this is not a regular file; to read it anyway, name it on the command line")]
    NotAFile,
    /// Something in it made the program fail.
    #[error(
        "reading it failed because of a defect in rolecall, so the rest was not read; please report this"
    )]
    Failed,
    /// It holds nothing.
    #[error("the file is empty; a chart has a header row and a row for each position")]
    Empty,
    /// It holds no text.
    #[error("this is a binary file, not text; save the chart as CSV, YAML, JSON or .xlsx")]
    Binary,
    /// It has a header and nothing else.
    #[error("there is a header but no row below it")]
    NoRows,
    /// It is a chart, but nobody is on it.
    #[error("there is no position in it")]
    NoPositions,
    /// It has no column that could hold titles or duties.
    #[error(
        "no column for titles or duties among {found}{}; name one of them {wanted}, or say which it is with the option \
         `column` (`title=HEADER`) or under `columns: aliases: title:` in a rule file",
        if *.is_unparted { ", which is a single column (the option `delimiter` says what separates the cells)" } else { "" }
    )]
    NoTitle {
        /// The headers found.
        found: String,
        /// Whether there is only one, that looks like several.
        is_unparted: bool,
        /// Headers that would do.
        wanted: String,
    },
    /// A column that was asked for by its header is not there.
    #[error(
        "there is no column `{header}`, which the option `column` names for {field}, among {found}"
    )]
    NoSuchColumn {
        /// The field it was to give.
        field: &'static str,
        /// The header asked for.
        header: String,
        /// The headers found.
        found: String,
    },
    /// A quote has no end, so that what stands behind it cannot be told apart.
    #[error(
        "the quote that opens here is never closed, so nothing from here on can be read as rows; \
         close it, or double it (\"\") where it is part of the text"
    )]
    UnclosedQuote,
    /// A record has no end within reason.
    #[error(
        "the record that begins here does not end within {0} MiB, so nothing from here on was read; \
         check for a quote that is not closed"
    )]
    RecordTooLong(usize),
    /// So many of its rows are broken that the rest is not worth reading.
    #[error(
        "{} broken above, which is the limit of the option `max-errors`, so nothing from here on was read; correct them, \
         or set the option to 0 to read on",
        if *.0 == 1 { "1 row is".to_owned() } else { format!("{} rows are", .0) }
    )]
    TooManyErrors(u64),
    /// It is longer than can be held.
    #[error("it is longer than {0} MiB; split it, or write it as CSV, which is read row by row")]
    TooLong(u64),
    /// The workbook cannot be taken apart.
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    /// It is a workbook, and this build reads none.
    #[error(
        "rolecall was built without the feature `xlsx`, so it reads no workbooks; save the sheet as CSV"
    )]
    NoWorkbooks,
    /// The table cannot be read.
    #[error("the table cannot be read: {0}")]
    Columnar(String),
    /// It is Parquet or Arrow, and this build reads none.
    #[error(
        "rolecall was built without the feature `arrow`, so it cannot read Parquet or Arrow; save the table as CSV, or \
         use a released binary"
    )]
    NoColumnar,
    /// The name or the flags say that it is a workbook.
    #[error(
        "this is not an .xlsx workbook; give the file the extension of its real format, such as .csv"
    )]
    NoWorkbook,
    /// The sheet asked for is not there.
    #[error("there is no sheet `{wanted}`; there are `{found}`")]
    NoSheet {
        /// Name or number asked for.
        wanted: String,
        /// The names of the sheets.
        found: String,
    },
    /// A sheet of a workbook could not be read as a chart.
    #[error(
        "sheet `{sheet}`: {error}{}",
        if .others.is_empty() { String::new() } else { format!(
            "; the option `sheet` reads another one: `{}`", .others.join("`, `")
        ) }
    )]
    Sheet {
        /// Its name.
        sheet: String,
        /// The other sheets, where none was asked for.
        others: Vec<String>,
        /// What is wrong with it.
        error: Box<ReadErrorKind>,
    },
    /// The YAML does not parse.
    #[error("{0}")]
    Yaml(String),
    /// The JSON does not parse.
    #[error("{0}")]
    Json(String),
    /// The LDIF does not parse.
    #[error("{0}")]
    Ldif(&'static str),
    /// It is a format that is not read.
    #[error(
        "this is {0}, which rolecall does not read; give it as CSV, JSON, YAML, .xlsx, LDIF or Mermaid"
    )]
    OtherFormat(&'static str),
    /// The YAML or JSON asks for more than any chart does.
    #[error(
        "the data is too large here, because of aliases, nesting deeper than {0} levels or millions of \
         values; write it out flat, each position with its `reports_to:`, or as CSV or JSON Lines"
    )]
    TreeTooMuch(usize),
    /// The YAML or JSON parses but describes something else.
    #[error(
        "found {found} where a chart should be; write a list of positions, or `positions:` with such a list"
    )]
    NotAChart {
        /// What stands there, in words.
        found: &'static str,
    },
    /// A folder without files that could be charts.
    #[error(
        "no chart in this folder: a .csv, .tsv, .yaml, .yml, .json, .jsonl or .xlsx file, as it is or with .gz or .zst"
    )]
    NoCharts,
}

impl ReadError {
    pub(in crate::read) fn new(file: &str, kind: impl Into<ReadErrorKind>) -> Self {
        ReadError {
            file: file.to_owned(),
            place: None,
            kind: kind.into(),
        }
    }

    /// Says on which sheet of a workbook the error is.
    pub(in crate::read) fn on_sheet(self, sheet: &str, others: &[String]) -> Self {
        let kind = ReadErrorKind::Sheet {
            sheet: sheet.to_owned(),
            others: others.to_vec(),
            error: Box::new(self.kind),
        };
        ReadError { kind, ..self }
    }

    pub(in crate::read) fn at(file: &str, line: u64, column: u64, kind: ReadErrorKind) -> Self {
        ReadError {
            file: file.to_owned(),
            place: Some((line, column)),
            kind,
        }
    }
}
