//! Any text as the `rolecall.yaml` of a small chart, which is audited by it where it is good.
#![no_main]

use std::io::Write;

use libfuzzer_sys::fuzz_target;
use rolecall::audit::{AuditOptions, audit};
use rolecall::rules::Rules;
use rolecall_fuzz::classified;

const CHART: &[u8] = b"id,title,reports_to\n1,CEO,\n2,CIO,1\n3,CTO,1\n4,CISO,2\n5,CIO,9\n";

fuzz_target!(|text: &str| {
    // A file that lays others over itself would read what lies on this disk.
    if text.contains("extends") {
        return;
    }
    let mut file = tempfile::NamedTempFile::new().expect("a place for files");
    file.write_all(text.as_bytes()).expect("room for files");
    match Rules::layered(&[file.path().to_owned()]) {
        Ok(rules) => drop(audit(&classified(CHART), &rules, AuditOptions::default())),
        // It names keys and places, and nothing longer.
        Err(error) => assert!(error.to_string().len() < 20_000),
    }
});
