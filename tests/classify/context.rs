//! How the neighbours of a seat on its chart affect its verdict.

use std::sync::LazyLock;

use rolecall::classify::{ClassifiedChart, Classifier};
use rolecall::model::{AcronymBasis, BySide, Focus, Position, Side, Verdict};
use rolecall::read::{ReadOptions, Reader, discover};
use rolecall::rules::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

/// The verdict on the seat with this id, on a chart of lines `id,reports to,title,department`.
fn verdict(seat: &str, lines: &[&str]) -> Verdict {
    let text = format!("id,reports_to,title,department\n{}\n", lines.join("\n"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.csv");
    std::fs::write(&path, text).unwrap();
    let inputs = discover(&[path]).inputs;
    let reader = Reader::new(inputs, &RULES.columns, ReadOptions::default());
    let on = ClassifiedChart::read(reader, &RULES);
    let found = on
        .chart
        .seats()
        .find(|other| on.chart.position(*other).id == seat)
        .unwrap();
    on.verdict(found).cloned().unwrap_or_default()
}

fn roles(verdict: &Verdict) -> Vec<&str> {
    let roles = verdict.roles.iter();
    roles
        .map(|held| RULES.role(held.role).id.as_str())
        .collect()
}

#[test]
fn the_seats_below_confirm_or_contradict_an_officer() {
    let above = ["1,,CEO,", "2,1,CTO,"];
    let engineers = [
        "3,2,Software Engineer,",
        "4,3,Software Developer,",
        "5,3,Firmware Developer,",
    ];
    let operators = [
        "3,2,Network Engineer,",
        "4,3,IT Operations Manager,",
        "5,3,Database Administrator,",
    ];
    let alone = verdict("2", &above);
    let with_engineers = verdict("2", &[&above[..], &engineers].concat());
    let with_operators = verdict("2", &[&above[..], &operators].concat());
    assert_eq!(alone.below, BySide::default());
    assert_eq!(
        with_engineers.below,
        BySide {
            internal: 0,
            external: 3
        }
    );
    assert_eq!(
        with_operators.below,
        BySide {
            internal: 3,
            external: 0
        }
    );
    assert!(with_engineers.score > alone.score);
    assert!(with_operators.score < alone.score);
    assert!(with_operators.confidence < alone.confidence);
}

#[test]
fn the_company_below_a_chief_executive_is_no_evidence() {
    let chart = [
        "1,,CEO,",
        "2,1,Software Engineer,",
        "3,1,Software Engineer,",
        "4,1,Software Engineer,",
    ];
    assert_eq!(verdict("1", &chart).focus, Focus::Unknown);
}

#[test]
fn the_seats_below_decide_what_an_acronym_means() {
    let chart = [
        "1,,CEO,",
        "2,1,CDO,",
        "3,2,Data Analyst,",
        "4,2,Head of Business Intelligence,",
    ];
    let data = verdict("2", &chart);
    assert_eq!(roles(&data), ["chief-data-officer"]);
    assert_eq!(data.acronym, Some(AcronymBasis::Reports));
    assert_eq!(roles(&verdict("2", &chart[..2])), [""; 0]);
}

#[test]
fn an_acronym_does_not_mean_a_role_that_another_title_spells_out() {
    let spelled = ["1,,CEO,", "2,1,CLO,", "3,1,General Counsel,"];
    let learning = verdict("2", &spelled);
    assert_eq!(roles(&learning), ["chief-learning-officer"]);
    assert_eq!(learning.acronym, Some(AcronymBasis::Others));
    let usual = verdict("2", &["1,,CEO,", "2,1,CIO,"]);
    assert_eq!(
        (roles(&usual), usual.acronym),
        (vec!["cio"], Some(AcronymBasis::Usual))
    );
    let suspect = ["1,,CEO,", "2,1,CIO,", "3,1,Chief Information Officer,"];
    assert_eq!(roles(&verdict("2", &suspect)), [""; 0]);
    // An officer for a region does not conflict with the one for the whole entity.
    let region = ["1,,CEO,", "2,3,CIO EMEA,", "3,1,Chief Information Officer,"];
    assert_eq!(roles(&verdict("2", &region)), ["cio"]);
}

#[test]
fn the_department_counts_for_titles_without_a_function() {
    let classify = |title, department| {
        Classifier::new(&RULES).classify(&Position {
            title,
            department,
            ..Position::default()
        })
    };
    let director = classify("Director", "Information Technology");
    assert_eq!(roles(&director), ["it-director"]);
    assert_eq!(
        director.department[Side::Internal],
        RULES.model.department_weight
    );
    let manager = classify("Manager", "Human Resources");
    let function = manager
        .function
        .map(|function| RULES.function(function).id.as_str());
    assert_eq!(function, Some("human-resources"));
    // The function in the title wins.
    let finance = classify("Finance Director", "Information Technology");
    assert_eq!(roles(&finance), [""; 0]);
    assert_eq!(finance.weighed(), BySide::default());
}

#[test]
fn why_shows_the_verdict_of_classify_on_the_row_alone() {
    let file = "fixtures/responsibility/title-contradicts-duties.csv";
    let run = |args: &[&str]| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .args(args)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        String::from_utf8(run.stdout).unwrap()
    };
    let mut differ = 0;
    for row in run(&["classify", "--format", "jsonl", file]).lines() {
        let alone: serde_json::Value = serde_json::from_str(row).unwrap();
        // Two officers with seats below them, and one seat without.
        if !["MG05", "MG09", "MG10"].contains(&alone["id"].as_str().unwrap()) {
            continue;
        }
        let at = format!(":{}", alone["line"]);
        let why = run(&["why", file, &at, "--format", "json"]);
        let why: serde_json::Value = serde_json::from_str(&why).unwrap();
        let text = run(&["why", file, &at]);
        let is_told = text.contains("`rolecall classify` judges the row alone");
        for key in ["focus", "score", "confidence", "roles"] {
            let said = why.get("alone").unwrap_or(&why["verdict"]);
            assert_eq!(said[key], alone[key], "{at} {key}");
        }
        assert_eq!(is_told, why.get("alone").is_some(), "{at}");
        differ += usize::from(is_told);
    }
    assert_eq!(differ, 2);
}
