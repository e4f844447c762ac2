//! Inputs before their rows are known: where they lie, how they are packed and encoded, which format they have,
//! and how a place in one of them is found again.

pub mod decode;
pub mod discover;
pub mod error;
pub mod excerpt;
pub mod guard;
pub mod limit;
pub mod lines;
pub mod locate;
pub mod open;
pub mod revision;
pub mod source;
pub mod unpack;
