//! What a file disables in the files below, and what happens to references to it.

use std::sync::LazyLock;

use rolecall::model::{Focus, Modifier, Position};
use rolecall::rules::Rules;

use super::{Folder, judged, roles};

static BUILTIN: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

/// The built-in pack with one file over it.
fn with(text: &str) -> Rules {
    Folder::with(&[("mine.yaml", text)])
        .load(&["mine.yaml"])
        .unwrap()
}

fn error(text: &str) -> String {
    Folder::with(&[("mine.yaml", text)]).error(&["mine.yaml"])
}

/// What was disabled.
fn off(rules: &Rules) -> Vec<(&'static str, &str)> {
    let disabled = rules.disabled.iter();
    disabled
        .map(|off| (off.what.name(), off.id.as_str()))
        .collect()
}

fn focus(rules: &Rules, duties: &str) -> Focus {
    let position = Position {
        responsibilities: duties,
        ..Position::default()
    };
    judged(rules, position).focus
}

#[test]
fn disabling_a_role_removes_its_titles_and_references_to_it() {
    let rules = with("disable: {roles: [cfo]}\n");
    assert!(rules.roles().all(|(_, role)| role.id != "cfo"));
    assert_eq!(roles(&rules, "Chief Financial Officer"), [""; 0]);
    assert_eq!(roles(&BUILTIN, "Chief Financial Officer"), ["cfo"]);
    assert!(
        rules
            .catalogue
            .get("RC301")
            .unwrap()
            .roles("under")
            .is_empty()
    );
    assert_eq!(off(&rules), [("role", "cfo")]);
    // A policy below no longer requires it.
    let folder = Folder::with(&[
        (
            "base.yaml",
            "policy: {require: [{roles: [cfo]}, {roles: [cfo, cio]}], lines: {cfo: {under: [ceo]}, cio: {under: [cfo, ceo]}}, accept: {cio: [cfo]}, combine: [[cfo, cio]]}\n",
        ),
        (
            "top.yaml",
            "extends: [base.yaml]\ndisable: {roles: [cfo]}\n",
        ),
    ]);
    let rules = folder.load(&["top.yaml"]).unwrap();
    let required = rules.policy.required("Any", 10).unwrap().iter();
    let required: Vec<_> = required.map(|role| rules.role(*role).id.as_str()).collect();
    assert_eq!(required, ["cio"]);
    assert_eq!(rules.policy.lines().count(), 1);
}

#[test]
fn a_file_above_must_not_refer_to_something_disabled() {
    for (mine, expected) in [
        (
            "disable: {roles: [cfo]}\ntitles:\n  cfo: [purser]\n",
            "mine.yaml:3:3: role `cfo` is switched off in mine.yaml",
        ),
        (
            "disable: {roles: [cfo]}\npolicy: {require: [{roles: [cfo]}]}\n",
            "mine.yaml:2:29: role `cfo` is switched off in mine.yaml",
        ),
        (
            "disable: {duties: [workplace]}\nduty_phrases: {workplace: [x]}\n",
            "mine.yaml:2:16: duty `workplace` is switched off in mine.yaml",
        ),
        (
            "disable: {areas: [workplace]}\npolicy: {areas: [workplace]}\n",
            "mine.yaml:2:18: responsibility area `workplace` is switched off in mine.yaml",
        ),
    ] {
        let error = error(mine);
        assert!(error.starts_with(expected), "{mine}{error}");
    }
    // Another file above the one that disables it still refers to it.
    let folder = Folder::with(&[
        ("base.yaml", "disable: {roles: [cfo]}\n"),
        (
            "top.yaml",
            "extends: [base.yaml]\nfindings: [{code: RC301, roles: {under: [cfo]}}]\n",
        ),
    ]);
    let error = folder.error(&["top.yaml"]);
    assert!(
        error.starts_with("top.yaml:2:42: role `cfo` is switched off in base.yaml"),
        "{error}"
    );
}

#[test]
fn a_file_may_write_anew_what_it_disables() {
    let rules = with(
        "disable: {roles: [cfo], words: [title/cio]}\n\
         roles: [{id: cfo, label: Purser, rank: chief, function: finance}]\n\
         titles: {cfo: [purser], cio: [head of pipes]}\n",
    );
    assert_eq!(roles(&rules, "Purser"), ["cfo"]);
    assert_eq!(roles(&rules, "Chief Financial Officer"), [""; 0]);
    assert_eq!(roles(&rules, "Head of Pipes"), ["cio"]);
    assert_eq!(off(&rules), [("rule", "title/cio")]);
}

