//! The picture of a chart.
//!
//! `seats` knows the seats of a part of a chart and who covers which side. `tree` chooses those that are drawn and folds
//! the others into counts. `layout` places them, as a tidy tree. `svg`, `dot` and `mermaid` draw them.

pub(in crate::report) mod dot;
pub(in crate::report) mod layout;
pub(in crate::report) mod mermaid;
pub(in crate::report) mod seats;
pub(in crate::report) mod svg;
pub(in crate::report) mod tree;
