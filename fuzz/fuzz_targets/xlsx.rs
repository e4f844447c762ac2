//! Any bytes, read as a workbook, or as a sheet in one that is good.
#![no_main]

use rolecall::read::Format;
use rolecall_fuzz::{read_as, workbook};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        read_as(Format::Xlsx, bytes);
    } else {
        read_as(Format::Xlsx, &workbook(bytes));
    }
});
