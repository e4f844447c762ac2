//! From cells to a position, the same for all formats: which column gives which field, and what a cell means.

pub mod choose;
pub mod dates;
pub mod day;
pub mod decide;
pub mod fitness;
pub mod formula;
pub mod habits;
pub mod header;
pub mod level_columns;
pub mod levels;
pub mod lines;
pub mod listed;
pub mod markup;
pub mod named;
pub mod promised;
pub mod record;
pub mod table;
pub mod value;
