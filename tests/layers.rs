//! Files of rules laid over each other: what they extend, what counts where two say something of one thing,
//! what is switched off, and where it is said when something is wrong.

use std::path::PathBuf;

use rolecall::classify::Classifier;
use rolecall::model::Position;
use rolecall::rules::{self, PackTest, Rules, RulesError};
use tempfile::TempDir;

/// A folder with these files.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = folder.path(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        name.split('/')
            .fold(self.0.path().to_owned(), |path, part| path.join(part))
    }

    fn load(&self, names: &[&str]) -> Result<Rules, RulesError> {
        let paths: Vec<_> = names.iter().map(|name| self.path(name)).collect();
        Rules::layered(&paths)
    }

    /// An error, without the folder.
    fn error(&self, names: &[&str]) -> String {
        let error = self.load(names).unwrap_err().to_string();
        self.shown(&error)
    }

    /// A text without the folder.
    fn shown(&self, text: &str) -> String {
        let folder = format!("{}{}", self.0.path().display(), std::path::MAIN_SEPARATOR);
        text.replace(&folder, "").replace('\\', "/")
    }

    /// The files that were laid over the built-in pack.
    fn layers(&self, rules: &Rules) -> Vec<String> {
        let layers = rules.layers.iter();
        layers.map(|name| self.shown(name)).collect()
    }
}

/// The ids of the roles that a title names.
fn roles(rules: &Rules, title: &str) -> Vec<String> {
    let position = Position {
        title,
        ..Position::default()
    };
    let verdict = Classifier::new(rules).classify(&position);
    let held = verdict.roles.iter();
    held.map(|held| rules.role(held.role).id.clone()).collect()
}

#[test]
fn bases_lie_beneath_the_file_that_extends_them_and_one_that_two_share_lies_there_once() {
    let folder = Folder::with(&[
        (
            "team.yaml",
            "extends: [builtin, shared/group.yaml, shared/house.yaml]\ntitles: {cto: [c pipes]}\n",
        ),
        (
            "shared/group.yaml",
            "extends: [words.yaml]\ntitles: {cio: [b pipes]}\n",
        ),
        ("shared/house.yaml", "extends: [../shared/words.yaml]\n"),
        ("shared/words.yaml", "titles: {cio: [a pipes]}\n"),
    ]);
    let rules = folder.load(&["team.yaml", "shared/words.yaml"]).unwrap();
    assert_eq!(
        folder.layers(&rules),
        [
            "shared/words.yaml",
            "shared/group.yaml",
            "shared/house.yaml",
            "team.yaml"
        ]
    );
    assert_eq!(roles(&rules, "A Pipes"), ["cio"]);
    assert_eq!(roles(&rules, "B Pipes"), ["cio"]);
    assert_eq!(roles(&rules, "C Pipes"), ["cto"]);
}

#[test]
fn a_circle_of_files_is_shown_whole() {
    let folder = Folder::with(&[
        ("a.yaml", "extends: [b.yaml]\n"),
        ("b.yaml", "# b\nextends: [c.yaml]\n"),
        ("c.yaml", "extends:\n  - b.yaml\n"),
        ("self.yaml", "extends: [self.yaml]\n"),
    ]);
    assert_eq!(
        folder.error(&["a.yaml"]),
        "c.yaml:2:5: files extend each other in a circle: b.yaml → c.yaml → b.yaml"
    );
    assert_eq!(
        folder.error(&["self.yaml"]),
        "self.yaml:1:11: files extend each other in a circle: self.yaml → self.yaml"
    );
}

#[test]
fn a_base_that_is_not_there_is_told_where_it_is_asked_for() {
    let folder = Folder::with(&[
        ("a.yaml", "extends: [sub/b.yaml]\n"),
        ("sub/b.yaml", "language: en\nextends: [none.yaml]\n"),
    ]);
    let error = folder.error(&["a.yaml"]);
    let start =
        "sub/b.yaml:2:11: it extends a file that cannot be used: sub/none.yaml: cannot read it";
    assert!(error.starts_with(start), "{error}");
}

#[test]
fn an_error_in_a_base_stands_in_the_base() {
    for (base, expected) in [
        (
            "titles:\n  cioo: [x]\n",
            "base.yaml:2:3: role `cioo` is not known",
        ),
        ("titles:\n  cio: [a (b]\n", "base.yaml:2:9: phrase `a (b`"),
        ("titel: {}\n", "base.yaml:1:1: unknown field `titel`"),
        (
            "findings:\n  - {code: RC101}\n  - {code: X1, name: x}\n",
            "base.yaml:3:5: the pack has no `findings: check`",
        ),
        (
            "findings:\n  - {code: RC301, roles: {who: [boss]}}\n",
            "base.yaml:2:33: role `boss` is not known",
        ),
        (
            "calibration:\n  sided: {intercept: 0, slope: -1}\n",
            "base.yaml:2:32: `calibration: sided: slope` is -1",
        ),
        (
            "weights: {duties: {pipes: 2}}\n",
            "base.yaml:1:20: duty `pipes` is not known",
        ),
        (
            "leanings:\n  internal: {plumbing: [x]}\n  external: {}\n",
            "base.yaml:2:14: function `plumbing`",
        ),
        (
            "policy:\n  areas: [pipes]\n",
            "base.yaml:2:11: responsibility area `pipes`",
        ),
        (
            "policy:\n  ignore: [{}]\n",
            "base.yaml:2:12: the pack has no `policy: ignore: id, title or entity`",
        ),
        (
            "preset: club\n",
            "base.yaml:1:9: preset `club` is not known",
        ),
    ] {
        let folder = Folder::with(&[
            ("base.yaml", base),
            (
                "top.yaml",
                "extends: [base.yaml]\nlanguage: en\npolicy: {ignore: [{id: x}]}\nfindings: [{code: RC101}]\n",
            ),
        ]);
        let error = folder.error(&["top.yaml"]);
        assert!(error.starts_with(expected), "{base}{error}");
    }
}

#[test]
fn check_and_test_look_at_a_file_and_its_bases_and_not_at_what_lies_beneath() {
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
    assert_eq!(titles, ["CIO", "CTO"]);
}
