//! Numbers of the rules are learned from labelled rows.

use std::io::Write as _;

use rolecall::evaluate::{LabelMap, LabelWords};
use rolecall::fit::{
    Examples, Feature, FitError, Labels, WordedTexts, fit_calibration, fit_weights, fit_wording,
};
use rolecall::model::Side;
use rolecall::read::{self, Reader, discover};
use rolecall::report::{calibration_yaml, weights_yaml, wording_yaml};
use rolecall::rules::{Calibration, Rules, Speaks};

fn bare() -> Rules {
    let mut rules = Rules::builtin().unwrap();
    rules.calibration = Calibration::default();
    rules
}

fn examples(rules: &Rules, text: &str, from_titles: bool) -> Examples {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let found = discover(&[file.path().to_path_buf()]);
    let mut reader = Reader::new(found.inputs, &rules.columns, read::ReadOptions::default());
    let vocabulary = LabelWords::new(rules, &LabelMap::default()).unwrap();
    let labels = Labels {
        vocabulary: &vocabulary,
        from_titles,
    };
    Examples::read(&mut reader, rules, labels)
}

fn duty(rules: &Rules, phrase: &str) -> u16 {
    let scanned = rolecall::classify::Classifier::new(rules);
    let position = rolecall::model::Position {
        responsibilities: phrase,
        ..Default::default()
    };
    let verdict = scanned.classify(&position);
    match rules.speaks(verdict.evidence[0].rule) {
        Speaks::Duty(duty) => duty,
        other => panic!("{phrase} speaks for {other:?}"),
    }
}

/// Rows in which "service desk" tells the side, and "productivity" occurs equally often on both sides.
fn misleading(rows: usize) -> String {
    let mut text = "title,duties,label_focus\n".to_owned();
    for row in 0..rows {
        text += &format!(
            "Partner,Raises productivity of team {row}; runs the service desk.,internal\n"
        );
        text +=
            &format!("Partner,Raises productivity of team {row}; drives innovation.,external\n");
        if row % 3 == 0 {
            text += &format!(
                "Partner,Raises productivity in unit {row}; talks to developers.,external\n"
            );
        }
    }
    text
}

#[test]
fn a_word_that_does_not_separate_the_sides_loses_its_weight() {
    let rules = bare();
    let examples = examples(&rules, &misleading(40), false);
    let fit = fit_weights(&examples, &rules, None).unwrap();
    assert_eq!((fit.rows.internal, fit.rows.external), (40, 54));
    let learned = |phrase: &str| {
        let feature = Feature::Duty(duty(&rules, phrase));
        let found = fit.weights.iter().find(|one| one.feature == feature);
        *found.unwrap_or_else(|| panic!("no weight for {phrase}"))
    };
    let productivity = learned("raises productivity");
    assert!(
        productivity.after < productivity.before / 2.0,
        "{productivity:?}"
    );
    assert!(productivity.after > 0.0, "{productivity:?}");
    assert!(learned("drives innovation").after >= learned("drives innovation").before);
    assert!(fit.after.log_loss < fit.before.log_loss, "{fit:?}");
    assert!(fit.after.accuracy > fit.before.accuracy, "{fit:?}");
    assert!(fit.regularisation.is_some());
}

#[test]
fn a_weight_never_changes_its_side() {
    let rules = bare();
    let mut text = "title,duties,label_focus\n".to_owned();
    for row in 0..30 {
        text += &format!("Partner,Drives innovation in team {row}.,internal\n");
        text += &format!("Partner,Runs the service desk of team {row}.,external\n");
    }
    let fit = fit_weights(&examples(&rules, &text, false), &rules, Some(0.01)).unwrap();
    assert_eq!(fit.weights.len(), 2);
    assert!(fit.weights.iter().all(|one| one.after == 0.1), "{fit:?}");
}

#[test]
fn a_higher_cost_keeps_weights_nearer_to_their_present_values() {
    let rules = bare();
    let examples = examples(&rules, &misleading(40), false);
    let moved = |cost| {
        let fit = fit_weights(&examples, &rules, Some(cost)).unwrap();
        let moved = fit.weights.iter().map(|one| (one.after - one.before).abs());
        moved.sum::<f64>()
    };
    let (free, dear) = (moved(0.1), moved(100.0));
    assert!(free > 2.0 * dear && dear > 0.0, "{free} {dear}");
}

