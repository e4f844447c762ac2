//! Files that extend others, and the places of errors in them.

use super::{Folder, roles};

#[test]
fn bases_are_below_the_file_that_extends_them_and_a_shared_base_is_read_once() {
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
fn a_circle_of_files_is_shown_completely() {
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
fn a_missing_base_is_reported_where_it_is_named() {
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
fn the_length_of_a_chain_of_files_is_limited() {
    let texts: Vec<_> = (0..100)
        .map(|n| (format!("{n}.yaml"), format!("extends: [{}.yaml]\n", n + 1)))
        .collect();
    let files: Vec<_> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let folder = Folder::with(&files);
    assert_eq!(
        folder.error(&["0.yaml"]),
        "63.yaml:1:11: the pack has too many files that each extend the next"
    );
}

#[test]
fn an_error_in_a_base_is_reported_in_the_base() {
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
