//! Compressed inputs, told by their first bytes, not by their names.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

/// How an input is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// By gzip.
    Gzip,
    /// By Zstandard.
    Zstd,
}

/// Endings of compressed files; what stands before them tells the format.
pub(super) const ENDINGS: [&str; 2] = ["gz", "zst"];

/// The bytes at the beginning that tell.
const MAGIC: [(&[u8], Packing); 2] = [
    (b"\x1f\x8b", Packing::Gzip),
    (b"\x28\xb5\x2f\xfd", Packing::Zstd),
];

/// Unpacks an input where it is compressed.
pub(super) fn unpack(
    mut bytes: Box<dyn Read + Send>,
) -> io::Result<(Box<dyn Read + Send>, Option<Packing>)> {
    let mut first = Vec::new();
    bytes.by_ref().take(4).read_to_end(&mut first)?;
    let packing = MAGIC
        .iter()
        .find(|(magic, _)| first.starts_with(magic))
        .map(|(_, packing)| *packing);
    let whole = io::Cursor::new(first).chain(bytes);
    Ok(match packing {
        None => (Box::new(whole), None),
        Some(Packing::Gzip) => (Box::new(MultiGzDecoder::new(whole)), packing),
        Some(Packing::Zstd) => {
            let unpacked = StreamingDecoder::new(whole).map_err(io::Error::other)?;
            (Box::new(unpacked), packing)
        }
    })
}
