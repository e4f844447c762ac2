//! Rows of cells that a sign parts.

pub mod cells;
mod headings;
mod positions;
pub mod records;
pub mod rows;
mod shift;
pub mod top;
