//! What counts if two files define the same thing: the later entry for an id, the later keys for a finding,
//! and the words of both.

use rolecall::model::{Focus, Position, Severity};
use rolecall::rules::{Rules, Speaks};

use super::{Folder, judged, roles};

/// A base, with a file laid over it.
fn over(base: &str, top: &str) -> Rules {
    let top = format!("extends: [base.yaml]\n{top}");
    let folder = Folder::with(&[("base.yaml", base), ("top.yaml", &top)]);
    folder.load(&["top.yaml"]).unwrap()
}

#[test]
fn a_role_is_replaced_but_keeps_its_titles() {
    let rules = over(
        "roles: [{id: plumber, label: Plumber, rank: chief, function: finance, acronyms: [CPO9], prior: 0.5}]\n\
         titles: {plumber: [chief plumber]}\n",
        "roles: [{id: plumber, label: Pipe Fitter, rank: director, function: finance}]\n",
    );
    let named: Vec<_> = rules
        .roles()
        .filter(|(_, role)| role.id == "plumber")
        .collect();
    let [(_, role)] = named[..] else {
        panic!("{named:?}")
    };
    assert_eq!(role.label, "Pipe Fitter");
    assert_eq!((role.prior, role.acronyms.len()), (None, 0));
    assert_eq!(roles(&rules, "Chief Plumber"), ["plumber"]);
    assert_eq!(roles(&rules, "CPO9"), [""; 0]);
}

#[test]
fn a_duty_is_replaced_but_keeps_its_phrases_in_other_languages() {
    let duty = |side: &str, phrase: &str| {
        format!(
            "duties: [{{id: pipes, axis: focus, side: {side}, weight: 3, anchor: true, source: us, phrases: [{phrase}]}}]\n"
        )
    };
    let base = duty("internal", "lay copper pipes")
        + "duty_phrases: {pipes: [kupferrohr]}\nweights: {duties: {pipes: 9}}\n";
    let rules = over(&base, &duty("external", "lay plastic pipes"));
    let focus = |duties| {
        judged(
            &rules,
            Position {
                responsibilities: duties,
                ..Position::default()
            },
        )
        .focus
    };
    assert_eq!(focus("Lay copper pipes."), Focus::Unknown);
    assert_eq!(focus("Lay plastic pipes."), Focus::External);
    assert_eq!(focus("Kupferrohr"), Focus::External);
    let Some(Speaks::Duty(index)) = rules
        .rules()
        .find(|rule| rule.id == "pipes")
        .map(|rule| rule.speaks)
    else {
        panic!("the duty is a rule");
    };
    assert_eq!(rules.duty(index).weight, 3.0);
}

#[test]
fn axes_areas_and_functions_are_replaced() {
    let rules = over(
        "axes: [{id: focus, internal: a, external: b}]\n\
         areas: [{id: workplace, label: a, side: external}]\n\
         functions: [{id: finance, label: a}]\n",
        "axes: [{id: focus, internal: in, external: out}]\n\
         areas: [{id: workplace, label: Desks, side: internal}]\n\
         functions: [{id: finance, label: Money}]\n",
    );
    let axes: Vec<_> = rules
        .axes
        .iter()
        .filter(|axis| axis.id == "focus")
        .collect();
    assert_eq!((axes.len(), axes[0].internal.as_str()), (1, "in"));
    let areas: Vec<_> = rules
        .areas
        .iter()
        .filter(|area| area.id == "workplace")
        .collect();
    assert_eq!((areas.len(), areas[0].label.as_str()), (1, "Desks"));
    let functions = rules
        .functions()
        .iter()
        .filter(|function| function.id == "finance");
    let labels: Vec<_> = functions.map(|function| function.label.as_str()).collect();
    assert_eq!(labels, ["Money"]);
}

#[test]
fn only_the_given_keys_of_a_finding_are_replaced() {
    let rules = over(
        "findings:\n  - {code: RC301, severity: error, summary: base, roles: {who: [cto], under: [cto]}}\n\
         \x20 - {code: RC101, areas: [workplace], thresholds: {unsure: 1, one_suffices_below: 2}}\n",
        "findings:\n  - {code: RC301, summary: top, roles: {who: [cio]}}\n\
         \x20 - {code: RC101, areas: [platform], thresholds: {one_suffices_below: 3}}\n",
    );
    let finding = rules.catalogue.get("RC301").unwrap();
    assert_eq!(finding.severity, Severity::Error);
    assert_eq!(finding.summary, "top");
    let ids = |part| -> Vec<_> {
        let roles = finding.roles(part).iter();
        roles.map(|role| rules.role(*role).id.as_str()).collect()
    };
    assert_eq!((ids("who"), ids("under")), (vec!["cio"], vec!["cto"]));
    let finding = rules.catalogue.get("RC101").unwrap();
    let areas = finding
        .areas()
        .iter()
        .map(|area| &rules.areas[usize::from(*area)].id);
    assert_eq!(areas.collect::<Vec<_>>(), ["platform"]);
    let thresholds = ["unsure", "one_suffices_below"].map(|name| finding.threshold(name));
    assert_eq!(thresholds, [1.0, 3.0]);
}

#[test]
fn words_are_added() {
    let words = |word: &str| {
        format!(
            "titles: {{cio: [chief {word}]}}\nranks: {{director: [top {word}]}}\nscopes: {{group: [worldwide {word}]}}\n\
             fields: {{finance: {{finance: [{word} money]}}}}\nmodifiers: [{{modifier: deputy, before: [almost {word}]}}]\n\
             cues: [{{id: negation, factor: 0, phrases: [nothing of {word}]}}]\n\
             headings: [{{id: requirements, factor: 0, phrases: [{word} wanted]}}]\n\
             contexts: {{cio: [{word}]}}\njoiners: [{word}plus]\nemployers: {{begin: [{word}employed]}}\n\
             default_fields: {{finance: {{finance: [{word} coins]}}}}\nduty_phrases: {{workplace: [{word} desks]}}\n"
        )
    };
    let rules = over(&words("cuprum"), &words("galalith"));
    let count = |word: &str| {
        let phrases = rules.rules().flat_map(|rule| &rule.phrases);
        phrases.filter(|phrase| phrase.contains(word)).count()
    };
    assert_eq!((count("cuprum"), count("galalith")), (12, 12));
    assert_eq!(roles(&rules, "Chief Cuprum"), ["cio"]);
    assert_eq!(roles(&rules, "Chief Galalith"), ["cio"]);
}

#[test]
fn sections_that_occur_once_in_a_pack_are_replaced() {
    let rules = over(
        "leanings: {internal: {information-technology: [it]}, external: {}}\n",
        "leanings: {internal: {}, external: {information-technology: [it]}}\n\
         sides: {internal: {role: cio, label: inside}, external: {role: cto, label: outside}}\n",
    );
    let function = rules
        .functions()
        .iter()
        .position(|one| one.id == "information-technology");
    let function = function.unwrap();
    let area = rules.functions()[function]
        .areas
        .iter()
        .position(|one| one == "it")
        .unwrap();
    let function = rolecall::model::FunctionId(function as u16);
    assert_eq!(
        rules.leaning(function, area as u16),
        Some(rolecall::model::Side::External)
    );
    let infrastructure = rules
        .function(function)
        .areas
        .iter()
        .position(|one| one == "infrastructure");
    assert_eq!(
        rules.leaning(function, infrastructure.unwrap() as u16),
        None
    );
    assert_eq!(rules.sides.internal.label, "inside");
}
