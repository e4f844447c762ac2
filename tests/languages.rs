//! What a language file may add to the pack.

use std::io::Write as _;

use rolecall::classify::Classifier;
use rolecall::model::{Position, Verdict};
use rolecall::rules::{Rules, RulesError};

/// The built-in pack with these texts laid over it.
fn with(files: &[&str]) -> Result<Rules, RulesError> {
    let files: Vec<_> = files
        .iter()
        .map(|text| {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(text.as_bytes()).unwrap();
            file
        })
        .collect();
    let paths: Vec<_> = files.iter().map(|file| file.path().to_owned()).collect();
    Rules::layered(&paths)
}

fn of_duties(rules: &Rules, text: &str) -> Verdict {
    Classifier::new(rules).classify(&Position {
        responsibilities: text,
        ..Position::default()
    })
}

const FINNISH: &str = "
language: fi
inflection: [{from: u, to: usta}]
duty_phrases:
  productivity: [tuottavuus]
  profitability: [(nostaa|parantaa) kannattavuutta]
cues:
  - {id: negation, factor: 0, phrases: [ei vastaa]}
";

#[test]
fn a_language_file_adds_phrases_to_duties_of_other_files() {
    let rules = with(&[FINNISH]).unwrap();
    let verdict = of_duties(&rules, "Nostaa kannattavuutta.");
    assert_eq!(verdict.duties.internal, 2.0);
    let spoke = &rules.rule(verdict.evidence[0].rule).id;
    assert_eq!(spoke, "profitability");
    // The duty keeps its English phrases.
    let verdict = of_duties(&rules, "Raise profitability.");
    assert_eq!(verdict.duties.internal, 2.0);
}

#[test]
fn phrases_of_a_duty_inflect_in_the_language_of_their_file() {
    let with_ending = FINNISH
        .replace("[tuottavuus]", "[tuotto]")
        .replace("from: u, to: usta", "from: o, to: osta");
    let rules = with(&[&with_ending]).unwrap();
    assert_eq!(of_duties(&rules, "tuottosta").duties.internal, 2.0);
    assert_eq!(of_duties(&rules, "tuottos").duties.internal, 0.0);
}

#[test]
fn a_cue_of_one_language_does_not_replace_that_of_another() {
    let rules = with(&[FINNISH]).unwrap();
    for text in [
        "Ei vastaa: productivity.",
        "Is not responsible for productivity.",
    ] {
        assert_eq!(of_duties(&rules, text).duties.internal, 0.0, "{text}");
    }
}

#[test]
fn words_for_an_unknown_duty_are_an_error_with_its_place() {
    let error = with(&["language: fi\nduty_phrases:\n  produktivity: [tuottavuus]\n"])
        .unwrap_err()
        .to_string();
    assert!(
        error.contains(":3:3: duty `produktivity` is not known"),
        "{error}"
    );
    assert!(error.contains("choose from: "), "{error}");
}
