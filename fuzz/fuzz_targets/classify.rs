//! Any title over any duty text, parted by the first line break.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rolecall::classify::Classifier;
use rolecall::model::Position;
use rolecall_fuzz::RULES;

fuzz_target!(|text: &str| {
    let (title, responsibilities) = text.split_once('\n').unwrap_or((text, ""));
    let position = Position {
        title,
        responsibilities,
        ..Position::default()
    };
    let verdict = Classifier::new(&RULES).classify(&position);
    for evidence in &verdict.evidence {
        let place = evidence.start as usize..evidence.end as usize;
        assert!(position.text(evidence.field).get(place).is_some());
    }
    assert!((-1.0..=1.0).contains(&verdict.score) && (0.0..=1.0).contains(&verdict.confidence));
});
