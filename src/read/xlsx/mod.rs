//! Excel workbooks.

#[cfg(feature = "xlsx")]
mod chartness;
#[cfg(feature = "xlsx")]
mod sheet;

#[cfg(feature = "xlsx")]
pub(in crate::read) use sheet::sheet;

/// A sheet, written as rows of CSV.
pub(in crate::read) struct Sheet {
    /// Its name.
    pub name: String,
    /// The rows.
    pub csv: Vec<u8>,
    /// Whether it has as many rows as a sheet can have, so that the end may be missing.
    pub is_full: bool,
    /// The other sheets of the workbook, where none was asked for.
    pub others: Vec<String>,
}

/// How a workbook begins: it is a zip archive.
pub(in crate::read) const MAGIC: &[u8] = b"PK\x03\x04";

/// Refuses a workbook: reading one needs libraries that this build leaves out.
#[cfg(not(feature = "xlsx"))]
pub(in crate::read) fn sheet(
    _: impl std::io::Read,
    _: Option<&str>,
    _: &crate::rules::Columns,
) -> Result<Sheet, super::input::error::ReadErrorKind> {
    Err(super::input::error::ReadErrorKind::NoWorkbooks)
}
