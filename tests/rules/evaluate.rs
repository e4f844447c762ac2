//! Verdicts measured against labels.

use std::io::Write as _;
use std::path::Path;

use rolecall::classify::Classifier;
use rolecall::evaluate::{
    Dimension, EvaluateOptions, Evaluation, LabelMap, LabelMapError, LabelWords, Measured, evaluate,
};
use rolecall::model::{Focus, Position};
use rolecall::read::{self, Reader, discover};
use rolecall::report::{evaluation_json, evaluation_text};
use rolecall::rules::{Calibration, Rules};

const LABELS: EvaluateOptions = EvaluateOptions {
    from_titles: false,
    mistakes: 10,
};

fn measured_by(rules: &Rules, text: &str, map: &str, options: EvaluateOptions) -> Evaluation {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let found = discover(&[file.path().to_path_buf()]);
    let mut reader = Reader::new(found.inputs, &rules.columns, read::ReadOptions::default());
    let vocabulary = LabelWords::new(rules, &LabelMap::parse(map).unwrap()).unwrap();
    let evaluation = evaluate(&mut reader, rules, &vocabulary, options);
    assert!(reader.into_sources().errors.is_empty());
    evaluation
}

fn measured(text: &str, map: &str, options: EvaluateOptions) -> Evaluation {
    measured_by(&Rules::builtin().unwrap(), text, map, options)
}

fn on(evaluation: &Evaluation, dimension: Dimension) -> &Measured {
    let mut all = evaluation.measured.iter();
    all.find(|one| one.dimension == dimension).unwrap()
}

#[test]
fn agreement_is_counted_and_mistakes_are_listed_with_their_lines() {
    let evaluation = measured(
        "title,label_role,label_rank\n\
         Chief Information Officer,cio,chief\n\
         Chief Technology Officer,CIO,Chief\n\
         Sales Clerk,none,\n\
         Recruiter,,professional\n",
        "",
        LABELS,
    );
    assert_eq!((evaluation.rows, evaluation.labelled), (4, 4));
    let roles = on(&evaluation, Dimension::Role);
    assert_eq!((roles.confusion.total(), roles.confusion.right()), (3, 2));
    assert_eq!(roles.mistakes.len(), 1);
    let mistake = &roles.mistakes[0];
    assert_eq!(
        (mistake.line, mistake.title.as_str()),
        (3, "Chief Technology Officer")
    );
    assert_eq!(roles.confusion.name(&mistake.said), "cto");
    let ranks = on(&evaluation, Dimension::Rank);
    assert_eq!((ranks.confusion.total(), ranks.confusion.right()), (3, 3));
    assert_eq!(evaluation.measured.len(), 2);
}

#[test]
fn precision_recall_and_f1_are_those_of_the_confusion_matrix() {
    let evaluation = measured(
        "title,label_role\nCIO,cio\nCIO,cio\nCTO,cio\nCTO,cto\nCIO,none\n",
        "",
        LABELS,
    );
    let confusion = &on(&evaluation, Dimension::Role).confusion;
    let scores = confusion.scores();
    let score = |name: &str| scores.iter().find(|score| score.name == name).unwrap();
    let cio = score("cio");
    assert_eq!((cio.labelled, cio.said, cio.right), (3, 3, 2));
    assert_eq!(cio.precision(), Some(2.0 / 3.0));
    let cto = score("cto");
    assert_eq!((cto.precision(), cto.recall()), (Some(0.5), Some(1.0)));
    let none = score("none");
    assert_eq!(
        (none.precision(), none.recall(), none.f1()),
        (None, Some(0.0), 0.0)
    );
    let expected = (2.0 / 3.0 + 2.0 / 3.0 + 0.0) / 3.0;
    assert!((confusion.macro_f1().unwrap() - expected).abs() < 1e-12);
    assert_eq!(confusion.commonest(), Some(("cio".to_owned(), 0.6)));
}

#[test]
fn several_roles_are_one_label_in_any_order() {
    let evaluation = measured(
        "title,label_role\nCIO & CTO,cto + cio\nCIO & CTO,Chief Information Officer; cto\nCIO & CTO,cio\nCIO,none + cio\n",
        "",
        LABELS,
    );
    let roles = on(&evaluation, Dimension::Role);
    assert_eq!((roles.confusion.right(), roles.confusion.total()), (3, 4));
}

