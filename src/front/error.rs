//! Why a call of the front door failed.

use crate::read::ReadError;
use crate::rules::RulesError;

/// Why charts could not be audited, classified or compared. Its message says what to do.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Cause);

#[derive(Debug, thiserror::Error)]
enum Cause {
    #[error(transparent)]
    Rules(RulesError),
    #[error(transparent)]
    Read(ReadError),
    #[cfg(feature = "arrow")]
    #[error(transparent)]
    Table(super::table_error::TableError),
    #[error("there is no chart to read: give files, or folders that hold some")]
    NothingToRead,
}

/// What kind of thing an [`Error`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A rule file cannot be used.
    Rules,
    /// A chart cannot be read.
    Chart,
    /// There was nothing to read.
    NothingToRead,
    /// A table cannot be judged.
    Table,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorPosition<'e> {
    /// The file, as it was named.
    pub file: &'e str,
    /// Line and column, both counted from 1, if they are known.
    pub line_and_column: Option<(u64, u64)>,
}

impl Error {
    /// What kind of thing it is about.
    pub fn kind(&self) -> ErrorKind {
        match self.0 {
            Cause::Rules(_) => ErrorKind::Rules,
            Cause::Read(_) => ErrorKind::Chart,
            Cause::NothingToRead => ErrorKind::NothingToRead,
            #[cfg(feature = "arrow")]
            Cause::Table(_) => ErrorKind::Table,
        }
    }

    /// The place in a file, if there is one.
    pub fn position(&self) -> Option<ErrorPosition<'_>> {
        match &self.0 {
            Cause::Rules(error) => Some(ErrorPosition {
                file: &error.file,
                line_and_column: error
                    .place
                    .map(|(line, column)| (line as u64, column as u64)),
            }),
            Cause::Read(error) => Some(ErrorPosition {
                file: &error.file,
                line_and_column: error.place,
            }),
            Cause::NothingToRead => None,
            #[cfg(feature = "arrow")]
            Cause::Table(_) => None,
        }
    }

    pub(super) fn nothing_to_read() -> Self {
        Cause::NothingToRead.into()
    }
}

#[cfg(feature = "arrow")]
impl From<super::table_error::TableError> for Error {
    fn from(error: super::table_error::TableError) -> Self {
        Cause::Table(error).into()
    }
}

impl From<RulesError> for Error {
    fn from(error: RulesError) -> Self {
        Cause::Rules(error).into()
    }
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        Cause::Read(error).into()
    }
}
