//! The frames of a Zstandard file.

use std::io;
use std::io::{BufRead, BufReader, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// The frames of a zstd file, one behind the other: a decoder of one frame would lose what was appended.
pub(in crate::read) struct Frames {
    bytes: BufReader<Box<dyn Read + Send>>,
    frame: FrameDecoder,
}

impl Frames {
    pub fn new(bytes: Box<dyn Read + Send>) -> Self {
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
    use super::super::unpack::{Packing, unpack};
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