#[test]
fn unreadable_labels_are_counted_and_shown() {
    let evaluation = measured(
        "title,label_focus\nCIO,inwards\nCTO,external\nClerk,\n",
        "",
        LABELS,
    );
    let focus = on(&evaluation, Dimension::Focus);
    assert_eq!((focus.unreadable, focus.confusion.total()), (1, 1));
    let unreadable = &evaluation.unreadable[0];
    assert_eq!((unreadable.line, unreadable.label.as_str()), (2, "inwards"));
    let mut text = Vec::new();
    evaluation_text(&evaluation, &mut text).unwrap();
    assert!(
        String::from_utf8(text)
            .unwrap()
            .contains(":2: focus `inwards`")
    );
}

#[test]
fn a_map_combines_values_into_classes() {
    let text = "title,label_rank,label_role\n\
                Chief Information Officer,Management,Technology\n\
                \"Vice President, Sales\",Management,Rest\n\
                Chief Financial Officer,Below,Rest\n\
                Clerk,Below,Rest\n";
    let map = "rank:\n  Management: [chief, vice-president]\n  Below: ['*']\n\
               role: {Technology: [cio, cto], Rest: ['*']}\n";
    let evaluation = measured(text, map, LABELS);
    let ranks = on(&evaluation, Dimension::Rank);
    assert_eq!((ranks.confusion.right(), ranks.confusion.total()), (3, 4));
    let names: Vec<_> = ranks
        .confusion
        .scores()
        .into_iter()
        .map(|one| one.name)
        .collect();
    assert_eq!(names, ["Below", "Management"]);
    let roles = on(&evaluation, Dimension::Role);
    assert_eq!((roles.confusion.right(), roles.confusion.total()), (4, 4));
}

#[test]
fn a_map_with_unknown_or_repeated_values_is_refused() {
    let rules = Rules::builtin().unwrap();
    let error = |map: &str| LabelWords::new(&rules, &LabelMap::parse(map).unwrap()).unwrap_err();
    let twice = error("rank: {Top: [chief], Middle: [chief, lead]}");
    assert!(matches!(twice, LabelMapError::Twice { .. }), "{twice}");
    let unknown = error("focus: {In: [inward]}");
    assert!(unknown.to_string().contains("internal"), "{unknown}");
    assert!(LabelMap::parse("colour: {red: [x]}").is_err());
}

#[test]
fn an_undecided_verdict_is_not_a_confident_mistake() {
    let evaluation = measured(
        "title,label_focus\nClerk,internal\nAccountant,unknown\nCIO,internal\nCIO,external\n",
        "",
        LABELS,
    );
    let focus = on(&evaluation, Dimension::Focus);
    assert_eq!((focus.abstained, focus.rightly_abstained), (2, 1));
    assert_eq!((focus.decided(), focus.accuracy_decided()), (2, Some(0.5)));
    assert_eq!(focus.reliability.as_ref().unwrap().all().count, 2);
    assert_eq!(focus.mistakes.len(), 1);
}

#[test]
fn the_most_confident_mistakes_are_kept_each_once() {
    let evaluation = measured(
        "title,duties,label_focus\n\
         CIO,,external\n\
         Chief Information Officer,,external\n\
         Chief Information Officer,,external\n\
         Partner,Keeps the service desk running.,external\n",
        "",
        EvaluateOptions {
            mistakes: 2,
            ..LABELS
        },
    );
    let mistakes = &on(&evaluation, Dimension::Focus).mistakes;
    let lines: Vec<_> = mistakes.iter().map(|mistake| mistake.line).collect();
    assert_eq!(lines, [3, 2]);
    assert!(mistakes[0].badness > mistakes[1].badness);
}

#[test]
fn plain_titles_are_labels_and_do_not_affect_the_verdicts() {
    let text = "title,duties\n\
                Chief Technology Officer,Keeps the data centres and the service desk running.\n\
                Head of IT,Keeps the data centres running.\n\
                Head of IT,Keeps the data centres running.\n\
                Deputy CIO,Keeps the data centres running for everybody.\n\
                CIO & CTO,Keeps the data centres and all else running.\n\
                Accountant,Keeps the books and runs the data centres.\n\
                Chief Information Officer,\n";
    let options = EvaluateOptions {
        from_titles: true,
        ..LABELS
    };
    let evaluation = measured(text, "", options);
    assert_eq!((evaluation.labelled, evaluation.repeated), (2, 1));
    let focus = on(&evaluation, Dimension::Focus);
    assert_eq!((focus.confusion.right(), focus.confusion.total()), (1, 2));
    // With the title, the verdict would have been on the title's side.
    assert_eq!(focus.confusion.name(&focus.mistakes[0].said), "internal");
}

