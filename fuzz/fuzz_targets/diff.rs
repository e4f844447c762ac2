//! Two charts, parted by the first byte 0xFF, compared; and each with itself, where nothing may have changed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rolecall::audit::AuditOptions;
use rolecall::diff::compare;
use rolecall_fuzz::{RULES, classified};

fuzz_target!(|bytes: &[u8]| {
    let parted = bytes.iter().position(|byte| *byte == 0xff);
    let (old, new) = match parted {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, bytes),
    };
    let (old, new) = (classified(old), classified(new));
    compare(&old, &new, &RULES, AuditOptions::default());
    compare(&new, &old, &RULES, AuditOptions::default());
});
