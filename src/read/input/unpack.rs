//! Compressed inputs, told by their first bytes, not by their names.

use std::io;
use std::io::{BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

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
    Ok(match packing {
        None => (Box::new(whole), None),
        Some(Packing::Gzip) => (Box::new(MultiGzDecoder::new(whole)), packing),
        Some(Packing::Zstd) => (Box::new(Frames::new(Box::new(whole))), packing),
    })
}

/// The frames of a zstd file, one behind the other: a decoder of one frame would lose what was appended.
struct Frames {
    bytes: BufReader<Box<dyn Read + Send>>,
    frame: FrameDecoder,
}

impl Frames {
    fn new(bytes: Box<dyn Read + Send>) -> Self {
        Frames {
            bytes: BufReader::new(bytes),
            frame: FrameDecoder::new(),
        }
    }

    /// Begins the next frame with text in it; `false` where there is none.
    fn next(&mut self) -> io::Result<bool> {
        while !self.bytes.fill_buf()?.is_empty() {
            match self.frame.reset(&mut self.bytes) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let skipped = self.bytes.by_ref().take(u64::from(length));
                    io::copy(&mut { skipped }, &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    /// What was unpacked is what was packed, where the frame says so.
    fn check(&self) -> io::Result<()> {
        match self.frame.get_checksum_from_data() {
            told @ Some(_) if told != self.frame.get_calculated_checksum() => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "zstd checksum does not match",
            )),
            _ => Ok(()),
        }
    }
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            while self.frame.can_collect() == 0 && !self.frame.is_finished() {
                self.frame
                    .decode_blocks(&mut self.bytes, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(io::Error::other)?;
            }
            let count = self.frame.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            self.check()?;
            if !self.next()? {
                return Ok(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn unpacked(bytes: Vec<u8>) -> io::Result<String> {
        let (mut whole, packing) = unpack(Box::new(io::Cursor::new(bytes)))?;
        assert_eq!(packing, Some(Packing::Zstd));
        let mut text = String::new();
        whole.read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn what_was_appended_to_a_zstd_file_is_read_too() {
        let skipped = b"\x51\x2a\x4d\x18\x02\0\0\0ab".to_vec();
        let parts = [
            &skipped[..],
            &zstd(b"one,"),
            &skipped,
            &zstd(b""),
            &zstd(b"two"),
        ];
        assert_eq!(unpacked(parts.concat()).unwrap(), "one,two");
    }

    #[test]
    fn what_follows_a_zstd_file_and_is_none_is_an_error() {
        assert!(unpacked([&zstd(b"one"), &b"rubbish"[..]].concat()).is_err());
    }

    #[test]
    fn a_changed_zstd_file_is_told_by_its_checksum() {
        let mut bytes = zstd(b"some text that is not repeated");
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        assert!(unpacked(bytes).is_err());
    }
}
