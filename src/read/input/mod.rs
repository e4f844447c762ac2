//! Inputs before their rows are known: where they lie, how they are packed and encoded, and how lines around a place
//! in one of them are shown.

pub mod decode;
pub mod discover;
pub mod error;
pub mod excerpt;
pub mod guard;
pub mod limit;
pub mod lines;
pub mod opened;
pub mod origin;
pub mod remark;
pub mod revision;
pub mod tally;
pub mod unpack;
#[cfg(feature = "zstd")]
pub mod zstd;
