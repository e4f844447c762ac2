//! Mends what has one right answer in the text of a chart: invisible characters, stray blanks, and zeros that ids have lost.
//!
//! `find` looks through the cells of a chart. `cell` says what is to be changed within one of them, and `zeros` which ids need
//! zeros. `mended` makes the changes and sees to it that a file reads the same afterwards. What a person must decide is never
//! changed, and no other byte of a file is.

mod cell;
mod edit;
mod find;
mod mended;
mod zeros;

pub use edit::{Edit, Fix, FixKind};
pub use find::{fixes, fixes_asked_for};
pub use mended::{Mended, changed_files, mend};
