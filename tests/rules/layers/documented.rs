//! The example files in docs/rules.md are those of `tests/packs`, and do what the page says.

use std::path::Path;

use rolecall::classify::Classifier;
use rolecall::rules::{PackTest, Rules, check};

#[test]
fn the_worked_example_works() {
    let text = include_str!("../../../docs/rules.md").replace("\r\n", "\n");
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs");
    let [house, team] = ["house.yaml", "team.yaml"].map(|name| {
        let path = packs.join(name);
        let pack = std::fs::read_to_string(&path)
            .unwrap()
            .replace("\r\n", "\n");
        assert!(text.contains(&format!("```yaml\n{pack}```\n")), "{name}");
        [path]
    });
    let fails = |tests: &[_], over: &[_]| -> usize {
        let rules = Rules::layered(over).unwrap();
        let classifier = Classifier::new(&rules);
        let tests = PackTest::in_files(tests).unwrap();
        assert_eq!(tests.len(), 1);
        let failed = tests
            .iter()
            .filter(|test| !classifier.mismatches(test).is_empty());
        failed.count()
    };
    assert_eq!(fails(&house, &house), 0);
    assert_eq!(fails(&team, &team), 0);
    assert_eq!(fails(&house, &team), 1);

    let rules = Rules::layered(&team).unwrap();
    assert!(
        rules
            .roles()
            .all(|(_, role)| role.id != "chief-creative-officer")
    );
    assert!(!rules.catalogue.get("thin-duties").unwrap().enabled);
    assert_eq!(check(&[], &team).unwrap(), []);
}
