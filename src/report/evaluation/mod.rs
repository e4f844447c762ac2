//! Verdicts measured against labels, and numbers of the rules that were learned from them.

pub(in crate::report) mod fitted_yaml;
pub(in crate::report) mod json;
pub(in crate::report) mod text;
