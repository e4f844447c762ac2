//! Excel workbooks.

pub mod sheet;
