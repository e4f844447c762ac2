//! The rule files in CONTRIBUTING.md work without any Rust: they are laid over the pack, and their own tests
//! pass.

use std::path::{Path, PathBuf};

use rolecall::classify::Classifier;
use rolecall::model::Severity;
use rolecall::rules::{PackTest, Rules, check};

/// The rule files in the text.
fn examples(folder: &Path) -> Vec<PathBuf> {
    let text = include_str!("../../CONTRIBUTING.md");
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
fn a_language_and_a_role_need_only_yaml() {
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
        // The tests pass because of the file, and failed before.
        assert!(wrong(&Rules::builtin().unwrap()).len() >= 2);
        let problems = check(&[], &file).unwrap();
        let grave = problems
            .iter()
            .filter(|problem| problem.severity != Severity::Info);
        assert_eq!(grave.count(), 0, "{problems:?}");
    }
}

#[test]
fn the_signature_of_a_check_is_that_of_the_check_to_copy() {
    let text = include_str!("../../CONTRIBUTING.md");
    let (_, signature) = text.split_once("`pub(in super::super) fn check(").unwrap();
    let (signature, _) = signature.split_once('`').unwrap();
    let example = include_str!("../../src/audit/checks/axis_gap.rs");
    assert!(
        example.contains(&format!("fn check({signature} {{")),
        "{signature}"
    );
}
