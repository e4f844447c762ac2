//! Limits of rule files, and paths that are no rule files.

use rolecall::classify::Classifier;
use rolecall::model::{Focus, Position};
use rolecall::rules;

use super::Folder;

#[test]
fn endless_nesting_is_refused_quickly() {
    // Each would take minutes if its cost grew with the square of its length.
    let many = 1 << 20;
    let files = [
        ("lists.yaml", format!("titles: {}", "[".repeat(many))),
        ("maps.yaml", format!("titles: {}", "{a: ".repeat(many))),
        // Closing brackets within quotes close nothing.
        (
            "quoted.yaml",
            format!("titles: {}", "[\"]\", ".repeat(many)),
        ),
        ("steps.yaml", format!("titles:\n  {}a\n", "- ".repeat(1000))),
    ];
    for (name, text) in files {
        let folder = Folder::with(&[(name, &text)]);
        let error = folder.error(&[name]);
        assert!(error.starts_with(&format!("{name}:")), "{error}");
        assert!(error.len() < 200, "{error}");
        let problems = rules::check(&[], &[folder.path(name)]).unwrap();
        assert_eq!(problems.len(), 1, "{name}");
    }
}

#[test]
fn many_flat_lists_are_no_nesting() {
    let titles: String = (0..3000)
        .map(|n| format!("  r{n}: [\"tide keeper {n} [senior]\"]\n"))
        .collect();
    let roles: String = (0..3000)
        .map(|n| format!("  - {{id: r{n}, label: R, rank: chief, function: operations}}\n"))
        .collect();
    let text = format!("roles:\n{roles}titles:\n{titles}");
    let folder = Folder::with(&[("many.yaml", &text)]);
    assert!(folder.load(&["many.yaml"]).is_ok());
}

/// These words have one hash in `rustc-hash` 2.1. Without a hasher that has a seed, this would take minutes.
#[test]
fn words_that_collide_in_a_fast_hash_cost_no_more_than_others() {
    let words: String = (0..100_000)
        .map(|n| {
            let letters = (0..4).map(|at| (b'a' + (n / 26_u32.pow(at) % 26) as u8) as char);
            let letters: String = letters.collect();
            format!(
                "\n    - h1rvt3saukmds5j2epgcvis5kdcqaesbh7ic\u{297}uz{letters}aaaag5l3nxpvjdatj243"
            )
        })
        .collect();
    let folder = Folder::with(&[("many.yaml", &format!("titles:\n  cio:{words}\n"))]);
    assert!(folder.load(&["many.yaml"]).is_ok());
}

/// If each were looked up among all others, this would take minutes.
#[test]
fn many_findings_of_a_file_are_each_looked_up_once() {
    let findings: String = (0..100_000)
        .map(|n| {
            format!(
                "  - {{code: X{n}, name: n{n}, check: cycle, severity: info, summary: s, why: w, help: h}}\n"
            )
        })
        .collect();
    let folder = Folder::with(&[("many.yaml", &format!("findings:\n{findings}"))]);
    let rules = folder.load(&["many.yaml"]).unwrap();
    assert!(rules.catalogue.get("X99999").is_some());
}

#[test]
fn many_missing_bases_are_looked_up_once() {
    let names: Vec<_> = (0..20_000).map(|n| format!("none{n}.yaml")).collect();
    let text = format!("extends:\n  - {}\n", names.join("\n  - "));
    let folder = Folder::with(&[("a.yaml", &text)]);
    let error = folder.error(&["a.yaml"]);
    assert!(error.starts_with("a.yaml:2:5: it extends"), "{error}");
}

#[test]
fn the_number_of_entries_is_limited() {
    let roles: String = (0..20_000)
        .map(|n| format!("  - {{id: r{n}, label: R, rank: chief, function: operations}}\n"))
        .collect();
    let folder = Folder::with(&[("many.yaml", &format!("roles:\n{roles}"))]);
    let error = folder.error(&["many.yaml"]);
    assert!(error.starts_with("many.yaml:9"), "{error}");
    assert!(error.ends_with(": the pack has too many roles"), "{error}");
}

#[test]
fn a_check_of_a_folder_fails() {
    let folder = Folder::with(&[("sub/a.yaml", "{}\n")]);
    let error = rules::check(&[], &[folder.path("sub")]).unwrap_err();
    assert!(error.to_string().contains("not a regular file"), "{error}");
}

/// Sums of such counts do not overflow.
#[test]
fn counts_of_the_model_may_be_as_large_as_they_like() {
    let counts = [
        "least_anchors",
        "least_anchors_of_both",
        "least_standing",
        "clear_standing",
    ];
    let built_in = include_str!("../../../rules/profile.yaml");
    for large in counts {
        let key = format!("    {large}: ");
        let lines = built_in.lines().map(|line| match line.starts_with(&key) {
            true => format!("{key}{}\n", usize::MAX),
            false => format!("{line}\n"),
        });
        let text: String = lines.collect();
        assert!(text.contains(&usize::MAX.to_string()), "{large}");
        let folder = Folder::with(&[("large.yaml", &text)]);
        let rules = folder.load(&["large.yaml"]).unwrap();
        let position = Position {
            responsibilities: "Leads the IT department. Owns the IT strategy and the IT budget. Leads a team of 40.",
            ..Position::default()
        };
        let verdict = Classifier::new(&rules).classify(&position);
        assert_eq!(verdict.focus, Focus::Internal, "{large}");
    }
}