#[test]
fn good_weights_stay_unchanged() {
    let rules = bare();
    let mut text = "title,duties,label_focus\n".to_owned();
    for row in 0..30 {
        // The sides of these rows are arbitrary, so there is nothing to learn.
        let side = if row * 7 % 4 < 2 {
            "internal"
        } else {
            "external"
        };
        text += &format!("Partner,Runs the service desk of site {row}.,{side}\n");
        let side = if row * 5 % 4 < 2 {
            "external"
        } else {
            "internal"
        };
        text += &format!("Partner,Drives innovation at site {row}.,{side}\n");
    }
    let examples = examples(&rules, &text, false);
    let fit = fit_weights(&examples, &rules, None).unwrap();
    assert_eq!(fit.regularisation, None, "{fit:?}");
    assert!(fit.weights.is_empty());
    let mut yaml = Vec::new();
    weights_yaml(&fit, &examples, &rules, &mut yaml).unwrap();
    let yaml = String::from_utf8(yaml).unwrap();
    assert!(yaml.contains("the present ones stay"), "{yaml}");
    assert!(yaml.ends_with("weights: {}\n"), "{yaml}");
}

#[test]
fn written_weights_load_and_change_verdicts() {
    let rules = bare();
    let examples = examples(&rules, &misleading(40), false);
    let fit = fit_weights(&examples, &rules, Some(1.0)).unwrap();
    let mut file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
    weights_yaml(&fit, &examples, &rules, &mut file).unwrap();
    let laid_over = Rules::layered(&[file.path().to_path_buf()]).unwrap();
    assert!(!fit.weights.is_empty());
    for one in &fit.weights {
        let Feature::Duty(duty) = one.feature else {
            panic!("only duties speak here");
        };
        assert_eq!(f64::from(rules.duty(duty).weight), one.before);
        assert!((f64::from(laid_over.duty(duty).weight) - one.after).abs() < 1e-6);
    }
}

#[test]
fn a_written_calibration_loads() {
    let rules = bare();
    let examples = examples(&rules, &misleading(40), false);
    let fit = fit_calibration(&examples).unwrap();
    let mut file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
    calibration_yaml(&fit, &examples, &mut file).unwrap();
    let laid_over = Rules::layered(&[file.path().to_path_buf()]).unwrap();
    let built_in = Rules::builtin().unwrap();
    let curves = |rules: &Rules| {
        let Calibration {
            titled,
            sided,
            sided_elsewhere,
            ..
        } = rules.calibration;
        [titled, sided, sided_elsewhere]
    };
    let learned = [&fit.titled, &fit.sided, &fit.sided_elsewhere]
        .map(|fit| fit.as_ref().map(|fit| fit.curve));
    assert!(learned[0].is_none(), "no title here says a side");
    assert!(learned[1..].iter().any(Option::is_some), "{fit:?}");
    let expected = learned.iter().zip(curves(&built_in));
    let expected: Vec<_> = expected
        .map(|(learned, built_in)| learned.or(built_in))
        .collect();
    assert_eq!(curves(&laid_over).to_vec(), expected);
}

#[test]
fn too_few_rows_are_refused() {
    let rules = bare();
    let few = examples(&rules, &misleading(5), false);
    let error = fit_weights(&few, &rules, None).unwrap_err();
    assert!(
        matches!(error, FitError::TooFew { found: 5, .. }),
        "{error}"
    );
    assert!(matches!(
        fit_calibration(&few),
        Err(FitError::TooFew { .. })
    ));
}

#[test]
fn copies_count_once_and_titles_can_be_labels() {
    let rules = bare();
    let text = "title,duties\n\
                Head of IT,Runs the service desk.\n\
                IT Director,Runs the service desk.\n\
                VP Engineering,Leads developers.\n\
                Accountant,Runs the service desk and keeps the books.\n";
    let examples = examples(&rules, text, true);
    assert_eq!((examples.rows.len(), examples.repeated), (2, 1));
    let sides: Vec<_> = examples.rows.iter().map(|row| row.side).collect();
    assert_eq!(sides, [Some(Side::Internal), Some(Side::External)]);
    let features = examples.rows.iter().flat_map(|row| &row.spoke);
    assert!(
        features
            .into_iter()
            .all(|(one, _)| matches!(one, Feature::Duty(_)))
    );
}

#[test]
fn invalid_fitted_numbers_are_refused() {
    let refused = |text: &str| {
        let mut file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        Rules::layered(&[file.path().to_path_buf()])
            .unwrap_err()
            .to_string()
    };
    let unknown = refused("weights: {duties: {run-the-moon: 2}}\n");
    assert!(
        unknown.contains(":1:20: duty `run-the-moon` is not known"),
        "{unknown}"
    );
    let falling = refused("calibration: {sided: {intercept: 1, slope: -2}}\n");
    assert!(falling.contains("slope` is -2"), "{falling}");
    let negative = refused("weights: {duties: {workplace: -1}}\n");
    assert!(negative.contains("above 0"), "{negative}");
}

