//! What the output formats show.

use std::process::Command;

use super::properties::{generated, written};
use super::{Case, chart};

#[test]
fn names_are_shown_only_on_request() {
    let old = ["1,Chief Information Officer,Oriel Vantongeren,,IT,Acme"];
    let new = ["1,Chief Information Officer,Tamsin Oakhollow,,IT,Acme"];
    let case = Case::of(&chart(&old), &chart(&new));
    for output in [
        case.text(false),
        case.markdown(),
        case.json(false).to_string(),
    ] {
        assert!(output.contains("incumbent"));
        assert!(!output.contains("Oriel") && !output.contains("Tamsin"));
    }
    assert!(
        case.text(true)
            .contains("another incumbent: Oriel Vantongeren → Tamsin Oakhollow")
    );
    let aspect = &case.json(true)["changes"][0]["aspects"][0];
    assert_eq!(aspect["to"], "Tamsin Oakhollow");
}

#[test]
fn the_json_has_the_lines_of_both_snapshots() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Chief Information Officer,B,1,IT,Acme",
    ];
    let new = [
        "2,Chief Technology Officer,B,,IT,Acme",
        "1,Chief Executive Officer,A,,Top,Acme",
    ];
    let json = Case::of(&chart(&old), &chart(&new)).json(false);
    assert_eq!(json["schema_version"], 2);
    assert_eq!(json["summary"]["changed"], 1);
    let change = &json["changes"][0];
    assert_eq!(
        (&change["kind"], &change["old"]["line"]),
        (&"changed".into(), &3.into())
    );
    assert_eq!(change["new"]["line"], 2);
    let aspects: Vec<_> = change["aspects"].as_array().unwrap().iter().collect();
    let names: Vec<_> = aspects
        .iter()
        .map(|one| one["aspect"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["retitled", "moved", "roles", "focus"]);
    assert_eq!(aspects[1]["from"]["seat"]["id"], "1");
    assert_eq!(aspects[1]["to"]["reports_to"], "top");
    assert_eq!(json["coverage"][0]["from"]["covered"], "title");
    assert_eq!(json["coverage"][0]["to"]["covered"], "nobody");
    assert_eq!(json["findings"]["on_changes"][0]["snapshot"], "old");
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let rows = generated(11, 12_000, 30);
    let indices = |n: usize| (n as u8, n.wrapping_mul(7919));
    let mut after = rows.clone();
    for n in 0..400 {
        let (what, at) = indices(n);
        let at = 1 + at % (after.len() - 1);
        match what % 3 {
            0 => after[at][1] = "Head of Something".to_owned(),
            1 => {
                after.remove(at);
            }
            _ => after[at][0].push_str("-new"),
        }
    }
    let paths = [("old.csv", rows), ("new.csv", after)].map(|(name, rows)| {
        let path = folder.path().join(name);
        std::fs::write(&path, written(&rows)).unwrap();
        path
    });
    for format in ["text", "json", "markdown"] {
        let output = |threads: &str| {
            let run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
                .arg("diff")
                .args(&paths)
                .args(["--format", format, "--threads", threads, "--details"])
                .output()
                .unwrap();
            assert_eq!(run.status.code(), Some(1));
            run.stdout
        };
        let one = output("1");
        assert!(one.len() > 10_000);
        assert!(one == output("4"), "{format} differs with 4 threads");
    }
}
