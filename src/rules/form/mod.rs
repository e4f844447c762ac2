//! The YAML form of a rule pack: what a file may contain, one file for each group of sections.
//!
//! Every section may be in any file. `docs/rules.md` describes the form for users.

pub(in crate::rules) mod columns;
pub(in crate::rules) mod disable;
pub(in crate::rules) mod duties;
pub(in crate::rules) mod findings;
pub(in crate::rules) mod keyed;
pub(in crate::rules) mod measured;
pub(in crate::rules) mod overrides;
pub(in crate::rules) mod pack;
pub(in crate::rules) mod policy;
pub(in crate::rules) mod preset;
pub(in crate::rules) mod prose;
pub(in crate::rules) mod samples;
pub(in crate::rules) mod suppress;
pub(in crate::rules) mod test;
pub(in crate::rules) mod titles;
pub(in crate::rules) mod wording;