#[test]
fn the_built_in_confidence_is_more_accurate_than_the_share_of_evidence() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/evaluation/invented.csv");
    let text = std::fs::read_to_string(path).unwrap();
    let mut rules = Rules::builtin().unwrap();
    let error = |rules: &Rules| {
        let evaluation = measured_by(rules, &text, "", LABELS);
        let focus = on(&evaluation, Dimension::Focus);
        focus.reliability.as_ref().unwrap().error().unwrap()
    };
    let calibrated = error(&rules);
    rules.calibration = Calibration::default();
    let bare = error(&rules);
    assert!(calibrated < bare * 0.7, "{calibrated} against {bare}");
}

#[test]
fn a_calibration_keeps_the_order_of_confidences() {
    let calibrated = Rules::builtin().unwrap();
    let mut bare = Rules::builtin().unwrap();
    bare.calibration = Calibration::default();
    let duties = [
        "Keeps the service desk running.",
        "Keeps the service desk and the data centres running.",
        "Keeps the service desk, the data centres and the ERP running and raises productivity.",
        "Leads developers of our products.",
        "Keeps the service desk running, leads engineers, drives innovation and raises revenue.",
    ];
    let judged = |rules: &Rules, duties| {
        let position = Position {
            responsibilities: duties,
            ..Position::default()
        };
        Classifier::new(rules).classify(&position)
    };
    let mut pairs: Vec<(f32, f32)> = duties
        .iter()
        .map(|duties| (judged(&bare, duties), judged(&calibrated, duties)))
        .filter(|(verdict, _)| matches!(verdict.focus, Focus::Internal | Focus::External))
        .map(|(bare, calibrated)| (bare.confidence, calibrated.confidence))
        .collect();
    assert!(pairs.len() > 3);
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    assert!(
        pairs.is_sorted_by(|one, other| one.1 <= other.1),
        "{pairs:?}"
    );
}

#[test]
fn json_has_the_same_figures_as_text() {
    let evaluation = measured(
        "title,label_focus\nCIO,internal\nCTO,internal\nClerk,unknown\n",
        "",
        LABELS,
    );
    let mut json = Vec::new();
    evaluation_json(&evaluation, &mut json).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let focus = &json["dimensions"][0];
    assert_eq!(focus["dimension"], "focus");
    assert_eq!(focus["accuracy"], 0.6667);
    assert_eq!(focus["accuracy_decided"], 0.5);
    assert_eq!(focus["mistakes"][0]["line"], 3);
    assert_eq!(focus["calibration"]["verdicts"], 2);
    assert_eq!(focus["calibration"]["bins"].as_array().unwrap().len(), 10);
    let cells = focus["confusion"].as_array().unwrap();
    let sum: u64 = cells
        .iter()
        .map(|cell| cell["count"].as_u64().unwrap())
        .sum();
    assert_eq!(sum, 3);
}

#[test]
fn text_fits_a_page() {
    let long = "Senior Vice President and Chief Information Officer of the Group ".repeat(4);
    let text = format!("title,label_role,label_function\n{long},cto + ciso + ceo + cfo,sales\n");
    let evaluation = measured(&text, "", LABELS);
    let mut page = Vec::new();
    evaluation_text(&evaluation, &mut page).unwrap();
    let page = anstream::adapter::strip_str(std::str::from_utf8(&page).unwrap()).to_string();
    for line in page.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn labels_are_read_from_every_format_and_never_change_a_verdict() {
    let rules = Rules::builtin().unwrap();
    let mut file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
    file.write_all(
        b"- title: CIO and CTO\n  label_role: [cio, cto]\n- title: CTO\n  label_role: cio\n",
    )
    .unwrap();
    let found = discover(&[file.path().to_path_buf()]);
    let mut reader = Reader::new(found.inputs, &rules.columns, read::ReadOptions::default());
    let vocabulary = LabelWords::new(&rules, &LabelMap::default()).unwrap();
    let evaluation = evaluate(&mut reader, &rules, &vocabulary, LABELS);
    let roles = on(&evaluation, Dimension::Role);
    assert_eq!((roles.confusion.right(), roles.confusion.total()), (1, 2));
    assert_eq!(roles.mistakes[0].line, 3);
}
