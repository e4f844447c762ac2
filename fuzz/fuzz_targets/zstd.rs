//! Any bytes as the frames of a Zstandard file, and whatever comes of them as rows of cells.
#![no_main]

use rolecall::read::Format;
use rolecall_fuzz::read_as;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
    read_as(Format::Csv, &[&MAGIC[..], bytes].concat());
});
