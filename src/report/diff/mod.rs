//! What changed between two snapshots. The `text` and the `markdown` share their `words`.

pub(in crate::report) mod json;
pub(in crate::report) mod markdown;
pub(in crate::report) mod text;
pub(in crate::report) mod words;
