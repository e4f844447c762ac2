//! The rows of a chart, as a file that rolecall can read again.

pub(in crate::report) mod csv;
pub(in crate::report) mod json;
pub(in crate::report) mod rows;
pub(in crate::report) mod yaml;
