//! Any text as a phrase of a rule pack, and as a whole rule file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rolecall::rules::Rules;

fuzz_target!(|text: &str| {
    let file = tempfile::NamedTempFile::new().expect("a place for files");
    let load = |layer: &str| {
        std::fs::write(file.path(), layer).expect("room for files");
        // An error is as good as rules.
        let _ = Rules::layered(&[file.path().to_owned()]);
    };
    if let Some(text) = text.strip_prefix('!') {
        return load(text);
    }
    let phrase = serde_json::to_string(text).expect("text is a string of JSON");
    load(&format!(
        "titles: {{cio: [{phrase}]}}\nduties:\n- {{id: fuzz, axis: focus, side: internal, weight: 1, \
         source: fuzz, phrases: [{phrase}]}}\n"
    ));
});
