//! Any text as a phrase of a rule pack and, behind a `!`, as a whole rule file over the built-in pack, which
//! takes as long as many thousand phrases.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rolecall::rules::{Rules, check_phrase};

fuzz_target!(|text: &str| {
    // An error is as good as rules.
    let Some(layer) = text.strip_prefix('!') else {
        let _ = check_phrase(text);
        return;
    };
    let file = tempfile::NamedTempFile::new().expect("a place for files");
    std::fs::write(file.path(), layer).expect("room for files");
    let _ = Rules::layered(&[file.path().to_owned()]);
});