#[test]
fn a_duty_that_is_written_anew_has_its_own_weight() {
    let layer = |text: &str| {
        let mut file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    };
    let weights = layer("weights: {duties: {workplace: 7}, title: 5}\n");
    let duty = layer(
        "language: en\nduties:\n  - {id: workplace, axis: responsible-for, side: internal, weight: 4, \
         source: ours, phrases: [service desk]}\n",
    );
    let paths = |files: [&tempfile::NamedTempFile; 2]| files.map(|file| file.path().to_path_buf());
    let weight = |files| {
        let rules = Rules::layered(&paths(files)).unwrap();
        (
            rules.duty(duty_named(&rules)).weight,
            rules.model.title_weight,
        )
    };
    assert_eq!(weight([&weights, &duty]), (4.0, 5.0));
    assert_eq!(weight([&duty, &weights]), (7.0, 5.0));
}

fn duty_named(rules: &Rules) -> u16 {
    duty(rules, "service desk")
}

fn worded(rules: &Rules, text: &str) -> WordedTexts {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let found = discover(&[file.path().to_path_buf()]);
    let mut reader = Reader::new(found.inputs, &rules.columns, read::ReadOptions::default());
    let vocabulary = LabelWords::new(rules, &LabelMap::default()).unwrap();
    let labels = Labels {
        vocabulary: &vocabulary,
        from_titles: false,
    };
    WordedTexts::read(&mut reader, rules, labels)
}

/// Texts of five words, of which one tells the side, one that both are there, and one that somebody leads.
fn told_by_words(rows: usize) -> String {
    let mut text = "duties,label_focus,label_role\n".to_owned();
    for row in 0..rows {
        let noise = format!("vab{row} veb{} vib", row % 7);
        text += &format!("zorpal {noise} grandol,external,cto\n");
        text += &format!("quimer {noise} vob,internal,none\n");
        text += &format!("bothly {noise} vub,mixed,none\n");
    }
    text
}

#[test]
fn words_are_learned_from_labelled_texts() {
    let rules = bare();
    let wording = rules.wording.as_ref().unwrap();
    let texts = worded(&rules, &told_by_words(60));
    let fit = fit_wording(&texts, wording, None).unwrap();
    assert_eq!(
        (fit.rows.internal, fit.rows.external, fit.mixed),
        (60, 60, 60)
    );
    let leaning = &fit.leaning.scores;
    assert!(leaning["zorpa"] > 0 && leaning["quime"] < 0, "{leaning:?}");
    assert!(!leaning.contains_key("vib"), "{leaning:?}");
    // A word in three rows would only name them.
    assert!(
        !leaning.keys().any(|word| word.starts_with("vab1")),
        "{leaning:?}"
    );
    assert_eq!(fit.right, 1.0);
    let facing = fit.facing.as_ref().unwrap();
    assert!(facing.words.scores["bothly"] > 0);
    let leading = fit.leading.as_ref().unwrap();
    assert!(leading.words.scores["grandol"] > 0);
    assert_eq!((leading.leaders, leading.others), (60, 120));
    // What is written is a pack, and the same every time.
    let yaml = |fit| {
        let mut yaml = Vec::new();
        wording_yaml(fit, &texts, wording, &mut yaml).unwrap();
        String::from_utf8(yaml).unwrap()
    };
    let pack = yaml(&fit);
    assert_eq!(pack, yaml(&fit_wording(&texts, wording, None).unwrap()));
    Rules::with_texts(&[("learned", &pack)]).unwrap();
}

#[test]
fn pairs_of_words_are_learned_where_the_words_alone_tell_nothing() {
    let rules = bare();
    let wording = rules.wording.as_ref().unwrap();
    let rows: String = (0..60)
        .map(|row| format!("grimb tulpes vab{row},internal\ntulpes grimb veb{row},external\n"))
        .collect();
    let texts = worded(&rules, &format!("duties,label_focus\n{rows}"));
    let fit = fit_wording(&texts, wording, None).unwrap();
    let scores = &fit.leaning.scores;
    assert!(
        scores["grimb tulpe"] < 0 && scores["tulpe grimb"] > 0,
        "{scores:?}"
    );
    assert!(!scores.contains_key("grimb") && !scores.contains_key("tulpe"));
    assert_eq!(fit.right, 1.0);
    let mut pack = Vec::new();
    wording_yaml(&fit, &texts, wording, &mut pack).unwrap();
    let again = Rules::with_texts(&[("again", &String::from_utf8(pack).unwrap())]).unwrap();
    let known = &again.word_scores().leans;
    assert_eq!(known.get("grimb tulpe"), Some(scores["grimb tulpe"]));
    assert_eq!((known.get("grimb"), known.get("grimb grimb")), (None, None));
    let all: std::collections::BTreeMap<String, i16> = known.iter().collect();
    assert_eq!(&all, scores);
}

