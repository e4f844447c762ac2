//! SARIF against the official schema of version 2.1.0. `tests/schemas/sarif-2.1.0.json` is the one that OASIS publishes, as the
//! crate `serde-sarif` ships it.

use std::path::Path;
use std::process::Command;

use jsonschema::Validator;
use serde_json::Value;

fn validator() -> Validator {
    let schema = include_str!("schemas/sarif-2.1.0.json");
    // The pattern of a language has a bracket too many, and is no regular expression.
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

/// What a command writes as SARIF.
fn sarif(folder: &Path, arguments: &[&str]) -> Value {
    let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(arguments)
        .args(["--quiet", "--format", "sarif"])
        .output()
        .unwrap();
    serde_json::from_slice(&ran.stdout).unwrap()
}

fn assert_valid(validator: &Validator, log: &Value, what: &str) {
    let wrong = validator.iter_errors(log).take(5);
    let wrong: Vec<_> = wrong
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{what}: {}", wrong.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_command_writes_valid_sarif() {
    let validator = validator();
    let before = "fixtures/findings/RC601/before.csv";
    let after = "fixtures/findings/RC601/after.csv";
    for run in [
        &["audit", "fixtures/findings"][..],
        &["audit", "fixtures/systems", "fixtures/data"],
        // What could not be read is a notification.
        &["audit", "fixtures/invalid"],
        &["diff", before, after],
        &["classify", "--check", "fixtures/findings"],
    ] {
        let log = sarif(root(), run);
        assert_valid(&validator, &log, &run.join(" "));
        assert!(log["runs"][0]["results"].is_array());
    }
}

#[test]
fn fixes_suppressions_and_baselines_are_valid_too() {
    let folder = tempfile::tempdir().unwrap();
    let chart = "- {id: \"007\", title: CEO, headcount: 900}\n\
                 - {id: \"008\", title: \"C\u{200b}IO\", reports_to: 7}\n";
    std::fs::write(folder.path().join("a.yaml"), chart).unwrap();
    let config = "suppress: [{code: RC102, reason: known}, {code: RC134, reason: \"\"}]\n";
    std::fs::write(folder.path().join("rolecall.yaml"), config).unwrap();
    let baseline = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder.path())
        .args(["baseline", "write", "a.yaml", "--quiet"])
        .status()
        .unwrap();
    assert!(baseline.success());
    let log = sarif(folder.path(), &["audit", "a.yaml"]);
    assert_valid(&validator(), &log, "audit");
    let text = log.to_string();
    for part in [
        "\"fixes\"",
        "\"suppressions\"",
        "\"baselineState\"",
        "\"deletedRegion\"",
    ] {
        assert!(text.contains(part), "{part}: {log:#}");
    }
}

#[test]
fn what_is_no_sarif_is_not_valid() {
    let mut log = sarif(root(), &["audit", "fixtures/findings/RC101.csv"]);
    let validator = validator();
    assert!(validator.is_valid(&log));
    log["runs"][0]["results"][0]["level"] = Value::from("grave");
    assert!(!validator.is_valid(&log));
}
