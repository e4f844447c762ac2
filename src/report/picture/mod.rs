//! The picture of a chart.
//!
//! `tree` chooses the seats that are drawn and folds the others into counts. `layout` places them, as a tidy tree.
//! `svg`, `dot` and `mermaid` draw them.

pub(in crate::report) mod dot;
pub(in crate::report) mod layout;
pub(in crate::report) mod mermaid;
pub(in crate::report) mod svg;
pub(in crate::report) mod tree;
