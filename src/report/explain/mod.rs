//! What a finding means: `explained` by an example and its repaired twin, whose lines `line_changes` compares. `word`
//! describes a role or a duty.

pub(in crate::report) mod explained;
pub(in crate::report) mod json;
pub(in crate::report) mod line_changes;
pub(in crate::report) mod markdown;
pub(in crate::report) mod text;
pub(in crate::report) mod word;
