//! Rows of cells that a sign parts.

pub mod cells;
pub mod records;
pub mod rows;
mod shift;
pub mod top;
