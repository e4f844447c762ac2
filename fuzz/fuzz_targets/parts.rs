//! Any bytes as one part of a workbook that is good but for it; the first byte says which.
#![no_main]

use rolecall::read::Format;
use rolecall_fuzz::{read_as, workbook_with};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((part, text)) = bytes.split_first() {
        read_as(Format::Xlsx, &workbook_with(usize::from(*part), text));
    }
});
