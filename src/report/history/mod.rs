//! Renders who covered which side over time.

pub(in crate::report) mod json;
pub(in crate::report) mod text;
mod words;
