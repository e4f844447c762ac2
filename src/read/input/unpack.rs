//! Compressed inputs, told by their first bytes, not by their names.

use std::io;
use std::io::Read;

#[cfg(feature = "zstd")]
use super::zstd::Frames;

/// How an input is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// By gzip.
    Gzip,
    /// By Zstandard.
    Zstd,
}

/// Endings of compressed files; what stands before them tells the format.
pub(in crate::read) const ENDINGS: [&str; 2] = ["gz", "zst"];

/// What the bytes at the beginning tell. A zstd file may begin with a frame to be skipped, as those do
/// that were compressed in parallel.
fn packing_of(first: &[u8]) -> Option<Packing> {
    match first {
        [0x1f, 0x8b, ..] => Some(Packing::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Some(Packing::Zstd),
        _ => None,
    }
}

/// Unpacks an input where it is compressed.
pub(in crate::read) fn unpack(
    mut bytes: Box<dyn Read + Send>,
) -> io::Result<(Box<dyn Read + Send>, Option<Packing>)> {
    let mut first = Vec::new();
    bytes.by_ref().take(4).read_to_end(&mut first)?;
    let packing = packing_of(&first);
    let whole = io::Cursor::new(first).chain(bytes);
    let unpacked: Box<dyn Read + Send> = match packing {
        None => Box::new(whole),
        #[cfg(feature = "gzip")]
        Some(Packing::Gzip) => Box::new(flate2::read::MultiGzDecoder::new(whole)),
        #[cfg(feature = "zstd")]
        Some(Packing::Zstd) => Box::new(Frames::new(Box::new(whole))),
        #[cfg(not(all(feature = "gzip", feature = "zstd")))]
        Some(_) => {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "rolecall was built without the feature for this compression (`gzip` or `zstd`)",
            ));
        }
    };
    Ok((unpacked, packing))
}
