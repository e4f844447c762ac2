//! The rule pack as its authors see it: its own tests, and the problems that `rules check` reports.

use std::io::Write as _;
use std::path::PathBuf;

use rolecall::classify::Classifier;
use rolecall::model::Severity;
use rolecall::rules::{self, PackTest, Problem, Rules};
use tempfile::NamedTempFile;

fn builtin() -> Rules {
    Rules::builtin().expect("the built-in pack compiles")
}

#[test]
fn the_tests_of_the_built_in_pack_pass() {
    let rules = builtin();
    let classifier = Classifier::new(&rules);
    let tests = PackTest::builtin().unwrap();
    assert!(tests.len() >= 250, "{}", tests.len());
    let mut wrong = Vec::new();
    for test in &tests {
        for mismatch in classifier.mismatches(test) {
            let PackTest {
                file, line, title, ..
            } = test;
            wrong.push(format!("{file}:{line}: {title}: {mismatch:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tests_of_base_titles_state_every_scope_modifier_and_role_set_aside() {
    let rules = builtin();
    let classifier = Classifier::new(&rules);
    let tests = PackTest::builtin().unwrap();
    let base = |test: &&PackTest| test.file == "rules/tests/titles-base.yaml";
    let mut seen = 0;
    for test in tests.iter().filter(base) {
        let (verdict, expect) = (classifier.classify(&test.position()), &test.expect);
        seen += 1;
        assert!(
            expect.set_aside.is_some() || verdict.set_aside.is_empty(),
            "{test:?}"
        );
        assert!(
            expect.scope.is_some() || verdict.scope.is_none(),
            "{test:?}"
        );
        let limited = verdict.modifiers.iter().any(|one| !one.unseats());
        assert!(expect.modifiers.is_some() || !limited, "{test:?}");
    }
    assert!(seen >= 190, "{seen}");
}

/// A rule file of the user.
fn written(text: &str) -> (NamedTempFile, PathBuf) {
    let mut file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let path = file.path().to_owned();
    (file, path)
}

#[test]
fn the_built_in_pack_has_no_warnings() {
    let grave = |one: &Problem| one.severity > Severity::Info;
    let found = rules::check(&[], &[]).unwrap();
    let graver: Vec<_> = found.iter().filter(|one| grave(one)).collect();
    assert!(graver.is_empty(), "{graver:#?}");
    assert!(found.iter().all(|one| one.line > 0), "{found:#?}");
}

/// The beginning of a duty.
const DUTY: &str =
    "duties:\n  - {id: x@, axis: focus, side: internal, weight: 1, source: us,\n     ";

/// The problems that `check` reports in several files laid over the built-in pack: name, line and column of
/// each. An `@` in a file stands for its own path.
fn problems(texts: &[&str]) -> Vec<Vec<(&'static str, usize, usize)>> {
    let signs = ('a'..='z').chain('0'..='9');
    let files: Vec<_> = signs
        .zip(texts)
        .map(|(sign, text)| written(&text.replace('@', &sign.to_string())))
        .collect();
    assert_eq!(files.len(), texts.len());
    let paths: Vec<_> = files.iter().map(|(_, path)| path.clone()).collect();
    let found = rules::check(&[], &paths).unwrap();
    let of_file = |path: &PathBuf| {
        let name = path.display().to_string();
        let own = found.iter().filter(|problem| problem.file == name);
        own.map(|one| (one.name, one.line, one.column)).collect()
    };
    paths.iter().map(of_file).collect()
}

/// A pack file, and its problems: name, line and column.
type Checked<'t> = (String, &'t [(&'t str, usize, usize)]);

#[test]
fn check_shows_each_problem_at_its_place() {
    let duty = |rest: &str| format!("{DUTY}{rest}}}\n");
    let role = |rest: &str| {
        format!(
            "roles:\n  - {{id: x@, label: X, rank: chief, function: finance,\n     {rest}}}\n\
             titles: {{x@: [chief x@]}}\n"
        )
    };
    #[rustfmt::skip]
    let cases: &[Checked<'_>] = &[
        ("titles:\n  cio: [chief plumber@]\n".into(), &[]),
        ("titles:\n  cioo: [chief plumber@]\n".into(), &[("unknown-id", 2, 3)]),
        ("titles:\n  cio: [chief (plumber]\n".into(), &[("malformed-phrase", 2, 9)]),
        ("titles:\n  cio: []\n".into(), &[("no-words", 2, 8)]),
        ("titles:\n  cio: [a b@, \"(a|c) b@\"]\n".into(), &[("duplicate-phrase", 2, 9)]),
        ("titles:\n  cio: [a b@, a b@]\n".into(), &[("duplicate-phrase", 2, 15)]),
        ("titles: {cio: [a b@], cto: [a b@]}\n".into(), &[("contradiction", 1, 29)]),
        ("ranks:\n  junior: [high b@]\n  chief: [high b@]\n".into(), &[("contradiction", 3, 11)]),
        ("language: en\ntitles: {cio: [\"a (pipe@|pipe@s)\"]}\n".into(), &[("needless-form", 2, 16)]),
        ("modifiers: [{modifier: aide}]\n".into(), &[("no-words", 1, 13)]),
        ("fields: {plumbing: {pipes: [pipe@]}}\n".into(), &[("unknown-id", 1, 10)]),
        ("areas: [{id: pipes, label: pipes, side: internal}]\n".into(), &[("unused-area", 1, 9)]),
        ("axes: [{id: a, internal: b, external: c}]\n".into(), &[("one-sided-axis", 1, 8)]),
        ("contexts: {it-director: [pipe@]}\n".into(), &[("idle-context", 1, 12)]),
        ("cues: [{id: x, factor: 2, phrases: [maybe]}]\n".into(), &[("out-of-range", 1, 24)]),
        (role("prior: 1.5"), &[("out-of-range", 3, 13)]),
        (role("area: pipes"), &[("unknown-id", 3, 12)]),
        (role("acronyms: [CIO]"), &[("undecided-acronym", 3, 17)]),
        (role("acronyms: [CIO], default_for: [CIO]"), &[("two-defaults", 3, 17)]),
        (role("default_for: [XO]"), &[("unknown-id", 3, 20)]),
        ("roles: [{id: x@, label: Y, rank: chief, function: finance}]\n".into(), &[("nameless-role", 1, 9)]),
        (duty("phrases: [pipe@]"), &[]),
        (duty("area: pipe, phrases: [pipe@]"), &[("unknown-id", 3, 12)]),
        (duty("area: platform, phrases: [pipe@]"), &[("area-of-other-side", 3, 12)]),
        (duty("phrases: [lead pipe@], unless: [pipe@]"), &[("void-phrase", 3, 16)]),
        (duty("phrases: [lead pipe@], unless: [\"of (tin|lead)\", tin]"), &[("idle-unless", 3, 55)]),
        (duty("phrases: [productivity]"), &[("shadowed-phrase", 3, 16)]),
        (duty("phrases: [\"(productivity|pipe@)\"]"), &[("partly-shadowed", 3, 16)]),
        (duty("phrases: [revenue]"), &[("contradiction", 3, 16)]),
        (DUTY.replace("weight: 1", "weight: 0") + "phrases: [pipe@]}\n", &[("out-of-range", 2, 51)]),
        (DUTY.replace(": us", ": \"\"") + "phrases: [pipe@]}\n", &[("no-source", 2, 62)]),
        (duty("phrases: [pipe@]") + &DUTY[8..] + "phrases: [pipe@]}\n", &[("duplicate-id", 4, 5)]),
    ];
    assert_checked(cases);
}

#[test]
fn check_finds_phrases_that_can_match_nothing() {
    let duty = |rest: &str| format!("{DUTY}{rest}}}\n");
    #[rustfmt::skip]
    let cases: &[Checked<'_>] = &[
        (duty("phrases: [\"lay, pipe@\"]"), &[("dead-phrase", 3, 16)]),
        (duty("phrases: [\"lay (tin, pipe@|pipe@)\"]"), &[]),
        (duty("phrases: [=P&L@, \"*pipes@\", pipes@*, \"lay ... =pipe@-R&D\"]"), &[]),
        ("titles:\n  cio: [\"chief, pipes@\"]\n".into(), &[]),
        ("titles:\n  cio: [\"chief; pipes@\"]\n".into(), &[("dead-phrase", 2, 9)]),
        ("cues: [{id: x, factor: 0, phrases: [no pipe@], unless: [\"no, pipe@\"]}]\n".into(), &[("dead-phrase", 1, 57)]),
        ("mandates: {internal: {work: [\"pipes, tin@\"]}}\n".into(), &[("dead-phrase", 1, 30)]),
        ("mandates: {external: {names: [pipes@, pipes@]}}\n".into(), &[("duplicate-phrase", 1, 39)]),
        ("mandates: {external: {other: [\"tin; pipes@\"]}}\n".into(), &[("dead-phrase", 1, 31)]),
        ("mandates: {charges: [\"runs, pipes@\", \"runs (pipes@\"]}\n".into(), &[("dead-phrase", 1, 22), ("malformed-phrase", 1, 38)]),
        ("mandates: {internal: {professions: [\"pipes, tin@\", tin and pipes@]}}\n".into(), &[]),
        ("prose: {subjects: {seat: [\"you. Pipes@\"]}, technology: [\"it, pipes@\"]}\n".into(), &[("dead-phrase", 1, 27)]),
    ];
    assert_checked(cases);
}

fn assert_checked(cases: &[Checked<'_>]) {
    let texts: Vec<_> = cases.iter().map(|(text, _)| text.as_str()).collect();
    let mut wrong = Vec::new();
    for ((text, expected), found) in cases.iter().zip(problems(&texts)) {
        if found != *expected {
            wrong.push(format!("{text}expected {expected:?}\nfound    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn check_shows_files_that_cannot_be_read() {
    let unknown_section = "title:\n  cio: [chief plumber]\n";
    let key_twice = "titles:\n  cio: [a]\n  cio: [b]\n";
    let found = problems(&[unknown_section, key_twice]);
    assert_eq!(found, [[("broken", 1, 1)], [("broken", 3, 3)]]);
}

#[test]
fn a_compiler_error_is_at_the_place_of_the_mistake() {
    // The wrong text occurs elsewhere too, in a comment or a phrase.
    let cases = [
        ("# cioo\ntitles:\n  cioo: [cioo]\n", "3:3: role `cioo`"),
        ("# a (b\ntitles:\n  cio: [a, a (b]\n", "3:12: phrase `a (b`"),
        (
            "# x\nroles:\n  - {id: x, label: plumbing, rank: chief,\n     function: plumbing}\n",
            "4:16: function",
        ),
        (
            "sides: {internal: {role: cio, label: a}, external: {role: ctoo, label: b}}\n",
            "1:59: role `ctoo`",
        ),
    ];
    for (text, expected) in cases {
        let (_file, path) = written(text);
        let name = path.display().to_string();
        let error = Rules::layered(&[path]).unwrap_err().to_string();
        let rest = error.strip_prefix(&format!("{name}:")).unwrap_or(&error);
        assert!(rest.starts_with(expected), "{error}");
    }
    let profile = include_str!("../../rules/profile.yaml");
    let model = &profile[profile.find("\nmodel:").unwrap()..];
    let (_file, path) = written(&model.replace("doubt: 2", "doubt: 0"));
    let error = Rules::layered(&[path]).unwrap_err();
    let line = model.lines().position(|line| line == "  doubt: 2").unwrap() + 1;
    assert_eq!(error.place, Some((line, 10)), "{error}");
    let (_file, path) = written(&format!(
        "# weight\n{}phrases: [pipe]}}\n",
        DUTY.replace("weight: 1", "weight: 11")
    ));
    let error = Rules::layered(&[path]).unwrap_err();
    assert_eq!(error.place, Some((3, 51)), "{error}");
}

#[test]
fn no_alias_of_a_field_stands_there_twice() {
    let text = std::fs::read_to_string("rules/columns.yaml").unwrap();
    let pack: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    for (field, aliases) in pack["columns"]["aliases"].as_mapping().unwrap() {
        let mut seen = std::collections::HashSet::new();
        for alias in aliases.as_sequence().unwrap() {
            let alias = alias.as_str().unwrap();
            let letters = rolecall::text::squeeze(alias);
            assert!(seen.insert(letters), "{field:?}: {alias}");
        }
    }
}
