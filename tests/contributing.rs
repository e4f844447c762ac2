//! What CONTRIBUTING.md says can be done without Rust can be done so: its rule files are laid over the pack,
//! and do what their own tests say.

use std::path::{Path, PathBuf};

use rolecall::classify::Classifier;
use rolecall::model::Severity;
use rolecall::rules::{PackTest, Rules, check};

/// The rule files that stand in the text.
fn examples(folder: &Path) -> Vec<PathBuf> {
    let text = include_str!("../CONTRIBUTING.md");
    let blocks = text.split("```yaml\n").skip(1);
    let texts = blocks.map(|block| block.split("```").next().unwrap_or_default());
    let files = texts.enumerate().map(|(index, text)| {
        let path = folder.join(format!("example-{index}.yaml"));
        std::fs::write(&path, text).unwrap();
        path
    });
    files.collect()
}

#[test]
fn a_language_and_a_role_are_added_by_yaml_alone() {
    let folder = tempfile::tempdir().unwrap();
    let examples = examples(folder.path());
    assert_eq!(examples.len(), 2);
    for example in examples {
        let file = [example];
        let tests = PackTest::in_files(&file).unwrap();
        assert!(tests.len() >= 3);
        let added = Rules::layered(&file).unwrap();
        let wrong = |rules: &Rules| {
            let classifier = Classifier::new(rules);
            let wrong = tests.iter().flat_map(|test| classifier.mismatches(test));
            wrong
                .map(|mismatch| format!("{mismatch:?}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(wrong(&added), [""; 0]);
        // The file does it, and nothing that was there before.
        assert!(wrong(&Rules::builtin().unwrap()).len() >= 2);
        let problems = check(&[], &file).unwrap();
        let errors = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{problems:?}");
    }
}
