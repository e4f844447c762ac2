//! Bytes to positions: files, folders and standard input, CSV, YAML and JSON, with the place of every cell.
//!
//! A [`Reader`] gives batches of positions in input order and never holds more of a CSV file, or of JSON
//! Lines, than the batch it is filling. What a row's cells looked like in the source is found again on demand by
//! [`Sources::locate`], so that a position needs to remember no more than where its record begins.
//!
//! - `input` finds inputs and unpacks and decodes their bytes; `open` finds out their `format`.
//! - `row` makes a position of cells, the same for all formats; `csv`, `tree`, `xlsx` and `columnar` find the cells, and
//!   `given` has those that a program hands over.
//! - A `source` is an input that was read, `locate` finds a place in it again, and `written` has its cells byte by byte. The `reader` does all this for one
//!   input after the other, as the `options` ask, and a `meter` counts what it reads.

mod columnar;
mod csv;
mod format;
#[cfg(feature = "arrow")]
mod given;
mod input;
mod locate;
mod meter;
mod open;
mod options;
mod reader;
mod row;
mod source;
mod tree;
mod written;
mod xlsx;

pub use format::Format;
#[cfg(feature = "arrow")]
pub use given::GivenRows;
pub use input::discover::{
    BASELINE, CONFIG, DiscoveredInputs, Input, Selection, discover, discover_in, is_chart,
};
pub use input::error::{ReadError, ReadErrorKind};
pub use input::guard::is_guarded;
pub use input::remark::Remark;
pub use input::revision::{RevisionError, discover_at};
pub use input::tally::Tally;
pub use input::unpack::Packing;
pub use meter::{Meter, Stage};
pub use options::ReadOptions;
pub use reader::Reader;
pub use row::day::Day;
pub(crate) use row::formula::guarded;
pub use source::{Source, Sources};
pub use written::{WrittenCell, WrittenFile};
