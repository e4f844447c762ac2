//! From cells to a position, the same for all formats: which column gives which field, and what a cell means.

pub mod dates;
pub mod decide;
pub mod fitness;
pub mod formula;
pub mod header;
pub mod levels;
pub mod lines;
pub mod listed;
pub mod markup;
pub mod promised;
pub mod record;
pub mod table;