#[test]
fn duties_phrases_and_words_can_be_disabled() {
    let text = "Leads developers and engineers.";
    assert_eq!(focus(&BUILTIN, text), Focus::External);
    let rules = with("disable: {duties: [lead-engineers-and-developers]}\n");
    assert!(
        rules
            .rules()
            .all(|rule| rule.id != "lead-engineers-and-developers")
    );
    assert_eq!(focus(&rules, text), Focus::Unknown);

    let base = "titles: {cio: [head of pipes, head of taps]}\nduties: [{id: pipes, axis: focus, side: internal, weight: 3, source: us, phrases: [\"lay (tin|zinc) pipes\", mend pipes], unless: [lay zinc]}]\n";
    let top = "extends: [base.yaml]\ndisable:\n  phrases: {title/cio: [head of pipes], pipes: [\"lay (tin|zinc) pipes\"], pipes/unless: [lay zinc]}\n";
    let folder = Folder::with(&[("base.yaml", base), ("top.yaml", top)]);
    let (before, after) = (
        folder.load(&["base.yaml"]).unwrap(),
        folder.load(&["top.yaml"]).unwrap(),
    );
    assert_eq!(roles(&before, "Head of Pipes"), ["cio"]);
    assert_eq!(roles(&after, "Head of Pipes"), [""; 0]);
    assert_eq!(roles(&after, "Head of Taps"), ["cio"]);
    assert_eq!(focus(&before, "Lay tin pipes."), Focus::Internal);
    assert_eq!(focus(&after, "Lay tin pipes."), Focus::Unknown);
    assert_eq!(focus(&after, "Mend pipes."), Focus::Internal);
    assert_eq!(off(&after)[0], ("phrase", "pipes: lay (tin|zinc) pipes"));
}

#[test]
fn words_of_every_kind_are_disabled_by_the_id_of_their_rule() {
    let ids = [
        "title/cio",
        "context/chief-investment-officer",
        "rank/chief",
        "scope/group",
        "modifier/deputy",
        "field/information-technology/it",
        "default-field/administration/administration",
        "cue/negation",
        "heading/requirements",
        "joiner",
        "employer",
    ];
    let phrases = |rules: &Rules, id: &str| -> usize {
        let rules = rules.rules().filter(|rule| rule.id == id);
        rules.map(|rule| rule.phrases.len()).sum()
    };
    let rules = with(&format!("disable: {{words: [{}]}}\n", ids.join(", ")));
    for id in ids {
        assert!(phrases(&BUILTIN, id) > 0, "{id}");
        assert_eq!(phrases(&rules, id), 0, "{id}");
    }
    assert_eq!(off(&rules), ids.map(|id| ("rule", id)));
    let title = |rules: &Rules, title| {
        let position = Position {
            title,
            ..Position::default()
        };
        judged(rules, position)
            .modifiers
            .contains(&Modifier::Deputy)
    };
    assert!(title(&BUILTIN, "Deputy CIO"));
    assert!(!title(
        &with("disable: {words: [modifier/deputy]}\n"),
        "Deputy CIO"
    ));
    assert_eq!(roles(&BUILTIN, "CFO"), ["cfo"]);
    assert_eq!(
        roles(&with("disable: {words: [acronym/CFO]}\n"), "CFO"),
        [""; 0]
    );
}

#[test]
fn things_that_depend_on_something_disabled_are_removed() {
    let axis = with("disable: {axes: [drives]}\n");
    assert!(axis.axes.iter().all(|axis| axis.id != "drives"));
    assert_eq!(focus(&BUILTIN, "Raises productivity."), Focus::Internal);
    assert_eq!(focus(&axis, "Raises productivity."), Focus::Unknown);
    assert!(off(&axis).contains(&("duty", "productivity")));

    let function = with("disable: {functions: [finance]}\n");
    assert!(function.functions().iter().all(|one| one.id != "finance"));
    assert!(function.roles().all(|(_, role)| role.id != "cfo"));

    // A role of another function is derived from the areas that are left.
    let product = with("disable: {functions: [product]}\n");
    assert!(product.roles().any(|(_, role)| role.id == "vp-engineering"));

    // The duties of an area stay.
    let area = with("disable: {areas: [workplace]}\n");
    assert!(area.areas.iter().all(|area| area.id != "workplace"));
    assert_eq!(focus(&area, "Runs the service desk."), Focus::Internal);
}

