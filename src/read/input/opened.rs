//! An input that was opened: its bytes, and what is known of them.

use std::io::Read;

use super::decode::Encoded;
use super::origin::Origin;
use super::unpack::Packing;
use crate::read::format::Format;
use crate::read::xlsx::Sheet;

/// An input, open: its first bytes are looked at, the rest is to be read. All are UTF-8, or meant to be.
pub(in crate::read) struct Opened {
    pub name: String,
    pub format: Format,
    pub head: Vec<u8>,
    /// Whether nothing comes behind the first bytes.
    pub is_all: bool,
    pub rest: Box<dyn Read + Send>,
    pub origin: Origin,
    pub written: Encoded,
    pub packing: Option<Packing>,
    /// Of a workbook, the sheet that is read.
    pub sheet: Option<Sheet>,
}
