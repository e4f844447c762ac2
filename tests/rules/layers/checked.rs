//! What `rules check` and `rules test` examine if files are laid over each other.

use std::path::PathBuf;

use rolecall::rules::{self, PackTest};

use super::Folder;

#[test]
fn check_covers_a_file_and_its_bases_and_test_only_the_file() {
    let folder = Folder::with(&[
        (
            "beneath.yaml",
            "titles: {cioo: [x]}\ntests: [{title: CIO, expect: {roles: [cfo]}}]\n",
        ),
        (
            "base.yaml",
            "titles: {ctoo: [y]}\ntests: [{title: CIO, expect: {roles: [cio]}}]\n",
        ),
        (
            "top.yaml",
            "extends: [base.yaml]\ntitles: {coo: []}\ntests: [{title: CTO, expect: {roles: [cto]}}]\n",
        ),
        ("lost.yaml", "extends: [none.yaml]\n"),
    ]);
    let problems = |beneath: &[PathBuf], name: &str| -> Vec<_> {
        let found = rules::check(beneath, &[folder.path(name)])
            .unwrap()
            .into_iter();
        found
            .map(|one| (folder.shown(&one.file), one.name, one.line, one.column))
            .collect()
    };
    let beneath = [folder.path("beneath.yaml"), folder.path("sub/../base.yaml")];
    std::fs::create_dir(folder.path("sub")).unwrap();
    let found = problems(&beneath, "top.yaml");
    let expected = [
        ("sub/../base.yaml".to_owned(), "unknown-id", 1, 10),
        ("top.yaml".to_owned(), "no-words", 2, 15),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        problems(&[], "lost.yaml"),
        [("lost.yaml".to_owned(), "broken", 1, 11)]
    );

    let tests = PackTest::in_files(&[folder.path("top.yaml")]).unwrap();
    let titles: Vec<_> = tests.iter().map(|test| test.title.as_str()).collect();
    assert_eq!(titles, ["CTO"]);
}

#[test]
fn check_ignores_disabled_things_but_reports_references_to_them_above() {
    let problems = |base: &str, top: &str| -> Vec<_> {
        let top = format!("extends: [base.yaml]\n{top}");
        let folder = Folder::with(&[("base.yaml", base), ("top.yaml", &top)]);
        let found = rules::check(&[], &[folder.path("top.yaml")])
            .unwrap()
            .into_iter();
        found
            .map(|one| (folder.shown(&one.file), one.name, one.line, one.column))
            .collect()
    };
    let top = |name, line, column| ("top.yaml".to_owned(), name, line, column);

    // One phrase for two roles is a contradiction, until one of the roles is disabled.
    let base = "titles: {cfo: [chief plumber, purser]}\n";
    let again = "titles: {cto: [chief plumber]}\n";
    assert_eq!(problems(base, again), [top("contradiction", 2, 16)]);
    for disable in [
        "disable: {roles: [cfo]}\n",
        "disable: {phrases: {title/cfo: [chief plumber]}}\n",
    ] {
        assert_eq!(
            problems(base, &format!("{disable}{again}")),
            [],
            "{disable}"
        );
    }
    let folder = Folder::with(&[("mine.yaml", "disable: {roles: [cfo]}\ntitles: {cfo: [x]}\n")]);
    let found = rules::check(&[], &[folder.path("mine.yaml")]).unwrap();
    assert_eq!(
        found[0].message,
        "there is no role `cfo`: it is switched off"
    );
    let disable = "disable: {roles: [cfo]}\n";
    let naming = format!("{disable}titles: {{cfo: [x]}}\n");
    assert_eq!(problems(base, &naming), [top("unknown-id", 3, 10)]);
    assert_eq!(
        problems(base, "disable: {roles: [cfoo]}\n"),
        [top("unknown-id", 2, 19)]
    );

    let duty = |id: &str, side: &str| {
        format!(
            "duties: [{{id: {id}, axis: drives, side: {side}, weight: 1, source: us, area: workplace, phrases: [mend pipes]}}]\n"
        )
    };
    let base = duty("pipes", "internal");
    let contrary = duty("taps", "external");
    let lines = |found: Vec<(String, &'static str, usize, usize)>| -> Vec<_> {
        found.into_iter().map(|(_, name, ..)| name).collect()
    };
    assert_eq!(
        lines(problems(&base, &contrary)),
        ["area-of-other-side", "contradiction"]
    );
    let found = problems(&base, &format!("disable: {{duties: [pipes]}}\n{contrary}"));
    assert_eq!(lines(found), ["area-of-other-side"]);
    let found = problems(&base, &format!("disable: {{axes: [drives]}}\n{contrary}"));
    assert_eq!(lines(found), ["unknown-id", "area-of-other-side"]);
    // The areas of a function are known even without their words.
    assert_eq!(
        problems(
            "",
            "disable: {words: [field/information-technology/it], areas: [workplace]}\n"
        ),
        []
    );
}

#[test]
fn a_test_below_that_expects_something_disabled_is_skipped() {
    let tests = "tests:\n\
        \x20 - {title: CFO, expect: {roles: [cfo]}}\n\
        \x20 - {title: Deputy CFO, expect: {roles: [], set_aside: {cfo: deputy}}}\n\
        \x20 - {duties: Runs the service desk., expect: {areas: [workplace]}}\n\
        \x20 - {title: CIO, expect: {roles: [cio]}}\n";
    let folder = Folder::with(&[
        ("base.yaml", tests),
        (
            "off.yaml",
            "extends: [base.yaml]\ndisable: {roles: [cfo], areas: [workplace]}\n",
        ),
        ("top.yaml", &format!("extends: [off.yaml]\n{tests}")),
    ]);
    let rules = folder.load(&["top.yaml"]).unwrap();
    let of_base = PackTest::in_files(&[folder.path("base.yaml")]).unwrap();
    let over: Vec<_> = of_base
        .iter()
        .map(|test| test.expects_disabled(&rules))
        .collect();
    assert_eq!(over, [true, true, true, false]);
    // In the file above, it is a mistake.
    let of_top = PackTest::in_files(&[folder.path("top.yaml")]).unwrap();
    let over: Vec<_> = of_top
        .iter()
        .map(|test| test.expects_disabled(&rules))
        .collect();
    assert_eq!(over, [false; 4]);
    let builtin = PackTest::builtin().unwrap();
    let cfo = builtin
        .iter()
        .find(|test| test.title == "Chief Financial Officer");
    assert!(cfo.is_some_and(|test| test.expects_disabled(&rules)));
}

#[test]
fn check_refuses_what_an_audit_refuses() {
    let folder = Folder::with(&[("cio.yaml", "disable: {roles: [cio]}\n")]);
    let found = rules::check(&[], &[folder.path("cio.yaml")]).unwrap();
    let places: Vec<_> = found
        .iter()
        .map(|one| (one.name, one.line, one.column))
        .collect();
    assert_eq!(places, [("broken", 1, 19)]);
}

#[test]
fn check_reports_a_finding_whose_check_does_not_exist() {
    let finding = "findings:\n  - {code: RC999, name: mine, check: missing-leadr, severity: error, summary: s, why: w, help: h}\n";
    let folder = Folder::with(&[("top.yaml", finding)]);
    let found = rules::check(&[], &[folder.path("top.yaml")]).unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.name, one.line, one.column))
        .collect();
    assert_eq!(told, [("broken", 2, 38)]);
    assert!(
        found[0].message.contains("missing-leader"),
        "{}",
        found[0].message
    );
}
