//! Any bytes, read as flow charts of Mermaid.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    rolecall_fuzz::read_as(rolecall::read::Format::Mermaid, bytes);
});
