//! Tables that are stored column by column: Parquet, and the file and the stream of Arrow IPC.

#[cfg(feature = "arrow")]
mod parts;
#[cfg(feature = "arrow")]
mod rows;
#[cfg(feature = "arrow")]
mod used;

use std::io::Read;
use std::path::Path;

#[cfg(feature = "arrow")]
pub(in crate::read) use rows::rows;

use super::meter::Meter;

/// How a table is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum TableKind {
    Parquet,
    ArrowFile,
    ArrowStream,
}

/// How a file begins that holds such a table.
pub(in crate::read) fn kind(head: &[u8]) -> Option<TableKind> {
    let kinds = [
        (&b"PAR1"[..], TableKind::Parquet),
        (b"ARROW1\0\0", TableKind::ArrowFile),
        (b"\xff\xff\xff\xff", TableKind::ArrowStream),
    ];
    let found = kinds.into_iter().find(|(magic, _)| head.starts_with(magic));
    found.map(|(_, kind)| kind)
}

/// The bytes of a table.
#[cfg_attr(
    not(feature = "arrow"),
    expect(
        dead_code,
        reason = "a build without the feature refuses the table unread"
    )
)]
pub(in crate::read) enum Stored<'p> {
    /// A file in which any place can be looked up.
    File(StoredFile<'p>),
    /// What can be read only once.
    Once(Box<dyn Read + Send>),
}

/// A file, and what counts its bytes. So many of the first ones are counted already.
#[cfg_attr(
    not(feature = "arrow"),
    expect(
        dead_code,
        reason = "a build without the feature refuses the table unread"
    )
)]
pub(in crate::read) struct StoredFile<'p> {
    pub(in crate::read) path: &'p Path,
    pub(in crate::read) counted: u64,
    pub(in crate::read) meter: &'p Meter,
}

/// Refuses a table: reading one needs libraries that this build leaves out.
#[cfg(not(feature = "arrow"))]
pub(in crate::read) fn rows(
    _: TableKind,
    _: Stored<'_>,
    _: &crate::rules::Columns,
    _: bool,
) -> Result<Box<dyn Read + Send>, super::input::error::ReadErrorKind> {
    Err(super::input::error::ReadErrorKind::NoColumnar)
}
