//! Why verdicts on the rows of a table cannot be given.

use arrow_schema::{ArrowError, DataType};

use crate::report::ColumnError;

/// Why verdicts on the rows of a table cannot be given. What is wrong with one row is said in its own row.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// A column was named that the table does not have.
    #[error("there is no column `{name}`; there are `{}`", .known.join("`, `"))]
    NoColumn {
        /// The name.
        name: String,
        /// The columns of the table.
        known: Vec<String>,
    },
    /// No column gives titles or duty texts.
    #[error("no column reads as titles or duty texts; name one with `title` or `duties`; there are `{}`", .0.join("`, `"))]
    NoTitle(Vec<String>),
    /// A column holds something that cannot be read as text.
    #[error("the column `{name}` holds {found}, which is not text")]
    NoText {
        /// The name.
        name: String,
        /// Its type.
        found: DataType,
    },
    /// A column of the verdict was asked for that there is not.
    #[error(transparent)]
    Field(#[from] ColumnError),
    /// The batches are not those of one table.
    #[error(transparent)]
    Arrow(#[from] ArrowError),
}
