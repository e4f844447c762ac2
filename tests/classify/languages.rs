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
    assert!(error.contains("did you mean `productivity`"), "{error}");
}

/// The languages that a sentence of the documentation lists.
fn listed(sentence: &str) -> Vec<String> {
    let text = std::fs::read_to_string("docs/rules.md").unwrap();
    let (_, list) = text.split_once(sentence).expect("it is said");
    let (list, _) = list.split_once('.').unwrap();
    list.split(',').map(|one| one.trim().to_owned()).collect()
}

#[test]
fn the_documentation_lists_every_language() {
    let mut titles = Vec::new();
    let mut duties = Vec::new();
    for entry in std::fs::read_dir("rules/languages").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        // What ends the parts of a duty text is only in a language whose duty texts are read.
        if text.contains("\nheadings:") {
            duties.push(name.clone());
        }
        titles.push(name);
    }
    titles.sort();
    duties.sort();
    assert_eq!(listed("Titles are read in these languages:"), titles);
    assert_eq!(listed("Duty texts are read in these:"), duties);
}
