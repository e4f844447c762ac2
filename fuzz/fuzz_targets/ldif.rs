//! Any bytes, read as LDIF.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    rolecall_fuzz::read_as(rolecall::read::Format::Ldif, bytes);
});
