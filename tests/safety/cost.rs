//! The cost and the output of a run grow with the size of its input, and limits are said.

use super::{GOOD, rolecall, said, with};

#[test]
fn a_key_that_stands_again_is_told_once_with_a_count() {
    let again = r#""title": "CIO", "#.repeat(5_000);
    let rows: String = (0..300)
        .map(|row| format!("{{{again}\"id\": \"{row}\"}}\n"))
        .collect();
    let folder = with(&[("chart.jsonl", rows.as_bytes())]);
    let ran = rolecall(folder.path(), &["audit", "chart.jsonl", "--only", "RC517"]);
    let said = said(&ran);
    assert!(
        said.contains("`title` occurs 5000 times; the first was used; the same in 299 more places"),
        "{said}"
    );
    assert!(
        said.matches("`title` occurs").count() == 1 && said.len() < 20_000,
        "{said}"
    );
}

#[test]
fn every_row_that_names_one_of_several_people_is_listed() {
    let mut chart = "id,title,name,manager\na,CEO,Ann Quill,\nb,CFO,Ann Quill,\n".to_owned();
    (0..70).for_each(|row| chart.push_str(&format!("{row},Engineer,P Q{row},Ann Quill\n")));
    let folder = with(&[("chart.csv", chart.as_bytes())]);
    let ran = rolecall(
        folder.path(),
        &["audit", "chart.csv", "--format", "json", "--only", "RC416"],
    );
    let audit: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let finding = &audit["findings"][0];
    let occurrences = finding["occurrences"].as_array().unwrap();
    let lines: std::collections::BTreeSet<_> = occurrences
        .iter()
        .map(|row| row["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, (4..74).collect());
    let prints = occurrences.iter().map(|row| row["fingerprint"].to_string());
    assert_eq!(prints.collect::<std::collections::BTreeSet<_>>().len(), 70);
}

#[test]
fn what_is_not_asked_for_is_counted_alone() {
    let folder = with(&[(
        "chart.csv",
        b"id,title,reports_to\n1,CEO,\n2,CIO,1\n3,CTO,9\n4,,1\n",
    )]);
    let number = |arguments: &[&str], which: &str| {
        let all = [&["audit", "chart.csv", "--format", "json"], arguments].concat();
        let ran = rolecall(folder.path(), &all);
        let audit: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
        match which {
            "filtered" => audit["summary"]["filtered"].as_u64().unwrap(),
            _ => audit["findings"].as_array().unwrap().len() as u64,
        }
    };
    let all = number(&[], "findings");
    assert_eq!(number(&["--only", "RC403"], "findings"), 1);
    assert_eq!(number(&["--only", "RC403"], "filtered"), all - 1);
    assert_eq!(number(&["--ignore", "RC403"], "filtered"), 1);
}

#[test]
fn a_chart_of_one_name_gives_a_short_report() {
    // Everybody has the same name and reports to it, so every row is ambiguous in the same way.
    let mut chart = "id,title,name,manager\n".to_owned();
    (0..20_000).for_each(|row| chart.push_str(&format!("{row},Engineer,Zoe Quill,Zoe Quill\n")));
    let folder = with(&[("chart.csv", chart.as_bytes())]);
    let ran = rolecall(folder.path(), &["audit", "chart.csv", "--format", "json"]);
    assert!(ran.stdout.len() < 1 << 20, "{} bytes", ran.stdout.len());
}

#[test]
fn limits_are_reported_with_their_place() {
    let long = format!("titles:\n  cio: ['{}']\n", "tide ".repeat(2000));
    let folder = with(&[
        (
            "nan.yaml",
            b"findings:\n  - {code: RC407, thresholds: {most_reports: .nan}}\n",
        ),
        (
            "huge.yaml",
            b"findings:\n  - {code: RC407, thresholds: {most_reports: 1e30}}\n",
        ),
        (
            "less.yaml",
            b"findings:\n  - {code: RC407, thresholds: {most_reports: -1}}\n",
        ),
        (
            "over.yaml",
            b"extends: [less.yaml]\nfindings:\n  - {code: RC407, severity: info}\n",
        ),
        (
            "cue.yaml",
            b"cues:\n  - {id: negation, factor: .nan, phrases: [not]}\n",
        ),
        (
            "heading.yaml",
            b"headings:\n  - {id: tasks, factor: -3, phrases: [tasks]}\n",
        ),
        (
            "weight.yaml",
            b"duties:\n  - {id: t, axis: focus, side: internal, weight: .inf, source: x, phrases: [x]}\n",
        ),
        ("long.yaml", long.as_bytes()),
        ("good.csv", GOOD),
    ]);
    for (rules, place) in [
        ("nan.yaml", "nan.yaml:2:"),
        ("huge.yaml", "huge.yaml:2:"),
        ("less.yaml", "less.yaml:2:"),
        ("over.yaml", "less.yaml:2:"),
        ("cue.yaml", "cue.yaml:2:"),
        ("heading.yaml", "heading.yaml:2:"),
        ("weight.yaml", "weight.yaml:2:"),
        ("long.yaml", "long.yaml:2:"),
    ] {
        let ran = rolecall(folder.path(), &["audit", "good.csv", "--rules", rules]);
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(2), "{rules}");
        assert!(said.contains(place) && said.len() < 1000, "{rules}: {said}");
    }
    let ran = rolecall(folder.path(), &["audit", "good.csv", "--threads", "100000"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(said(&ran).contains("512"), "{}", said(&ran));
}
