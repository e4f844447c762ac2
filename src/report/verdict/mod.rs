//! A verdict: one a line as text, JSON or in the `columns` of a `table` or of record `batches`, with `findings` on a job description; and, for one seat, why.

#[cfg(feature = "arrow")]
pub(in crate::report) mod batches;
mod cell;
pub(in crate::report) mod columns;
pub(in crate::report) mod evidence_json;
pub(in crate::report) mod findings;
pub(in crate::report) mod json;
pub(in crate::report) mod table;
pub(in crate::report) mod text;
pub(in crate::report) mod why_json;
pub(in crate::report) mod why_text;
