//! The audit as a workbook, to filter, sort and comment.
//!
//! `write` puts the sheets together; `summary`, `coverage`, `findings` and `positions` fill one each; `sheet` writes rows
//! so that no text of a cell becomes a formula; `places` tells in which row something is.

mod coverage;
mod findings;
mod places;
mod positions;
mod sheet;
mod summary;
pub(in crate::report) mod write;
