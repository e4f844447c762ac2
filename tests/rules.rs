//! The rule pack as those know it who write one: its own tests.

use rolecall::classify::Classifier;
use rolecall::rules::{PackTest, Rules};

fn builtin() -> Rules {
    Rules::builtin().expect("the built-in pack compiles")
}

#[test]
fn the_tests_of_the_built_in_pack_pass() {
    let rules = builtin();
    let classifier = Classifier::new(&rules);
    let tests = PackTest::builtin().unwrap();
    assert!(tests.len() >= 250, "{}", tests.len());
    let mut wrong = Vec::new();
    for test in &tests {
        for mismatch in classifier.mismatches(test) {
            let PackTest {
                file, line, title, ..
            } = test;
            wrong.push(format!("{file}:{line}: {title}: {mismatch:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_title_of_the_base_says_nothing_that_its_test_does_not_state() {
    let rules = builtin();
    let classifier = Classifier::new(&rules);
    let tests = PackTest::builtin().unwrap();
    let base = |test: &&PackTest| test.file == "rules/tests/titles-base.yaml";
    let mut seen = 0;
    for test in tests.iter().filter(base) {
        let (verdict, expect) = (classifier.classify(&test.position()), &test.expect);
        seen += 1;
        assert!(
            expect.set_aside.is_some() || verdict.set_aside.is_empty(),
            "{test:?}"
        );
        assert!(
            expect.scope.is_some() || verdict.scope.is_none(),
            "{test:?}"
        );
        let limited = verdict.modifiers.iter().any(|one| !one.unseats());
        assert!(expect.modifiers.is_some() || !limited, "{test:?}");
    }
    assert!(seen >= 190, "{seen}");
}