#[test]
fn too_few_labels_are_an_error_and_other_questions_stay_open() {
    let rules = bare();
    let wording = rules.wording.as_ref().unwrap();
    let few = worded(&rules, &told_by_words(49));
    let error = fit_wording(&few, wording, None).unwrap_err();
    assert!(
        matches!(error, FitError::TooFew { found: 49, .. }),
        "{error}"
    );
    let text = told_by_words(60)
        .replace(",cto\n", ",\n")
        .replace(",none\n", ",\n");
    let fit = fit_wording(
        &worded(&rules, &text.replace(",mixed,", ",,")),
        wording,
        None,
    )
    .unwrap();
    assert!(fit.facing.is_none() && fit.leading.is_none());
}

#[test]
fn known_scores_are_refined_and_kept_where_no_row_has_the_word() {
    let rules = bare();
    let wording = rules.wording.as_ref().unwrap();
    let earlier = worded(&rules, &told_by_words(60));
    let mut pack = Vec::new();
    let learned = fit_wording(&earlier, wording, None).unwrap();
    wording_yaml(&learned, &earlier, wording, &mut pack).unwrap();
    let pack = String::from_utf8(pack).unwrap();
    let known = Rules::with_texts(&[("learned", &pack)]).unwrap();
    // Here "quimer" is a word of the other side, and no row has "zorpal".
    let later = told_by_words(60)
        .replace("zorpal", "other")
        .replace(",internal,", ",inward,")
        .replace(",external,", ",internal,")
        .replace(",inward,", ",external,");
    let later = worded(&known, &later);
    let refined = fit_wording(
        &later,
        known.wording.as_ref().unwrap(),
        Some(known.word_scores()),
    );
    let refined = refined.unwrap();
    let (before, after) = (&learned.leaning.scores, &refined.leaning.scores);
    assert!(before["quime"] < 0 && after["quime"] > before["quime"]);
    assert_eq!(after["zorpa"], before["zorpa"]);
    let anew = fit_wording(&later, wording, None).unwrap();
    assert!(!anew.leaning.scores.contains_key("zorpa"));
}

#[test]
fn how_usual_a_label_is_does_not_move_a_known_start() {
    let rules = bare();
    let wording = rules.wording.as_ref().unwrap();
    let start = |more: usize, known| {
        let more = (0..more).map(|row| format!("bothly xab{row} veb{} vub,mixed,none\n", row % 7));
        let texts = worded(&rules, &(told_by_words(60) + &more.collect::<String>()));
        fit_wording(&texts, wording, known)
            .unwrap()
            .facing
            .unwrap()
            .start
    };
    let moved = |known| (start(400, known) - start(0, known)).abs();
    let (refined, anew) = (moved(Some(rules.word_scores())), moved(None));
    assert!(refined < 0.6 * anew, "{refined} {anew}");
}

#[test]
fn what_too_few_rows_tell_of_is_kept_and_loads_again() {
    let odd = "wording:
  padding: 10
  leaning: {letters: 5, factor: 2.5, beside: 3, least: 1, shown: 2, words: {\"it's\": 40, zebra: 3, zorpa: 30}}
  facing: {letters: 6, start: -2, below: 0.5, step: 0.2, even: 1, words: {bothly: 70}}
  leading: {letters: 7, start: -1, least: 0.5, words: {grandol: 50}}
";
    let rules = Rules::with_texts(&[("odd", odd)]).unwrap();
    let wording = rules.wording.as_ref().unwrap();
    let sided = |row: usize| format!("quim vab{row} vib,internal\ntulp veb{row} vib,external\n");
    let rows: String = (0..60).map(sided).collect();
    let texts = worded(&rules, &format!("duties,label_focus\n{rows}"));
    let fit = fit_wording(&texts, wording, Some(rules.word_scores())).unwrap();
    let mut pack = Vec::new();
    wording_yaml(&fit, &texts, wording, &mut pack).unwrap();
    let pack = String::from_utf8(pack).unwrap();
    let again = Rules::with_texts(&[("again", &pack)]).unwrap();
    let known = again.word_scores();
    assert_eq!(known.faces_both.get("bothly"), Some(70));
    assert_eq!(known.leads.get("grandol"), Some(50));
    assert_eq!(known.leans.get("it's"), Some(40));
    assert_eq!(known.leans.get("zebra"), Some(3));
}