#[test]
fn a_finding_is_turned_off_by_code_or_name_and_on_again_above() {
    let rules = with("disable: {findings: [RC301, missing-cio]}\n");
    for code in ["RC301", "RC101"] {
        assert!(!rules.catalogue.get(code).unwrap().enabled, "{code}");
    }
    let folder = Folder::with(&[
        ("base.yaml", "disable: {findings: [RC301]}\n"),
        (
            "top.yaml",
            "extends: [base.yaml]\nfindings: [{code: RC301, severity: warning}]\n",
        ),
    ]);
    let rules = folder.load(&["top.yaml"]).unwrap();
    assert!(rules.catalogue.get("RC301").unwrap().enabled);
}

#[test]
fn an_unknown_id_cannot_be_disabled() {
    for (mine, expected) in [
        (
            "disable:\n  roles: [cfoo]\n",
            "mine.yaml:2:11: there is no role `cfoo` below this file; did you mean `cfo",
        ),
        (
            "disable: {duties: [work-place]}\n",
            "mine.yaml:1:20: there is no duty `work-place` below this file; did you mean `workplace",
        ),
        (
            "disable: {findings: [missing-cioo]}\n",
            "mine.yaml:1:22: there is no finding `missing-cioo` below this file; did you mean `missing-cio`",
        ),
        (
            "disable: {axes: [focuss]}\n",
            "mine.yaml:1:18: there is no axis `focuss` below this file; did you mean `focus",
        ),
        (
            "disable: {areas: [workplaces]}\n",
            "mine.yaml:1:19: there is no area `workplaces` below this file; did you mean `workplace`?",
        ),
        (
            "disable: {functions: [finances]}\n",
            "mine.yaml:1:23: there is no function `finances` below this file; did you mean `finance`?",
        ),
        (
            "disable: {words: [titles/cio]}\n",
            "mine.yaml:1:19: there is no rule `titles/cio` below this file; did you mean `title/cio`",
        ),
        (
            "disable: {words: [workplace]}\n",
            "mine.yaml:1:19: there is no rule `workplace` below this file",
        ),
        (
            "disable: {words: [acronym/CFOO]}\n",
            "mine.yaml:1:19: there is no rule `acronym/CFOO` below this file; did you mean `acronym/CFO`",
        ),
        (
            "disable: {phrases: {title/cioo: [x]}}\n",
            "mine.yaml:1:21: there is no rule or duty `title/cioo` below this file; did you mean `title/cio`",
        ),
        (
            "disable: {phrases: {title/cio: [chief informations officer]}}\n",
            "mine.yaml:1:33: there is no phrase `chief informations officer` of `title/cio` below this file; did you mean `",
        ),
        (
            "disable: {roles: [zzz]}\n",
            "mine.yaml:1:19: there is no role `zzz` below this file",
        ),
        (
            "titles: {cio: [x]}\ndisable: {phrases: {title/cio: [x]}}\n",
            "mine.yaml:2:33: there is no phrase `x`",
        ),
        (
            "disable: {roles: [cio]}\n",
            "mine.yaml:1:19: it would take away the role `cio`, which leads the internal side",
        ),
        (
            "disable:\n  functions: [information-technology]\n",
            "mine.yaml:2:15: it would take away the role `",
        ),
        ("disable: [cfo]\n", "mine.yaml:1:10: "),
        ("disable: {role: [cfo]}\n", "mine.yaml:1:11: "),
    ] {
        let error = error(mine);
        assert!(error.starts_with(expected), "{mine}{error}");
    }
    // Packs that do not know each other may disable the same thing.
    let folder = Folder::with(&[
        (
            "a.yaml",
            "disable: {roles: [cfo], words: [title/cio], phrases: {joiner: [as well as]}, findings: [RC101], areas: [workplace], axes: [drives], functions: [legal]}\n",
        ),
        (
            "b.yaml",
            "disable: {roles: [cfo], words: [title/cio], phrases: {joiner: [as well as]}, findings: [RC101], areas: [workplace], axes: [drives], functions: [legal], duties: [productivity]}\n",
        ),
    ]);
    folder.load(&["a.yaml", "b.yaml"]).unwrap();
    // Another role may lead a side.
    with(
        "disable: {roles: [cio]}\n\
         sides: {internal: {role: it-director, label: internal side}, external: {role: cto, label: external side}}\n",
    );
}

#[test]
fn an_unknown_id_in_a_base_is_reported_in_the_base() {
    let folder = Folder::with(&[
        ("base.yaml", "# cfoo\ndisable: {roles: [cfoo]}\n"),
        (
            "top.yaml",
            "extends: [base.yaml]\ndisable: {roles: [cfo]}\n",
        ),
    ]);
    let error = folder.error(&["top.yaml"]);
    assert!(
        error.starts_with("base.yaml:2:19: there is no role `cfoo`"),
        "{error}"
    );
}
